"""What payroll giving comes to: pure functions of terms, heads and days."""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import Flag, auto

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.money import ORE
from core.workdays import is_workday, next_workday

FEWEST_SHOWN = 5  # a group of fewer people is never shown alone
EARLIEST_DAYS = 7  # a payday on a weekend or holiday is paid out on a day before it
TOLERANCE_KRONOR = Decimal(50)
TOLERANCE_SHARE = Decimal("0.01")
NOTHING = Decimal("0.00")


class BandKind(models.TextChoices):
    FIXED = "fixed", _("Fast belopp")
    PER_MILLE = "per_mille", _("Promille av lönen")
    ROUNDING = "rounding", _("Avrundning nedåt")
    MIXED = "mixed", _("Blandat")


class MonthPhase(models.TextChoices):
    COMING = "coming", _("Lönedagen är inte här än")
    WAITING = "waiting", _("Väntar på pengar")
    LATE = "late", _("Försenad")
    DIFFERS = "differs", _("Avviker")
    READY = "ready", _("Stämmer, kan stängas")
    CLOSED = "closed", _("Stängd")


class DifferenceReason(models.TextChoices):
    LEAVER = "leaver", _("Någon har slutat")
    LEAVE = "leave", _("Någon är ledig eller sjuk")
    JOINER = "joiner", _("Någon har börjat ge")
    CHANGED = "changed", _("Ändrat belopp")
    ROUNDING = "rounding", _("Avrundning")
    MATCH = "match", _("Matchningen ingår")
    NO_MATCH = "no_match", _("Matchningen uteblir")
    PERIOD = "period", _("Fel period")
    WITHIN = "within", _("Liten skillnad, inom gränsen")
    OTHER = "other", _("Annat")


class Off(Flag):
    """What of a month is more or less than it should be."""

    GIFTS_SHORT = auto()
    GIFTS_OVER = auto()
    MATCH_SHORT = auto()
    MATCH_OVER = auto()


# What a reason can be the cause of. The match among the gifts makes too much of one and too little of the other.
CAUSES = {
    DifferenceReason.LEAVER: [Off.GIFTS_SHORT],
    DifferenceReason.LEAVE: [Off.GIFTS_SHORT],
    DifferenceReason.JOINER: [Off.GIFTS_OVER],
    DifferenceReason.CHANGED: [*Off],
    DifferenceReason.ROUNDING: [*Off],
    DifferenceReason.MATCH: [Off.GIFTS_OVER | Off.MATCH_SHORT],
    DifferenceReason.NO_MATCH: [Off.MATCH_SHORT],
    DifferenceReason.PERIOD: [*Off],
    DifferenceReason.OTHER: [*Off],
}


def possible_reasons(off: Off) -> list[DifferenceReason]:
    """Those that can be true of a month that is off in this way, in the order that a person chooses from."""
    return [reason for reason, causes in CAUSES.items() if any(cause in off for cause in causes)]


def unexplained(off: Off, reason: str) -> Off:
    """What is off that the reason is no cause of, as a missing match when somebody has left."""
    for cause in CAUSES.get(reason, ()):
        off &= ~cause
    return off


# --- Days -----------------------------------------------------------------------------------------


def month_of(day: dt.date) -> dt.date:
    """The first day of the month, which is how a month is stored."""
    return day.replace(day=1)


def next_month(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def day_in(month: dt.date, number: int) -> dt.date:
    """The day with that number, or the month's last: the 31st of February is the 28th or 29th."""
    return month.replace(day=min(number, calendar.monthrange(month.year, month.month)[1]))


def remittance_after(payday: dt.date, number: int) -> dt.date:
    """The first day with that number on or after the payday: the 12th after a payday on the 25th is next month's.

    The next one on which banks pay, when that is no such day.
    """
    same_month = day_in(payday, number)
    agreed = same_month if same_month >= payday else day_in(next_month(payday), number)
    return agreed if is_workday(agreed) else next_workday(agreed)


def earliest_remittance(payday: dt.date) -> dt.date:
    """What has not been deducted cannot be sent on: the first of the month, or a week before an early payday."""
    return min(month_of(payday), payday - dt.timedelta(days=EARLIEST_DAYS))


def paydays(*, number: int, starts: dt.date, ends: dt.date | None, last_month: dt.date) -> list[dt.date]:
    """Every payday from the start to the end of the scheme, in months up to and with `last_month`."""
    found, month = [], month_of(starts)
    while month <= last_month:
        payday = day_in(month, number)
        if starts <= payday and (ends is None or payday <= ends):
            found.append(payday)
        month = next_month(month)
    return found


# --- Sums -----------------------------------------------------------------------------------------


def band_sum(*, kind: str, heads: int, amount: Decimal | None, declared: Decimal | None) -> Decimal:
    """Kronor a month that a band is expected to give.

    A fixed amount follows from the heads. What follows from salaries only the employer knows, and says as one sum.
    """
    if kind == BandKind.FIXED:
        return (amount or NOTHING) * heads
    return declared or NOTHING


def split(amount: Decimal, percents: Mapping[int, int]) -> dict[int, Decimal]:
    """Share kronor by per cent to the whole öre, by largest remainder; the parts sum to the amount exactly.

    `percents` are by the goal's key and sum to 100. Of equal remainders the lowest key gets its öre first.
    """
    size = abs(amount)
    exact = {key: size * percent / 100 for key, percent in percents.items()}
    parts = {key: part.quantize(ORE, ROUND_DOWN) for key, part in exact.items()}
    left = int((size - sum(parts.values(), NOTHING)) / ORE)
    by_remainder = sorted(parts, key=lambda key: (parts[key] - exact[key], key))
    for key in by_remainder[:left]:
        parts[key] += ORE
    return {key: part.copy_sign(amount) + 0 for key, part in parts.items()}


def tolerance(basis: Decimal) -> Decimal:
    """How many kronor a month may differ and still close itself: 50, or 1 per cent of what was awaited if more."""
    return max(TOLERANCE_KRONOR, basis * TOLERANCE_SHARE)


def agrees(*, received: Decimal, basis: Decimal) -> bool:
    return abs(received - basis) <= tolerance(basis)


def match_agrees(*, received: Decimal, due: Decimal) -> bool:
    """The company's match by the same tolerance, but one of which nothing has come is never paid."""
    return agrees(received=received, basis=due) and (received > 0 or due <= 0)


def match_by_month(
    received: Sequence[Decimal],
    *,
    rates: Sequence[Decimal],
    month_caps: Sequence[Decimal | None],
    total_cap: Decimal | None = None,
    closed: Sequence[Decimal | None] | None = None,
) -> list[Decimal]:
    """Kronor of company match due for each month, oldest first, on the employees' money received in it.

    `rates` are per cent of the gift and `month_caps` kronor, both as they were agreed for that month. `closed` is
    what was due of a month when it was closed, None for an open one: that stands, whatever happens to the others.
    What they leave of the cap on the whole is used up by the oldest open months first.
    """
    closed = closed or [None] * len(received)
    left = total_cap
    if left is not None:
        left = max(left - sum((match for match in closed if match is not None), NOTHING), NOTHING)
    due = []
    for gift, rate, cap, kept in zip(received, rates, month_caps, closed, strict=True):
        if kept is not None:
            due.append(kept)
            continue
        match = (max(gift, NOTHING) * rate / 100).quantize(ORE, ROUND_HALF_UP)
        match = min(amount for amount in (match, cap, left) if amount is not None)
        if left is not None:
            left -= match
        due.append(match)
    return due


# --- Where a month stands -------------------------------------------------------------------------


def phase_of(
    *,
    today: dt.date,
    payday: dt.date,
    due_on: dt.date,
    is_closed: bool,
    has_money: bool,
    agreed: bool,
    lacks: bool = False,
    awaits_match: bool = False,
) -> MonthPhase:
    """A month is late when the remittance day has passed and not all has come, and differs when a sum is another.

    `agreed` is of gifts and match both; `lacks` that either is less than it should be, `awaits_match` that the gifts
    have come as they should and no match.
    """
    if is_closed:
        return MonthPhase.CLOSED
    if today > due_on and (lacks or not has_money):
        return MonthPhase.LATE
    if has_money and not awaits_match:
        return MonthPhase.READY if agreed else MonthPhase.DIFFERS
    return MonthPhase.COMING if today < payday else MonthPhase.WAITING


# --- Groups that may be shown ---------------------------------------------------------------------


@dataclass(frozen=True)
class BandGroup:
    """A band, or several that are only shown together; `label` is empty for those."""

    label: str
    heads: int
    amount: Decimal

    @property
    def is_small(self) -> bool:
        return self.heads < FEWEST_SHOWN


def shown_groups(groups: Iterable[BandGroup]) -> list[BandGroup]:
    """The groups as they may be shown: nobody can be told apart, nor found by subtraction from the total.

    Groups of fewer than five are merged. If what is merged is still fewer than five, the smallest of the others
    goes with it, so that the total minus the rest tells nothing. A single group left may be small: it is the whole.
    """
    by_size = sorted((group for group in groups if group.heads), key=lambda group: (group.heads, group.label))
    merged = [group for group in by_size if group.is_small]
    alone = [group for group in by_size if not group.is_small]
    while merged and alone and sum(group.heads for group in merged) < FEWEST_SHOWN:
        merged.append(alone.pop(0))
    shown = sorted(alone, key=lambda group: (-group.heads, group.label))
    if merged:
        total = sum((group.amount for group in merged), NOTHING)
        shown.append(BandGroup("", sum(group.heads for group in merged), total))
    return shown

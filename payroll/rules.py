"""The arithmetic of payroll giving: pure functions of terms, head counts and dates."""

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

FEWEST_SHOWN = 5  # smaller groups are never shown alone: individuals could be identified
EARLIEST_DAYS = 7  # days; a payday on a weekend or holiday is paid on an earlier day
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


class Deviation(Flag):
    """How a month's receipts deviate from what is due."""

    GIFTS_SHORT = auto()
    GIFTS_OVER = auto()
    MATCH_SHORT = auto()
    MATCH_OVER = auto()


# The deviations that each reason can explain. Match booked as gifts gives a surplus of gifts and a deficit of match.
CAUSES = {
    DifferenceReason.LEAVER: [Deviation.GIFTS_SHORT],
    DifferenceReason.LEAVE: [Deviation.GIFTS_SHORT],
    DifferenceReason.JOINER: [Deviation.GIFTS_OVER],
    DifferenceReason.CHANGED: [*Deviation],
    DifferenceReason.ROUNDING: [*Deviation],
    DifferenceReason.MATCH: [Deviation.GIFTS_OVER | Deviation.MATCH_SHORT],
    DifferenceReason.NO_MATCH: [Deviation.MATCH_SHORT],
    DifferenceReason.PERIOD: [*Deviation],
    DifferenceReason.OTHER: [*Deviation],
}


def possible_reasons(deviation: Deviation) -> list[DifferenceReason]:
    """The reasons that can explain any of the deviations, in the order of the form's choices."""
    return [reason for reason, causes in CAUSES.items() if any(cause in deviation for cause in causes)]


def unexplained(deviation: Deviation, reason: str) -> Deviation:
    """The deviations that the reason does not explain, such as a missing match when an employee has left."""
    for cause in CAUSES.get(reason, ()):
        deviation &= ~cause
    return deviation


def month_of(day: dt.date) -> dt.date:
    """The first day of the month, which represents it in the database."""
    return day.replace(day=1)


def next_month(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def day_in(month: dt.date, number: int) -> dt.date:
    """The month's day with that number, or its last day if it is shorter."""
    return month.replace(day=min(number, calendar.monthrange(month.year, month.month)[1]))


def remittance_after(payday: dt.date, number: int) -> dt.date:
    """The first day with that number on or after the payday: after a payday on the 25th, the 12th of the next month.

    If banks are closed on it, the next banking day.
    """
    same_month = day_in(payday, number)
    agreed = same_month if same_month >= payday else day_in(next_month(payday), number)
    return agreed if is_workday(agreed) else next_workday(agreed)


def earliest_remittance(payday: dt.date) -> dt.date:
    """The first day money can arrive, as it is sent after deduction: the 1st, or a week before an early payday."""
    return min(month_of(payday), payday - dt.timedelta(days=EARLIEST_DAYS))


def paydays(*, number: int, starts: dt.date, ends: dt.date | None, last_month: dt.date) -> list[dt.date]:
    """Every payday from the scheme's start to its end, in months up to and including `last_month`."""
    found, month = [], month_of(starts)
    while month <= last_month:
        payday = day_in(month, number)
        if starts <= payday and (ends is None or payday <= ends):
            found.append(payday)
        month = next_month(month)
    return found


def band_sum(*, kind: str, heads: int, amount: Decimal | None, declared: Decimal | None) -> Decimal:
    """Kronor per month expected from a band.

    A fixed amount is multiplied by the head count. For kinds that depend on salaries, the employer declares the sum.
    """
    if kind == BandKind.FIXED:
        return (amount or NOTHING) * heads
    return declared or NOTHING


def split(amount: Decimal, percents: Mapping[int, int]) -> dict[int, Decimal]:
    """Split kronor by per cent to whole öre by the largest remainder method; the parts sum exactly to the amount.

    `percents` are by the goal's primary key and sum to 100. Equal remainders are resolved by the lowest key.
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
    """The deviation in kronor within which a month closes automatically: 50, or 1 per cent of the basis if more."""
    return max(TOLERANCE_KRONOR, basis * TOLERANCE_SHARE)


def agrees(*, received: Decimal, basis: Decimal) -> bool:
    return abs(received - basis) <= tolerance(basis)


def match_agrees(*, received: Decimal, due: Decimal) -> bool:
    """Whether the company's match agrees within the tolerance; a match due of which nothing is received never does."""
    return agrees(received=received, basis=due) and (received > 0 or due <= 0)


def match_by_month(
    received: Sequence[Decimal],
    *,
    rates: Sequence[Decimal],
    month_caps: Sequence[Decimal | None],
    total_cap: Decimal | None = None,
    closed: Sequence[Decimal | None] | None = None,
) -> list[Decimal]:
    """Kronor of company match due per month, oldest first, on the employees' money received for it.

    `rates` are per cent of the gift and `month_caps` kronor, both as agreed for that month. `closed` is the match due
    when a month was closed, None for an open one; a closed month's match is final. The rest of the total cap is
    allocated to the oldest open months first.
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
    """The phase of a month: late when money is missing after the remittance day, differing when a sum deviates.

    `agreed`: gifts and match both agree. `lacks`: either is too low. `awaits_match`: the gifts agree and no match is
    received.
    """
    if is_closed:
        return MonthPhase.CLOSED
    if today > due_on and (lacks or not has_money):
        return MonthPhase.LATE
    if has_money and not awaits_match:
        return MonthPhase.READY if agreed else MonthPhase.DIFFERS
    return MonthPhase.COMING if today < payday else MonthPhase.WAITING


@dataclass(frozen=True)
class BandGroup:
    """A band, or several merged ones, whose `label` is empty."""

    label: str
    heads: int
    amount: Decimal

    @property
    def is_small(self) -> bool:
        return self.heads < FEWEST_SHOWN


def shown_groups(groups: Iterable[BandGroup]) -> list[BandGroup]:
    """Merge groups so that no fewer than FEWEST_SHOWN people can be identified, not even by subtraction from the total.

    Groups of fewer than five are merged. If they still are fewer than five together, the smallest other group is merged
    too, since the total minus the rest would reveal them. A single remaining group may be small: it is the total.
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

"""The arithmetic of instalment plans: pure functions of an agreement's terms and of what is invoiced already.

The agreement's years are the unit. What is invoiced or paid of a year stands, and the rest of the year's money is
shared by what is still open of it; a year without anything open gets a difference or a credit instalment. So the
instalments sum to the whole agreement, to the öre, whatever happens to its terms.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.days import A_DAY, A_YEAR, anniversary, months_on
from core.money import ORE, Rate, amount_in_period

NOTHING = Decimal("0.00")
Span = tuple[dt.date, dt.date]  # first and last day


class Rhythm(models.TextChoices):
    ONCE = "once", _("Allt på en gång")
    YEARLY = "yearly", _("Varje år")
    QUARTERLY = "quarterly", _("Varje kvartal")
    MONTHLY = "monthly", _("Varje månad")
    OWN = "own", _("Egna dagar")


MONTHS = {Rhythm.YEARLY: A_YEAR, Rhythm.QUARTERLY: 3, Rhythm.MONTHLY: 1}


class VatRate(models.IntegerChoices):
    """Per cent on the counter-performance: its content decides, so finance does, not the label."""

    NONE = 0, _("Ingen moms")
    STANDARD = 25, _("25 % moms")


@dataclass(frozen=True)
class Agreement:
    """The terms that its kronor follow. Without days it is worth nothing: unsigned, or ended before it began."""

    starts: dt.date
    ends: dt.date  # the last day in force
    rates: Sequence[Rate]  # kronor a year; the first from `starts`
    years_from: dt.date | None = None
    carried: int = 0

    def amount_between(self, first: dt.date, last: dt.date, *, most: Decimal | None = None) -> Decimal:
        """Kronor of the period's days; with `most`, as if at most so much were agreed a year."""
        (_starts, yearly), *changes = self._rates(most)
        return amount_in_period(
            yearly=yearly,
            starts=self.starts,
            ends=self.ends,
            period_from=first,
            period_to=last,
            changes=changes,
            years_from=self.years_from,
            carried=self.carried if most is None else 0,
        )

    def _rates(self, most: Decimal | None) -> list[Rate]:
        return [(starts, yearly if most is None else min(yearly, most)) for starts, yearly in self.rates]

    def weight(self, first: dt.date, last: dt.date) -> int:
        """Öre a year times days."""
        begun = [max(starts, first) for starts, _yearly in self.rates] + [last + A_DAY]
        return sum(
            int(yearly * 100) * max((min(after, last + A_DAY) - begins).days, 0)
            for (_starts, yearly), begins, after in zip(self.rates, begun, begun[1:], strict=False)
        )

    def changed_within(self, first: dt.date, last: dt.date) -> dt.date:
        """The last day of the period that a new amount applies from; its first day without one."""
        return max((starts for starts, _yearly in self.rates if first < starts <= last), default=first)


@dataclass(frozen=True)
class OwnDay:
    """A day chosen for an invoice, and its share of the money."""

    day: dt.date
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class PlanTerms:
    rhythm: Rhythm
    counterpart: Decimal = NOTHING  # kronor a year of what the company gets in return
    days: Sequence[OwnDay] = ()


@dataclass(frozen=True)
class Standing:
    """An instalment that is invoiced, paid or written off, and so is never touched. A credit has a negative net."""

    key: int
    covers_from: dt.date
    covers_to: dt.date
    net: Decimal
    counterpart: Decimal = NOTHING
    planned_on: dt.date | None = None
    credits: int | None = None  # the key of what it credits


@dataclass(frozen=True)
class Due:
    """An instalment to plan. Without a day it is a difference, to invoice at once; `credits` is what it takes from."""

    covers_from: dt.date
    covers_to: dt.date
    net: Decimal
    counterpart: Decimal = NOTHING
    planned_on: dt.date | None = None
    credits: int | None = None

    @property
    def gift(self) -> Decimal:
        return self.net - self.counterpart


@dataclass
class _Group:
    """Years that are settled together, because one instalment covers days of each."""

    first: dt.date
    last: dt.date
    standing: list[Standing] = field(default_factory=list)

    def kept(self) -> list[Standing]:
        """What stands and is not credited whole: its days have been charged for."""
        left = _left(self.standing)
        return [row for row in self.standing if left.get(row.key)]


def vat_on(amount: Decimal, rate: int) -> Decimal:
    """Kronor of VAT on an amount without it, rounded half away from zero to the öre."""
    return (amount * rate / 100).quantize(ORE, ROUND_HALF_UP)


def shared(amount: Decimal, weights: Sequence[Fraction | int | Decimal]) -> list[Decimal]:
    """Kronor in proportion to the weights, to the öre, which sum to the amount: the öre left over go to the last."""
    weights = [Fraction(weight) for weight in weights]
    whole = sum(weights)
    if not whole:
        weights, whole = [Fraction(1)] * len(weights), len(weights)
    ore = int(amount * 100)
    parts = [int(ore * weight / whole) for weight in weights]
    left = ore - sum(parts)
    return [(part + (place >= len(parts) - left)) * ORE for place, part in enumerate(parts)]


def planned(agreement: Agreement | None, terms: PlanTerms, standing: Sequence[Standing] = ()) -> list[Due]:
    """The instalments beside those that stand: with them they sum to the agreement's kronor.

    None, or an agreement without days, is worth nothing: then what stands is credited.
    """
    if agreement is None or agreement.ends < agreement.starts:
        return _credits(None, standing, _net(standing), _counterpart(standing))
    return [due for group in _groups(agreement, terms.rhythm, standing) for due in _dues(agreement, terms, group)]


def _groups(agreement: Agreement, rhythm: Rhythm, standing: Sequence[Standing]) -> list[_Group]:
    """The years of the agreement, those that share a standing instalment as one; all as one without a period."""
    groups: list[_Group] = []
    covered = [(max(row.covers_from, agreement.starts), min(row.covers_to, agreement.ends)) for row in standing]
    for first, last in _years(agreement, rhythm):
        if groups and any(begins < first <= until for begins, until in covered):
            groups[-1].last = last
        else:
            groups.append(_Group(first, last))
    begun = {row.key: row.covers_from for row in standing}
    for row in standing:
        # What covers days outside the agreement, as since it ended early, belongs to the nearest year.
        day = begun.get(row.credits, row.covers_from)
        near = [group for group in groups if group.first <= day]
        (near[-1] if near else groups[0]).standing.append(row)
    return groups


def _years(agreement: Agreement, rhythm: Rhythm) -> Iterator[Span]:
    if rhythm not in MONTHS:
        yield agreement.starts, agreement.ends
        return
    number = 0
    while (first := anniversary(agreement.starts, number)) <= agreement.ends:
        number += 1
        yield first, min(anniversary(agreement.starts, number) - A_DAY, agreement.ends)


def _dues(agreement: Agreement, terms: PlanTerms, group: _Group) -> list[Due]:
    net = agreement.amount_between(group.first, group.last) - _net(group.standing)
    counterpart = agreement.amount_between(group.first, group.last, most=terms.counterpart)
    counterpart -= _counterpart(group.standing)
    if net < 0:
        return _credits(agreement, group.standing, -net, -counterpart)
    if not net:
        return []
    slots = _own_slots(terms, group) if terms.rhythm == Rhythm.OWN else _slots(agreement, terms.rhythm, group)
    if not slots:
        taken = [row.covers_from for row in group.standing if row.credits is not None and row.covers_from <= group.last]
        changed = max([agreement.changed_within(group.first, group.last), *taken])
        slots = [(changed, group.last, None, Fraction(1))]
    weights = [weight for *_span, weight in slots]
    nets = shared(net, weights)
    counterparts = shared(_between(counterpart, net), weights)
    return [
        Due(first, last, part, min(part, returned), planned_on)
        for (first, last, planned_on, _weight), part, returned in zip(slots, nets, counterparts, strict=True)
        if part
    ]


def _slots(agreement: Agreement, rhythm: Rhythm, group: _Group) -> list[tuple]:
    """What no standing instalment covers, cut where the rhythm begins anew: first, last and planned day, weight."""
    months = MONTHS.get(rhythm)
    slots, number, first = [], 0, group.first
    while first <= group.last:
        number += 1
        until = months_on(group.first, number * months) - A_DAY if months else group.last
        length = (until - first).days + 1
        for begins, ends in _uncovered(first, min(until, group.last), group):
            slots.append((begins, ends, begins, Fraction(agreement.weight(begins, ends) * (months or 1), length)))
        first = until + A_DAY
    return slots


def _own_slots(terms: PlanTerms, group: _Group) -> list[tuple]:
    """The chosen days that no standing instalment has: each covers all that is not covered, or else the whole."""
    taken = {row.planned_on for row in group.kept()}
    free = _uncovered(group.first, group.last, group)
    first, last = (free[0][0], free[-1][1]) if free else (group.first, group.last)
    return [(first, last, each.day, Fraction(each.weight)) for each in terms.days if each.day not in taken]


def _uncovered(first: dt.date, last: dt.date, group: _Group) -> list[Span]:
    free = []
    for row in sorted(group.kept(), key=lambda row: row.covers_from):
        if first < row.covers_from:
            free.append((first, min(row.covers_from - A_DAY, last)))
        first = max(first, row.covers_to + A_DAY)
        if first > last:
            break
    if first <= last:
        free.append((first, last))
    return [(begins, ends) for begins, ends in free if begins <= ends]


def _credits(
    agreement: Agreement | None, standing: Sequence[Standing], net: Decimal, counterpart: Decimal
) -> list[Due]:
    """Take so many kronor back from what stands, the latest first, and none more than is left of it."""
    left = _left(standing)
    dues = []
    charged = [row for row in standing if row.credits is None]
    for row in sorted(charged, key=lambda row: row.covers_from, reverse=True):
        part = min(net, left[row.key])
        if part <= 0:
            continue
        returned = _between(min(counterpart, row.counterpart), part)
        dues.append(Due(_credited_from(agreement, row), row.covers_to, -part, -returned + 0, None, row.key))
        net, counterpart = net - part, counterpart - returned
    return dues


def _left(standing: Sequence[Standing]) -> dict[int, Decimal]:
    """Kronor without VAT of each that is no credit, less its credits."""
    left = {row.key: row.net for row in standing if row.credits is None}
    for row in standing:
        if row.credits is not None:
            left[row.credits] += row.net
    return left


def _credited_from(agreement: Agreement | None, row: Standing) -> dt.date:
    if agreement is None:
        return row.covers_from
    if agreement.ends < row.covers_to:
        return max(agreement.ends + A_DAY, row.covers_from)
    return agreement.changed_within(row.covers_from, row.covers_to)


def _between(amount: Decimal, most: Decimal) -> Decimal:
    return max(min(amount, most), NOTHING)


def _net(rows: Sequence[Standing]) -> Decimal:
    return sum((row.net for row in rows), NOTHING)


def _counterpart(rows: Sequence[Standing]) -> Decimal:
    return sum((row.counterpart for row in rows), NOTHING)

"""Agreements as they were known, and what two such lists differ by. Reads events of terms, never history."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models import SponsorshipEvent
from goals.models import Goal

NOTHING = Decimal("0.00")


class Difference(models.TextChoices):
    """How an agreement differs between two lists."""

    NEW = "new", _("Nytt")
    LOST = "lost", _("Borta")
    UP = "up", _("Högre")
    DOWN = "down", _("Lägre")
    MOVED = "moved", _("Flyttat")


@dataclass(frozen=True)
class KnownList:
    """One list: what was known when day `known` was over, in kronor of the period, of one goal or of all."""

    known: dt.date
    first: dt.date
    last: dt.date
    goal: Goal | None = None

    def rows(self) -> models.QuerySet[SponsorshipEvent]:
        rows = SponsorshipEvent.objects.known_on(self.known).agreed_between(self.first, self.last)
        return rows.filter(goal=self.goal) if self.goal else rows

    def kronor(self, event: SponsorshipEvent | None) -> Decimal:
        return event.amount_between(self.first, self.last) if event else NOTHING


@dataclass(frozen=True)
class Changed:
    """An agreement that one of the lists has and the other has not, or with other kronor, goal or company."""

    was: SponsorshipEvent | None
    now: SponsorshipEvent | None
    before: Decimal
    after: Decimal

    @property
    def event(self) -> SponsorshipEvent:
        return self.now or self.was

    @property
    def difference(self) -> Decimal:
        return self.after - self.before

    @property
    def kind(self) -> Difference:
        if self.was is None:
            return Difference.NEW
        if self.now is None:
            return Difference.LOST
        if _place(self.was) != _place(self.now):
            return Difference.MOVED
        return Difference.UP if self.difference > 0 else Difference.DOWN


@dataclass(frozen=True)
class Comparison:
    """Two lists: the sum of the first and the kronor of each kind of difference make the sum of the second."""

    before: Decimal
    after: Decimal
    rows: list[Changed]

    @property
    def sums(self) -> list[tuple[Difference, int, Decimal]]:
        """For each kind of difference its number and kronor."""
        by_kind = {kind: [row.difference for row in self.rows if row.kind == kind] for kind in Difference}
        return [(kind, len(found), sum(found, NOTHING)) for kind, found in by_kind.items()]


def compare(was: KnownList, now: KnownList) -> Comparison:
    """Two queries, whatever the number of rows. The rows are in the order of their numbers."""
    befores, afters = ({each.agreement_no: each for each in _read(each)} for each in (was, now))
    rows = []
    for number in sorted(befores.keys() | afters.keys()):
        before, after = befores.get(number), afters.get(number)
        changed = Changed(before, after, was.kronor(before), now.kronor(after))
        if before is None or after is None or changed.difference or _place(before) != _place(after):
            rows.append(changed)
    before, after = (sum(map(each.kronor, found.values()), NOTHING) for each, found in ((was, befores), (now, afters)))
    return Comparison(before, after, rows)


def kronor_of(rows: Iterable[SponsorshipEvent], first: dt.date, last: dt.date) -> Decimal:
    """Kronor of the period, both ends included."""
    return sum((each.amount_between(first, last) for each in rows), NOTHING)


def _read(known: KnownList) -> models.QuerySet[SponsorshipEvent]:
    return known.rows().select_related("goal").order_by("agreement_no")


def _place(event: SponsorshipEvent) -> tuple:
    return event.goal_id, event.company_key

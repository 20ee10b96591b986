"""Coverage of each goal: seats and kronor per month for two years ahead.

Rules for a month:
- Seats taken are `SponsorshipQuerySet.peak`: the most sponsorships in force on the same day of the month. Two that
  follow each other within the month take one seat; a free seat is free every day.
- A sponsorship lapses in the month of its last day, unless the company has another signed one on the goal that
  begins after that day.
- Kronor are counted by days. The aim of a month is its part of the yearly aim in force on its first day; twelve
  consecutive parts sum to exactly the aim.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from django.db.models import Prefetch

from core.money import Rate, amount_in_period
from crm.models import Sponsorship, SponsorshipAmendment
from crm.querysets.sponsorships import most_at_once
from goals.models import Goal, Tier, TierOffer
from goals.queries import aim_on

MONTHS = 24
YEAR = 12
A_DAY = dt.timedelta(days=1)
NOTHING = Decimal("0.00")


class Month(NamedTuple):
    first: dt.date
    last: dt.date

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"


def months_from(day: dt.date, number: int = MONTHS) -> list[Month]:
    """`number` whole calendar months from the one that contains `day`."""
    first = day.replace(day=1)
    starts = [first + relativedelta(months=step) for step in range(number + 1)]
    return [Month(start, following - A_DAY) for start, following in pairwise(starts)]


class Span(NamedTuple):
    """The fields of a signed sponsorship that decide seats and kronor."""

    goal: int
    tier: int
    company: int
    starts: dt.date
    last_day: dt.date
    yearly: Decimal
    changes: tuple[Rate, ...]  # amended amounts, each with its first day
    years_from: dt.date | None = None
    carried: int = 0


@dataclass(frozen=True)
class CoverageCell:
    """A tier of a goal in one month."""

    month: Month
    taken: int
    seats: int | None  # None: no limit
    lapsing: int

    @property
    def free(self) -> int | None:
        """Seats free on every day of the month; None without a limit."""
        return None if self.seats is None else max(self.seats - self.taken, 0)

    @property
    def is_gap(self) -> bool:
        return bool(self.free or self.lapsing)


@dataclass(frozen=True)
class TierRow:
    tier: Tier
    offered: bool  # False for a tier that is held but no longer offered
    cells: list[CoverageCell]


@dataclass(frozen=True)
class MoneyCell:
    """A goal's kronor in one month."""

    month: Month
    pledged: Decimal
    aim: Decimal | None

    @property
    def missing(self) -> Decimal | None:
        """Kronor below the month's part of the aim, at least 0; None without an aim."""
        return None if self.aim is None else max(self.aim - self.pledged, NOTHING)


@dataclass(frozen=True)
class MoneyYear:
    """Twelve months summed, so that a surplus in one month offsets a deficit in another."""

    cells: list[MoneyCell]

    @property
    def first(self) -> dt.date:
        return self.cells[0].month.first

    @property
    def last(self) -> dt.date:
        return self.cells[-1].month.last

    @property
    def pledged(self) -> Decimal:
        return sum((cell.pledged for cell in self.cells), NOTHING)

    @property
    def aim(self) -> Decimal | None:
        """The sum of the months' parts; None unless every month has one."""
        if any(cell.aim is None for cell in self.cells):
            return None
        return sum((cell.aim for cell in self.cells), NOTHING)

    @property
    def missing(self) -> Decimal | None:
        return None if self.aim is None else max(self.aim - self.pledged, NOTHING)


@dataclass(frozen=True)
class GoalCoverage:
    goal: Goal
    rows: list[TierRow]
    money: list[MoneyCell]
    years: list[MoneyYear] = field(default_factory=list)

    @property
    def has_aim(self) -> bool:
        return any(cell.aim is not None for cell in self.money)


@dataclass(frozen=True)
class Coverage:
    months: list[Month]
    goals: list[GoalCoverage]


def coverage(day: dt.date) -> Coverage:
    """Every goal for two years from the month of `day`. Six queries for any number of rows."""
    months = months_from(day)
    offers = TierOffer.objects.select_related("tier").order_by("tier__rank")
    goals = Goal.objects.prefetch_related(Prefetch("offers", offers), "aims")
    tiers = list(Tier.objects.all())
    by_goal = defaultdict(list)
    for span in spans_from(months[0].first):
        by_goal[span.goal].append(span)
    return Coverage(months, [_cover(goal, tiers, by_goal[goal.pk], months) for goal in goals])


def spans_from(day: dt.date, **filters) -> list[Span]:
    """Every signed sponsorship in force on `day` or later. Two queries."""
    held = Sponsorship.objects.filter(**filters).active_between(day, dt.date.max)
    amendments = SponsorshipAmendment.objects.filter(sponsorship__in=held.order_by().values("pk")).order_by("starts")
    changes = defaultdict(list)
    for key, starts, amount in amendments.values_list("sponsorship", "starts", "amount"):
        changes[key].append((starts, amount))
    rows = held.order_by("starts", "pk").values_list(
        "pk", "goal", "tier", "company", "starts", "ends", "ended_on", "amount", "years_from", "carried"
    )
    return [
        Span(goal, tier, company, starts, min(ends, ended_on or ends), amount, tuple(changes[key]), *goes_on)
        for key, goal, tier, company, starts, ends, ended_on, amount, *goes_on in rows
    ]


def lapsing(spans: list[Span]) -> list[Span]:
    """One goal's spans that no later signed span of the same company follows."""
    latest = {}
    for span in spans:
        latest[span.company] = max(latest.get(span.company, span.starts), span.starts)
    return [span for span in spans if latest[span.company] <= span.last_day]


def _cover(goal: Goal, tiers: list[Tier], spans: list[Span], months: list[Month]) -> GoalCoverage:
    offers = {offer.tier_id: offer for offer in goal.offers.all()}
    by_tier = defaultdict(list)
    for span in spans:
        by_tier[span.tier].append((span.starts, span.last_day))
    ends = Counter((span.tier, span.last_day.replace(day=1)) for span in lapsing(spans))
    rows = []
    for tier in tiers:
        if tier.pk not in offers and tier.pk not in by_tier:
            continue
        seats = offers[tier.pk].seats if tier.pk in offers else 0
        rows.append(
            TierRow(
                tier,
                tier.pk in offers,
                [
                    CoverageCell(
                        month,
                        most_at_once(by_tier[tier.pk], month.first, month.last),
                        seats,
                        ends[tier.pk, month.first],
                    )
                    for month in months
                ],
            )
        )
    money = _money(goal, spans, months)
    return GoalCoverage(goal, rows, money, [MoneyYear(money[at : at + YEAR]) for at in range(0, len(months), YEAR)])


def _money(goal: Goal, spans: list[Span], months: list[Month]) -> list[MoneyCell]:
    pledged = Counter()
    terms = Counter(
        (span.yearly, span.starts, span.last_day, span.changes, span.years_from, span.carried) for span in spans
    )
    for (yearly, starts, last_day, changes, years_from, carried), number in terms.items():
        for month in months:
            if starts <= month.last and last_day >= month.first:
                pledged[month] += number * amount_in_period(
                    yearly=yearly,
                    starts=starts,
                    ends=last_day,
                    period_from=month.first,
                    period_to=month.last,
                    changes=changes,
                    years_from=years_from,
                    carried=carried,
                )
    aims = list(goal.aims.all())
    cells = []
    for index, month in enumerate(months):
        aim = aim_on(aims, month.first)
        part = None
        if aim and aim.amount is not None:
            begun = months[index - index % YEAR].first
            part = amount_in_period(
                yearly=aim.amount,
                starts=begun,
                ends=months[-1].last,
                period_from=month.first,
                period_to=month.last,
            )
        cells.append(MoneyCell(month, pledged[month] or NOTHING, part))
    return cells

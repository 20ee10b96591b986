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

from core.days import Known
from core.money import ORE, Rate, amount_in_period, in_ore, ore_in_periods
from crm.models import Sponsorship, SponsorshipAmendment
from crm.querysets.sponsorships import IN_FORCE, most_by_period
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
    years_from: dt.date | None
    ore: int  # a year
    carried: int
    changes: tuple[Rate, ...]  # amended amounts, each with its first day


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


def spans_from(since: dt.date, **filters) -> list[Span]:
    """Every signed sponsorship in force on `since` or later. Two queries."""
    held = Sponsorship.objects.filter(**filters).active_between(since, dt.date.max)
    amendments = SponsorshipAmendment.objects.filter(sponsorship__ends__gte=since).order_by("starts")
    changes = defaultdict(list)
    for key, starts, amount in amendments.values_list("sponsorship", "starts", "amount"):
        changes[key].append((starts, amount))
    rows = held.order_by("starts", "pk").values_list(
        "pk", "goal", "tier", "company", *IN_FORCE, in_ore("amount"), "carried"
    )
    day = Known().__getitem__
    # By columns, which is faster than by rows.
    columns = [*zip(*rows, strict=True)] or [()] * 9
    keys, goals, tiers, companies, starts, ends, years_from, ores, carried = columns
    days = (map(day, each) for each in (starts, ends, years_from))
    amended = (tuple(changes[key]) if key in changes else () for key in keys)
    return [*map(Span._make, zip(goals, tiers, companies, *days, ores, carried, amended, strict=True))]


def lapsing(spans: list[Span]) -> list[Span]:
    """Those of one goal's spans, in order of their first day, that no later one of the same company follows."""
    latest = {span.company: span.starts for span in spans}
    return [span for span in spans if latest[span.company] <= span.last_day]


def _cover(goal: Goal, tiers: list[Tier], spans: list[Span], months: list[Month]) -> GoalCoverage:
    offers = {offer.tier_id: offer for offer in goal.offers.all()}
    by_tier = defaultdict(list)
    for span in spans:
        by_tier[span.tier].append((span.starts, span.last_day))
    ends = Counter()
    for (tier, last_day), number in Counter((span.tier, span.last_day) for span in lapsing(spans)).items():
        ends[tier, last_day.replace(day=1)] += number
    edges = _edges(months)
    rows = []
    for tier in tiers:
        if tier.pk not in offers and tier.pk not in by_tier:
            continue
        seats = offers[tier.pk].seats if tier.pk in offers else 0
        taken = most_by_period(by_tier[tier.pk], edges)
        rows.append(
            TierRow(
                tier,
                tier.pk in offers,
                [
                    CoverageCell(month, most, seats, ends[tier.pk, month.first])
                    for month, most in zip(months, taken, strict=True)
                ],
            )
        )
    money = _money(goal, spans, months)
    return GoalCoverage(goal, rows, money, [MoneyYear(money[at : at + YEAR]) for at in range(0, len(months), YEAR)])


def _edges(months: list[Month]) -> tuple[dt.date, ...]:
    return (*(month.first for month in months), months[-1].last + A_DAY)


def _pledged(spans: list[Span], months: list[Month]) -> list[Decimal]:
    """Kronor of the spans in each month."""
    edges, on_days = _edges(months), defaultdict(list)
    pledged, amended = [0] * len(months), [NOTHING] * len(months)
    for span in spans:
        if span.changes:
            for index, month in enumerate(months):
                amended[index] += _amended(span, month)
        else:
            on_days[span.starts, span.last_day, span.years_from].append((span.ore, span.carried, 1))
    for (starts, ends, years_from), terms in on_days.items():
        for index, ore in ore_in_periods(tuple(terms), edges=edges, starts=starts, ends=ends, years_from=years_from):
            pledged[index] += ore
    return [ORE * ore + kronor for ore, kronor in zip(pledged, amended, strict=True)]


def _amended(span: Span, month: Month) -> Decimal:
    return amount_in_period(
        yearly=span.ore * ORE,
        starts=span.starts,
        ends=span.last_day,
        period_from=month.first,
        period_to=month.last,
        changes=span.changes,
        years_from=span.years_from,
        carried=span.carried,
    )


def _money(goal: Goal, spans: list[Span], months: list[Month]) -> list[MoneyCell]:
    pledged = _pledged(spans, months)
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
        cells.append(MoneyCell(month, pledged[index], part))
    return cells

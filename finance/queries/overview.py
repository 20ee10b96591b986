"""Money of a year by goal and by month, against the year before."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db.models import F, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext

from core.money import KRONOR, ORE, ore_in_periods
from crm.models import SponsorshipEvent
from finance.models import Allocation, Flow, Instalment
from finance.queries.waiting import Waiting, unallocated
from goals.models import Goal

NOTHING = Decimal("0.00")
MONTHS = range(1, 13)
INCOME = (Flow.EMPLOYEES, Flow.MATCH, Flow.SPONSORSHIP, Flow.OTHER)
Kronor = dict[tuple[int | None, dt.date], Decimal]  # by goal, and the first day of the month


@dataclass(frozen=True)
class Line:
    """Kronor of the year and of the year before, of a goal, a month or all."""

    label: str
    promised: Decimal
    promised_before: Decimal
    invoiced: Decimal
    invoiced_before: Decimal
    received: Decimal
    received_before: Decimal
    overdue: Decimal = NOTHING


@dataclass
class Overview:
    year: int
    goals: list[Line]
    months: list[Line]
    whole: Line
    unallocated: Waiting
    most: Decimal = field(default=NOTHING)  # the highest kronor of a month, for the bars


def overview(year: int, *, today: dt.date) -> Overview:
    """Six queries, whatever the number of rows. What no goal is named for is a line of its own, the last."""
    edges = [dt.date(at, month, 1) for at in (year - 1, year) for month in MONTHS] + [dt.date(year + 1, 1, 1)]
    promised, invoiced, received = _promised(edges), _invoiced(edges), _received(edges)
    overdue = dict(
        Instalment.objects.overdue(today).order_by().values_list("sponsorship__goal").annotate(total=Sum("left"))
    )
    before, now = edges[:12], edges[12:24]

    def line(label: str, goals: list, spans: tuple[list, list], *, late: Decimal = NOTHING) -> Line:
        sums = (
            sum((kronor.get((goal, month), NOTHING) for goal in goals for month in months), NOTHING)
            for kronor in (promised, invoiced, received)
            for months in spans
        )
        return Line(label, *sums, late)

    found = list(Goal.objects.only("number", "name", "name_en").order_by("number"))
    every: list[int | None] = [*(goal.pk for goal in found), None]
    rows = [line(str(goal), [goal.pk], (now, before), late=overdue.get(goal.pk, NOTHING)) for goal in found]
    without = line(gettext("Flera mål eller inget"), [None], (now, before))
    if without != Line(without.label, *[NOTHING] * 6):
        rows.append(without)
    months = [line(f"{this:%Y-%m}", every, ([this], [that])) for this, that in zip(now, before, strict=True)]
    return Overview(
        year=year,
        goals=rows,
        months=months,
        whole=line("", every, (now, before), late=sum(overdue.values(), NOTHING)),
        unallocated=unallocated(),
        most=max((max(each.received, each.received_before) for each in months), default=NOTHING),
    )


def received_of_year(month: dt.date) -> list[tuple[Goal | None, Decimal, Decimal]]:
    """Kronor received of each goal: in the month that begins on `month`, and in its year through it. Two queries.

    What no goal is named for comes last, if there is any.
    """
    found = _received([dt.date(month.year, 1, 1), month + relativedelta(months=1)])
    sums: dict[int | None, list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    for (goal, first), amount in found.items():
        sums[goal][1] += amount
        if first == month:
            sums[goal][0] += amount
    goals = list(Goal.objects.only("number", "name", "name_en").order_by("number"))
    rows = [(goal, *sums[goal.pk]) for goal in goals]
    return [*rows, (None, *sums[None])] if None in sums else rows


def _promised(edges: list[dt.date]) -> Kronor:
    """By the terms of today. Agreements on the same days are counted together, as core.money does it."""
    first, last = edges[0], edges[-1] - dt.timedelta(days=1)
    sums: defaultdict = defaultdict(int)
    for event in SponsorshipEvent.objects.latest_of_each().agreed_between(first, last).order_by():
        if event.rates:
            for index, month in enumerate(edges[:-1]):
                amount = event.amount_between(month, edges[index + 1] - dt.timedelta(days=1))
                sums[event.goal_id, month] += int(amount / ORE)
            continue
        terms = ((int(event.amount / ORE), event.carried, 1),)
        spans = {"starts": event.starts, "ends": event.last_day, "years_from": event.years_from}
        for index, ore in ore_in_periods(terms, edges=tuple(edges), **spans):
            if 0 <= index < len(edges) - 1:
                sums[event.goal_id, edges[index]] += ore
    return {key: ore * ORE for key, ore in sums.items()}


def _invoiced(edges: list[dt.date]) -> Kronor:
    """Without VAT, by the invoice's day; credits are taken off."""
    rows = Instalment.objects.filter(invoiced_on__gte=edges[0], invoiced_on__lt=edges[-1]).order_by()
    found = rows.annotate(month=TruncMonth("invoiced_on")).values_list("sponsorship__goal", "month")
    return {
        (goal, month): amount
        for goal, month, amount in found.annotate(net=Sum(F("gross") - F("vat"), output_field=KRONOR))
    }


def _received(edges: list[dt.date]) -> Kronor:
    rows = Allocation.objects.filter(period__gte=edges[0], period__lt=edges[-1], flow__in=INCOME).order_by()
    return {
        (goal, month): amount for goal, month, amount in rows.values_list("goal", "period").annotate(all=Sum("amount"))
    }

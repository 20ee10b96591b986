"""The year end: gifts are income when they come, counter-performances by the days that they cover.

States facts for the auditor, who decides.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from crm.paper_names import PaperNames
from finance.models import Allocation, Flow, Instalment
from finance.rules.accrual import earned_between, earned_until, share_of

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class YearEndRow:
    """An instalment in a year, in kronor without VAT. What is claimed is invoiced, or else paid.

    An invoice that is written off was claimed: the loss is no income that waits for an invoice.
    """

    instalment: Instalment
    company_name: str  # crm.paper_names
    gift: Decimal  # received in the year
    claimed: Decimal  # of the counter-performance, through the year's last day
    earned_before: Decimal  # by days, before the year
    earned: Decimal  # by days, in the year

    @property
    def prepaid(self) -> Decimal:
        """Claimed and not earned yet: income of later years."""
        return max(self._difference, NOTHING)

    @property
    def accrued(self) -> Decimal:
        """Earned and not claimed yet."""
        return max(-self._difference, NOTHING)

    @property
    def _difference(self) -> Decimal:
        return self.claimed - self.earned_before - self.earned


@dataclass(frozen=True)
class YearEnd:
    first: dt.date
    last: dt.date
    rows: list[YearEndRow]
    received: dict[Flow, Decimal]  # booked in the year, by flow

    def total(self, name: str) -> Decimal:
        return sum((getattr(row, name) for row in self.rows), NOTHING)


def year_end(first: dt.date, last: dt.date) -> YearEnd:
    """The fiscal year from `first` through `last`. Six queries for any number of instalments."""
    booked = Allocation.objects.filter(period__range=(first, last))
    sums = dict(booked.order_by().values_list("flow").annotate(Sum("amount")))
    paid = Q(pk__in=booked.filter(instalment__isnull=False).values("instalment"))
    covering = ~Q(counterpart=0) & Q(covers_from__lte=last, covers_to__gte=first)
    claimed = ~Q(counterpart=0) & Q(invoiced_on__lte=last, covers_to__gte=first)
    rows = Instalment.objects.filter(paid | covering | claimed).select_related("sponsorship__company")
    rows = list(rows.order_by("sponsorship__company__sort_key", "sponsorship", "number"))
    gifts, counterparts = _received(rows, first, last)
    names = PaperNames(first, last)
    told = [_row(each, names, gift=gifts[each.pk], paid=counterparts[each.pk], year=(first, last)) for each in rows]
    return YearEnd(first, last, told, {flow: sums.get(flow) or NOTHING for flow in Flow})


def _row(
    each: Instalment, names: PaperNames, *, gift: Decimal, paid: Decimal, year: tuple[dt.date, dt.date]
) -> YearEndRow:
    first, last = year
    covers = {"first": each.covers_from, "last": each.covers_to}
    is_claimed = each.invoiced_on and each.invoiced_on <= last
    before = earned_until(each.counterpart, **covers, day=first - dt.timedelta(days=1))
    earned = earned_between(each.counterpart, **covers, period=year)
    name = each.company_name or names.of(each.sponsorship.company).name
    return YearEndRow(each, name, gift, each.counterpart if is_claimed else paid, before, earned)


def _received(rows: list[Instalment], first: dt.date, last: dt.date) -> tuple[dict, dict]:
    """Of each instalment: the gift received in the year, and the counter-performance through its last day."""
    gifts: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    counterparts: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    for instalment, period, (gift, counterpart, _vat) in _parts({each.pk: each for each in rows}):
        if first <= period <= last:
            gifts[instalment] += gift
        if period <= last:
            counterparts[instalment] += counterpart
    return gifts, counterparts


def _parts(by_key: dict[int, Instalment]) -> Iterator[tuple[int, dt.date, list[Decimal]]]:
    so_far: dict[int, Decimal] = defaultdict(Decimal)
    paid = Allocation.objects.filter(instalment__in=by_key).order_by("pk")
    for key, period, amount in paid.values_list("instalment", "period", "amount"):
        whole = by_key[key]
        parts = (whole.gift, whole.counterpart, whole.vat)
        yield key, period, share_of(amount, of=whole.gross, parts=parts, before=so_far[key])
        so_far[key] += amount

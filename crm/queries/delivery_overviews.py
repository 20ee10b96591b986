"""Queries for the delivery overviews: a goal's matrix, and a company's counter-performance in a year."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Min, Prefetch, QuerySet

from core.ordering import in_order
from crm.models import Company, Delivery, DeliveryPart, Sponsorship
from crm.paper_names import PaperName, PaperNames
from goals.models import Goal


def with_promises(sponsorships: QuerySet[Sponsorship], deliveries: QuerySet[Delivery]) -> QuerySet[Sponsorship]:
    """Prefetch each sponsorship's own rows of `deliveries` as `promised`. Two queries when evaluated."""
    promised = Prefetch("deliveries", in_order(deliveries, "position", "due_on", "pk"), to_attr="promised")
    return sponsorships.select_related("company", "tier", "goal").prefetch_related(promised)


def benefits_promised(sponsorships: QuerySet[Sponsorship], deliveries: QuerySet[Delivery]) -> list[str]:
    """Benefits promised to these sponsors, in the order of the highest tier that lists them. One query.

    Equal texts are the same benefit on every tier.
    """
    theirs = deliveries.filter(sponsorship__in=sponsorships.order_by().values("pk")).order_by()
    places = theirs.values("text").annotate(tier=Min("sponsorship__tier__rank"), place=Min("position"))
    return list(places.order_by("tier", "place", "text").values_list("text", flat=True))


def owed_by_benefit(goal: Goal) -> list[tuple[str, int]]:
    """Benefits still owed to the goal's sponsors, with the number of deliveries, highest first. One query."""
    owed = Delivery.objects.owed().filter(sponsorship__goal=goal).order_by()
    return list(owed.values_list("text").annotate(number=Count("pk")).order_by("-number", "text"))


def taken_away(sponsorship: Sponsorship) -> QuerySet:
    """History rows of deleted extra promises, the latest first. One query."""
    rows = Delivery.history.filter(sponsorship_id=sponsorship.pk, history_type="-")
    return rows.select_related("history_user").order_by("-history_date", "-history_id")


# --- Counter-performance, part by part -----------------------------------------------------------------


@dataclass(frozen=True)
class ValueSplit:
    """A year's amount in kronor, split into counter-performance (up to `value`) and gift."""

    amount: Decimal
    value: Decimal
    counter: Decimal
    gift: Decimal
    over: Decimal  # value above the amount; the gift is then 0, never negative

    @classmethod
    def of(cls, amount: Decimal, value: Decimal) -> "ValueSplit":
        counter = min(amount, value)
        return cls(amount, value, counter, amount - counter, value - counter)

    @classmethod
    def total(cls, splits: Iterable["ValueSplit"]) -> "ValueSplit":
        """Sum per agreement, so that excess value in one does not reduce the gift of another."""
        splits = list(splits)
        sums = (
            sum((getattr(split, name) for split in splits), Decimal("0.00"))
            for name in ("amount", "value", "counter", "gift", "over")
        )
        return cls(*sums)


@dataclass(frozen=True)
class AgreementYear:
    """One agreement in one calendar year: its kronor in the year, and the deliveries promised or made in it."""

    sponsorship: Sponsorship
    year: int
    amount: Decimal
    deliveries: list[Delivery]

    @property
    def agreed(self) -> ValueSplit:
        """Split by the value of what was promised for the year."""
        return self._split(d.agreed_worth for d in self.deliveries if promised_year(d) == self.year)

    @property
    def delivered(self) -> ValueSplit:
        return self._split(part.worth for d in self.deliveries for part in self.done_of(d))

    @property
    def used(self) -> ValueSplit:
        return self._split(part.worth for d in self.deliveries for part in self.done_of(d) if part.used)

    def done_of(self, delivery: Delivery) -> list[DeliveryPart]:
        """The parts delivered in the year, each with its share of the value in `worth`."""
        return [part for part in delivery.parts_with_worth() if part.delivered_on.year == self.year]

    def _split(self, values: Iterable[Decimal]) -> ValueSplit:
        return ValueSplit.of(self.amount, sum(values, Decimal("0.00")))


@dataclass(frozen=True)
class CounterPerformance:
    company: Company
    called: PaperName
    year: int
    years: list[int]  # years with agreements or deliveries, and `year`
    agreements: list[AgreementYear]

    @property
    def agreed(self) -> ValueSplit:
        return ValueSplit.total(agreement.agreed for agreement in self.agreements)

    @property
    def delivered(self) -> ValueSplit:
        return ValueSplit.total(agreement.delivered for agreement in self.agreements)

    @property
    def used(self) -> ValueSplit:
        return ValueSplit.total(agreement.used for agreement in self.agreements)


def promised_year(delivery: Delivery) -> int:
    """The year it was due; without a due day, the year the agreement begins."""
    return (delivery.due_on or delivery.sponsorship.starts).year


def counter_performance(company: Company, year: int) -> CounterPerformance:
    """Counter-performance agreed, delivered to and used by a company in a calendar year, and the remaining gift.

    A promise counts as agreed in the year it was due and as delivered in the year it was delivered; it may be listed
    in both. Of a quantity, only the parts delivered in the year count. Each part is valued on its own at market value
    (Skatteverket 2005-06-27, dnr 130 702489-04/113; RÅ 2000 ref. 31). Six queries.
    """
    deliveries = in_order(Delivery.objects.all(), "position", "due_on", "pk").prefetch_related("parts", "proofs")
    signed = company.sponsorships.signed().for_table().with_terms().order_by("starts", "pk")
    years, agreements = {year}, []
    for sponsorship in signed.prefetch_related(Prefetch("deliveries", deliveries, to_attr="promised")):
        touched = {delivery.pk: _years_of(delivery) for delivery in sponsorship.promised}
        years |= set().union(range(sponsorship.starts.year, sponsorship.last_day.year + 1), *touched.values())
        amount = sponsorship.amount_between(dt.date(year, 1, 1), dt.date(year, 12, 31))
        told = [delivery for delivery in sponsorship.promised if year in touched[delivery.pk]]
        if amount or told:
            agreements.append(AgreementYear(sponsorship, year, amount, told))
    called = PaperNames(dt.date(year, 1, 1), dt.date(year, 12, 31)).of(company)
    return CounterPerformance(company, called, year, sorted(years), agreements)


def _years_of(delivery: Delivery) -> set[int]:
    return {promised_year(delivery)} | {part.delivered_on.year for part in delivery.parts.all()}

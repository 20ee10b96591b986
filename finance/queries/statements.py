"""All that was promised and received of one company in a year, to send to it as it is."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from crm.models import Company, SponsorshipEvent
from crm.paper_names import PaperName, PaperNames
from finance.models import Allocation, Flow, Instalment
from finance.queries.received import NOTHING, received_from


@dataclass(frozen=True)
class Statement:
    company: Company
    called: PaperName
    year: int
    promised: list[tuple[SponsorshipEvent, Decimal]]  # each agreement in force, and its kronor of the year
    instalments: list[Instalment]  # due in the year
    received: list[Allocation]  # by the months that they are booked in, as every sum of a year

    @property
    def promised_sum(self) -> Decimal:
        return sum((amount for _event, amount in self.promised), NOTHING)

    @property
    def charged_sum(self) -> Decimal:
        return sum((each.gross for each in self.instalments), NOTHING)

    @property
    def received_sums(self) -> list[tuple[Flow, Decimal]]:
        sums = {flow: sum((each.amount for each in self.received if each.flow == flow), NOTHING) for flow in Flow}
        return [(flow, amount) for flow, amount in sums.items() if amount]

    @property
    def received_sum(self) -> Decimal:
        return sum((each.amount for each in self.received), NOTHING)

    @property
    def is_empty(self) -> bool:
        return not (self.promised or self.instalments or self.received)


def statement(company: Company, year: int) -> Statement:
    """Five queries."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    events = SponsorshipEvent.objects.latest_of_each().filter(company_key=company.pk).agreed_between(first, last)
    in_order = events.select_related("goal").order_by("starts", "pk")
    due = Instalment.objects.filter(sponsorship__company=company, due_on__range=(first, last))
    booked = received_from(company).filter(period__range=(first, last))
    return Statement(
        company=company,
        called=PaperNames(first, last).of(company),
        year=year,
        promised=[(event, event.amount_between(first, last)) for event in in_order],
        instalments=list(due.for_table(timezone.localdate()).order_by("due_on", "pk")),
        received=list(booked.order_by("payment__booked_on", "pk")),
    )

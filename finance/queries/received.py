"""What came in: across sponsorships, competitions and payroll giving."""

from decimal import Decimal

from django.db import models
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from crm.models import Company
from finance.models import Allocation, Flow

NOTHING = Decimal("0.00")


class Giver(models.TextChoices):
    """Whose money it is, as Giva Sverige asks: what employees choose to give is the public's."""

    PUBLIC = "public", _("Allmänheten")
    COMPANY = "company", _("Företag")
    NEITHER = "neither", _("Varken eller")


FLOWS_OF = {
    Giver.PUBLIC: (Flow.EMPLOYEES,),
    Giver.COMPANY: (Flow.MATCH, Flow.SPONSORSHIP),
    Giver.NEITHER: (Flow.OTHER, Flow.FEE),
}
GIVER_OF = {flow: giver for giver, flows in FLOWS_OF.items() for flow in flows}


def received() -> QuerySet[Allocation]:
    """Every allocation, corrections too, with what a list of them shows.

    Annotated by with_locked_name().
    """
    joined = "payment", "goal", "contribution__competition"
    return Allocation.objects.with_locked_name().with_company().select_related(*joined)


def received_from(company: Company) -> QuerySet[Allocation]:
    """What came from the company and from those who work there."""
    teams = Q(contribution__team__company=company, contribution__match__isnull=True)
    return received().filter(
        Q(instalment__sponsorship__company=company)
        | teams
        | Q(contribution__match__company=company)
        | Q(receipt__month__scheme__company=company)
    )


def company_name(allocation: Allocation) -> str:
    """As on the invoice, else as when the month was locked, else as it is. Needs a row of received()."""
    if allocation.instalment and allocation.instalment.company_name:
        return allocation.instalment.company_name
    company = allocation.company
    return (allocation.locked_name or company.name) if company else ""


def what_for(allocation: Allocation) -> str:
    """The agreement, the competition, the month of payroll giving or the ledger account."""
    if allocation.instalment:
        return str(allocation.instalment)
    if allocation.contribution:
        return str(allocation.contribution.competition)
    return f"{allocation.receipt.month.month:%Y-%m}" if allocation.receipt else allocation.account_no


def by_giver(rows: QuerySet[Allocation]) -> dict[Giver, Decimal]:
    """Kronor of each. One query."""
    sums = dict.fromkeys(Giver, NOTHING)
    for flow, amount in rows.order_by().values_list("flow").annotate(total=Sum("amount")):
        sums[GIVER_OF[Flow(flow)]] += amount
    return sums

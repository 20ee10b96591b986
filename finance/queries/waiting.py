"""What waits for finance: kronor and days, without names."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from core.kept_queries import KeptQuery, summed
from core.money import KRONOR
from crm.models import Sponsorship
from finance.models import BankFile, Instalment, Payment

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Waiting:
    """How many, kronor, and the earliest day."""

    count: int
    amount: Decimal
    oldest: dt.date | None


def overdue(day: dt.date) -> Waiting:
    """Invoices past their last day, by what is left of them. One query."""
    return _waiting(*_overdue.first(day=day))


@KeptQuery
def _overdue(*, day: dt.date) -> QuerySet:
    return summed(Instalment.objects.overdue(day), count=Count("pk"), amount=Sum("left"), oldest=Min("due_on"))


def to_invoice(until: dt.date) -> tuple[Waiting, Waiting]:
    """What is to be invoiced by the day, and what is to be credited, in kronor above 0. One query.

    They are told apart: their difference would hide as much work as they have in common.
    """
    sums = _to_invoice(until=until)
    found = {is_charge: Waiting(count, abs(amount), oldest) for is_charge, count, amount, oldest in sums}
    none = Waiting(0, NOTHING, None)
    return found.get(True, none), found.get(False, none)


@KeptQuery
def _to_invoice(*, until: dt.date) -> QuerySet:
    rows = Instalment.objects.to_invoice(until).order_by().annotate(is_charge=Q(credits__isnull=True))
    return rows.values_list("is_charge").annotate(Count("pk"), Sum("gross"), Min("planned_on"))


def without_plan(day: dt.date) -> QuerySet[Sponsorship]:
    """Signed agreements about kronor, not over by the day, that no plan gets invoiced; the earliest first."""
    rows = Sponsorship.objects.binding_on(day).filter(amount__gt=0, instalment_plan__isnull=True)
    return rows.select_related("company").order_by("starts", "pk")


def to_plan(day: dt.date) -> Waiting:
    """Agreements without_plan, by kronor a year and their first day. One query."""
    return _waiting(*_to_plan.first(day=day))


@KeptQuery
def _to_plan(*, day: dt.date) -> QuerySet:
    return summed(without_plan(day), count=Count("pk"), amount=Sum("amount"), oldest=Min("starts"))


def unallocated() -> Waiting:
    """Payments that nobody has said what they are for, by what is left of them and the bank's day. One query."""
    return _waiting(*_unallocated.first())


@KeptQuery
def _unallocated() -> QuerySet:
    left = Sum(F("amount") - F("allocated"), output_field=KRONOR)
    return summed(Payment.objects.unallocated(), count=Count("pk"), amount=left, oldest=Min("booked_on"))


def _waiting(count: int, amount: Decimal | None, oldest: dt.date | None) -> Waiting:
    return Waiting(count, amount or NOTHING, oldest)


def files_with_refused(since: dt.date) -> QuerySet[BankFile]:
    """Bank files read in since the day with money in that was not taken and is in no other file, newest first.

    Annotated with how many rows, `untaken`, and `kronor` of them.
    """
    refused = Q(refused_rows__same=None, refused_rows__amount__gt=0)
    rows = BankFile.objects.filter(read_at__date__gte=since).annotate(
        untaken=Count("refused_rows", filter=refused),
        kronor=Sum("refused_rows__amount", filter=refused, output_field=KRONOR),
    )
    return rows.filter(untaken__gt=0).order_by("-read_at", "-pk")

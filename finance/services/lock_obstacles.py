"""What is unfinished in months that are to be locked."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from campaigns.models import Contribution
from core.locked_months import A_MONTH, last_day_of
from core.models import LockedMonth
from core.money import KRONOR
from finance.bankfiles.rows import gap_between
from finance.models import Allocation, BankStatement, Instalment, Payment, PaymentKind
from payroll.models import PayrollMonth

_BALANCE = F("opening") + F("booked")
LOOK_BACK = dt.timedelta(days=62)  # a statement before the months is looked for among those of so many days


@dataclass(frozen=True)
class Matter:
    """Something unfinished in a month: how many, and kronor if it is money."""

    key: str
    label: str
    number: int
    amount: Decimal | None


def open_through(month: dt.date) -> list[dt.date]:
    """The months that are not locked, from the first with money through the one that begins on `month`."""
    locked = set(LockedMonth.objects.values_list("month", flat=True))
    found, each = [], min(Payment.objects.first_month(), month)
    while each <= month:
        if each not in locked:
            found.append(each)
        each += A_MONTH
    return found


def _gaps(first: dt.date, last: dt.date) -> int:
    """Bank statements that are missing between two of an account, in days that the months have. One query.

    A statement that overlaps the one before it tells nothing: files do overlap.
    """
    rows = BankStatement.objects.with_balances().filter(to_on__gte=first - LOOK_BACK, from_on__lte=last + LOOK_BACK)
    earlier: dict[str, BankStatement] = {}
    number = 0
    for row in rows.order_by("account_no", "to_on", "pk"):
        before = earlier.get(row.account_no)
        is_here = before and before.to_on < row.from_on and before.to_on <= last and row.from_on >= first
        number += bool(is_here and gap_between(before, row))
        earlier[row.account_no] = row
    return number


def _to_invoice(first: dt.date, last: dt.date) -> QuerySet:
    """Instalments, differences and credits that were to be invoiced on the days, and are neither that nor paid."""
    rows = Instalment.objects.to_invoice(last).filter(planned_on__gte=first).with_money()
    return rows.filter(Q(credits__isnull=False) | Q(left__gt=0))


def unfinished(first: dt.date, last: dt.date) -> list[Matter]:
    """What is unfinished in the months from `first` through `last`, by their first days. A fixed number of queries."""
    within = (first, last_day_of(last))
    left = Payment.objects.unallocated().filter(booked_on__range=within)
    by_hand = Payment.objects.standing().filter(kind=PaymentKind.HAND, booked_on__range=within)
    from_files = Payment.objects.filter(kind=PaymentKind.BANK, booked_on__range=within).order_by().values("account")
    without_team = Contribution.objects.left_over().filter(received_on__range=within)
    payroll = PayrollMonth.objects.filter(is_closed=False, frozen_at__isnull=False, due_on__range=within)
    balances = BankStatement.objects.with_balances().filter(from_on__lte=within[1], to_on__range=within)
    waiting = Allocation.objects.not_booked().filter(period__range=within)
    counted = [
        ("unallocated", _("Inbetalningar som inte är fördelade"), left, F("amount") - F("allocated")),
        ("by_hand", _("Inlagda för hand, utan bankens rad"), by_hand.filter(account__in=from_files), F("amount")),
        ("without_team", _("Bidrag utan lag"), without_team, F("amount")),
        ("to_invoice", _("Delbetalningar och krediteringar som inte är fakturerade"), _to_invoice(*within), F("gross")),
        ("balances", _("Kontoutdrag vars saldon inte går ihop"), balances.exclude(closing=_BALANCE), None),
        ("payroll", _("Månader av gåva via lön som inte är stängda"), payroll, None),
        ("not_booked", _("Fördelningar som inte är exporterade till bokföringen"), waiting, F("amount")),
    ]
    found = []
    if gaps := _gaps(first, last_day_of(last)):
        found.append(Matter("gaps", _("Kontoutdrag som fattas mellan dem från banken"), gaps, None))
    for key, label, rows, amount in counted:
        number = rows.count()
        kronor = (
            rows.order_by().aggregate(total=Sum(amount, output_field=KRONOR))["total"] if number and amount else None
        )
        if number:
            found.append(Matter(key, label, number, kronor))
    return found

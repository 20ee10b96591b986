"""Overdue payments of giving by payroll."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext

from core.kept_queries import KeptQuery
from core.money import format_amount
from payroll.models import PayrollMonth
from reports.queries.today.scope import MOST, Scope, TodayRow


def payroll_overdue(scope: Scope) -> list[TodayRow]:
    """Months with overdue gifts or match, the most overdue first. At most MOST + 1. One query.

    Users who may register receipts get all of them; others those of their own companies and of companies without an
    owner.
    """
    owner = None if scope.user.has_perm("payroll.add_payrollreceipt") else scope.owner_key
    return [
        TodayRow(
            record=month,
            subject=str(month.scheme.company),
            url=month.get_absolute_url(),
            what=gettext("Gåva via lön %(month)s") % {"month": month.name},
            reasons=_reasons(month, scope.today),
        )
        for month in _late(owner, day=scope.today)
    ]


@KeptQuery
def _late(owner: int | None, *, day: dt.date) -> QuerySet[PayrollMonth]:
    late = PayrollMonth.objects.overdue(day).select_related("scheme__company")
    if owner:
        late = late.filter(Q(scheme__company__owner=owner) | Q(scheme__company__owner__isnull=True))
    return late.order_by("due_on", "scheme__company__sort_key", "pk")[: MOST + 1]


def _reasons(month: PayrollMonth, today: dt.date) -> list[str]:
    days = (today - month.due_on).days
    late = ngettext("Försenad %(days)s dag.", "Försenad %(days)s dagar.", days) % {"days": days}
    if not month.has_money:
        lacks = [(gettext("Inga pengar har kommit, %(amount)s väntas."), month.gifts_left)]
    else:
        lacks = [
            (gettext("Alla gåvor har inte kommit: %(amount)s fattas."), month.gifts_left),
            (gettext("Matchningen är inte betald: %(amount)s fattas."), month.match_left),
        ]
    return [late, *(words % {"amount": format_amount(left)} for words, left in lacks if left is not None)]

"""Deliveries to sponsors that are overdue or due soon."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext

from core.kept_queries import KeptQuery
from crm.models import Delivery, DeliveryState
from reports.queries.today.scope import MOST, Scope, TodayRow
from reports.queries.today.silent import ended_with

DAYS_AHEAD = 14


def deliveries_due(scope: Scope) -> list[TodayRow]:
    """Owed deliveries that are overdue or due within 14 days, the most overdue first.

    The owner is the named doer, else the owner of the sponsorship. At most MOST + 1. One query.
    """
    return [
        TodayRow(
            record=delivery,
            subject=str(delivery.sponsorship.company),
            url=delivery.sponsorship.company.get_absolute_url(),
            what=delivery.text if delivery.quantity == 1 else f"{delivery.text} × {delivery.quantity}",
            reasons=_reasons(delivery, scope),
        )
        for delivery in _due(scope.owner_key, day=scope.today)
    ]


@KeptQuery
def _due(owner: int | None, *, day: dt.date) -> QuerySet[Delivery]:
    due = Delivery.objects.due_by(day + dt.timedelta(days=DAYS_AHEAD))
    if owner:
        due = due.done_by(owner)
    return due.for_task().order_by("due_on", "sponsorship__company__sort_key", "pk")[: MOST + 1]


def _reasons(delivery: Delivery, scope: Scope) -> list[str]:
    reasons = [_due_words(delivery, scope.today), *ended_with(delivery.sponsorship.company)]
    if delivery.progress:
        reasons.append(f"{delivery.progress}.")
    elif delivery.state == DeliveryState.ONGOING:
        reasons.append(gettext("Pågår."))
    if scope.everyone or delivery.doer_role:
        reasons.append(gettext("%(who)s gör det.") % {"who": delivery.responsible})
    return reasons


def _due_words(delivery: Delivery, today: dt.date) -> str:
    days = (delivery.due_on - today).days
    if days < 0:
        late = ngettext("Försenad %(days)s dag.", "Försenad %(days)s dagar.", -days) % {"days": -days}
        return f"{late} {gettext('Skulle ha levererats %(day)s.') % {'day': delivery.due_on}}"
    if days == 0:
        return gettext("Ska levereras i dag.")
    left = ngettext("Ska levereras om %(days)s dag.", "Ska levereras om %(days)s dagar.", days)
    return left % {"days": days}

"""What people have asked about their own data."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext

from core.kept_queries import KeptQuery
from privacy.models import DataRequest
from reports.queries.today.scope import MOST, Scope, TodayRow

DAYS_AHEAD = dt.timedelta(days=14)


def data_requests_due(scope: Scope) -> list[TodayRow]:
    """Open requests with at most two weeks left: the owner's and unassigned ones. At most MOST + 1. One query."""
    return [
        TodayRow(
            record=request,
            subject=request.get_kind_display(),
            url=request.get_absolute_url(),
            reasons=[_reason(request, scope.today)],
        )
        for request in _due(scope.owner_key, day=scope.today)
    ]


@KeptQuery
def _due(owner: int | None, *, day: dt.date) -> QuerySet[DataRequest]:
    due = DataRequest.objects.due_by(day + DAYS_AHEAD)
    if owner:
        due = due.filter(Q(assignee=owner) | Q(assignee__isnull=True))
    return due.order_by("due_on", "pk")[: MOST + 1]


def _reason(request: DataRequest, today: dt.date) -> str:
    """Without the person: the first reason is in the digest."""
    days = (request.due_on - today).days
    if days < 0:
        late = ngettext(
            "Skulle ha besvarats för %(days)s dag sedan.", "Skulle ha besvarats för %(days)s dagar sedan.", -days
        )
        return late % {"days": -days}
    if days == 0:
        return gettext("Ska besvaras i dag.")
    return ngettext("Ska besvaras inom %(days)s dag.", "Ska besvaras inom %(days)s dagar.", days) % {"days": days}

"""Sponsorships due for renewal talks."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext

from core.kept_queries import KeptQuery
from crm.models import Sponsorship
from reports.queries.today.scope import MOST, Scope, TodayRow

DAYS_AHEAD = 14


def renewals_due(scope: Scope) -> list[TodayRow]:
    """Running sponsorships without a signed renewal, whose day of notice has passed or is within 14 days.

    Excludes those marked as not to be renewed. By day of notice; at most MOST + 1. Three queries.
    """
    return [
        TodayRow(
            record=sponsorship,
            subject=str(sponsorship.company),
            url=sponsorship.get_absolute_url(),
            what=f"{sponsorship.tier_label}, {sponsorship.goal}",
            reasons=_reasons(sponsorship),
        )
        for sponsorship in _due(scope.owner_key, day=scope.today)
    ]


@KeptQuery
def _due(owner: int | None, *, day: dt.date) -> QuerySet[Sponsorship]:
    running = Sponsorship.objects.with_notice_on().to_renew(day).not_given_up().not_renewed()
    due = running.filter(notice_on__lte=day + dt.timedelta(days=DAYS_AHEAD))
    if owner:
        due = due.filter(owner=owner)
    rows = due.for_task().prefetch_related("successors")
    return rows.order_by("notice_on", "ends", "company__sort_key", "pk")[: MOST + 1]


def _reasons(sponsorship: Sponsorship) -> list[str]:
    reasons = [
        gettext("Besked senast %(day)s.") % {"day": sponsorship.notice_date},
        gettext("Slutar %(day)s.") % {"day": sponsorship.ends},
    ]
    if successor := sponsorship.successor:
        facts = {"number": successor.agreement_no, "stage": successor.get_stage_display()}
        reasons.append(gettext("Förnyelsen %(number)s: %(stage)s.") % facts)
    return reasons

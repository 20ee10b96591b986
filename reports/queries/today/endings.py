"""Sponsorships on their way to an end."""

import datetime as dt

from django.utils.translation import gettext

from crm.models import Sponsorship
from reports.queries.today.scope import Row, Scope

DAYS_AHEAD = 90


def ending_sponsorships(scope: Scope) -> list[Row]:
    """Signed sponsorships whose last day is within ninety days, the first to end first.

    Each `record` has `continues_on`: the first day of a later signed sponsorship of the same company on the same
    goal, else None. Two queries.
    """
    ending = Sponsorship.objects.ending_between(scope.today, scope.today + dt.timedelta(days=DAYS_AHEAD))
    if scope.owner:
        ending = ending.filter(owner=scope.owner)
    following = (
        Sponsorship.objects.signed()
        .filter(ended_on__isnull=True, starts__gt=scope.today, company__in=ending.values("company"))
        .order_by("-starts")
        .values_list("company", "goal", "starts")
    )
    starts = {(company, goal): day for company, goal, day in following}
    rows = []
    for sponsorship in ending.for_table().order_by("ends", "company__sort_key", "pk"):
        sponsorship.continues_on = starts.get((sponsorship.company_id, sponsorship.goal_id))
        rows.append(
            Row(
                record=sponsorship,
                subject=str(sponsorship.company),
                url=sponsorship.get_absolute_url(),
                what=f"{sponsorship.tier}, {sponsorship.goal}",
                reasons=_reasons(sponsorship),
            )
        )
    return rows


def _reasons(sponsorship: Sponsorship) -> list[str]:
    reasons = [gettext("Slutar %(day)s.") % {"day": sponsorship.ends.isoformat()}]
    if sponsorship.continues_on:
        reasons.append(gettext("Fortsätter %(day)s.") % {"day": sponsorship.continues_on.isoformat()})
    return reasons

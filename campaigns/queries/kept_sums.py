from decimal import Decimal

from django.db.models import QuerySet, Sum

from campaigns.models import Competition, Contribution, Team
from campaigns.querysets import FLOWS
from core.kept_queries import KeptQuery, summed

NOTHING = Decimal("0.00")


def kept_flows(competition: Competition) -> dict[str, Decimal]:
    """`ContributionQuerySet.flows` of the whole competition, from its teams' tallies.

    Two queries, for any number of contributions: only those without a team are read.
    """
    # Teams have nothing left over.
    sums = zip(FLOWS, _apart.first(competition.pk), (*_of_teams.first(competition.pk), None), strict=True)
    return {flow: (apart or NOTHING) + (kept or NOTHING) for flow, apart, kept in sums}


@KeptQuery
def _apart(competition: int) -> QuerySet:
    rows = Contribution.objects.filter(competition=competition, team__isnull=True)
    return summed(rows.effective(), **FLOWS)


@KeptQuery
def _of_teams(competition: int) -> QuerySet:
    teams = Team.objects.filter(competition=competition)
    return summed(teams, employees=Sum("tally__employees"), company=Sum("tally__company"))

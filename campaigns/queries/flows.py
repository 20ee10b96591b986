from decimal import Decimal

from django.db.models import Sum

from campaigns.models import Competition


def kept_flows(competition: Competition) -> dict[str, Decimal]:
    """`ContributionQuerySet.flows` of the whole competition, from its teams' tallies.

    Two queries, for any number of contributions: only those without a team are read.
    """
    flows = competition.contributions.filter(team__isnull=True).flows()
    kept = competition.teams.order_by().aggregate(employees=Sum("tally__employees"), company=Sum("tally__company"))
    return flows | {flow: flows[flow] + (amount or Decimal("0.00")) for flow, amount in kept.items()}

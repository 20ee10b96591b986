"""What competitions have against two companies becoming one."""

from collections.abc import Iterator

from django.utils.translation import gettext

from campaigns.models import Team
from crm.models import Company
from crm.services.merging import objects_to_merging


@objects_to_merging(Company)
def rivals(lost: Company, kept: Company) -> Iterator[str]:
    """A company does not compete with itself."""
    for team in lost.teams.select_related("competition"):
        if Team.objects.filter(competition=team.competition_id, company=kept).exists():
            yield gettext("Båda har lag i tävlingen %(competition)s.") % {"competition": team.competition}

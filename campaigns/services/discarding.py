"""What is deleted with a competition's draft registered by mistake, and what prevents it."""

from collections.abc import Iterator

from django.utils.translation import gettext

from campaigns.models import Competition, CompetitionState
from crm.services.discarding import ALL, objects_to_discarding, register_cascade

register_cascade(
    {
        "campaigns.Competition_goals.competition": ALL,
        "campaigns.Criterion.competition": ALL,
        "campaigns.Tally.team": ALL,
        "campaigns.Team.competition": ALL,
    }
)


@objects_to_discarding(Competition)
def _has_opened(competition: Competition) -> Iterator[str]:
    if competition.state != CompetitionState.DRAFT:
        yield gettext("%(competition)s har öppnat. Bara ett utkast går att ta bort.") % {"competition": competition}

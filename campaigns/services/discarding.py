"""What goes with a draft of a competition or a scheme that was registered by mistake, and what keeps it."""

from collections.abc import Iterator

from django.utils.translation import gettext

from campaigns.models import Competition, PayrollScheme, State
from crm.models import Company
from crm.services.discarding import ALL, let_go, objects_to_discarding, told_by

let_go(
    {
        "campaigns.Competition_goals.competition": ALL,
        "campaigns.Criterion.competition": ALL,
        "campaigns.PayrollBand.scheme": ALL,
        "campaigns.PayrollShare.scheme": ALL,
        "campaigns.Tally.team": ALL,
        "campaigns.Team.competition": ALL,
    }
)
told_by(PayrollScheme, lambda scheme: Company.objects.filter(pk=scheme.company_id))


@objects_to_discarding(Competition)
def _has_opened(competition: Competition) -> Iterator[str]:
    if competition.state != State.DRAFT:
        yield gettext("%(competition)s har öppnat. Bara ett utkast går att ta bort.") % {"competition": competition}


@objects_to_discarding(PayrollScheme)
def _has_paper(scheme: PayrollScheme) -> Iterator[str]:
    if scheme.document:
        yield gettext("Ett avtal eller en bilaga är uppladdad. Ta bort filen först.")

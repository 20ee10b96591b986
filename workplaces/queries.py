"""What people at workplaces see by their links."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from campaigns.models import Entry, EntryPicture, Team
from campaigns.queries.giving import TeamPage, team_page
from workplaces.models import Proposal, WorkplaceLink

PROPOSALS_SHOWN = 5


@dataclass(frozen=True)
class CoordinatorPage:
    """A coordinator's own team, with the result as the public may see it."""

    team: Team
    result: TeamPage | None  # None once the team has left
    entries: Sequence[Entry]
    proposals: Sequence[Proposal]

    @property
    def declined(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.state == "declined"]

    @property
    def returned(self) -> list[Entry]:
        """Sent back to be mended, with a reason."""
        return [entry for entry in self.entries if entry.state == "pending" and entry.reason]

    @property
    def waiting(self) -> Proposal | None:
        return next((each for each in self.proposals if each.is_pending), None)

    @property
    def has_news(self) -> bool:
        return bool(self.declined or self.returned or any(not each.is_pending for each in self.proposals))


def coordinator_page(link: WorkplaceLink) -> CoordinatorPage:
    """Four queries more than the board, whatever the team has done."""
    team = Team.objects.select_related("competition__contact", "company").get(pk=link.team_id)
    entries = team.entries.select_related("activity").prefetch_related(
        Prefetch("pictures", EntryPicture.objects.order_by("pk"))
    )
    return CoordinatorPage(
        team=team,
        result=team_page(team.competition, team.code),
        entries=list(entries.order_by("-happened_on", "-pk")),
        proposals=list(link.proposals.order_by("-made_at", "-pk")[:PROPOSALS_SHOWN]),
    )

"""What a giver sees of one team."""

from dataclasses import dataclass
from decimal import Decimal

from campaigns.models import Competition, Team
from campaigns.queries.board import BoardRow, PublicBoard, public_board

SUGGESTED = (50, 100, 200, 500)  # kronor


@dataclass(frozen=True)
class TeamPage:
    """A team as the public may see it: no person, and no more than the board shows."""

    team: Team
    public: PublicBoard
    row: BoardRow | None  # None before the start, and while the team has no place

    @property
    def raised(self) -> Decimal | None:
        """Kronor, as on the board of the moment; None before the start."""
        if self.public.board is None:
            return None
        return sum(self.public.board.money.get(self.team.pk, (Decimal(0),)), Decimal(0))


def team_page(competition: Competition, code: str) -> TeamPage | None:
    """The page of the team with this code, in any case; None without one. Two queries more than the board."""
    team = competition.teams.competing().filter(code__iexact=code).select_related("company").first()
    if team is None:
        return None
    public = public_board(competition)
    return TeamPage(team, public, next((row for row in public.rows if row.team.id == team.pk), None))

"""What a giver sees of one team, and how far the joint sum has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from campaigns.models import Competition, Team
from campaigns.queries.board import BoardRow, PublicBoard, public_board

STEPS = (25, 50, 75, 100)  # per cent of the target
SUGGESTED = (50, 100, 200, 500)  # kronor


@dataclass(frozen=True)
class Milestone:
    percent: int
    amount: Decimal  # kronor
    is_reached: bool


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


def milestones(target: Decimal | None, together: Decimal) -> Sequence[Milestone]:
    """The steps of the target, kronor, and which of them the joint sum has reached; none without a target."""
    if not target:
        return []
    return [Milestone(step, target * step / 100, together >= target * step / 100) for step in STEPS]

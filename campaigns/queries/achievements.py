"""Team results for printed certificates and thank-you letters."""

from dataclasses import dataclass
from decimal import Decimal

from campaigns.models import Team
from campaigns.models.snapshots import board_of, board_state
from campaigns.scoring import Placing, SizeClass, size_classes


@dataclass(frozen=True)
class Achievement:
    """A team's kronor and participants; `placing` is None before the decision, and for a team without a place."""

    team: Team
    name: str
    employees: Decimal
    company_money: Decimal
    gifts: int
    participants: int | None  # None until reported
    heads: int | None
    placing: Placing | None
    size_class: SizeClass | None

    @property
    def together(self) -> Decimal:
        return self.employees + self.company_money

    @property
    def is_first_in_class(self) -> bool:
        """Whether the team won its size class, if the class has a trophy."""
        if self.size_class is None:
            return False
        return any(p.place == 1 and p.score.team.id == self.team.pk for p in self.size_class.placings)


def achievement_of(team: Team) -> Achievement:
    """From the decided result; before the decision from current figures, without a place."""
    competition = team.competition
    state = competition.snapshot if competition.is_decided else board_state(competition)
    found = next(each for each in state["teams"] if each["id"] == team.pk)
    placing = size_class = None
    if competition.is_decided:
        board = board_of(state)
        placing = next((p for p in board.placings if p.place and p.score.team.id == team.pk), None)
        classes = size_classes((p.score for p in board.placings), board.rules)
        size_class = next(
            (c for c in classes if c.has_trophy and any(p.score.team.id == team.pk for p in c.placings)), None
        )
    facts = found["facts"] or {}
    reported = facts.get("participants")
    return Achievement(
        team=team,
        name=found["name"],
        employees=Decimal(found["employees"]),
        company_money=Decimal(found["company_money"]),
        gifts=found["gifts"],
        participants=None if reported is None else min(reported, facts["heads"]),
        heads=facts.get("heads"),
        placing=placing,
        size_class=size_class,
    )

"""A company's results in competitions, and the match payments that it owes."""

from dataclasses import dataclass, field
from decimal import Decimal

from campaigns.models import Competition, Match, Team
from crm.models import Company

ZERO = Decimal("0.00")


@dataclass
class Effort:
    """Results in one competition: kronor, participants, and the best place of its teams after the decision."""

    competition: Competition
    teams: list[Team] = field(default_factory=list)
    employees: Decimal = ZERO
    company_money: Decimal = ZERO
    match_due: Decimal = ZERO
    match_left: Decimal = ZERO  # promised and not yet paid
    heads: int = 0
    participants: int | None = None  # None until reported
    place: int | None = None
    of: int = 0
    decided: Decimal | None = None  # employees' kronor in the decided result, without later changes

    @property
    def competing(self) -> list[Team]:
        return [team for team in self.teams if not team.is_withdrawn]

    @property
    def withdrawn(self) -> list[Team]:
        """Teams that have left: their money stays, and their participants need no report."""
        return [team for team in self.teams if team.is_withdrawn]

    @property
    def is_changed_since(self) -> bool:
        """Whether the employees' kronor have changed since the decision."""
        return self.decided is not None and self.decided != self.employees

    @property
    def match_came(self) -> Decimal:
        """Kronor paid towards the promises: an overpaid one never covers another."""
        return self.match_due - self.match_left

    @property
    def beside_match(self) -> Decimal:
        """Kronor from the company beyond its promises."""
        return max(self.company_money - self.match_came, ZERO)


@dataclass(frozen=True)
class Efforts:
    rows: list[Effort]

    @property
    def employees(self) -> Decimal:
        return sum((row.employees for row in self.rows), ZERO)

    @property
    def match_due(self) -> Decimal:
        return sum((row.match_due for row in self.rows), ZERO)


def efforts_of(company: Company) -> Efforts:
    """All competitions that the company has a team in or matches, newest first. Two queries.

    Kronor are current, places as decided.
    """
    found: dict[int, Effort] = {}
    for team in Team.objects.filter(company=company).select_related("competition", "tally"):
        effort = found.setdefault(team.competition_id, Effort(team.competition))
        effort.teams.append(team)
        _add(effort, team)
    for match in Match.objects.with_paid().filter(company=company).select_related("competition"):
        effort = found.setdefault(match.competition_id, Effort(match.competition))
        effort.match_due += match.due
        effort.match_left += match.left
        effort.company_money += match.paid_apart
    for effort in found.values():
        if effort.competition.is_decided:
            _place(effort)
    return Efforts(
        sorted(found.values(), key=lambda each: (each.competition.opens_on, each.competition.pk), reverse=True)
    )


def _add(effort: Effort, team: Team):
    effort.employees += team.tally.employees
    effort.company_money += team.tally.company
    if team.is_withdrawn:
        return
    effort.heads += team.heads or 0
    if team.participants_reported:
        effort.participants = (effort.participants or 0) + min(team.participants, team.heads or 0)


def _place(effort: Effort):
    placings = effort.competition.snapshot["placings"]
    mine = {team.pk for team in effort.teams}
    places = [placing["place"] for placing in placings if placing["team"] in mine]
    effort.place = min((place for place in places if place), default=None)
    effort.of = len(placings)
    effort.decided = sum(
        (Decimal(team["employees"]) for team in effort.competition.snapshot["teams"] if team["id"] in mine), ZERO
    )

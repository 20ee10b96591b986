"""The public board of a competition, and the staff's preview of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch, TextChoices, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Amendment, Competition, CompetitionState
from campaigns.models.snapshots import Board, board_of, board_state, givers_of
from campaigns.queries.changes_since import Since, since
from campaigns.queries.feed import Event, feed_of
from campaigns.queries.milestones import Milestone, milestones
from campaigns.scoring import (
    Example,
    Explanation,
    Placing,
    Rules,
    RuleSet,
    SizeClass,
    exact_formula,
    example_of,
    explain,
    formula,
    participation_rate,
    shown,
    size_classes,
)
from goals.models import Goal

FULL = Decimal(100)
# A goal's page holds what it says in English.
GOALS_WITH_PAGES = Prefetch("goals", Goal.objects.select_related("page"))


class BoardPhase(TextChoices):
    """The state of the board; the values are class names in the templates."""

    COMING = "coming", _("Har inte börjat")
    LIVE = "live", _("Pågår")
    FROZEN = "frozen", _("Fryst")
    DECIDED = "decided", _("Avgjord")
    REVEALED = "revealed", _("Resultat")


@dataclass(frozen=True)
class BoardPart:
    """A segment of a bar, in per cent of its length, as text that localisation leaves unchanged."""

    key: str
    start: str
    length: str


@dataclass(frozen=True)
class BoardRow:
    explanation: Explanation
    company: str
    code: str
    employees: Decimal
    company_money: Decimal
    bar: list[BoardPart]

    @property
    def placing(self) -> Placing:
        return self.explanation.placing

    @property
    def score(self):
        return self.placing.score

    @property
    def team(self):
        return self.score.team

    @property
    def share(self) -> str:
        """Participants as a share of the team; a dash until they are reported."""
        return "–" if self.team.participants is None else shown(participation_rate(self.team), RuleSet.PARTICIPATION)

    @property
    def took_part(self) -> str:
        names = {"count": self.team.taking_part, "heads": self.team.heads, "team": self.team.name}
        if self.team.participants is None:
            return gettext("%(team)s har inte rapporterat hur många av %(heads)s som deltagit än.") % names
        return gettext("%(count)s av %(heads)s på %(team)s har deltagit.") % names


@dataclass(frozen=True)
class Thermometer:
    """Progress towards the target: received, and promised by companies but not received yet."""

    target: Decimal
    percent: int
    parts: list[BoardPart]


@dataclass(frozen=True)
class PublicBoard:
    competition: Competition
    phase: BoardPhase
    goals: Sequence[Goal]
    amendments: Sequence[Amendment] = ()
    board: Board | None = None
    rows: Sequence[BoardRow] = ()
    classes: Sequence[SizeClass] = ()
    thermometer: Thermometer | None = None
    left_over: Decimal = Decimal(0)  # kronor received but not yet assigned to a team or a promise
    since: Since | None = None  # the changes since the stored state, if that is what the public sees
    rules_changed: bool = False
    givers: Sequence[dict] = ()

    @property
    def rules(self) -> Rules:
        return self.competition.rules

    @cached_property
    def feed(self) -> Sequence[Event]:
        """Read only by the pages that show it. Three queries.

        From the freeze to the reveal nothing shows that could tell how the result changes.
        """
        return feed_of(self.competition) if self.phase in (BoardPhase.LIVE, BoardPhase.REVEALED) else ()

    @property
    def days_left(self) -> int | None:
        """Whole days to the closing day, 0 on it; None before the start and after it."""
        days = (self.competition.closes_on - timezone.localdate()).days
        return days if self.phase == BoardPhase.LIVE and days >= 0 else None

    @property
    def milestones(self) -> Sequence[Milestone]:
        return milestones(self.competition.target, self.board.totals.together) if self.board else []

    @property
    def main_goal(self) -> Goal | None:
        return self.goals[0] if self.goals else None

    @property
    def promised(self) -> Decimal:
        """Kronor promised by companies and not yet paid."""
        return self.board.totals.match_left

    @property
    def came_after(self) -> Since | None:
        """Changes since the shown result was decided; None if there are none."""
        return self.since if self.phase == BoardPhase.REVEALED and self.since else None

    @property
    def asks_for_gifts(self) -> bool:
        """Whether a gift received today would count."""
        competition = self.competition
        in_time = competition.has_begun and timezone.localdate() <= competition.takes_money_until
        return in_time and not competition.is_decided

    @property
    def words(self) -> list[str]:
        return formula(self.rules)

    @property
    def sums(self) -> list[str]:
        return exact_formula(self.rules)

    @property
    def example(self) -> Example | None:
        """From the shown figures, by the current rules."""
        return example_of([row.team for row in self.rows], self.rules)

    @property
    def is_ranked(self) -> bool:
        """Whether any team has a place."""
        return any(row.placing.place for row in self.rows)

    @property
    def is_fair(self) -> bool:
        return self.rules.kind == RuleSet.FAIR


def public_phase(competition: Competition) -> BoardPhase:
    if competition.state == CompetitionState.DRAFT or (
        competition.state == CompetitionState.OPEN and not competition.has_begun
    ):
        return BoardPhase.COMING
    if competition.is_hidden:
        return BoardPhase.FROZEN
    if competition.is_decided:
        return BoardPhase.REVEALED if competition.revealed_at else BoardPhase.DECIDED
    return BoardPhase.LIVE


def public_board(competition: Competition) -> PublicBoard:
    """The board as the public may see it: live, as frozen, or as decided.

    At most fourteen queries, whatever the number of teams and contributions.
    """
    phase = public_phase(competition)
    if phase == BoardPhase.COMING:
        return PublicBoard(competition, phase, goals=_goals(competition))
    if phase == BoardPhase.LIVE:
        return _shown(competition, phase, board_state(competition))
    if phase == BoardPhase.REVEALED:
        return _shown(competition, phase, competition.snapshot)
    return _shown(competition, phase, competition.frozen_board)


def staff_board(competition: Competition) -> PublicBoard:
    """The current board, also during a freeze; after the decision, the decided result."""
    if competition.is_decided:
        return _shown(competition, BoardPhase.REVEALED, competition.snapshot)
    return _shown(competition, BoardPhase.LIVE, board_state(competition))


def _goals(competition: Competition) -> list[Goal]:
    """One query, and none where GOALS_WITH_PAGES is prefetched."""
    prefetch_related_objects([competition], GOALS_WITH_PAGES)
    return list(competition.goals.all())


def rows_of(board: Board) -> list[BoardRow]:
    """One row per team in order, each with its explanation."""
    placings = board.placings
    best = max((placing.score.displayed for placing in placings), default=Decimal(0))
    return [
        BoardRow(
            explanation=explanation,
            company=board.companies[explanation.placing.score.team.id],
            code=board.codes[explanation.placing.score.team.id],
            employees=board.money[explanation.placing.score.team.id][0],
            company_money=board.money[explanation.placing.score.team.id][1],
            bar=_bar(explanation.placing, best, is_alone=len(placings) == 1),
        )
        for explanation in explain(placings)
    ]


def _shown(competition: Competition, phase: BoardPhase, state: dict) -> PublicBoard:
    board = board_of(state)
    return PublicBoard(
        competition,
        phase,
        left_over=_left_over(competition, phase, state),
        goals=_goals(competition),
        amendments=list(competition.amendments.all()),
        board=board,
        rows=rows_of(board),
        classes=[each for each in size_classes((p.score for p in board.placings), board.rules) if each.has_trophy],
        thermometer=_thermometer(competition.target, board),
        since=None if phase == BoardPhase.LIVE else since(competition, state),
        rules_changed=board.rules != competition.rules,
        givers=_named(competition, phase, board),
    )


def _left_over(competition: Competition, phase: BoardPhase, state: dict) -> Decimal:
    """Kronor without a team: now, or as they were at the freeze; none in a decided result."""
    if phase == BoardPhase.LIVE:
        return competition.contributions.left_over().flows()["left_over"]
    return Decimal(state.get("left_over", 0))


def _named(competition: Competition, phase: BoardPhase, board: Board) -> list[dict]:
    """Names are not part of the stored result: hiding one removes it from all boards; stored boards gain none."""
    if phase == BoardPhase.REVEALED:
        return givers_of(competition)
    if phase == BoardPhase.LIVE or not board.givers:
        return board.givers
    named = competition.contributions.named_on_board().filter(pk__in=[giver.get("id") for giver in board.givers])
    still = set(named.values_list("pk", flat=True))
    return [giver for giver in board.givers if giver.get("id") in still]


def _parts(lengths: Sequence[tuple[str, Decimal]]) -> list[BoardPart]:
    """Segments laid end to end, truncated at a full bar."""
    parts, start = [], Decimal(0)
    for key, wanted in lengths:
        length = min(max(wanted, Decimal(0)), FULL - start)
        if length:
            parts.append(BoardPart(key, f"{start:.2f}", f"{length:.2f}"))
        start += length
    return parts


def _bar(placing: Placing, best: Decimal, *, is_alone: bool) -> list[BoardPart]:
    """Points and per cent out of 100; kronor relative to the leader's; for a single team the participants."""
    score = placing.score
    if is_alone:
        return _parts([("participation", participation_rate(score.team))])
    if score.rules.kind == RuleSet.FAIR:
        return _parts([(each.key, each.contribution) for each in score.components])
    value = score.displayed
    if score.rules.kind != RuleSet.PARTICIPATION:
        value = FULL * value / best if best > 0 else Decimal(0)
    return _parts([(score.components[0].key, value)])


def _thermometer(target: Decimal | None, board: Board) -> Thermometer | None:
    if not target:
        return None
    received = board.totals.employees + board.totals.company
    promised = board.totals.match_left
    return Thermometer(
        target=target,
        percent=int(FULL * board.totals.together / target),
        parts=_parts([("received", FULL * received / target), ("promised", FULL * promised / target)]),
    )

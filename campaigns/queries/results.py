"""A competition's result with every figure and reason: as decided, or the current state.

Pages, API and workbook all use this module, so that their numbers agree.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import BooleanField, Case, Count, Q, Sum, Value, When

from campaigns.models import Channel, Competition
from campaigns.models.results import Totals
from campaigns.models.snapshots import board_of, result_state
from campaigns.queries.changes_since import Since, since
from campaigns.querysets import DAY
from campaigns.scoring import Rules, Trophy, sole_winner
from core.text import sort_key

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class ResultPart:
    """One component of a score: `points` None until there are any; `contribution` is points times weight."""

    key: str
    label: str
    points: Decimal | None
    weight: Decimal
    contribution: Decimal
    reason: str


@dataclass(frozen=True)
class Line:
    """A team's result. A team without a head count, or that has left, has money and no place."""

    team: int
    name: str
    code: str
    company: str
    company_id: int
    heads: int | None
    participants: int | None
    employees: Decimal
    company_money: Decimal
    gifts: int
    withdrawn: bool
    place: int | None = None
    shared: bool = False
    value: Decimal | None = None
    text: str = ""
    reason: str = ""
    parts: tuple[ResultPart, ...] = ()


@dataclass(frozen=True)
class MatchLine:
    giver: str
    company_id: int | None  # None for a third party
    due: Decimal
    paid: Decimal
    paid_apart: Decimal  # not credited to any team


@dataclass(frozen=True)
class Result:
    competition: Competition
    rules: Rules
    totals: Totals
    lines: list[Line]
    matches: list[MatchLine]
    trophy: Trophy | None  # None until decided
    since: Since | None  # None until decided: changes since the decision

    @property
    def is_decided(self) -> bool:
        return self.competition.is_decided


@dataclass
class CompanyLine:
    """A company's sums: raised by its people, and owed in match payments; a third party that matches has no team."""

    name: str
    teams: int = 0  # of one that has left only its money counts, not its people
    heads: int = 0
    participants: int | None = None  # None until reported
    gifts: int = 0
    employees: Decimal = ZERO
    company_money: Decimal = ZERO
    match_due: Decimal = ZERO
    places: list[int] = field(default_factory=list)

    @property
    def best_place(self) -> int | None:
        return min(self.places, default=None)


@dataclass(frozen=True)
class CourseDay:
    """A team's kronor on one day, net of reversals, and its employees' cumulative kronor."""

    on: dt.date
    team: str
    employees: Decimal
    company_money: Decimal
    gifts: int
    employees_so_far: Decimal
    is_after: bool  # entered after the decision, so not in the result


def result_of(competition: Competition) -> Result:
    """Places and components, first place first, then teams without a place.

    A decided result is read from its snapshot, together with the changes since. At most ten queries, whatever the
    number of teams and contributions.
    """
    state = competition.snapshot if competition.is_decided else result_state(competition)
    board = board_of(state)
    scores = {placing.score.team.id: placing.score for placing in board.placings}
    teams = {team["id"]: team for team in state["teams"]}
    placed = [_line(teams.pop(placing["team"]), placing, scores[placing["team"]]) for placing in state["placings"]]
    return Result(
        competition=competition,
        rules=board.rules,
        totals=board.totals,
        lines=placed + [_line(team) for team in teams.values()],
        matches=[
            MatchLine(
                match["giver"],
                match["company_id"],
                *(Decimal(match[name]) for name in ("due", "paid", "paid_apart")),
            )
            for match in state["matches"]
        ],
        trophy=sole_winner(scores.values(), seed=competition.lot_seed) if competition.is_decided else None,
        since=since(competition, state) if competition.is_decided else None,
    )


def by_company(result: Result) -> list[CompanyLine]:
    """One line per company in Swedish order, then third parties that match."""
    companies: dict[int | str, CompanyLine] = {}
    for line in result.lines:
        company = companies.setdefault(line.company_id, CompanyLine(line.company))
        if not line.withdrawn:
            company.teams += 1
            company.heads += line.heads or 0
            if line.participants is not None:
                company.participants = (company.participants or 0) + line.participants
        company.gifts += line.gifts
        company.employees += line.employees
        company.company_money += line.company_money
        company.places += [line.place] if line.place else []
    for match in result.matches:
        key = match.company_id or match.giver
        giver = companies.setdefault(key, CompanyLine(match.giver))
        giver.match_due += match.due
        giver.company_money += match.paid_apart
    ordered = sorted(companies.items(), key=lambda each: (isinstance(each[0], str), sort_key(each[1].name)))
    return [company for _key, company in ordered]


def daily(competition: Competition) -> list[CourseDay]:
    """The daily course, by day and team, then match payments without a team. Three queries.

    Money not assigned to a team or promise is excluded. Contributions entered after the decision have separate rows, so
    that the others sum to the result.
    """
    is_after = _entered_after(competition)
    of_company = Q(channel=Channel.MATCH)
    rows = (
        competition.contributions.filter(team__isnull=False)
        .order_by()
        .values("team", on=DAY, is_after=is_after)
        .annotate(
            employees=Sum("amount", filter=~of_company),
            company_money=Sum("amount", filter=of_company),
            given=Count("pk", filter=~of_company & Q(reverses__isnull=True)),
            taken_back=Count("pk", filter=~of_company & Q(reverses__isnull=False)),
        )
    )
    names = {pk: (place, name) for place, (pk, name) in enumerate(competition.teams.values_list("pk", "name"))}
    so_far = defaultdict(lambda: ZERO)
    days = []
    for row in sorted(rows, key=lambda row: (row["is_after"], row["on"], names[row["team"]])):
        employees = row["employees"] or ZERO
        so_far[row["team"]] += employees
        days.append(
            CourseDay(
                on=row["on"],
                team=names[row["team"]][1],
                employees=employees,
                company_money=row["company_money"] or ZERO,
                gifts=row["given"] - row["taken_back"],
                employees_so_far=so_far[row["team"]],
                is_after=row["is_after"],
            )
        )
    return days + list(_paid_apart(competition))


def _paid_apart(competition: Competition) -> Iterator[CourseDay]:
    """Match payments credited to no team. One query."""
    paid = (
        competition.contributions.filter(team__isnull=True, match__isnull=False)
        .annotate(on=DAY)
        .order_by("on", "match")
    )
    rows = paid.annotate(is_after=_entered_after(competition)).values_list(
        "on", "match__company__name", "match__third_party", "is_after"
    )
    for day, company, third_party, is_after, amount in rows.annotate(Sum("amount")):
        yield CourseDay(
            day,
            company or third_party,
            employees=ZERO,
            company_money=amount,
            gifts=0,
            employees_so_far=ZERO,
            is_after=is_after,
        )


def _entered_after(competition: Competition) -> Case | Value:
    """SQL: whether a contribution was entered after the decision."""
    if not competition.is_decided:
        return Value(value=False, output_field=BooleanField())
    newer = Q(pk__gt=competition.snapshot["newest"])
    return Case(When(newer, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())


def _line(team: dict, placing: dict | None = None, score=None) -> Line:
    facts = team["facts"] or {}
    of_team = {
        "team": team["id"],
        "name": team["name"],
        "code": team["code"],
        "company": team["company"],
        "company_id": team["company_id"],
        "heads": facts.get("heads"),
        "participants": facts.get("participants"),
        "employees": Decimal(team["employees"]),
        "company_money": Decimal(team["company_money"]),
        "gifts": team["gifts"],
        "withdrawn": team["withdrawn"],
    }
    if placing is None:
        return Line(**of_team)
    return Line(
        **of_team,
        place=placing["place"],
        shared=placing["shared"],
        value=Decimal(placing["value"]),
        text=score.text,
        reason=score.reason,
        parts=tuple(_part(component, placing["components"][component.key]) for component in score.components),
    )


def _part(component, figures: dict) -> ResultPart:
    return ResultPart(
        key=component.key,
        label=component.label,
        points=None if figures["points"] is None else Decimal(figures["points"]),
        weight=Decimal(figures["weight"]),
        contribution=Decimal(figures["contribution"]),
        reason=component.reason,
    )

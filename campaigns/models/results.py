"""A competition's totals, the facts that are scored, and the obstacles to deciding it.

Nothing here reads contributions one by one: their sums are stored in each team's Tally.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef

from campaigns.lifecycle import CompetitionState
from campaigns.models.activities import Entry
from campaigns.models.competitions import Competition
from campaigns.models.jury import Juror, Mark, Recusal
from campaigns.models.teams import Team
from campaigns.scoring import Activity, TeamFacts

ZERO = Decimal("0.00")


def facts_of(competition: Competition, teams: Iterable[Team]) -> list[TeamFacts]:
    """The facts by which teams are scored, without teams that lack a head count or have withdrawn. Three queries.

    Marks count once the last juror has handed in: before that a juror could infer the others' marks from the board.
    """
    catalogue = {kind["id"]: kind for kind in competition.catalogue}
    marks, activities = defaultdict(lambda: defaultdict(list)), defaultdict(list)
    waited_for = Juror.objects.filter(competition=OuterRef("juror__competition"), handed_in_at__isnull=True)
    handed_in = Mark.objects.filter(~Exists(waited_for), juror__competition=competition)
    for team, juror, value in handed_in.order_by("criterion__position").values_list("team", "juror", "value"):
        marks[team][juror].append(Decimal(value))
    approved = Entry.objects.filter(team__competition=competition).approved().order_by("pk")
    for team, activity in approved.values_list("team", "activity"):
        if kind := catalogue.get(activity):
            activities[team].append(Activity(kind["name"], Decimal(kind["points"]), kind["cap"]))
    return [
        TeamFacts(
            id=team.pk,
            name=team.name,
            heads=team.heads,
            participants=team.participants if team.participants_reported else None,
            raised=team.tally.employees,
            gifts=max(team.tally.gifts, 0),
            marks=dict(marks[team.pk]),
            activities=tuple(activities[team.pk]),
        )
        for team in teams
        if team.heads and not team.is_withdrawn
    ]


@dataclass(frozen=True)
class Totals:
    """Kronor by flow, each reported in a column of its own, and the number of gifts."""

    employees: Decimal
    company: Decimal  # match payments and companies' own gifts, whichever team is credited
    match_due: Decimal
    match_left: Decimal  # sum of each match's unpaid part: overpaying one never covers another
    gifts: int

    @property
    def together(self) -> Decimal:
        """Kronor given by the workplaces in all: employees' and companies' money, with unpaid match."""
        return self.employees + self.company + self.match_left


def totals_of(competition: Competition) -> Totals:
    """Two queries, whatever the number of contributions."""
    matches = list(competition.matches.with_paid())
    tallies = [team.tally for team in competition.teams.select_related("tally")]
    return Totals(
        employees=sum((tally.employees for tally in tallies), ZERO),
        company=sum((tally.company for tally in tallies), ZERO) + sum((match.paid_apart for match in matches), ZERO),
        match_due=sum((match.due for match in matches), ZERO),
        match_left=sum((match.left for match in matches), ZERO),
        gifts=sum(tally.gifts for tally in tallies),
    )


@dataclass(frozen=True)
class Obstacle:
    """A reason why a competition cannot be decided yet. `kind` determines the page that resolves it."""

    kind: str  # "days", "left_over", "outside", "heads", "participants", "entries", "marks", "jury", "teams"
    count: int
    team: Team | None = None
    juror: Juror | None = None
    day: dt.date | None = None


def obstacles(competition: Competition, on: dt.date) -> list[Obstacle]:
    """What is unresolved: days for late gifts, money without a team or outside the dates, head counts, entries, jury.

    Remaining days are an obstacle only while the competition is closing.
    """
    found = []
    teams = list(competition.teams.competing())
    last = competition.takes_money_until
    if competition.state == CompetitionState.CLOSING and on <= last:
        found.append(Obstacle("days", (last - on).days + 1, day=last))
    if not teams:
        found.append(Obstacle("teams", 0))
    if left := competition.contributions.left_over().count():
        found.append(Obstacle("left_over", left))
    if outside := competition.contributions.outside(competition).count():
        found.append(Obstacle("outside", outside))
    found += [Obstacle("heads", 1, team=team) for team in teams if not (team.heads and team.heads_confirmed)]
    found += [Obstacle("participants", 1, team=team) for team in teams if not team.participants_confirmed]
    if pending := Entry.objects.filter(team__competition=competition).awaited().count():
        found.append(Obstacle("entries", pending))
    found += [
        Obstacle("marks", missing, juror=juror) for juror, missing in marks_missing(competition, len(teams)) if missing
    ]
    return found + jury_shortage(competition, teams)


def marks_missing(competition: Competition, teams: int) -> list[tuple[Juror, int]]:
    """The number of marks each juror still owes; `teams` is the number of teams that have not withdrawn.

    A juror who has marked every team but not handed in owes one.
    """
    if not competition.needs_jury:
        return []
    criteria = competition.criteria.count()
    given, recused = defaultdict(int), defaultdict(int)
    of_teams = {"juror__competition": competition, "team__withdrawn_on__isnull": True}
    for juror in Mark.objects.filter(**of_teams).values_list("juror", flat=True):
        given[juror] += 1
    for juror in Recusal.objects.filter(**of_teams).values_list("juror", flat=True):
        recused[juror] += 1
    jurors = list(competition.jurors.select_related("user"))
    return [
        (juror, 0 if juror.handed_in_at else max(criteria * (teams - recused[juror.pk]) - given[juror.pk], 1))
        for juror in jurors
    ]


def jury_shortage(competition: Competition, teams: Iterable[Team]) -> list[Obstacle]:
    """The number of jurors still to hand in, or once enough have, the teams with too many recusals."""
    if not competition.needs_jury:
        return []
    least = competition.rules.least_jurors
    handed_in = set(competition.jurors.filter(handed_in_at__isnull=False).values_list("pk", flat=True))
    if len(handed_in) < least:
        return [Obstacle("jury", least - len(handed_in))]
    judged_by = defaultdict(set)
    for team, juror in Mark.objects.filter(juror__in=handed_in).values_list("team", "juror"):
        judged_by[team].add(juror)
    return [
        Obstacle("jury", least - len(judged_by[team.pk]), team=team)
        for team in teams
        if len(judged_by[team.pk]) < least
    ]

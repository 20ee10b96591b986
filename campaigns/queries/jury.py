"""The jury's progress, each juror's sheet, and how strict each juror was."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Prefetch
from django.utils.translation import gettext

from campaigns.models import Competition, Criterion, Entry, Juror, Mark, Recusal, Team
from campaigns.models.snapshots import board_of
from campaigns.scoring import FEWEST_MIXED, Placing, decimals
from core.models import User

SHOWN = Decimal("0.1")


@dataclass(frozen=True)
class TeamSheet:
    """One juror's marks and comments for a team, and the team's entries."""

    team: Team
    entries: list[Entry]
    marks: dict[int, int]  # by criterion id
    recusal: Recusal | None


@dataclass(frozen=True)
class JurySheet:
    juror: Juror
    competition: Competition
    criteria: list[Criterion]
    teams: list[TeamSheet]

    @property
    def owed(self) -> int:
        return len(self.criteria) * sum(each.recusal is None for each in self.teams)

    @property
    def given(self) -> int:
        return sum(len(each.marks) for each in self.teams)


def sheet_of(juror: Juror) -> JurySheet:
    """At most six queries, whatever the number of teams."""
    competition = juror.competition
    marks = defaultdict(dict)
    for team, criterion, value in juror.marks.values_list("team", "criterion", "value"):
        marks[team][criterion] = value
    recusals = {recusal.team_id: recusal for recusal in juror.recusals.all()}
    approved = Entry.objects.approved().select_related("activity").prefetch_related("pictures")
    teams = competition.teams.competing().prefetch_related(Prefetch("entries", approved.order_by("happened_on", "pk")))
    return JurySheet(
        juror=juror,
        competition=competition,
        criteria=list(competition.criteria.all()),
        teams=[TeamSheet(team, list(team.entries.all()), marks[team.pk], recusals.get(team.pk)) for team in teams],
    )


def revealed_places(competition: Competition) -> list[Placing]:
    """The decided result after its reveal to the public; empty before."""
    if competition.snapshot is None or competition.revealed_at is None:
        return []
    return board_of(competition.snapshot).placings


@dataclass
class JurorProgress:
    juror: Juror
    owed: int
    given: int
    recused: int

    @property
    def missing(self) -> int:
        return max(self.owed - self.given, 0)


@dataclass
class TeamProgress:
    """`judges` are the jurors not recused; `by_juror` maps each to its mean handed in, 0-10, None if recused."""

    team: Team
    judges: int
    by_juror: list[tuple[Juror, Decimal | None]]
    least: int

    @property
    def given(self) -> list[Decimal]:
        return [mean for _juror, mean in self.by_juror if mean is not None]

    @property
    def judged(self) -> int:
        return len(self.given)

    @property
    def mean(self) -> Decimal | None:
        """None while so few have handed in that the mean would reveal one juror's marks."""
        return sum(self.given) / self.judged if self.judged >= max(self.least, FEWEST_MIXED) else None


@dataclass
class Strictness:
    """A juror's mean and the mean of all jurors for the same teams, 0-10."""

    juror: Juror
    teams: int
    own: Decimal
    all: Decimal

    @property
    def difference(self) -> Decimal:
        """The difference of the means as displayed, so that it agrees with them."""
        own, all_ = (mean.quantize(SHOWN, ROUND_HALF_UP) for mean in (self.own, self.all))
        return own - all_

    @property
    def words(self) -> str:
        if not self.difference:
            return gettext("Lika sträng som juryn i stort.")
        names = {"points": decimals(abs(self.difference), 1)}
        if self.difference < 0:
            return gettext("Strängare: %(points)s lägre än juryns medel för samma lag.") % names
        return gettext("Generösare: %(points)s högre än juryns medel för samma lag.") % names


@dataclass
class JuryState:
    competition: Competition
    jurors: list[JurorProgress]
    teams: list[TeamProgress]
    strictness: list[Strictness]
    criteria: list[Criterion]
    has_marks: bool  # from any juror, handed in or not
    done: list[Juror]
    least: int

    @property
    def handed_in(self) -> int:
        return len(self.done)

    @property
    def lacking(self) -> int:
        """How many more jurors must be appointed for creativity to give points."""
        return max(self.least - len(self.jurors), 0)

    @property
    def short_teams(self) -> list[TeamProgress]:
        """Teams with too many recusals, even when all jurors hand in."""
        return [] if self.lacking else [each for each in self.teams if each.judges < self.least]


def jury_state(competition: Competition) -> JuryState:
    """Five queries, whatever the size of the jury. Means and strictness use only what is handed in.

    Teams that have left are excluded.
    """
    jurors = list(competition.jurors.select_related("user", "link"))
    teams = list(competition.teams.competing())
    competing = {team.pk for team in teams}
    criteria = list(competition.criteria.all())
    done = [juror for juror in jurors if juror.handed_in_at is not None]
    marks, given, has_marks = defaultdict(dict), defaultdict(int), False
    for juror, team, value in (
        Mark.objects.filter(juror__competition=competition).order_by("pk").values_list("juror", "team", "value")
    ):
        has_marks = True
        if team in competing:
            given[juror] += 1
            marks[juror].setdefault(team, []).append(Decimal(value))
    recused = defaultdict(set)
    for juror, team in Recusal.objects.filter(juror__competition=competition).values_list("juror", "team"):
        if team in competing:
            recused[juror].add(team)
    means = {juror.pk: {team: sum(values) / len(values) for team, values in marks[juror.pk].items()} for juror in done}
    least = competition.rules.least_jurors
    return JuryState(
        competition=competition,
        jurors=[
            JurorProgress(
                juror=juror,
                owed=len(criteria) * (len(teams) - len(recused[juror.pk])),
                given=given[juror.pk],
                recused=len(recused[juror.pk]),
            )
            for juror in jurors
        ],
        teams=[
            TeamProgress(
                team=team,
                judges=sum(team.pk not in recused[juror.pk] for juror in jurors),
                by_juror=[(juror, means[juror.pk].get(team.pk)) for juror in done],
                least=least,
            )
            for team in teams
        ],
        strictness=strictness(done, means),
        criteria=criteria,
        has_marks=has_marks,
        done=done,
        least=least,
    )


def strictness(jurors: Iterable[Juror], means: dict[int, dict[int, Decimal]]) -> list[Strictness]:
    """Each juror's mean and the mean of all jurors for the teams that this one judged; never used for correction."""
    of_team = defaultdict(list)
    for by_team in means.values():
        for team, mean in by_team.items():
            of_team[team].append(mean)
    for_all = {team: sum(given) / len(given) for team, given in of_team.items()}
    return [
        Strictness(
            juror=juror,
            teams=len(means[juror.pk]),
            own=sum(means[juror.pk].values()) / len(means[juror.pk]),
            all=sum(for_all[team] for team in means[juror.pk]) / len(means[juror.pk]),
        )
        for juror in jurors
        if means[juror.pk]
    ]


def may_see_marks(user: User, competition: Competition) -> bool:
    """Staff who are jurors themselves must hand in first."""
    return not competition.jurors.filter(user=user, handed_in_at__isnull=True).exists()

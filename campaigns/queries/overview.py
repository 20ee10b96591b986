"""The staff's overview of a competition: tasks, daily course, and last year's competition."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext, ngettext

from campaigns.fairness import FairnessPreview, fairness_preview
from campaigns.models import Channel, Competition, Juror, Team
from campaigns.models.results import Obstacle, marks_missing
from campaigns.models.snapshots import board_of
from campaigns.querysets import DAY
from campaigns.scoring import Placing, Rules

ZERO = Decimal("0.00")
# More days do not fit in the chart.
MOST_BARS = 120
RUNS, MOST_RUNS_IN_ALL = 4000, 40_000


@dataclass(frozen=True)
class Task:
    """A task in words; `kind`, team and juror identify the page where it is done."""

    kind: str
    text: str
    team: Team | None = None
    juror: Juror | None = None


def tasks_of(found: Iterable[Obstacle], *, names_jurors: bool) -> list[Task]:
    """One sentence per obstacle of campaigns.models.results; jurors are named only with permission."""
    return [
        Task(each.kind, _words(each, names_jurors=names_jurors), each.team, each.juror if names_jurors else None)
        for each in found
    ]


def _words(obstacle: Obstacle, *, names_jurors: bool) -> str:
    juror = obstacle.juror if names_jurors else gettext("En jurymedlem")
    names = {"count": obstacle.count, "team": obstacle.team, "juror": juror, "day": obstacle.day}
    if obstacle.kind == "teams":
        return gettext("Tävlingen har inga lag.")
    if obstacle.kind == "days":
        return gettext("Sena gåvor tas emot till och med %(day)s. Dagen efter kan tävlingen avgöras.") % names
    if obstacle.kind == "left_over":
        text = ngettext("%(count)s gåva saknar lag.", "%(count)s gåvor saknar lag.", obstacle.count)
    elif obstacle.kind == "outside":
        text = ngettext(
            "%(count)s gåva kom utanför dagarna som räknas. Ta tillbaka den, eller ändra dagarna med ett skäl.",
            "%(count)s gåvor kom utanför dagarna som räknas. Ta tillbaka dem, eller ändra dagarna med ett skäl.",
            obstacle.count,
        )
    elif obstacle.kind == "heads":
        text = gettext("%(team)s: antalet personer är inte bekräftat.")
    elif obstacle.kind == "participants":
        text = gettext("%(team)s: hur många som deltagit är inte bekräftat.")
    elif obstacle.kind == "entries":
        text = ngettext(
            "%(count)s tävlingsbidrag väntar på beslut.", "%(count)s tävlingsbidrag väntar på beslut.", obstacle.count
        )
    elif obstacle.kind == "marks":
        text = ngettext(
            "%(juror)s har %(count)s betyg kvar eller har inte lämnat in.",
            "%(juror)s har %(count)s betyg kvar.",
            obstacle.count,
        )
    elif obstacle.team is not None:
        text = ngettext(
            "%(team)s: %(count)s jurymedlem till måste bedöma laget.",
            "%(team)s: %(count)s jurymedlemmar till måste bedöma laget.",
            obstacle.count,
        )
    else:
        text = ngettext(
            "%(count)s jurymedlem till måste lämna in.", "%(count)s jurymedlemmar till måste lämna in.", obstacle.count
        )
    return text % names


@dataclass(frozen=True)
class JuryProgress:
    handed_in: int
    jurors: int
    least: int

    @property
    def most(self) -> int:
        return max(self.jurors, self.least)


def jury_progress(competition: Competition) -> JuryProgress | None:
    """None if the rules have no jury. Four queries."""
    if not competition.needs_jury:
        return None
    owing = marks_missing(competition, competition.teams.competing().count())
    return JuryProgress(sum(not missing for _juror, missing in owing), len(owing), competition.rules.least_jurors)


@dataclass(frozen=True)
class CourseDay:
    """Employees' kronor received on a day, net of reversals; `x`, `y` and `height` position it in a chart 100 high."""

    on: dt.date
    employees: Decimal
    gifts: int
    so_far: Decimal
    x: int
    y: str
    height: str


BAR_STEP = 10


def course_of(competition: Competition, *, today: dt.date) -> list[CourseDay]:
    """One item per day from the opening or the first gift to today or the last gift, including days without gifts.

    One query, which reads the competition's contributions. Empty if there are none.
    """
    gifts = Count("pk", filter=Q(reverses__isnull=True)) - Count("pk", filter=Q(reverses__isnull=False))
    rows = (
        competition.contributions.filter(team__isnull=False)
        .exclude(channel=Channel.MATCH)
        .order_by()
        .values_list(DAY)
        .annotate(employees=Sum("amount"), gifts=gifts)
    )
    sums = {day: (employees, number) for day, employees, number in rows}
    if not sums:
        return []
    first = min(*sums, competition.opens_on)
    last = max(*sums, min(today, competition.closes_on))
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    if len(days) > MOST_BARS:
        days = sorted(sums)[-MOST_BARS:]
    highest = max(*(employees for employees, _number in sums.values()), Decimal(1))
    course, so_far = [], sum((sums[day][0] for day in sums if day < days[0]), ZERO)
    for place, day in enumerate(days):
        employees, number = sums.get(day, (ZERO, 0))
        so_far += employees
        height = 100 * max(employees, ZERO) / highest
        course.append(
            CourseDay(day, employees, number, so_far, place * BAR_STEP, f"{100 - height:.1f}", f"{height:.1f}")
        )
    return course


@dataclass(frozen=True)
class Previous:
    """Last year's competition: its result, its amendments with reasons, and the lessons noted."""

    competition: Competition
    placings: list[Placing]
    together: Decimal | None


def previous_of(competition: Competition) -> Previous | None:
    before = competition.previous
    if before is None:
        return None
    if before.snapshot is None:
        return Previous(before, [], None)
    board = board_of(before.snapshot)
    return Previous(before, board.placings, board.totals.together)


def preview_of(competition: Competition, teams: Iterable[Team], rules: Rules) -> FairnessPreview | None:
    """Each team's chance under each rule set, with a fixed seed; None with fewer than two counted teams.

    More teams get fewer runs each, so that the page takes at most two seconds.
    """
    heads = {team.pk: team.heads for team in teams if team.heads}
    if len(heads) < 2:
        return None
    runs = min(RUNS, max(MOST_RUNS_IN_ALL // len(heads), 400))
    return fairness_preview(heads, rules, seed=competition.lot_seed, runs=runs)

"""The reveal: the decided result, presented from the last place upwards, with later changes at the end."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, EntryPicture, EntryState
from campaigns.models.snapshots import board_of
from campaigns.queries.board import BoardRow, PublicBoard, rows_of, staff_board
from campaigns.scoring import Robustness, Trophy, robustness, sole_winner

PICTURES_SHOWN = 4  # pictures per team that fit beside its name
ORDINALS = (
    _("första"),
    _("andra"),
    _("tredje"),
    _("fjärde"),
    _("femte"),
    _("sjätte"),
    _("sjunde"),
    _("åttonde"),
    _("nionde"),
    _("tionde"),
)


class RevealScene(TextChoices):
    OPENING = "opening", _("Början")
    PLACE = "place", _("Platsen sägs")
    TEAMS = "teams", _("Laget visas")
    ENDING = "ending", _("Hela resultatet")


@dataclass(frozen=True)
class Arrival:
    """A team reaching its place; `before` is the last place that the public saw, None if it had none."""

    row: BoardRow
    pictures: Sequence[EntryPicture]
    before: int | None

    @property
    def move(self) -> str:
        return move_in_words(self.before, self.row.placing.place)


@dataclass(frozen=True)
class Step:
    """One screen of the presentation. Teams that share a place appear together."""

    number: int
    scene: RevealScene
    place: int | None = None
    arrivals: Sequence[Arrival] = ()

    @property
    def place_text(self) -> str:
        return place_in_words(self.place) if self.place else ""


@dataclass(frozen=True)
class Reveal:
    result: PublicBoard
    steps: Sequence[Step]
    robust: Robustness | None
    trophy: Trophy | None

    @property
    def with_next(self) -> list[tuple[Step, Step | None]]:
        return list(zip(self.steps, [*self.steps[1:], None], strict=True))


def place_in_words(place: int) -> str:
    if place <= len(ORDINALS):
        return gettext("%(ordinal)s plats") % {"ordinal": ORDINALS[place - 1]}
    return gettext("plats %(place)s") % {"place": place}


def move_in_words(before: int | None, after: int) -> str:
    """The presenter's text: the team's place when the board froze, and its final place."""
    names = {"before": before, "place": place_in_words(after)}
    if before is None:
        return gettext("Hade ingen plats när tavlan frös, skulle komma in på %(place)s.") % names
    if before == after:
        return gettext("Stod på plats %(before)s när tavlan frös och skulle stå kvar.") % names
    if after < before:
        return pgettext("uppåt", "Stod på plats %(before)s när tavlan frös, skulle flytta upp till %(place)s.") % names
    return pgettext("nedåt", "Stod på plats %(before)s när tavlan frös, skulle falla till %(place)s.") % names


def reveal_of(competition: Competition) -> Reveal:
    """All steps of a decided competition's reveal. The number of queries does not depend on the number of teams."""
    board = board_of(competition.snapshot)
    frozen = board_of(competition.frozen_board).placings if competition.frozen_board else []
    before = {placing.score.team.id: placing.place for placing in frozen}
    pictures = defaultdict(list)
    for each in EntryPicture.objects.filter(
        entry__team__competition=competition, entry__state=EntryState.APPROVED
    ).select_related("entry"):
        if len(pictures[each.entry.team_id]) < PICTURES_SHOWN:
            pictures[each.entry.team_id].append(each)

    def arrival(row: BoardRow) -> Arrival:
        return Arrival(row, pictures[row.team.id], before.get(row.team.id))

    steps = [Step(0, RevealScene.OPENING)]
    placed = [row for row in rows_of(board) if row.placing.place]
    rows = sorted(placed, key=lambda row: -row.placing.place)
    for place, group in groupby(rows, key=lambda row: row.placing.place):
        arrivals = [arrival(row) for row in group]
        steps.append(Step(len(steps), RevealScene.PLACE, place, arrivals))
        steps.append(Step(len(steps), RevealScene.TEAMS, place, arrivals))
    steps.append(Step(len(steps), RevealScene.ENDING))
    scores = [placing.score for placing in board.placings]
    return Reveal(
        result=staff_board(competition),
        steps=steps,
        robust=robustness(scores),
        trophy=sole_winner(scores, seed=competition.lot_seed),
    )

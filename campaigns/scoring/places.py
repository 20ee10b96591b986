import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import groupby

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.scoring.rules import EXACT, Rules, RuleSet, decimals, in_words
from campaigns.scoring.scores import Score, creativity, is_judged, participation_rate, rounded, team_scores
from campaigns.scoring.teams import TeamFacts
from core.text import sort_key


@dataclass(frozen=True)
class Placing:
    """`place` is None for a team without anything that counts, or without competitors: see standings."""

    place: int | None
    score: Score
    shared: bool


def rank(scores: Iterable[Score]) -> list[Placing]:
    """Rank by displayed decimals; ties share a place (1, 1, 3) and are sorted by name. The same for all rule sets.

    A team without results has no place and comes last.
    """
    order = sorted(scores, key=lambda each: (-each.displayed, sort_key(each.team.name), str(each.team.id)))
    placings = []
    for _displayed, group in groupby((each for each in order if each.is_placed), key=lambda each: each.displayed):
        equals = list(group)
        place = len(placings) + 1
        placings += [Placing(place=place, score=each, shared=len(equals) > 1) for each in equals]
    return placings + _unranked(each for each in order if not each.is_placed)


def _unranked(scores: Iterable[Score]) -> list[Placing]:
    return [Placing(place=None, score=each, shared=False) for each in scores]


def standings(teams: Iterable[TeamFacts], rules: Rules) -> list[Placing]:
    """The teams in order. A single team, as in a collection among colleagues, gets no place."""
    scores = team_scores(teams, rules)
    return rank(scores) if len(scores) > 1 else _unranked(scores)


@dataclass(frozen=True)
class SizeClass:
    label: str
    placings: list[Placing]
    has_trophy: bool


@in_words
def _class_label(least: int, below: int | None) -> str:
    if below is None:
        return gettext("%(least)s personer eller fler") % {"least": decimals(least)}
    if least == 1:
        return gettext("Färre än %(below)s personer") % {"below": decimals(below)}
    return gettext("%(least)s–%(most)s personer") % {"least": decimals(least), "most": decimals(below - 1)}


def size_classes(scores: Iterable[Score], rules: Rules) -> list[SizeClass]:
    """Small, medium and large teams, ranked separately; a trophy only if enough teams entered and one has a place."""
    scores = list(scores)
    classes = []
    for least, below in ((1, rules.medium_from), (rules.medium_from, rules.large_from), (rules.large_from, None)):
        inside = [each for each in scores if least <= each.team.heads and (below is None or each.team.heads < below)]
        enough = len(inside) >= rules.trophy_from and any(each.is_placed for each in inside)
        classes.append(SizeClass(_class_label(least, below), rank(inside), enough))
    return classes


@dataclass(frozen=True)
class Trophy:
    """`decided_by` is score, participation, creativity, activities or lot; `seed` is set if a lot decided: log it."""

    team: TeamFacts
    decided_by: str
    reason: str
    seed: str | None = None


def _displayed_creativity(score: Score) -> Decimal:
    return rounded(creativity(score.team, score.rules).points or Decimal(0), RuleSet.FAIR)


def _displayed_rate(score: Score) -> Decimal:
    return rounded(participation_rate(score.team), RuleSet.PARTICIPATION)


def _different_activities(score: Score) -> Decimal:
    return Decimal(len({each.kind for each in score.team.activities}))


_DECIDERS = {
    "score": (lambda score: score.displayed, _("Ensam på första plats.")),
    "participation": (_displayed_rate, _("Delad första plats. Störst andel som deltar avgör: %(figure)s procent.")),
    "creativity": (
        _displayed_creativity,
        _("Delad första plats, lika stor andel deltar. Högst kreativitetspoäng avgör: %(figure)s."),
    ),
    "activities": (
        _different_activities,
        _("Delad första plats, lika deltagande och kreativitet. Flest olika aktiviteter avgör: %(figure)s."),
    ),
}


@in_words
def _trophy_reason(text: str, figure: Decimal) -> str:
    return text % {"figure": decimals(figure, -figure.as_tuple().exponent)}


@in_words
def _lot_reason(tied: list[Score], seed: str) -> str:
    names = {"teams": ", ".join(placing.score.team.name for placing in rank(tied)), "seed": seed}
    return gettext("Lika i allt: %(teams)s. Lott avgör, dragen ur fröet %(seed)s.") % names


def _lot(seed: str, team: TeamFacts) -> str:
    return hashlib.sha256(f"{seed}\n{team.id}".encode()).hexdigest()


def sole_winner(scores: Iterable[Score], seed: str | int) -> Trophy | None:
    """The one winner of an indivisible trophy; None without competitors or if no team has a place.

    Tie-breakers: score, participation rate, creativity, number of different activities, all as displayed; then a lot:
    the lowest SHA-256 of seed, line feed and team id. Fix the seed before the result is known. Source: issue
    "Competitions".
    """
    scores = list(scores)
    tied = [score for score in scores if score.is_placed]
    if len(scores) < 2 or not tied:
        return None
    deciders = dict(_DECIDERS)
    if not is_judged((score.team for score in scores), scores[0].rules):
        del deciders["creativity"]
    with localcontext(EXACT):
        for name, (figure, text) in deciders.items():
            best = max(map(figure, tied), default=None)
            tied = [score for score in tied if figure(score) == best]
            if len(tied) == 1:
                return Trophy(team=tied[0].team, decided_by=name, reason=_trophy_reason(text, best))
    team = min((score.team for score in tied), key=lambda team: _lot(str(seed), team))
    return Trophy(team=team, decided_by="lot", reason=_lot_reason(tied, str(seed)), seed=str(seed))

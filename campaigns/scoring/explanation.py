import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from django.utils.translation import gettext, ngettext

from campaigns.scoring.places import Placing
from campaigns.scoring.rules import AVERAGE, EXACT, FULL, STEPS, RuleSet, decimals, in_words, shown
from campaigns.scoring.scales import Figures, RuleField, Scale, field_of
from campaigns.scoring.scores import Component, Score, team_score
from campaigns.scoring.teams import TeamFacts
from core.money import format_amount

# Ways that need more than MOST_KRONOR are reported as insufficient. GALLOP is the growth factor of the search.
MOST_KRONOR, GALLOP = 10**9, 8


@dataclass(frozen=True)
class Way:
    """What the next place requires of one component alone: people or whole kronor; `amount` None if none suffices."""

    key: str
    label: str
    amount: int | None
    text: str


@dataclass(frozen=True)
class NextPlace:
    """`missing` is the gap between displayed results, in their unit; closing it shares `place` with the teams above."""

    place: int
    above: tuple[TeamFacts, ...]
    missing: Decimal
    text: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Explanation:
    placing: Placing
    next_place: NextPlace | None

    @property
    def lines(self) -> tuple[Component, ...]:
        return self.placing.score.components


@in_words
def _way_text(key: str, amount: int | None, heads: int) -> str:
    if key == "money":
        if amount is None:
            return gettext("Mer pengar räcker inte ensamt: de ger högst 100 poäng i sin del.")
        return gettext("%(amount)s till") % {"amount": format_amount(amount)}
    if amount is None:
        names = {"heads": decimals(heads)}
        return gettext("Fler som deltar räcker inte ensamt, inte ens om alla %(heads)s är med.") % names
    return ngettext("%(count)s till som deltar", "%(count)s till som deltar", amount) % {"count": decimals(amount)}


@in_words
def _missing_text(missing: Decimal, place: int, kind: RuleSet) -> str:
    percentage_points = gettext("%(points)s procentenheter") % {"points": decimals(missing, 1)}
    gap = percentage_points if kind == RuleSet.PARTICIPATION else shown(missing, kind)
    return gettext("%(gap)s till plats %(place)s") % {"gap": gap, "place": place}


_ROOTS = {float: math.sqrt, Decimal: Decimal.sqrt}


class _Contest:
    """Rescore a competition with one team's figures changed, in floats for speed and Decimals for verification."""

    def __init__(self, scores: Sequence[Score]):
        self.rules = scores[0].rules
        self.teams = [score.team for score in scores]
        self.displayed = [score.displayed for score in scores]
        with localcontext(EXACT):  # marks and activities do not change
            given = [sum(each.contribution for each in score.components[2:]) for score in scores]
        self.figures = {number: [_figures(team, number) for team in self.teams] for number in _ROOTS}
        self.given = {number: [number(each) for each in given] for number in _ROOTS}

    def place_with(self, index: int, name: str, more: int, number: type = Decimal) -> int:
        """The place of the team at `index` with `more` added to its `participants` or to its kronor `raised`."""
        team = self.teams[index]
        present = team.taking_part if name == "participants" else team.raised
        if present + more <= 0:
            return len(self.teams) + 1  # still nothing, so no place
        if self.rules.kind == RuleSet.FAIR:
            displayed = self._fair(index, name, more, number)
        else:
            displayed = list(self.displayed)
            displayed[index] = team_score(replace(team, **{name: present + more}), self.rules, RuleField()).displayed
        return 1 + sum(each > displayed[index] for each in displayed)

    def _fair(self, index: int, name: str, more: int, number: type) -> list[int]:
        """The displayed points as integers in units of the last decimal."""
        teams = list(self.figures[number])
        if name == "participants":
            teams[index] = teams[index]._replace(taking_part=teams[index].taking_part + more)
        else:
            teams[index] = teams[index]._replace(counted=max(number(0), number(self.teams[index].raised) + more))
        field = field_of(teams, self.rules, number)
        with localcontext(EXACT):
            points = self._points(field.participation, [team.taking_part for team in teams], number)
            kronor = self._points(field.money, [team.counted for team in teams], number)
            people, money = (number(weight) for weight in self.rules.weights[:2])
            step, half = number(STEPS[RuleSet.FAIR]), number("0.5")
            return [
                math.floor((people * one + money * other + given) / step + half)
                for one, other, given in zip(points, kronor, self.given[number], strict=True)
            ]

    def _points(self, scale: Scale | None, figures: list, number: type) -> list:
        """Points of each team's total figure; a team with 0 gets no points."""
        nothing, full, average, root = number(0), number(FULL), number(AVERAGE), _ROOTS[number]
        if scale is None:
            return [nothing] * len(figures)
        factor = number(self.rules.step_points)

        def points(figure, heads):
            steps = (figure / heads - scale.mean) / root(scale.variance(heads))
            return min(full, max(nothing, average + factor * steps)) if figure else nothing

        return [points(figure, team.heads) for figure, team in zip(figures, self.figures[number], strict=True)]


def _figures(team: TeamFacts, number: type) -> Figures:
    return Figures(team.id, *map(number, (team.heads, team.taking_part, team.counted, team.gifts)))


def _way(component: Component, *, contest: _Contest, index: int, wanted: int) -> Way:
    """The least increase of one component that gives the wanted place, found by rescoring the whole competition.

    Rescoring includes the effect on the mean of the fair rules. Participants are limited to the team's heads.
    """
    team = contest.teams[index]
    name, most = "raised", MOST_KRONOR
    if component.key == "participation":
        name, most = "participants", team.heads - team.taking_part
    about = _least(lambda more: contest.place_with(index, name, more, float) <= wanted, most)
    amount = None
    if about is not None:
        # At a rounding boundary floats may be one off, so verify with exact scores.
        near = range(max(1, about - 1), min(most, about + 2) + 1)
        amount = next((more for more in near if contest.place_with(index, name, more) <= wanted), None)
    return Way(component.key, component.label, amount, _way_text(component.key, amount, team.heads))


def _least(suffices: Callable[[int], bool], most: int) -> int | None:
    """A number from 1 to `most` that suffices while the one before does not, by bisection; None if none is found."""
    short, more = 0, 1
    while more < most and not suffices(more):
        short, more = more, more * GALLOP
    more = min(more, most)
    if more <= short or not suffices(more):
        return None
    while more - short > 1:
        middle = (short + more) // 2
        short, more = (short, middle) if suffices(middle) else (middle, more)
    return more


def explain(placings: Sequence[Placing]) -> list[Explanation]:
    """Why each team has its place, and the least change that shares the next one, verified by rescoring."""
    explanations = []
    contest = _Contest([placing.score for placing in placings]) if placings else None
    for index, placing in enumerate(placings):
        score = placing.score
        higher = [each for each in placings if each.place and each.score.displayed > score.displayed]
        following = None
        if higher:
            nearest = min(each.score.displayed for each in higher)
            above = [each for each in higher if each.score.displayed == nearest]
            missing = nearest - score.displayed
            ways = [
                _way(each, contest=contest, index=index, wanted=above[0].place)
                for each in score.components
                if each.key in {"participation", "money"}
            ]
            following = NextPlace(
                place=above[0].place,
                above=tuple(each.score.team for each in above),
                missing=missing,
                text=_missing_text(missing, above[0].place, score.rules.kind),
                ways=tuple(ways),
            )
        explanations.append(Explanation(placing=placing, next_place=following))
    return explanations

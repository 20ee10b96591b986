"""The scale of a figure in one competition: its mean, the spread between workplaces, and chance by team size.

The random-effects method of meta-analysis (DerSimonian and Laird 1986), with a weak prior on the spread so that two
teams are enough. The arithmetic takes Decimals for one competition, and arrays for many simulated ones at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from campaigns.scoring.rules import EXACT, Rules
from campaigns.scoring.teams import TeamFacts

# If all teams are equal the variance of chance would be 0: use a negligible number that can be divided by.
LEAST_CHANCE = Decimal("1e-12")


class Working(NamedTuple):
    """How a scale's spread was found. `weights` and `squares` are sums over teams, `found` and `usual` variances."""

    teams: Any
    weights: Any
    squares: Any  # the sum of the weights' squares, divided by `weights`
    apart: Any  # the sum of each weight times the squared distance from the mean
    found: Any  # by DerSimonian and Laird, at least 0
    usual: Any


class Scale(NamedTuple):
    """`mean` in the figure's unit; `spread` between workplaces and `chance` for one person, as variances."""

    mean: Any
    spread: Any
    chance: Any
    working: Working | None = None

    def variance(self, heads) -> Any:
        """The variance of a team's figure, from chance and workplaces."""
        return self.chance / heads + self.spread


def scale_of(values: Sequence, heads: Sequence, *, chance, usual_spread) -> Scale:
    """The scale of figures per head, one per team; `usual_spread`, a variance, weighs as much as one team.

    A team without a figure has heads 0 and so no weight; without any team the mean is 0.
    """
    teams = sum(each > 0 for each in heads)
    alone, nobody = teams < 2, teams < 1  # added to divisors that would be 0; works for numbers and arrays
    weights = [each / chance for each in heads]
    in_all = sum(weights) + nobody
    mean = sum(weight * value for weight, value in zip(weights, values, strict=True)) / in_all
    apart = sum(weight * (value - mean) ** 2 for weight, value in zip(weights, values, strict=True))
    squares = sum(weight * weight for weight in weights) / in_all
    found = (apart - (teams - 1)) / (in_all - squares + alone)
    found = (found + abs(found)) / 2  # not below 0
    spread = ((teams - 1 + nobody) * found + usual_spread) / (teams + nobody)
    weights = [each / (chance + each * spread) for each in heads]
    mean = sum(weight * value for weight, value in zip(weights, values, strict=True)) / (sum(weights) + nobody)
    return Scale(mean, spread, chance, Working(teams, in_all, squares, apart, found, usual_spread))


@dataclass(frozen=True)
class RuleField:
    """The scales of one competition; None: no participants reported, or no money received.

    `is_judged`: enough jurors have judged every team, so that creativity counts.
    """

    participation: Scale | None = None
    money: Scale | None = None
    is_judged: bool = True


class Figures(NamedTuple):
    """The subset of TeamFacts that the scales need."""

    id: int | str
    heads: Any
    taking_part: Any
    counted: Any
    gifts: Any


def field_of(teams: Iterable[TeamFacts | Figures], rules: Rules, number: type = Decimal) -> RuleField:
    """The scales of the fair rules for these teams; `number` is float where an estimate is enough.

    A team without a figure in a component is excluded from its mean: otherwise idle teams would rank by size, and so
    would early teams against those that have not reported. Source: scoring.words.formula, which is published.
    """
    teams = list(teams)
    if number is Decimal:
        teams.sort(key=lambda team: str(team.id))  # a fixed order keeps the last digit reproducible
    with localcontext(EXACT):
        people = [team for team in teams if team.taking_part]
        givers = [team for team in teams if team.counted]
        return RuleField(
            _participation_scale(people, rules, number) if people else None,
            _money_scale(givers, rules, number) if givers else None,
        )


def _participation_scale(teams: Sequence[TeamFacts | Figures], rules: Rules, number: type) -> Scale:
    heads = [number(team.heads) for team in teams]
    share = sum(team.taking_part for team in teams) / sum(heads)
    return scale_of(
        [team.taking_part / size for team, size in zip(teams, heads, strict=True)],
        heads,
        chance=max(share * (1 - share), number(LEAST_CHANCE)),
        usual_spread=number(rules.usual_spread) ** 2,
    )


def _money_scale(teams: Sequence[TeamFacts | Figures], rules: Rules, number: type) -> Scale:
    heads = [number(team.heads) for team in teams]
    raised, taking_part = sum(team.counted for team in teams), sum(team.taking_part for team in teams)
    per_head = raised / sum(heads)
    mean_gift = raised / max(sum(team.gifts for team in teams), taking_part, 1)
    return scale_of(
        [team.counted / size for team, size in zip(teams, heads, strict=True)],
        heads,
        chance=max(number(rules.gift_variation) * per_head * mean_gift, number(LEAST_CHANCE)),
        usual_spread=(number(rules.usual_gift_spread) * per_head) ** 2,
    )

"""Estimate by simulation, before a competition opens, how fair each rule set is for teams of these sizes.

Floats are used only here and never become a score. The formulas are those of `scoring`, vectorised over many runs; a
test compares them.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from campaigns.scoring import AVERAGE, LEAST_CHANCE, STEPS, Rules, RuleSet, decimals, in_words, scale_of

# From this many heads, draw the sum of the gifts as one lognormal with the same mean and variance.
SUMMED_FROM = 400
# The least distance from equal chances, beyond simulation noise, at which a rule set is called unfair.
NOTABLE = 0.03
DECIDING = ("weights", "step_points", "usual_spread", "usual_gift_spread", "gift_variation")
# The rate of participation is unknown in advance, so give chances for several.
LEVELS = (0.15, 0.35, 0.60)


@dataclass(frozen=True)
class Assumptions:
    """The model's parameters, the same for every team. Shares 0-1, gifts in kronor, points 0-100.

    Gifts are lognormal. Jury and activities vary around the same mean whatever the size.
    """

    rate: float = 0.35
    rate_spread: float = 0.05  # standard deviation between teams, whatever their size
    median_gift: float = 100.0
    gift_sigma: float = 0.8  # two gifts of three are then between 45 and 225 kronor
    creativity: float = 60.0
    creativity_spread: float = 15.0
    engagement: float = 40.0
    engagement_spread: float = 20.0


@dataclass(frozen=True, eq=False)
class Runs:
    """One team's simulated figures: arrays with an element for each run. Kronor, and points 0-100."""

    heads: int | np.ndarray
    participants: np.ndarray
    raised: np.ndarray
    gifts: np.ndarray
    creativity: np.ndarray
    engagement: np.ndarray


@dataclass(frozen=True)
class Chance:
    team_id: int | str
    chance: float


@dataclass(frozen=True)
class Outlook:
    """Each team's chance to win under one rule set, 0-1; a shared win is split equally.

    `unfairness` is the total variation distance from equal chances: the share of chance, 0-1, held by the wrong teams.
    """

    key: str
    label: str
    rules: Rules
    chances: tuple[Chance, ...]
    unfairness: float


@dataclass(frozen=True)
class Level:
    """The outlooks at the participation rate `rate`."""

    rate: float
    outlooks: tuple[Outlook, ...]


@dataclass(frozen=True)
class FairnessPreview:
    """`even` is each team's equal chance; `fairest` and `starkest` are rule set keys.

    They compare the rule sets at the level where each is least fair. None if the rule sets differ by no more than
    simulation noise.
    """

    even: float
    levels: tuple[Level, ...]
    fairest: str | None
    starkest: str | None
    sentence: str
    runs: int
    seed: int | str
    assumptions: Assumptions


def values(teams: Sequence[Runs], rules: Rules) -> list[np.ndarray]:
    """The unrounded scores of one competition's teams, run by run, in the rule set's unit: team_scores as floats."""
    if rules.kind == RuleSet.TOTAL:
        return [team.raised for team in teams]
    if rules.kind == RuleSet.PER_HEAD:
        return [team.raised / team.heads for team in teams]
    if rules.kind == RuleSet.PARTICIPATION:
        return [100 * team.participants / team.heads for team in teams]
    least = float(LEAST_CHANCE)
    heads = [np.where(team.participants > 0, team.heads, 0) for team in teams]
    share = sum(team.participants for team in teams) / np.maximum(sum(heads), 1)
    participation = _points(
        [team.participants / team.heads for team in teams],
        heads,
        rules,
        chance=np.maximum(share * (1 - share), least),
        usual_spread=float(rules.usual_spread) ** 2,
    )
    heads = [np.where(team.raised > 0, team.heads, 0) for team in teams]
    raised = sum(np.maximum(team.raised, 0) for team in teams)
    gifts, givers = (
        sum(np.where(team.raised > 0, number, 0) for team, number in zip(teams, numbers, strict=True))
        for numbers in ([team.gifts for team in teams], [team.participants for team in teams])
    )
    per_head, mean_gift = raised / np.maximum(sum(heads), 1), raised / np.maximum(np.maximum(gifts, givers), 1)
    money = _points(
        [np.maximum(team.raised, 0) / team.heads for team in teams],
        heads,
        rules,
        chance=np.maximum(float(rules.gift_variation) * per_head * mean_gift, least),
        usual_spread=(float(rules.usual_gift_spread) * per_head) ** 2,
    )
    weights = [float(weight) for weight in rules.weights]
    return [
        weights[0] * people + weights[1] * kronor + weights[2] * team.creativity + weights[3] * team.engagement
        for team, people, kronor in zip(teams, participation, money, strict=True)
    ]


def _points(figures: list[np.ndarray], heads: list[np.ndarray], rules: Rules, *, chance, usual_spread) -> list:
    """No points for a team without a figure, which has heads 0 here."""
    scale = scale_of(figures, heads, chance=chance, usual_spread=usual_spread)
    return [
        np.where(
            size > 0,
            float(AVERAGE) + rules.step_points * (figure - scale.mean) / np.sqrt(scale.variance(np.maximum(size, 1))),
            0,
        ).clip(0, 100)
        for figure, size in zip(figures, heads, strict=True)
    ]


def displayed_steps(teams: Sequence[Runs], rules: Rules) -> np.ndarray:
    """Displayed scores by team and run, as integers in units of the last decimal, rounded half up: exact to compare."""
    # Add 1e-9, since a binary float may be just below the half that it stands for.
    return np.floor(np.array(values(teams, rules)) / float(STEPS[rules.kind]) + 0.5 + 1e-9).astype(np.int64)


def shares_of_wins(teams: Sequence[Runs], rules: Rules) -> np.ndarray:
    """The share of each run's win, by team and run; a shared win is split equally."""
    scores = displayed_steps(teams, rules)
    won = scores == scores.max(axis=0)
    return won / won.sum(axis=0)


def simulate(
    team_id: int | str, heads: int, *, seed: int | str, runs: int, assumptions: Assumptions | None = None
) -> Runs:
    """Simulate a team of `heads`. The random stream depends on the seed and its id only, not on the other teams."""
    likely = assumptions or Assumptions()
    random = np.random.default_rng(int.from_bytes(hashlib.sha256(f"{seed}\n{team_id}".encode()).digest()))
    rate = np.clip(random.normal(likely.rate, likely.rate_spread, runs), 0, 1)
    participants = random.binomial(heads, rate)
    creativity = np.clip(random.normal(likely.creativity, likely.creativity_spread, runs), 0, 100)
    engagement = np.clip(random.normal(likely.engagement, likely.engagement_spread, runs), 0, 100)
    raised = gifts_of(random, participants, likely, one_by_one=heads < SUMMED_FROM)
    return Runs(heads, participants, np.round(raised, 2), participants, creativity, engagement)


def gifts_of(random: np.random.Generator, givers: np.ndarray, likely: Assumptions, *, one_by_one: bool) -> np.ndarray:
    """Kronor from so many givers, for each run."""
    location, variance = np.log(likely.median_gift), likely.gift_sigma**2
    if one_by_one:
        gifts = random.lognormal(location, likely.gift_sigma, givers.sum())
        return np.bincount(np.repeat(np.arange(givers.size), givers), weights=gifts, minlength=givers.size)
    # Fenton and Wilkinson's approximation of a sum of lognormals.
    many = np.maximum(givers, 1)
    summed = np.log1p(np.expm1(variance) / many)
    mean = np.log(many) + location + variance / 2
    return random.lognormal(mean - summed / 2, np.sqrt(summed)) * (givers > 0)


def fairness_preview(
    heads: Mapping[int | str, int],
    rules: Rules,
    *,
    seed: int | str = 1,
    runs: int = 4000,
    levels: Sequence[float] = LEVELS,
    assumptions: Assumptions | None = None,
) -> FairnessPreview:
    """Each team's chance to win under each rule set, from head counts by team id; reproducible by seed.

    `levels` are possible participation rates, 0-1, replacing the assumed one. Besides the four rule sets, includes the
    competition's own if they are the fair ones with other numbers. Under 2 s for ten teams. Raises ValueError, in
    Swedish, for fewer than two teams or a team without people.
    """
    if len(heads) < 2:
        raise ValueError(gettext("Det behövs minst två lag för att jämföra chanser."))
    if min(heads.values()) < 1:
        raise ValueError(gettext("Varje lag behöver ett bekräftat antal personer."))
    assumptions = assumptions or Assumptions()
    rule_sets = [(kind.value, kind.label, Rules(kind=kind)) for kind in RuleSet]
    if rules.kind == RuleSet.FAIR and any(getattr(rules, name) != getattr(Rules(), name) for name in DECIDING):
        rule_sets.append(("own", _("Tävlingens egna regler"), rules))
    by_rate = []
    for rate in levels:
        likely = replace(assumptions, rate=rate)
        simulated = {each: simulate(each, heads[each], seed=seed, runs=runs, assumptions=likely) for each in heads}
        by_rate.append(Level(rate, tuple(_outlook(key, label, each, simulated) for key, label, each in rule_sets)))
    worst = {
        key: max((level.outlooks[number] for level in by_rate), key=lambda outlook: outlook.unfairness)
        for number, (key, _label, _rules) in enumerate(rule_sets)
    }
    fairest = min(worst.values(), key=lambda outlook: outlook.unfairness)
    starkest = max(worst.values(), key=lambda outlook: outlook.unfairness)
    drawn = 0.4 * math.sqrt((len(heads) - 1) / runs)  # the expected deviation between equal teams in so many runs
    notable = starkest.unfairness >= NOTABLE + drawn
    return FairnessPreview(
        even=1 / len(heads),
        levels=tuple(by_rate),
        fairest=fairest.key if notable else None,
        starkest=starkest.key if notable else None,
        sentence=_sentence(dict(heads), fairest, starkest, notable=notable),
        runs=runs,
        seed=seed,
        assumptions=assumptions,
    )


def _outlook(key: str, label: str, rules: Rules, simulated: dict[int | str, Runs]) -> Outlook:
    # A fixed order: float sums over the teams depend on it.
    ordered = sorted(simulated, key=str)
    chances = dict(zip(ordered, shares_of_wins([simulated[each] for each in ordered], rules).mean(axis=1), strict=True))
    unfairness = math.fsum(abs(chance - 1 / len(simulated)) for chance in chances.values()) / 2
    return Outlook(
        key=key,
        label=label,
        rules=rules,
        chances=tuple(Chance(each, float(chances[each])) for each in simulated),
        unfairness=unfairness,
    )


@in_words
def _sentence(heads: dict, fairest: Outlook, starkest: Outlook, *, notable: bool) -> str:
    if not notable:
        return gettext("Lagen är så jämnstora att alla regler ger dem nästan samma chans att vinna.")
    favoured = max(starkest.chances, key=lambda each: each.chance)
    size, sizes = heads[favoured.team_id], sorted(heads.values())
    if size == sizes[-1] > sizes[-2]:
        who = gettext("det största laget (%(heads)s personer)")
    elif size == sizes[0] < sizes[1]:
        who = gettext("det minsta laget (%(heads)s personer)")
    else:
        who = gettext("ett lag med %(heads)s personer")
    times = round(100 * favoured.chance)
    text = ngettext(
        "Rättvisast för de här lagen är ”%(fairest)s”, och skevast är ”%(starkest)s”: "
        "där vinner %(who)s %(times)s gång av 100 i stället för %(even)s.",
        "Rättvisast för de här lagen är ”%(fairest)s”, och skevast är ”%(starkest)s”: "
        "där vinner %(who)s %(times)s gånger av 100 i stället för %(even)s.",
        times,
    )
    return text % {
        "fairest": fairest.label,
        "starkest": starkest.label,
        "who": who % {"heads": decimals(size)},
        "times": times,
        "even": round(100 / len(heads)),
    }

"""How fair would the rules be to teams of these sizes? Asked before a competition opens, answered by simulation.

Floats live here only: nothing of this ever becomes a score. The formulas are those of `scoring`, for many runs at
once, and a test holds them together.
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from campaigns.scoring import STEPS, Rules, RuleSet, decimals, in_words

# From so many heads on, the sum of the gifts is drawn as one lognormal with the same mean and variance.
SUMMED_FROM = 400
# No rule set is called unfair for less than this distance from equal chances, beside what chance itself draws.
NOTABLE = 0.03
DECIDING = ("weights", "full_participation", "full_gift", "prior_heads", "prior_participation", "prior_gift")


@dataclass(frozen=True)
class Assumptions:
    """What the simulation takes for likely; the same for every team. Shares 0-1, gifts in kronor, points 0-100.

    Gifts are lognormal. Jury and activities vary around the same mean whatever the size.
    """

    rate: float = 0.35
    rate_spread: float = 0.10  # standard deviation between teams
    median_gift: float = 100.0
    gift_sigma: float = 0.8  # two gifts of three are then between 45 and 225 kronor
    creativity: float = 60.0
    creativity_spread: float = 15.0
    engagement: float = 40.0
    engagement_spread: float = 20.0


@dataclass(frozen=True, eq=False)
class Runs:
    """What one team might do: arrays with an element for each run. Kronor, and points 0-100."""

    heads: int
    participants: np.ndarray
    raised: np.ndarray
    creativity: np.ndarray
    engagement: np.ndarray


@dataclass(frozen=True)
class Chance:
    team_id: int | str
    chance: float


@dataclass(frozen=True)
class Outlook:
    """Each team's chance to win under one rule set, 0-1, a shared win in equal parts.

    `unfairness` is the total variation distance from equal chances: how much chance, 0-1, is with the wrong teams.
    """

    key: str
    label: str
    rules: Rules
    chances: tuple[Chance, ...]
    unfairness: float


@dataclass(frozen=True)
class Preview:
    """`even` is the chance that each team would have on equal footing; `fairest` and `starkest` are among outlooks."""

    even: float
    outlooks: tuple[Outlook, ...]
    fairest: Outlook
    starkest: Outlook
    sentence: str
    runs: int
    seed: int | str
    assumptions: Assumptions


def values(runs: Runs, rules: Rules) -> np.ndarray:
    """The unrounded score of each run, in the unit of the rule set: what team_score gives, as floats."""
    if rules.kind == RuleSet.TOTAL:
        return runs.raised
    if rules.kind == RuleSet.PER_HEAD:
        return runs.raised / runs.heads
    if rules.kind == RuleSet.PARTICIPATION:
        return 100 * runs.participants / runs.heads
    everybody = runs.heads + rules.prior_heads
    rate = (runs.participants + float(rules.prior_heads * rules.prior_participation)) / everybody
    gift = (np.maximum(runs.raised, 0) + float(rules.prior_heads * rules.prior_gift)) / everybody
    points = (
        100 * np.minimum(1, rate / float(rules.full_participation)),
        100 * np.minimum(1, np.sqrt(gift / float(rules.full_gift))),
        runs.creativity,
        runs.engagement,
    )
    return sum(float(weight) * each for weight, each in zip(rules.weights, points, strict=True))


def displayed_steps(runs: Runs, rules: Rules) -> np.ndarray:
    """The displayed score of each run as a whole number of its last decimal, halves up: exact to compare."""
    # The billionth lifts a half that the binary float holds just below itself.
    return np.floor(values(runs, rules) / float(STEPS[rules.kind]) + 0.5 + 1e-9).astype(np.int64)


def simulate(
    team_id: int | str, heads: int, *, seed: int | str, runs: int, assumptions: Assumptions | None = None
) -> Runs:
    """What a team of `heads` might do. Its luck follows from the seed and its own id, whoever else takes part."""
    likely = assumptions or Assumptions()
    random = np.random.default_rng(int.from_bytes(hashlib.sha256(f"{seed}\n{team_id}".encode()).digest()))
    rate = np.clip(random.normal(likely.rate, likely.rate_spread, runs), 0, 1)
    participants = random.binomial(heads, rate)
    creativity = np.clip(random.normal(likely.creativity, likely.creativity_spread, runs), 0, 100)
    engagement = np.clip(random.normal(likely.engagement, likely.engagement_spread, runs), 0, 100)
    raised = _gifts(random, participants, likely, one_by_one=heads < SUMMED_FROM)
    return Runs(heads, participants, np.round(raised, 2), creativity, engagement)


def _gifts(random: np.random.Generator, givers: np.ndarray, likely: Assumptions, *, one_by_one: bool) -> np.ndarray:
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
    assumptions: Assumptions | None = None,
) -> Preview:
    """Each team's chance to win under each rule set, from head counts by team id; the same seed, the same chances.

    Besides the four rule sets come the competition's own, where they are the fair ones with other numbers. Under 2 s
    for ten teams. Raises ValueError, in Swedish, for fewer than two teams or a team without people.
    """
    if len(heads) < 2:
        raise ValueError(gettext("Det behövs minst två lag för att jämföra chanser."))
    if min(heads.values()) < 1:
        raise ValueError(gettext("Varje lag behöver ett bekräftat antal personer."))
    assumptions = assumptions or Assumptions()
    simulated = {each: simulate(each, heads[each], seed=seed, runs=runs, assumptions=assumptions) for each in heads}
    asked = [(kind.value, kind.label, Rules(kind=kind)) for kind in RuleSet]
    if rules.kind == RuleSet.FAIR and any(getattr(rules, name) != getattr(Rules(), name) for name in DECIDING):
        asked.append(("own", _("Tävlingens egna regler"), rules))
    outlooks = tuple(_outlook(key, label, each, simulated) for key, label, each in asked)
    fairest = min(outlooks, key=lambda outlook: outlook.unfairness)
    starkest = max(outlooks, key=lambda outlook: outlook.unfairness)
    return Preview(
        even=1 / len(heads),
        outlooks=outlooks,
        fairest=fairest,
        starkest=starkest,
        sentence=_sentence(dict(heads), fairest, starkest, runs),
        runs=runs,
        seed=seed,
        assumptions=assumptions,
    )


def _outlook(key: str, label: str, rules: Rules, simulated: dict[int | str, Runs]) -> Outlook:
    scores = np.array([displayed_steps(each, rules) for each in simulated.values()])
    won = scores == scores.max(axis=0)
    chances = (won / won.sum(axis=0)).mean(axis=1)
    # fsum: the order of the teams does not reach even the last digit.
    unfairness = math.fsum(abs(chances - 1 / len(simulated))) / 2
    return Outlook(
        key=key,
        label=label,
        rules=rules,
        chances=tuple(Chance(each, float(chance)) for each, chance in zip(simulated, chances, strict=True)),
        unfairness=unfairness,
    )


@in_words
def _sentence(heads: dict, fairest: Outlook, starkest: Outlook, runs: int) -> str:
    drawn = 0.4 * math.sqrt((len(heads) - 1) / runs)  # what equal teams are expected to differ by in so many runs
    if starkest.unfairness < NOTABLE + drawn:
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

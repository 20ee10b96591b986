"""How often teams of each size win, relative to their equal share, over many competitions of all sizes: 1 is fair.

Measures whether a rule favours a size. Run in two worlds, since a rule that is fair in only one of them favours a size
in the other: all people alike, and workplaces that differ whatever their size.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np

from campaigns.fairness import Assumptions, Runs, gifts_of, shares_of_wins
from campaigns.scoring import Rules, RuleSet, Weights

BANDS = (8, 25, 80, 250, 800)  # heads; sizes are log-uniform between the outermost
TEAMS = range(2, 13)
RATES = (0.15, 0.25, 0.40, 0.55, 0.70)
SPREADS = (0.0, 0.05, 0.10)
# Accepted range of each band's wins relative to its equal share.
LEAST, MOST = 0.8, 1.2
_NOTHING, _ALL = Decimal(0), Decimal(1)
ONLY_PARTICIPATION = Rules(weights=Weights(_ALL, _NOTHING, _NOTHING, _NOTHING))
ONLY_MONEY = Rules(weights=Weights(_NOTHING, _ALL, _NOTHING, _NOTHING))
# The rules to measure, by name: the fair rules, their two parts that depend on size, and the simple rules.
MEASURED = {"fair": Rules(), "fair: participation": ONLY_PARTICIPATION, "fair: money": ONLY_MONEY} | {
    kind.value: Rules(kind=kind) for kind in RuleSet if kind != RuleSet.FAIR
}


def band_shares(
    rules: Mapping[str, Rules], *, likely: Assumptions, contests: int, seed: int = 1
) -> dict[str, list[float]]:
    """For each of the rules, each band's wins relative to its equal share, in about so many competitions."""
    random = np.random.default_rng(seed)
    won = {name: np.zeros(len(BANDS) - 1) for name in rules}
    equal = np.zeros(len(BANDS) - 1)
    for number in TEAMS:
        teams = [_team(random, likely, contests // len(TEAMS)) for _team_number in range(number)]
        bands = np.digitize(np.array([team.heads for team in teams]), BANDS[1:-1])
        equal += np.bincount(bands.ravel(), minlength=equal.size) / number
        for name, each in rules.items():
            wins = shares_of_wins(teams, each)
            won[name] += np.bincount(bands.ravel(), weights=wins.ravel(), minlength=equal.size)
    return {name: (wins / equal).tolist() for name, wins in won.items()}


def fairness_table(
    rules: Mapping[str, Rules],
    *,
    contests: int,
    rates: Iterable[float] = RATES,
    spreads: Iterable[float] = SPREADS,
    seed: int = 1,
) -> list[tuple[float, float, dict[str, list[float]]]]:
    """Rows of spread, rate and the bands' shares under each of the rules."""
    return [
        (spread, rate, band_shares(rules, likely=_likely(rate, spread), contests=contests, seed=seed))
        for spread in spreads
        for rate in rates
    ]


def _likely(rate: float, spread: float) -> Assumptions:
    return replace(Assumptions(), rate=rate, rate_spread=spread)


def _team(random: np.random.Generator, likely: Assumptions, runs: int) -> Runs:
    """A team with a different size in each run."""
    heads = np.exp(random.uniform(np.log(BANDS[0]), np.log(BANDS[-1]), runs)).astype(int)
    rate = np.clip(random.normal(likely.rate, likely.rate_spread, runs), 0, 1)
    participants = random.binomial(heads, rate)
    creativity = np.clip(random.normal(likely.creativity, likely.creativity_spread, runs), 0, 100)
    engagement = np.clip(random.normal(likely.engagement, likely.engagement_spread, runs), 0, 100)
    raised = np.round(gifts_of(random, participants, likely, one_by_one=True), 2)
    return Runs(heads, participants, raised, participants, creativity, engagement)

from dataclasses import replace
from decimal import Decimal
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command

from campaigns.fairness import Assumptions, shares_of_wins, simulate
from campaigns.scoring import Rules, RuleSet
from campaigns.size_bands import LEAST, MEASURED, MOST, ONLY_MONEY, ONLY_PARTICIPATION, band_shares

# A sample: manage.py fairness_table computes the full table. With this many contests a band varies by some hundredths.
CONTESTS = 3300
ASKED = {name: MEASURED[name] for name in ("fair", "fair: participation", "fair: money")}


@pytest.mark.parametrize("spread", [0.0, 0.05, 0.10])
@pytest.mark.parametrize("rate", [0.15, 0.40, 0.70])
def test_every_size_wins_about_its_share_whether_workplaces_differ_or_not(rate, spread):
    likely = replace(Assumptions(), rate=rate, rate_spread=spread)
    shares = band_shares(ASKED, likely=likely, contests=CONTESTS)
    outside = {
        name: [round(share, 2) for share in bands if not LEAST <= share <= MOST] for name, bands in shares.items()
    }
    assert outside == {name: [] for name in ASKED}


def test_rules_that_favour_a_size_are_seen_to():
    likely = replace(Assumptions(), rate=0.4, rate_spread=0.0)
    plain = {"plain": Rules(kind=RuleSet.PARTICIPATION), "narrow": replace(ONLY_PARTICIPATION, usual_spread=Decimal(1))}
    shares = band_shares(plain, likely=likely, contests=CONTESTS)
    assert shares["plain"][0] > MOST
    assert shares["narrow"][0] > MOST


@pytest.mark.parametrize("rules", [Rules(), ONLY_PARTICIPATION, ONLY_MONEY])
@pytest.mark.parametrize("better", [8, 45, 240, 800])
def test_a_team_that_does_better_by_a_third_wins_more_often_than_any_other(rules, better):
    usual = Assumptions(rate=0.4, rate_spread=0.05)
    teams = [
        simulate(
            heads,
            heads,
            seed=1,
            runs=4000,
            assumptions=replace(usual, rate=usual.rate * 4 / 3) if heads == better else usual,
        )
        for heads in (8, 45, 240, 800)
    ]
    chances = shares_of_wins(teams, rules).mean(axis=1)
    assert [8, 45, 240, 800][int(np.argmax(chances))] == better


def test_table_is_printed_with_a_line_for_each_level():
    out = StringIO()
    call_command("fairness_table", contests=110, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[:2] == [
        "fair, workplaces differ by 0.00",
        "  takes part     8-24    25-79   80-249  250-800",
    ]
    assert sum(line.strip().startswith("0.") for line in lines) == 3 * 5 * len(MEASURED)

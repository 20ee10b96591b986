"""The sole winner, the draw and the size classes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from campaigns.scoring import (
    Rules,
    RuleSet,
    size_classes,
    sole_winner,
)
from tests.campaigns.score_examples import FAIR, placed, scores_at, team, team_score


def test_no_teams_no_trophy():
    assert sole_winner([], "frö") is None


JURY = {1: [5], 2: [5], 3: [5]}


@pytest.mark.parametrize(
    ("first", "second", "decided_by", "reason"),
    [
        # B raised more, with lower participation.
        ({"participants": 9}, {"raised": 6}, "score", "Ensam på första plats."),
        (
            {"marks": JURY, "activities": [("Fika", 1)]},
            {"participants": 6},
            "participation",
            "Delad första plats. Störst andel som deltar avgör: 60,0 procent.",
        ),
        (
            {"activities": [("Fika", 1)]},
            {"marks": JURY},
            "creativity",
            "Delad första plats, lika stor andel deltar. Högst kreativitetspoäng avgör: 50,0.",
        ),
        # The number of kinds counts, not of entries.
        (
            {"activities": [("Fika", 1)] * 9},
            {"activities": [("Fika", 1), ("Lopp", 1)]},
            "activities",
            "Delad första plats, lika deltagande och kreativitet. Flest olika aktiviteter avgör: 2.",
        ),
    ],
)
def test_sole_winner_is_found_step_by_step(first, second, decided_by, reason):
    plain = {"heads": 10, "participants": 5, "raised": 5, "marks": {1: [4], 2: [4], 3: [4]}}
    last = team("C", "Tre", 10, 10, raised=1, marks=plain["marks"])
    teams = [team("A", "Ett", **plain | first), team("B", "Två", **plain | second), last]
    scores = [team_score(each, Rules(kind=RuleSet.TOTAL)) for each in teams]
    for some in (scores, scores[::-1]):
        trophy = sole_winner(some, "frö")
        assert (trophy.team.id, trophy.decided_by, trophy.seed) == ("B", decided_by, None)
        assert trophy.reason == reason


def test_what_is_not_shown_decides_no_step_either():
    # 333 of 1000 and 1 of 3 are both 33.3 %: the kinds of activities decide.
    teams = [
        team("A", "Ett", 3, 1, raised=5, marks={1: [5], 2: [5], 3: [5]}),
        team("B", "Två", 1000, 333, raised=5, marks={1: [5], 2: [5], 3: [Decimal("5.001")]}),
        team("C", "Tre", 1000, 333, raised=5, marks={1: [5], 2: [5], 3: [5]}, activities=[("Fika", 1)]),
    ]
    trophy = sole_winner([team_score(each, Rules(kind=RuleSet.TOTAL)) for each in teams], "frö")
    assert (trophy.team.id, trophy.decided_by) == ("C", "activities")


def test_lot_follows_from_seed_and_team_alone():
    scores = scores_at(5, 5, 5, 4)
    drawn = sole_winner(scores, "frö")
    assert (drawn.team.id, drawn.decided_by, drawn.seed) == ("C", "lot", "frö")
    assert drawn.reason == "Lika i allt: A, B, C. Lott avgör, dragen ur fröet frö."
    assert sole_winner(scores[::-1], "frö") == drawn
    assert sole_winner(scores[1:3], "frö").team == drawn.team


def test_lot_gives_each_team_its_share():
    wins = [sole_winner(scores_at(5, 5, 5, 5), seed).team.id for seed in range(400)]
    assert {letter: 70 <= wins.count(letter) <= 130 for letter in "ABCD"} == dict.fromkeys("ABCD", True)


def test_size_classes_are_ranked_each_by_itself():
    heads = [1, 19, 19, 20, 99, 100, 100, 1000]
    scores = [
        team_score(team(number, f"Lag {number}", size, 0, raised=Decimal(number + 1)), Rules(kind=RuleSet.TOTAL))
        for number, size in enumerate(heads)
    ]
    classes = size_classes(scores, FAIR)
    assert [(str(each.label), each.has_trophy, placed(each.placings)) for each in classes] == [
        ("Färre än 20 personer", True, [(1, 2, False), (2, 1, False), (3, 0, False)]),
        ("20–99 personer", False, [(1, 4, False), (2, 3, False)]),
        ("100 personer eller fler", True, [(1, 7, False), (2, 6, False), (3, 5, False)]),
    ]
    assert [each.has_trophy for each in size_classes(scores, replace(FAIR, trophy_from=2))] == [True, True, True]

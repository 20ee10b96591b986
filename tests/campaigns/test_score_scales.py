"""The scales that teams are measured on: the contest's and the field's."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.scoring import (
    Rules,
    RuleSet,
    Weights,
    explain,
    field_of,
    robustness,
    size_classes,
    sole_winner,
    standings,
    team_scores,
)
from tests.campaigns.score_examples import FAIR, contests, placed, rounded, rules, team


def test_scales_by_hand():
    # Two teams of 100 with 20 and 40 %: the chance variance is 0.3 x 0.7 / 100 each, less than their distance.
    one, other = team(1, heads=100, participants=20, raised=1000), team(2, heads=100, participants=40, raised=9000)
    field = field_of([one, other, team(3, heads=900, participants=0)], FAIR)
    assert (field.participation.mean, field.participation.chance) == (Decimal("0.3"), Decimal("0.21"))
    # Apart 0.02 / 0.0021 - 1, over 1 / 0.0021; with 3 points of one team more: halved.
    assert rounded(field.participation.spread, "1e-9") == Decimal("0.009400000")
    # 60 that took part gave 10 000 kronor: 50 a head, 166.67 a gift; chance 1.3 times one times the other.
    assert rounded(field.money.chance) == Decimal("10833.33")
    assert rounded(field.money.mean) == Decimal("50.00")


def test_a_team_that_has_nothing_moves_nobodys_mean():
    one, other = team(1, heads=30, participants=12, raised=300), team(2, heads=300, participants=90, raised=2700)
    silent = [team(number, heads=50, participants=None) for number in (3, 4)]
    assert field_of([one, other, *silent], FAIR) == field_of([one, other], FAIR)


def test_gifts_count_where_they_are_more_than_those_who_take_part():
    def chance(**fields):
        return field_of([team(1, heads=200, raised=1000, **fields), team(2, heads=100)], FAIR).money.chance

    assert rounded(chance(participants=1, gifts=20)) == Decimal("325.00")  # 1.3 x 5 a head x 50 a gift
    assert chance(participants=10, gifts=20) == chance(participants=1, gifts=20)
    assert chance(participants=40, gifts=20) == chance(participants=1, gifts=40)


def test_one_large_gift_cannot_give_more_than_its_part():
    rows = [team(1, heads=10, raised=10**6), team(2, heads=100, raised=10**4), team(3, heads=500, raised=5 * 10**4)]
    money = [component.points for score in team_scores(rows, FAIR) for component in score.components[1:2]]
    assert rounded(money[0]) <= 100
    assert all(0 < points < 60 for points in money[1:])


@given(
    heads=st.lists(st.integers(1, 900), min_size=2, max_size=9),
    kronor_each=st.integers(1, 1000),
    part=st.sampled_from([0, 1, 2]),
)
def test_equal_per_head_is_equal_points_whatever_the_size(heads, kronor_each, part):
    facts = [
        team(number, f"Lag {number}", heads=2 * each, participants=part * each, raised=Decimal(2 * each * kronor_each))
        for number, each in enumerate(heads)
    ]
    placings = standings(facts, FAIR)
    assert {(each.place, each.shared) for each in placings} == {(1, True)}
    assert len({each.score.displayed for each in placings}) == 1


def test_nine_teams_of_a_hundred_kronor_a_head_share_the_first_place():
    sizes = (8, 12, 25, 40, 80, 120, 240, 500, 800)
    facts = [team(size, f"Lag {size}", heads=size, participants=0, raised=Decimal(100 * size)) for size in sizes]
    assert {(each.place, each.score.text) for each in standings(facts, FAIR)} == {(1, "10,0 poäng")}


@pytest.mark.parametrize("kind", RuleSet)
def test_nobody_is_ranked_before_there_is_data(kind):
    facts = [team(1, heads=8, participants=0), team(2, heads=240, participants=0)]
    placings = standings(facts, Rules(kind=kind))
    assert placed(placings) == [(None, 1, False), (None, 2, False)]
    assert [each.next_place for each in explain(placings)] == [None, None]
    scores = [each.score for each in placings]
    assert (sole_winner(scores, "frö"), robustness(scores)) == (None, None)
    assert placed(size_classes(scores, FAIR)[0].placings) == [(None, 1, False)]


def test_those_who_have_done_nothing_have_no_place_whatever_their_size():
    sizes = {1: 30, 2: 30, 3: 300, 4: 3, 5: 1}
    facts = [
        team(number, f"Lag {number}", heads, None, raised=Decimal(75 if heads == 300 else 0))
        for number, heads in sizes.items()
    ]
    placings = standings(facts, FAIR)
    assert placed(placings) == [(1, 3, False), *((None, number, False) for number in (1, 2, 4, 5))]
    assert {each.score.text for each in placings[1:]} == {"0,0 poäng"}
    scores = [each.score for each in placings]
    assert (sole_winner(scores, "frö").team.id, [each.id for each in robustness(scores).winners]) == (3, [3])
    classes = size_classes(scores, replace(FAIR, trophy_from=1))
    assert [each.has_trophy for each in classes] == [False, False, True]


def test_what_weighs_nothing_gives_no_place():
    only_money = Rules(weights=Weights(Decimal(0), Decimal(1), Decimal(0), Decimal(0)))
    facts = [team(1, participants=5), team(2, participants=0, raised=Decimal(10))]
    assert placed(standings(facts, only_money)) == [(1, 2, False), (None, 1, False)]


def test_a_team_alone_has_no_place():
    (placing,) = standings([team(participants=5, raised=Decimal(500))], FAIR)
    assert (placing.place, placing.shared) == (None, False)
    assert sole_winner([placing.score], "frö") is None


@given(teams=contests(least=2), rules=rules)
def test_an_own_contest_gives_points_between_0_and_100(teams, rules):
    for score in team_scores(teams, rules):
        if rules.kind == RuleSet.FAIR:
            assert all(0 <= (each.points or 0) <= 100 for each in score.components)

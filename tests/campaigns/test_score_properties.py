"""Invariants of scores for arbitrary facts and rules."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from campaigns.scoring import (
    Rules,
    RuleSet,
    Weights,
    robustness,
    team_scores,
)
from tests.campaigns.score_examples import (
    EXAMPLE,
    FAIR,
    activities,
    contests,
    facts,
    kronor,
    rules,
    team,
    team_score,
    weights,
)

# --- Dependencies of a score -----------------------------------------------------------------------


@given(facts=facts(), rules=rules, data=st.data())
def test_score_rises_with_what_a_team_does(facts, rules, data):
    before = team_score(facts, rules).value
    more = data.draw(st.integers(0, facts.heads - facts.participants))
    assert team_score(replace(facts, participants=facts.participants + more), rules).value >= before
    assert team_score(replace(facts, raised=facts.raised + data.draw(kronor)), rules).value >= before
    added = data.draw(activities)
    assert team_score(replace(facts, activities=[*facts.activities, *added]), rules).value >= before
    for juror, given_marks in facts.marks.items():
        for index, mark in enumerate(given_marks):
            better = [*given_marks]
            better[index] = data.draw(st.integers(int(mark), 10))
            assert team_score(replace(facts, marks=facts.marks | {juror: better}), rules).value >= before


@given(facts=facts(), more=st.integers(1, 500), rules=rules)
def test_score_never_rises_with_heads_that_do_nothing(facts, more, rules):
    assert team_score(replace(facts, heads=facts.heads + more), rules).value <= team_score(facts, rules).value


@pytest.mark.parametrize(
    "better",
    [
        {"participants": 5},
        {"raised": Decimal("1234.51")},
        {"heads": 7},
        {"marks": {1: [7, 8], 2: [7, 7], 3: [9, 9]}},
        {"activities": [("Fika", 10), ("Lopp", 31)]},
    ],
    ids=lambda better: next(iter(better)),
)
def test_each_fact_counts(better):
    assert team_score(replace(EXAMPLE, **better), FAIR).value > team_score(EXAMPLE, FAIR).value


@given(teams=contests(least=2), rules=rules, data=st.data())
def test_a_team_that_leaves_changes_nothing_under_the_simple_rules(teams, rules, data):
    assume(rules.kind != RuleSet.FAIR)
    leaving = data.draw(st.sampled_from(teams))
    told = {each.team.id: (each.value, each.reason) for each in team_scores(teams, rules)}
    for score in team_scores([each for each in teams if each != leaving], rules):
        assert told[score.team.id] == (score.value, score.reason)


@given(teams=contests(least=2), data=st.data())
def test_more_of_one_team_moves_it_up_or_leaves_it(teams, data):
    number = data.draw(st.integers(0, len(teams) - 1))
    more = data.draw(st.integers(0, teams[number].heads - teams[number].participants))
    grown = replace(teams[number], participants=teams[number].participants + more)

    def ahead(rows):
        values = [score.components[0].points or 0 for score in team_scores(rows, FAIR)]
        return sum(value > values[number] + Decimal("1e-9") for value in values)

    assert ahead([*teams[:number], grown, *teams[number + 1 :]]) <= ahead(teams)


@given(facts=facts(), rules=rules, data=st.data())
def test_score_does_not_depend_on_the_order_of_jurors_marks_and_activities(facts, rules, data):
    jurors = data.draw(st.permutations(list(facts.marks)))
    shuffled = replace(
        facts,
        marks={juror: data.draw(st.permutations(facts.marks[juror])) for juror in jurors},
        activities=data.draw(st.permutations(facts.activities)),
    )
    before, after = team_score(facts, rules), team_score(shuffled, rules)
    assert after.value == before.value
    assert after.components == before.components


@given(gifts=st.lists(kronor, max_size=8), rules=rules, data=st.data())
def test_score_does_not_depend_on_the_order_of_gifts_or_on_how_their_sum_is_written(gifts, rules, data):
    def told(some, start):
        score = team_score(team(raised=sum(some, Decimal(start))), rules)
        return score.value, score.text, [(each.points, each.reason) for each in score.components]

    assert told(data.draw(st.permutations(gifts)), "0.000") == told(gifts, "0")


@given(facts=facts(), gift=kronor, rules=rules)
def test_a_reversal_restores_the_score_to_the_last_digit(facts, gift, rules):
    with_gift = replace(facts, raised=facts.raised + gift)
    reversed_again = replace(with_gift, raised=with_gift.raised - gift)
    assert team_score(reversed_again, rules).value == team_score(facts, rules).value
    assert team_score(reversed_again, rules) == team_score(facts, rules)


# --- Another weighing ------------------------------------------------------------------------------


def test_robust_winner_by_hand():
    # A leads in money, B in participation; by the published weights A is slightly ahead.
    teams = [
        team("A", "Ett", 100, 30, raised=Decimal(16000)),
        team("B", "Två", 100, 54, raised=Decimal(3000)),
        team("C", "Tre", 100, 0),
    ]
    rules = Rules(weights=Weights(Decimal("0.4"), Decimal("0.4"), Decimal("0.1"), Decimal("0.1")))
    found = robustness([team_score(each, rules) for each in teams])
    assert [each.id for each in found.winners] == ["A"]
    assert [(case.key, str(case.factor), [each.id for each in case.winners], case.holds) for case in found.cases] == [
        ("participation", "0.5", ["A"], True),
        ("participation", "1.5", ["B"], False),
        ("money", "0.5", ["B"], False),
        ("money", "1.5", ["A"], True),
        ("creativity", "0.5", ["A"], True),
        ("creativity", "1.5", ["A"], True),
        ("engagement", "0.5", ["A"], True),
        ("engagement", "1.5", ["A"], True),
    ]
    assert found.holds is False
    assert found.reason == ("Resultatet hänger på vikterna i 2 av 8 fall: Deltagande × 1,5: Två; Pengar × 0,5: Två.")
    assert found.cases[0].weights == Weights(Decimal("0.25"), Decimal("0.5"), Decimal("0.125"), Decimal("0.125"))


def test_shaken_weights_sum_to_one_before_places_are_counted():
    # 80 and 79.89 points count half: 40.0 and 39.9. When they count two thirds, both show 53.3.
    rules = Rules(weights=Weights(Decimal("0.5"), Decimal(0), Decimal(0), Decimal("0.5")))
    teams = [
        team("A", "Ett", 800, participants=0, activities=[("Fika", 80)]),
        team("B", "Två", 800, participants=0, activities=[("Fika", Decimal("79.89"))]),
    ]
    found = robustness([team_score(each, rules) for each in teams])
    assert [each.id for each in found.winners] == ["A"]
    (halved,) = (case for case in found.cases if (case.key, case.factor) == ("participation", Decimal("0.5")))
    assert ([each.id for each in halved.winners], halved.holds) == (["A", "B"], False)


def test_a_winner_ahead_in_everything_is_robust():
    found = robustness([team_score(each, FAIR) for each in (EXAMPLE, team(2, participants=1))])
    assert ([each.id for each in found.winners], found.holds) == ([1], True)
    assert found.reason == "Samma vinnare i alla 8 fall där en vikt i taget halveras eller ökas med hälften."


@pytest.mark.parametrize("kind", [RuleSet.TOTAL, RuleSet.PER_HEAD, RuleSet.PARTICIPATION])
def test_without_weights_there_is_nothing_to_shake(kind):
    assert robustness([team_score(EXAMPLE, Rules(kind=kind))]) is None
    assert robustness([]) is None


@given(teams=contests(least=2), weights=weights())
def test_robustness_agrees_with_fractions(teams, weights):
    scores = [team_score(each, Rules(weights=weights)) for each in teams]
    assume(any(score.value for score in scores))
    for case in robustness(scores).cases:
        shaken = {key: Fraction(weight) for key, weight in weights._asdict().items()}
        shaken[case.key] *= Fraction(case.factor)
        exact = {
            score.team.id: sum(shaken[each.key] * Fraction(each.points or 0) for each in score.components)
            / sum(shaken.values())
            for score in scores
        }
        # Points are truncated at their last digit, so exact fractions cannot tell on which side of a half they are.
        assume(all(abs(value * 10 % 1 - Fraction(1, 2)) > Fraction(1, 10**12) for value in exact.values()))
        shown = {team_id: (value * 10 + Fraction(1, 2)) // 1 for team_id, value in exact.items()}
        assert [each.id for each in case.winners] == [k for k, v in shown.items() if v == max(shown.values())]
        assert sum(case.weights) == pytest.approx(1)

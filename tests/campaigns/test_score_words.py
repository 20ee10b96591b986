"""Texts that explain a place and publish the formula."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import assume, given

from campaigns.scoring import (
    Rules,
    RuleSet,
    Weights,
    decimals,
    exact_formula,
    example_of,
    explain,
    formula,
    rank,
    standings,
    team_scores,
)
from tests.campaigns.score_examples import EXAMPLE, FAIR, NBSP, facts, kronor, rules, scores_at, team, team_score

# --- Why this place --------------------------------------------------------------------------------


def test_the_first_place_needs_nothing_more():
    assert [each.next_place for each in explain(rank(scores_at(5, 5)))] == [None, None]


def test_explanation_says_what_the_next_place_needs():
    teams = [EXAMPLE, replace(EXAMPLE, id=2, name="Åkeriet", participants=1), replace(EXAMPLE, id=3, raised=Decimal(0))]
    explanations = explain(standings(teams, FAIR))
    assert [each.placing.score.team.id for each in explanations] == [1, 3, 2]
    assert explanations[2].lines == team_scores(teams, FAIR)[1].components
    needs = explanations[2].next_place
    assert (needs.place, needs.above) == (2, (teams[2],))
    shown = [each.placing.score.displayed for each in explanations]
    assert needs.missing == shown[1] - shown[2]
    assert needs.text == f"{decimals(needs.missing, 1)} poäng till plats 2"
    assert [(each.key, str(each.label)) for each in needs.ways] == [
        ("participation", "Deltagande"),
        ("money", "Pengar"),
    ]
    assert str(needs.ways[0].text) == "1 till som deltar"


def test_explanation_says_what_does_not_suffice():
    teams = [replace(EXAMPLE, id=2, participants=8), team(1, participants=0)]
    needs = explain(standings(teams, FAIR))[1].next_place
    assert [(each.key, each.amount, str(each.text)) for each in needs.ways] == [
        ("participation", None, "Fler som deltar räcker inte ensamt, inte ens om alla 8 är med."),
        ("money", None, "Mer pengar räcker inte ensamt: de ger högst 100 poäng i sin del."),
    ]


@pytest.mark.parametrize(
    ("kind", "missing", "ways"),
    [
        (RuleSet.TOTAL, f"1{NBSP}068{NBSP}kr till plats 1", [("money", 1068)]),
        (RuleSet.PER_HEAD, f"41,75{NBSP}kr per person till plats 1", [("money", 334)]),
        (RuleSet.PARTICIPATION, "12,5 procentenheter till plats 1", [("participation", 1)]),
    ],
)
def test_explanation_speaks_the_unit_of_the_rule_set(kind, missing, ways):
    teams = [team(1, heads=16, participants=8, raised=Decimal(1468)), team(2, participants=3, raised=Decimal(400))]
    needs = explain(standings(teams, Rules(kind=kind)))[1].next_place
    assert (needs.text, [(each.key, each.amount) for each in needs.ways]) == (missing, ways)


@given(one=facts(1), other=facts(2), rules=rules, debt=kronor)
def test_the_advice_reaches_the_next_place_and_less_does_not(one, other, rules, debt):
    one = replace(one, raised=one.raised - debt)
    explained = {each.placing.score.team.id: each for each in explain(standings([one, other], rules))}
    assume(explained[1].next_place)
    needs = explained[1].next_place
    assert needs.missing == explained[2].placing.score.displayed - explained[1].placing.score.displayed

    def place_with(key, more):
        grown = {
            "participation": lambda: replace(one, participants=one.participants + more),
            "money": lambda: replace(one, raised=one.raised + more),
        }[key]()
        return {each.score.team.id: each.place for each in standings([grown, other], rules)}[1]

    behind = {2, None}  # a team with nothing in any component has no place
    for way in needs.ways:
        if way.amount is not None:
            assert place_with(way.key, way.amount) == 1
            assert place_with(way.key, way.amount - 1) in behind
        elif way.key == "participation":
            assert place_with(way.key, one.heads - one.participants) in behind
        else:
            assert place_with(way.key, 10**12) in behind


# --- In words --------------------------------------------------------------------------------------


def test_published_formula_holds_every_number_that_decides():
    rules = replace(
        FAIR,
        weights=Weights(Decimal("0.31"), Decimal("0.23"), Decimal("0.29"), Decimal("0.17")),
        step_points=19,
        usual_spread=Decimal("0.07"),
        usual_gift_spread=Decimal("0.11"),
        gift_variation=Decimal("1.49"),
        least_jurors=13,
        trim_from=37,
        per_kind=41,
    )
    text = " ".join(map(str, [*formula(rules), *exact_formula(rules)]))
    for number in (31, 23, 29, 17, 19, 7, 11, 149, 13, 37, 41):
        assert f" {number}" in text
    assert [str(each) for each in formula(Rules(kind=RuleSet.TOTAL))] == [
        "Det lag vinner vars medarbetare samlar in mest pengar."
    ]
    assert exact_formula(Rules(kind=RuleSet.TOTAL)) == []


def test_the_words_for_everybody_name_no_method_and_no_squares():
    text = " ".join(map(str, formula(FAIR)))
    assert [word for word in ("²", "DerSimonian", "√", "roten") if word in text] == []


def test_example_is_the_contests_own_or_an_invented_one():
    empty = [team(1, "Kiosken", 8, 0), team(2, "Kommunen", 800, 0)]
    invented = example_of(empty, FAIR)
    assert (invented.is_invented, invented.score.team.name, invented.score.team.participants) == (True, "Kiosken", 4)
    assert str(invented.score.components[0].reason).startswith("4 av 8 deltar = ")
    played = [replace(empty[0], participants=3), empty[1]]
    own = example_of(played, FAIR)
    assert (own.is_invented, own.score) == (False, team_scores(played, FAIR)[0])
    assert example_of(empty[:1], FAIR) is None


def test_points_are_plural_in_english():
    with translation.override("en"):
        assert team_score(EXAMPLE, FAIR).text.endswith(" points")

"""Invalid rules and facts, defaults, and the published rules."""

import json
from decimal import Decimal

import pytest
from hypothesis import given

from campaigns.scoring import (
    Rules,
    RuleSet,
    explain,
    standings,
)
from tests.campaigns.score_examples import FAIR, NBSP, rules, team


@given(rules)
def test_rules_survive_json(rules):
    assert Rules.from_dict(json.loads(json.dumps(rules.to_dict()))) == rules


def test_default_rules_are_those_that_were_measured():
    assert Rules().to_dict() == {
        "kind": "fair",
        "weights": {"participation": "0.40", "money": "0.20", "creativity": "0.25", "engagement": "0.15"},
        "step_points": 15,
        "usual_spread": "0.03",
        "usual_gift_spread": "0.10",
        "gift_variation": "1.3",
        "least_jurors": 3,
        "trim_from": 5,
        "per_kind": 2,
        "medium_from": 20,
        "large_from": 100,
        "trophy_from": 3,
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "lottery"}, "lottery är ingen känd regel."),
        ({"gift_variation": 1.3}, "Slumpens storlek i gåvor, av snittgåvan: 1.3 är inget exakt tal."),
        ({"gift_variation": True}, "Slumpens storlek i gåvor, av snittgåvan: True är inget exakt tal."),
        ({"gift_variation": "tusen"}, "Slumpens storlek i gåvor, av snittgåvan: tusen är inget exakt tal."),
        ({"gift_variation": "NaN"}, "Slumpens storlek i gåvor, av snittgåvan: NaN är inget exakt tal."),
        ({"gift_variation": "0"}, "Slump och skillnader mellan arbetsplatser ska vara mer än 0."),
        ({"usual_spread": "0.0"}, "Slump och skillnader mellan arbetsplatser ska vara mer än 0."),
        (
            {"usual_gift_spread": "10"},
            "Antagen skillnad mellan arbetsplatser, av snittet per person ska vara minst 0 och högst 1, inte 10.",
        ),
        ({"step_points": 0}, "Poäng för ett steg från snittet ska vara minst 1 och högst 50, inte 0."),
        ({"step_points": "2.5"}, "Poäng för ett steg från snittet ska vara ett heltal, inte 2.5."),
        ({"medium_from": 100}, "Stora lag ska vara större än mellanstora."),
        (
            {"weights": ["0.4", "0.2", "0.25", "0.15"]},
            "Reglerna ska ha just detta: participation, money, creativity, engagement.",
        ),
    ],
)
def test_rules_refuse_in_swedish(change, message):
    with pytest.raises(ValueError, match=r"^") as error:
        Rules.from_dict(FAIR.to_dict() | change)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"money": "0.3"}, "Vikterna ska tillsammans bli 1, inte 1,1."),
        ({"money": "-0.2", "creativity": "0.65"}, "Pengar ska vara minst 0 och högst 1, inte -0.2."),
        ({"money": 0.2}, "Pengar: 0.2 är inget exakt tal."),
        ({"luck": "0"}, "Reglerna ska ha just detta: participation, money, creativity, engagement."),
    ],
)
def test_weights_refuse_in_swedish(change, message):
    given_weights = FAIR.to_dict()["weights"] | change
    with pytest.raises(ValueError, match=r"^") as error:
        Rules.from_dict(FAIR.to_dict() | {"weights": given_weights})
    assert str(error.value) == message


@pytest.mark.parametrize("name", FAIR.to_dict())
def test_rules_that_lack_something_are_refused(name):
    partial = FAIR.to_dict()
    del partial[name]
    with pytest.raises(ValueError, match="Reglerna ska ha just detta: "):
        Rules.from_dict(partial)


def test_published_rules_say_every_number_that_decides():
    fair = [(str(label), value) for label, value in FAIR.published()]
    assert fair == [
        ("Deltagande", f"40{NBSP}%"),
        ("Pengar", f"20{NBSP}%"),
        ("Kreativitet", f"25{NBSP}%"),
        ("Engagemang", f"15{NBSP}%"),
        ("Poäng för ett steg från snittet", "15"),
        ("Antagen skillnad mellan arbetsplatser, procentenheter som deltar", f"3{NBSP}%"),
        ("Antagen skillnad mellan arbetsplatser, av snittet per person", f"10{NBSP}%"),
        ("Slumpens storlek i gåvor, av snittgåvan", f"130{NBSP}%"),
        ("Minsta jury som ger kreativitetspoäng", "3"),
        ("Jury från vilken högsta och lägsta räknas bort", "5"),
        ("Aktiviteter av samma slag som räknas", "2"),
        ("Mellanstora lag, från antal personer", "20"),
        ("Stora lag, från antal personer", "100"),
        ("Lag som krävs för pris i en storleksklass", "3"),
    ]
    assert [(str(label), value) for label, value in Rules(kind=RuleSet.TOTAL).published()] == fair[-3:]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"heads": 0}, "Bokhyllan AB: antal personer ska vara minst 1 och högst 1000000, inte 0."),
        ({"heads": None}, "Bokhyllan AB: antal personer: None är inget exakt tal."),
        ({"participants": -1}, "Bokhyllan AB: antal som deltar ska vara minst 0 och högst 1000000, inte -1."),
        ({"participants": Decimal("1.5")}, "Bokhyllan AB: antal som deltar ska vara ett heltal, inte 1.5."),
        ({"raised": 10.5}, "Bokhyllan AB: insamlade kronor: 10.5 är inget exakt tal."),
        ({"marks": {1: [8, 11]}}, "Bokhyllan AB: betyg ska vara minst 0 och högst 10, inte 11."),
        ({"marks": {1: [0.5]}}, "Bokhyllan AB: betyg: 0.5 är inget exakt tal."),
        ({"activities": [("Fika", -1)]}, "Bokhyllan AB: Fika ska vara minst 0 och högst 1000000, inte -1."),
        ({"activities": [("Fika", 1, -1)]}, "Bokhyllan AB: Fika ska vara minst 0 och högst 1000000, inte -1."),
    ],
)
def test_facts_refuse_in_swedish(wrong, message):
    with pytest.raises(ValueError, match=r"^") as error:
        team(**wrong)
    assert str(error.value) == message


@pytest.mark.parametrize("kind", RuleSet)
def test_team_that_owes_has_no_place_before_one_that_has_nothing(kind):
    placings = standings([team(1, participants=0, raised=Decimal(-50)), team(2, participants=0)], Rules(kind=kind))
    assert [placing.place for placing in placings] == [None, None]
    assert [each.next_place for each in explain(placings)] == [None, None]

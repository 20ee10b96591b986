import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import assume, example, given
from hypothesis import strategies as st

from campaigns import scoring
from campaigns.scoring import (
    Activity,
    RuleField,
    Rules,
    RuleSet,
    Scale,
    Score,
    TeamFacts,
    Weights,
    decimals,
    exact_formula,
    example_of,
    explain,
    field_of,
    formula,
    rank,
    robustness,
    size_classes,
    sole_winner,
    standings,
    team_scores,
)

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
FAIR = Rules()
# A contest where 30 % take part and it comes to 100 kronor a person; of 8 people a step is 17 points, 63 kronor.
FIELD = RuleField(
    participation=Scale(mean=Decimal("0.30"), spread=Decimal("0.0025"), chance=Decimal("0.21")),
    money=Scale(mean=Decimal(100), spread=Decimal(400), chance=Decimal(28800)),
)


def team_score(facts, rules):
    """The score of a team in that contest."""
    return scoring.team_score(facts, rules, FIELD)


kronor = st.integers(0, 10**8).map(lambda ore: Decimal(ore) / 100)
marks = st.dictionaries(st.integers(1, 9), st.lists(st.integers(0, 10), min_size=1, max_size=4), max_size=7)
activities = st.lists(
    st.builds(Activity, st.sampled_from(["Fika", "Lopp", "Quiz"]), st.integers(0, 40), st.sampled_from([None, 1, 3])),
    max_size=9,
)


@st.composite
def facts(draw, team_id=1):
    heads = draw(st.integers(1, 900))
    return TeamFacts(
        id=team_id,
        name=f"Lag {team_id}",
        heads=heads,
        participants=draw(st.integers(0, heads)),
        raised=draw(kronor),
        marks=draw(marks),
        activities=draw(activities),
    )


@st.composite
def weights(draw):
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    edges = [0, *cuts, 100]
    return Weights(*(Decimal(edges[i + 1] - edges[i]) / 100 for i in range(4)))


rules = st.builds(
    Rules,
    kind=st.sampled_from(RuleSet),
    weights=weights(),
    step_points=st.integers(1, 50),
    usual_spread=st.integers(1, 100).map(lambda share: Decimal(share) / 100),
    usual_gift_spread=st.integers(1, 100).map(lambda share: Decimal(share) / 100),
    gift_variation=st.integers(1, 500).map(lambda share: Decimal(share) / 100),
    least_jurors=st.integers(1, 4),
    trim_from=st.integers(3, 6),
    per_kind=st.integers(1, 3),
)


@st.composite
def contests(draw, least=1):
    """Teams that are often alike, so that places are often shared."""
    like = draw(st.lists(facts(), min_size=1, max_size=3))
    number = draw(st.integers(least, 6))
    return [replace(draw(st.sampled_from(like)), id=each, name=f"Lag {each}") for each in range(number)]


def team(team_id=1, name="Bokhyllan AB", heads=8, participants=4, **fields):
    return TeamFacts(id=team_id, name=name, heads=heads, participants=participants, **fields)


def component(facts, key, rules=FAIR):
    return {each.key: each for each in team_score(facts, rules).components}[key]


def rounded(value, places="0.01"):
    return value.quantize(Decimal(places))


def scores_at(*displayed, heads=10):
    """Scores of teams A, B, C ... that raised so many kronor, under the rule set that counts just that."""
    return [
        team_score(team(letter, letter, heads, 0, raised=Decimal(raised)), Rules(kind=RuleSet.TOTAL))
        for letter, raised in zip("ABCDEFGH", displayed, strict=False)
    ]


# --- Components -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("participants", "heads", "points"),
    [
        (1, 30, "8.96"),  # (1 / 30 - 0.3) / sqrt(0.21 / 30 + 0.0025)
        (4, 8, "67.69"),  # (0.5 - 0.3) / sqrt(0.21 / 8 + 0.0025)
        (240, 800, "50.00"),  # on the mean, whatever the size
        (320, 800, "78.54"),
        (400, 800, "100.00"),  # twice the step beyond
        (1, 800, "0.00"),
    ],
)
def test_participation_points_by_hand(participants, heads, points):
    found = component(team(heads=heads, participants=participants), "participation").points
    assert rounded(found) == Decimal(points)


def test_participation_reason_is_its_arithmetic():
    assert component(team(), "participation").reason == (
        f"4 av 8 deltar = 50,0{NBSP}%, tävlingens snitt är 30,0{NBSP}%. Ett steg för 8 personer är √(16,2² slump + "
        "5,0² mellan arbetsplatser) = 17,0 procentenheter, så laget är 1,18 steg från snittet. 50 + 15 × 1,18, minst 0 "
        "och högst 100, ger 67,7 poäng."
    )


def test_more_participants_than_heads_count_as_everybody_and_are_told():
    over, everybody = (component(team(participants=number), "participation") for number in (9, 8))
    assert over.points == everybody.points
    assert str(over.reason) == f"9 har deltagit och räknas som 8, alla i laget. {everybody.reason}"


@pytest.mark.parametrize(
    ("raised", "heads", "points"),
    [
        ("800", 8, "50.00"),
        ("1234.50", 8, "62.88"),  # (154.31 - 100) / sqrt(28800 / 8 + 400)
        ("48000", 800, "21.27"),
        ("0.01", 8, "26.28"),
        ("9999999", 8, "100.00"),
    ],
)
def test_money_points_by_hand(raised, heads, points):
    assert rounded(component(team(heads=heads, raised=Decimal(raised)), "money").points) == Decimal(points)


def test_money_reason_is_its_arithmetic():
    assert component(team(raised=Decimal("1234.50")), "money").reason == (
        f"1{NBSP}234,50{NBSP}kr ÷ 8 = 154,31{NBSP}kr per person, tävlingens snitt är 100{NBSP}kr. Ett steg för 8 "
        f"personer är √(60,00² slump + 20,00² mellan arbetsplatser) = 63,25{NBSP}kr, så laget är 0,86 steg från "
        "snittet. 50 + 15 × 0,86, minst 0 och högst 100, ger 62,9 poäng."
    )


def test_money_below_zero_counts_as_nothing_and_is_shown():
    below, nothing = (component(team(raised=Decimal(raised)), "money") for raised in (-50, 0))
    assert below.points is nothing.points is None
    assert str(below.reason) == f"{MINUS}50{NBSP}kr efter återbetalningar räknas som 0 kr: inga poäng."


@pytest.mark.parametrize(
    ("participants", "why"),
    [(0, "Ingen i laget har deltagit."), (None, "Laget har inte rapporterat hur många som deltagit än.")],
)
@pytest.mark.parametrize("others", [0, 3])
def test_a_team_without_data_has_no_points_of_people_and_money(participants, why, others):
    teams = [team(1, participants=participants), team(2, participants=others, raised=Decimal(others))]
    score = team_scores(teams, FAIR)[0]
    assert [(each.points, str(each.reason)) for each in score.components[:2]] == [
        (None, why),
        (None, "Inga pengar har kommit till laget än."),
    ]
    assert (score.value, score.is_placed) == (0, False)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (RuleSet.TOTAL, "Inga pengar har kommit till laget än."),
        (RuleSet.PER_HEAD, "Inga pengar har kommit till laget än."),
        (RuleSet.PARTICIPATION, "Laget har inte rapporterat hur många som deltagit än."),
    ],
)
def test_simple_rules_say_what_is_not_there_yet(kind, why):
    score = team_score(team(participants=None), Rules(kind=kind))
    assert (score.value, score.is_placed, score.reason) == (0, False, why)


# --- What a team is measured against --------------------------------------------------------------


def test_scales_by_hand():
    # Two of 100 with 20 and 40 %: chance is 0.3 x 0.7 / 100 each, and the distance of 20 points is more than that.
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


# --- Marks and activities -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "points", "reason"),
    [
        ({}, None, "0 av minst 3 i juryn har satt betyg: inga kreativitetspoäng än."),
        ({1: [9], 2: [9], 3: []}, None, "2 av minst 3 i juryn har satt betyg: inga kreativitetspoäng än."),
        (
            {1: [7, 8], 2: [6, 7], 3: [9, 9]},
            "76.67",
            "Medel av juryns betyg gånger 10: (65,0 + 75,0 + 90,0) ÷ 3 ger 76,7 poäng.",
        ),
        (
            {1: [0], 2: [10], 3: [10], 4: [10]},
            "75.00",
            "Medel av juryns betyg gånger 10: (0,0 + 100,0 + 100,0 + 100,0) ÷ 4 ger 75,0 poäng.",
        ),
        (
            {1: [0], 2: [10], 3: [10], 4: [7], 5: [Decimal("7.5")]},
            "81.67",
            (
                "Högsta (100,0) och lägsta (0,0) av 5 i juryn räknas bort. "
                "Medel av juryns betyg gånger 10: (70,0 + 75,0 + 100,0) ÷ 3 ger 81,7 poäng."
            ),
        ),
    ],
)
def test_creativity_by_hand(marks, points, reason):
    creativity = component(team(marks=marks), "creativity")
    assert creativity.points is None if points is None else rounded(creativity.points) == Decimal(points)
    assert creativity.reason == reason


def test_creativity_not_there_yet_counts_nothing():
    without = team_score(team(), FAIR)
    assert [each.contribution for each in without.components if each.points is None] == [0, 0, 0]
    assert without.value == team_score(team(marks={1: [0], 2: [0], 3: [0]}), FAIR).value


def test_creativity_counts_for_nobody_until_enough_have_judged_every_team():
    judged = team(1, marks={1: [8], 2: [8], 3: [8]})
    parts = [
        [(str(each.points), str(each.reason)) for each in score.components if each.key == "creativity"]
        for score in team_scores([judged, team(2, marks={1: [9], 2: [9], 3: []})], FAIR)
    ]
    assert parts == [
        [("None", "Minst 3 i juryn har inte bedömt alla lag: inga kreativitetspoäng än.")],
        [("None", "2 av minst 3 i juryn har satt betyg: inga kreativitetspoäng än.")],
    ]
    both = team_scores([judged, team(2, marks={1: [9], 2: [9], 3: [9]})], FAIR)
    assert [score.components[2].points for score in both] == [80, 90]


@pytest.mark.parametrize(
    ("activities", "points", "reason"),
    [
        ([], None, "Inga aktiviteter än."),
        ([("Fika", 10, 2), ("Lopp", 25, 2)], 35, "Fika 10; Lopp 25. Summan 35, högst 100, ger 35 poäng."),
        # Two of a kind count, those worth most.
        (
            [("Fika", 10, 2), ("Fika", 5, 2), ("Fika", 20, 2), ("Fika", 1, 2)],
            30,
            "Fika 20 + 10 (2 till räknas inte, högst 2). Summan 30, högst 100, ger 30 poäng.",
        ),
        # As many as the kind says; as the rules say where it does not.
        ([("Fika", 10, 3)] * 3, 30, "Fika 10 + 10 + 10. Summan 30, högst 100, ger 30 poäng."),
        ([("Fika", 10)] * 3, 20, "Fika 10 + 10 (1 till räknas inte, högst 2). Summan 20, högst 100, ger 20 poäng."),
        # The cap was changed after the first.
        ([("Fika", 10, 1), ("Fika", 9, 2)], 19, "Fika 10 + 9. Summan 19, högst 100, ger 19 poäng."),
        ([("Fika", 60, 2)] * 2, 100, "Fika 60 + 60. Summan 120, högst 100, ger 100 poäng."),
    ],
)
def test_engagement_by_hand(activities, points, reason):
    engagement = component(team(activities=activities), "engagement")
    assert (engagement.points, engagement.reason) == (points, reason)


# --- Scores ---------------------------------------------------------------------------------------

EXAMPLE = team(
    raised=Decimal("1234.50"), marks={1: [7, 8], 2: [6, 7], 3: [9, 9]}, activities=[("Fika", 10), ("Lopp", 30)]
)


def test_fair_score_by_hand():
    score = team_score(EXAMPLE, FAIR)
    lines = [(each.key, rounded(each.points), each.weight, rounded(each.contribution)) for each in score.components]
    assert lines == [
        ("participation", Decimal("67.69"), Decimal("0.40"), Decimal("27.08")),
        ("money", Decimal("62.88"), Decimal("0.20"), Decimal("12.58")),
        ("creativity", Decimal("76.67"), Decimal("0.25"), Decimal("19.17")),
        ("engagement", Decimal("40.00"), Decimal("0.15"), Decimal("6.00")),
    ]
    assert [str(each.label) for each in score.components] == ["Deltagande", "Pengar", "Kreativitet", "Engagemang"]
    assert (score.displayed, score.text) == (Decimal("64.8"), "64,8 poäng")
    assert score.reason == "0,4 × 67,7 + 0,2 × 62,9 + 0,25 × 76,7 + 0,15 × 40,0 = 64,8 poäng"


def test_own_weights_weigh_the_same_components():
    own = Rules(weights=Weights(Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal("0.4")))
    score = team_score(EXAMPLE, own)
    assert [each.points for each in score.components] == [each.points for each in team_score(EXAMPLE, FAIR).components]
    assert score.displayed == Decimal("58.3")


@pytest.mark.parametrize(
    ("kind", "displayed", "text", "reason"),
    [
        (
            RuleSet.TOTAL,
            "1000.05",
            f"1{NBSP}000,05{NBSP}kr",
            f"Medarbetarnas gåvor efter återbetalningar, utan matchning: 1{NBSP}000,05{NBSP}kr.",
        ),
        (
            RuleSet.PER_HEAD,
            "125.01",
            f"125,01{NBSP}kr per person",
            f"1{NBSP}000,05{NBSP}kr ÷ 8 personer = 125,01{NBSP}kr per person.",
        ),
        (RuleSet.PARTICIPATION, "37.5", f"37,5{NBSP}%", f"3 av 8 deltar = 37,5{NBSP}%."),
    ],
)
def test_simple_rule_sets_by_hand(kind, displayed, text, reason):
    score = team_score(team(participants=3, raised=Decimal("1000.05")), Rules(kind=kind))
    assert (str(score.displayed), score.text, score.reason) == (displayed, text, reason)
    assert [(each.points, each.weight) for each in score.components] == [(score.value, 1)]


def test_participation_is_shown_with_its_decimal_even_when_whole():
    assert team_score(team(participants=8), Rules(kind=RuleSet.PARTICIPATION)).text == f"100,0{NBSP}%"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("-1234.5", None, f"{MINUS}1{NBSP}234,5"),
        ("0.250", None, "0,25"),
        ("1E+3", None, f"1{NBSP}000"),
        ("20.0", None, "20"),
        ("0.05", 1, "0,1"),
        ("-0.04", 1, "0,0"),
    ],
)
def test_decimals_are_written_in_swedish(value, places, text):
    assert decimals(Decimal(value), places) == text


def test_money_below_zero_stays_below_zero_where_money_is_the_result():
    below = team(raised=Decimal(-50))
    assert [team_score(below, Rules(kind=kind)).displayed for kind in (RuleSet.TOTAL, RuleSet.PER_HEAD)] == [
        Decimal(-50),
        Decimal("-6.25"),
    ]


@given(facts=facts(), rules=rules)
@example(facts=team(heads=1, participants=1, raised=Decimal(10**9)), rules=FAIR)
def test_points_stay_between_0_and_100(facts, rules):
    score = team_score(facts, rules)
    if rules.kind == RuleSet.FAIR:
        assert all(0 <= (each.points or 0) <= 100 for each in score.components)
        assert sum(each.contribution for each in score.components) == pytest.approx(score.value)
    if rules.kind in {RuleSet.FAIR, RuleSet.PARTICIPATION}:
        assert 0 <= score.value <= 100
        assert 0 <= score.displayed <= 100


def test_everything_full_is_exactly_100():
    best = team(
        participants=800,
        heads=800,
        raised=Decimal(10**6),
        marks={j: [10] for j in range(3)},
        activities=[("A", 99)] * 2,
    )
    assert team_score(best, FAIR).value == 100


# --- What a score may depend on -------------------------------------------------------------------


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


# --- Places ---------------------------------------------------------------------------------------


def placed(placings):
    return [(each.place, each.score.team.id, each.shared) for each in placings]


def test_ties_share_the_place_and_the_next_one_is_skipped():
    assert placed(rank(scores_at(5, 9, 5, 9, 1))) == [
        (1, "B", True),
        (1, "D", True),
        (3, "A", True),
        (3, "C", True),
        (5, "E", False),
    ]
    assert rank([]) == []


def test_a_difference_that_is_not_shown_decides_nothing():
    # In order of name, though the other is ahead in what is not shown.
    near = [team("A", "Två", 3, 1), team("B", "Ett", 1000, 333)]
    assert placed(standings(near, Rules(kind=RuleSet.PARTICIPATION))) == [(1, "B", True), (1, "A", True)]
    seen = [team("A", "Två", 3, 1), team("B", "Ett", 1000, 334)]
    assert placed(standings(seen, Rules(kind=RuleSet.PARTICIPATION))) == [(1, "B", False), (2, "A", False)]


@pytest.mark.parametrize(
    ("value", "kind", "displayed"),
    [
        ("63.05", RuleSet.FAIR, "63.1"),
        ("63.0499", RuleSet.FAIR, "63.0"),
        ("0.005", RuleSet.TOTAL, "0.01"),
        ("-0.004", RuleSet.TOTAL, "0.00"),
        ("12.345", RuleSet.PER_HEAD, "12.35"),
        ("33.35", RuleSet.PARTICIPATION, "33.4"),
    ],
)
def test_displayed_is_rounded_half_up(value, kind, displayed):
    score = Score(team=team(), rules=Rules(kind=kind), value=Decimal(value), components=())
    assert str(score.displayed) == displayed


def test_equal_teams_are_listed_by_name_as_swedes_sort():
    teams = [team(1, "Östan"), team(2, "Åkeriet"), team(3, "Lag 10"), team(4, "Lag 2")]
    assert [each.score.team.name for each in standings(teams, FAIR)] == ["Lag 2", "Lag 10", "Åkeriet", "Östan"]


@given(teams=contests(), rules=rules, data=st.data())
def test_place_is_one_more_than_the_teams_shown_with_more(teams, rules, data):
    placings = standings(teams, rules)
    shown = [each.score.displayed for each in placings]
    assert shown == sorted(shown, reverse=True)
    shown = [each.score.displayed for each in placings if each.score.is_placed and len(teams) > 1]
    unplaced = len(teams) - len(shown)
    assert [each.place for each in placings] == [1 + sum(other > own for other in shown) for own in shown] + [
        None
    ] * unplaced
    assert [each.shared for each in placings] == [shown.count(own) > 1 for own in shown] + [False] * unplaced
    assert standings(data.draw(st.permutations(teams)), rules) == placings


# --- Trophies -------------------------------------------------------------------------------------


def test_no_teams_no_trophy():
    assert sole_winner([], "frö") is None


JURY = {1: [5], 2: [5], 3: [5]}


@pytest.mark.parametrize(
    ("first", "second", "decided_by", "reason"),
    [
        # B raised more, though fewer take part.
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
        # Many of one kind are not many kinds.
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


# --- Why this place -------------------------------------------------------------------------------


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

    behind = {2, None}  # a team that still has nothing in what counts has no place
    for way in needs.ways:
        if way.amount is not None:
            assert place_with(way.key, way.amount) == 1
            assert place_with(way.key, way.amount - 1) in behind
        elif way.key == "participation":
            assert place_with(way.key, one.heads - one.participants) in behind
        else:
            assert place_with(way.key, 10**12) in behind


# --- Another weighing -----------------------------------------------------------------------------


def test_robust_winner_by_hand():
    # A has the money, B the people; by the published weights A is ahead by little.
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
        # Points are cut at their last digit, so which side of a half they are on is not for fractions to say.
        assume(all(abs(value * 10 % 1 - Fraction(1, 2)) > Fraction(1, 10**12) for value in exact.values()))
        shown = {team_id: (value * 10 + Fraction(1, 2)) // 1 for team_id, value in exact.items()}
        assert [each.id for each in case.winners] == [k for k, v in shown.items() if v == max(shown.values())]
        assert sum(case.weights) == pytest.approx(1)


# --- In words -------------------------------------------------------------------------------------


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


# --- Rules and facts ------------------------------------------------------------------------------


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

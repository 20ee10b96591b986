from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaigns.scoring import (
    Rules,
    RuleSet,
    Score,
    Weights,
    decimals,
    rank,
    standings,
    team_scores,
)
from tests.campaigns.score_examples import (
    EXAMPLE,
    FAIR,
    NBSP,
    component,
    contests,
    facts,
    placed,
    rounded,
    rules,
    scores_at,
    team,
    team_score,
)

MINUS = "\N{MINUS SIGN}"


# --- Components ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("participants", "heads", "points"),
    [
        (1, 30, "8.96"),  # (1 / 30 - 0.3) / sqrt(0.21 / 30 + 0.0025)
        (4, 8, "67.69"),  # (0.5 - 0.3) / sqrt(0.21 / 8 + 0.0025)
        (240, 800, "50.00"),  # at the mean, whatever the size
        (320, 800, "78.54"),
        (400, 800, "100.00"),  # 107.08, capped at 100
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


def test_more_participants_than_heads_count_as_everybody_and_are_reported():
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


# --- Marks and activities --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "points", "reason"),
    [
        ({}, None, "0 av minst 3 i juryn har satt betyg: inga kreativitetspoäng än."),
        ({1: [9], 2: [9], 3: []}, None, "2 av minst 3 i juryn har satt betyg: inga kreativitetspoäng än."),
        (
            {1: [7, 8], 2: [6, 7], 3: [9, 9]},
            "76.67",
            "Medel av 3 i juryn gånger 10 ger 76,7 poäng.",
        ),
        (
            {1: [0], 2: [10], 3: [10], 4: [10]},
            "75.00",
            "Medel av 4 i juryn gånger 10 ger 75,0 poäng.",
        ),
        (
            {1: [0], 2: [10], 3: [10], 4: [7], 5: [Decimal("7.5")]},
            "81.67",
            "Högsta och lägsta av 5 i juryn räknas bort. Medel av 3 i juryn gånger 10 ger 81,7 poäng.",
        ),
    ],
)
def test_creativity_by_hand(marks, points, reason):
    creativity = component(team(marks=marks), "creativity")
    assert creativity.points is None if points is None else rounded(creativity.points) == Decimal(points)
    assert creativity.reason == reason


@pytest.mark.parametrize(
    ("least", "trim", "marks", "points"),
    [
        (1, 5, {1: [7]}, "70,0"),
        (2, 5, {1: [7], 2: [8]}, "75,0"),
        (3, 3, {1: [6], 2: [7], 3: [9]}, "70,0"),  # the one in the middle
        (3, 4, {1: [6], 2: [7], 3: [8], 4: [9]}, "75,0"),
    ],
)
def test_creativity_of_fewer_than_three_says_its_points_alone(least, trim, marks, points):
    few = Rules(least_jurors=least, trim_from=trim)
    reason = component(team(marks=marks), "creativity", few).reason
    assert reason == f"Medel av juryns betyg gånger 10 ger {points} poäng."


@pytest.mark.parametrize(
    ("least", "trim", "gives_away"),
    [(1, 5, True), (2, 5, True), (3, 3, True), (3, 4, True), (3, 5, False), (4, 4, True), (5, 3, False)],
)
def test_rules_that_count_fewer_than_three_may_give_marks_away(least, trim, gives_away):
    assert Rules(least_jurors=least, trim_from=trim).may_give_marks_away is gives_away


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
        # The two of a kind with the most points count.
        (
            [("Fika", 10, 2), ("Fika", 5, 2), ("Fika", 20, 2), ("Fika", 1, 2)],
            30,
            "Fika 20 + 10 (2 till räknas inte, högst 2). Summan 30, högst 100, ger 30 poäng.",
        ),
        # The kind's cap, else that of the rules.
        ([("Fika", 10, 3)] * 3, 30, "Fika 10 + 10 + 10. Summan 30, högst 100, ger 30 poäng."),
        ([("Fika", 10)] * 3, 20, "Fika 10 + 10 (1 till räknas inte, högst 2). Summan 20, högst 100, ger 20 poäng."),
        # The cap changed after the first entry.
        ([("Fika", 10, 1), ("Fika", 9, 2)], 19, "Fika 10 + 9. Summan 19, högst 100, ger 19 poäng."),
        ([("Fika", 60, 2)] * 2, 100, "Fika 60 + 60. Summan 120, högst 100, ger 100 poäng."),
    ],
)
def test_engagement_by_hand(activities, points, reason):
    engagement = component(team(activities=activities), "engagement")
    assert (engagement.points, engagement.reason) == (points, reason)


# --- Scores ----------------------------------------------------------------------------------------


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


# --- Places ----------------------------------------------------------------------------------------


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
    # Equal as displayed, so ordered by name although undisplayed decimals differ.
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

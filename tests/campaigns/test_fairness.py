from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.fairness import (
    LEVELS,
    SUMMED_FROM,
    Assumptions,
    Runs,
    displayed_steps,
    fairness_preview,
    simulate,
    values,
)
from campaigns.scoring import STEPS, Rules, RuleSet, TeamFacts, Weights, team_scores
from tests.campaigns.score_examples import weights

NBSP = "\N{NO-BREAK SPACE}"
FAIR = Rules()
OWN = Rules(weights=Weights(Decimal("0.1"), Decimal("0.7"), Decimal("0.1"), Decimal("0.1")))
MIXED = {"kiosk": 8, "skola": 45, "kommun": 800}
shares = st.integers(1, 100).map(lambda share: Decimal(share) / 100)


rules = st.builds(
    Rules,
    kind=st.sampled_from(RuleSet),
    weights=weights(),
    step_points=st.integers(1, 50),
    usual_spread=shares,
    usual_gift_spread=shares,
    gift_variation=shares,
)


@st.composite
def facts(draw, team_id=1):
    heads = draw(st.integers(1, 1000))
    return TeamFacts(
        id=team_id,
        name="Laget",
        heads=heads,
        participants=draw(st.integers(0, heads)),
        raised=Decimal(draw(st.integers(-(10**5), 10**8))) / 100,
        gifts=draw(st.integers(0, 2000)),
        marks={juror: [draw(st.integers(0, 10))] for juror in range(draw(st.integers(0, 6)))},
        activities=[(f"slag {number}", draw(st.integers(0, 40))) for number in range(draw(st.integers(0, 4)))],
    )


def as_runs(contests):
    """The teams of contests as arrays with one element per contest; jury and activities are given in points."""
    runs = []
    for number in range(len(contests[0])):
        teams = [contest[number] for contest in contests]
        components = [
            {each.key: each for each in team_scores(contest, FAIR)[number].components} for contest in contests
        ]
        runs.append(
            Runs(
                heads=np.array([team.heads for team in teams]),
                participants=np.array([team.participants for team in teams]),
                raised=np.array([float(team.raised) for team in teams]),
                gifts=np.array([team.gifts for team in teams]),
                creativity=np.array([float(each["creativity"].points or 0) for each in components]),
                engagement=np.array([float(each["engagement"].points or 0) for each in components]),
            )
        )
    return runs


def chances(preview, key, level=1):
    (outlook,) = (outlook for outlook in preview.levels[level].outlooks if outlook.key == key)
    return {each.team_id: each.chance for each in outlook.chances}


# --- The formulas ---------------------------------------------------------------------------------


@given(teams=st.tuples(facts(1), facts(2), facts(3)), number=st.integers(1, 3), rules=rules)
def test_vectorised_formulas_agree_with_the_scores(teams, number, rules):
    contest = teams[:number]
    scores = team_scores(contest, rules)
    runs = as_runs([contest])
    assert [value[0] for value in values(runs, rules)] == pytest.approx(
        [float(score.value) for score in scores], abs=1e-6
    )
    for steps, score in zip(displayed_steps(runs, rules), scores, strict=True):
        assert abs(steps[0] * STEPS[rules.kind] - score.displayed) <= Decimal("0.1")


@pytest.mark.parametrize("kind", RuleSet)
def test_displayed_steps_are_the_displayed_scores_of_many_runs(kind):
    rules = Rules(kind=kind)
    random = np.random.default_rng(1)
    contests = [
        [
            TeamFacts(
                id=number,
                name="Laget",
                heads=heads,
                participants=int(random.integers(0, heads + 1)),
                raised=Decimal(int(random.integers(0, 10**6))) / 100,
                gifts=int(random.integers(0, heads)),
                marks={juror: [int(random.integers(0, 11))] for juror in range(4)},
                activities=[("Fika", int(random.integers(0, 50)))],
            )
            for number, heads in enumerate((8, 40, 300))
        ]
        for _contest in range(150)
    ]
    scores = [team_scores(contest, rules) for contest in contests]
    steps = [[int(scores[run][number].displayed / STEPS[kind]) for run in range(150)] for number in range(3)]
    assert displayed_steps(as_runs(contests), rules).tolist() == steps


@pytest.mark.parametrize(
    ("kind", "heads", "raised", "participants", "steps"),
    [
        (RuleSet.TOTAL, 8, "1000.05", 0, 100005),
        (RuleSet.PER_HEAD, 8, "8.12", 0, 102),  # 1.015: halves round up, although the float is below
        (RuleSet.PARTICIPATION, 2000, "0", 1, 1),  # 0.05
        (RuleSet.PARTICIPATION, 1000, "0", 333, 333),
    ],
)
def test_displayed_steps_go_up_from_the_half(kind, heads, raised, participants, steps):
    team = TeamFacts(id=1, name="Laget", heads=heads, participants=participants, raised=Decimal(raised))
    assert displayed_steps(as_runs([[team]]), Rules(kind=kind)).tolist() == [[steps]]
    assert team_scores([team], Rules(kind=kind))[0].displayed / STEPS[kind] == steps


# --- The simulation -------------------------------------------------------------------------------


def test_simulated_teams_are_as_assumed():
    heads, runs = 300, 20000
    team = simulate("skola", heads, seed=1, runs=runs)
    rate = team.participants / heads
    assert rate.mean() == pytest.approx(0.35, abs=0.005)
    # A spread of five percentage points between teams, and the binomial variance.
    assert rate.std() == pytest.approx((0.05**2 + 0.35 * 0.65 / heads) ** 0.5, abs=0.005)
    assert (team.creativity.mean(), team.creativity.std()) == pytest.approx((60, 15), abs=1)
    assert (team.engagement.mean(), team.engagement.std()) == pytest.approx((40, 20), abs=1)
    assert [array.size for array in (team.participants, team.raised, team.creativity, team.engagement)] == [runs] * 4
    assert 0 <= min(team.creativity.min(), team.engagement.min()) <= max(team.creativity.max(), team.engagement.max())
    assert max(team.creativity.max(), team.engagement.max()) <= 100


def test_simulated_gifts_are_lognormal():
    everybody_gives = Assumptions(rate=1, rate_spread=0)
    gifts = simulate("ensam", 1, seed=1, runs=20000, assumptions=everybody_gives).raised
    assert np.median(gifts) == pytest.approx(100, rel=0.03)
    assert np.log(gifts).std() == pytest.approx(0.8, rel=0.03)
    assert (gifts == np.round(gifts, 2)).all()


def test_gift_is_more_than_nothing():
    nobody = Assumptions(rate=0, rate_spread=0)
    assert [simulate("a", heads, seed=1, runs=5, assumptions=nobody).raised.tolist() for heads in (5, 5000)] == [
        [0] * 5,
        [0] * 5,
    ]


def test_gifts_of_large_teams_are_summed_as_if_one_by_one():
    likely = Assumptions(rate=0.35, rate_spread=0)
    one_by_one = simulate("a", SUMMED_FROM - 1, seed=1, runs=20000, assumptions=likely).raised
    summed = simulate("a", SUMMED_FROM, seed=1, runs=20000, assumptions=likely).raised
    assert summed.mean() == pytest.approx(one_by_one.mean() * SUMMED_FROM / (SUMMED_FROM - 1), rel=0.01)
    assert summed.std() == pytest.approx(one_by_one.std(), rel=0.05)
    assert np.quantile(summed, [0.05, 0.95]) == pytest.approx(np.quantile(one_by_one, [0.05, 0.95]), rel=0.03)


def test_luck_follows_the_team_and_the_seed():
    def drawn(team_id, seed):
        return simulate(team_id, 30, seed=seed, runs=50).raised.tolist()

    assert drawn("skola", 1) == drawn("skola", 1)
    assert drawn("skola", 1) != drawn("kiosk", 1)
    assert drawn("skola", 1) != drawn("skola", 2)


# --- The preview ----------------------------------------------------------------------------------


def test_preview_is_the_same_for_the_same_seed_and_in_any_order_of_teams():
    def told(heads, seed):
        preview = fairness_preview(heads, OWN, seed=seed, runs=500)
        levels = {
            (level.rate, outlook.key): (chances(preview, outlook.key, number), outlook.unfairness)
            for number, level in enumerate(preview.levels)
            for outlook in level.outlooks
        }
        return levels, str(preview.sentence)

    heads = MIXED | {"lager": 45, "bad": 45}
    backwards = dict(reversed(heads.items()))
    assert told(heads, 1) == told(heads, 1) == told(backwards, 1)
    assert told(heads, 1) != told(heads, 2)


def test_chances_are_shares_of_one_for_each_rule_set_at_each_level():
    preview = fairness_preview(MIXED, FAIR)
    assert [level.rate for level in preview.levels] == list(LEVELS) == [0.15, 0.35, 0.60]
    for level in preview.levels:
        assert [(each.key, str(each.label)) for each in level.outlooks] == [
            ("fair", "Rättvis sammanvägning"),
            ("total", "Mest pengar totalt"),
            ("per_head", "Mest pengar per person"),
            ("participation", "Störst andel som deltar"),
        ]
        assert [sum(each.chance for each in outlook.chances) for outlook in level.outlooks] == pytest.approx([1] * 4)
    assert preview.even == pytest.approx(1 / 3)
    assert (preview.runs, preview.seed, preview.assumptions) == (4000, 1, Assumptions())


def test_chances_are_counted_run_by_run():
    preview = fairness_preview({"a": 20, "b": 30}, FAIR, seed=7, runs=400, levels=(0.35,))
    teams = [simulate(team_id, heads, seed=7, runs=400) for team_id, heads in (("a", 20), ("b", 30))]
    for kind in RuleSet:
        a, b = displayed_steps(teams, Rules(kind=kind))
        assert chances(preview, kind.value, 0)["a"] == pytest.approx(((np.sign(a - b) + 1) / 2).mean())


@pytest.mark.parametrize(
    ("rules", "keys"),
    [
        (FAIR, ["fair", "total", "per_head", "participation"]),
        (OWN, ["fair", "total", "per_head", "participation", "own"]),
        (Rules(gift_variation=Decimal(2)), ["fair", "total", "per_head", "participation", "own"]),
        # A parameter that affects no score gives no rule set of its own.
        (Rules(trophy_from=2), ["fair", "total", "per_head", "participation"]),
        (Rules(kind=RuleSet.TOTAL, weights=OWN.weights), ["fair", "total", "per_head", "participation"]),
    ],
)
def test_own_rules_are_compared_where_they_are_other_rules(rules, keys):
    outlooks = fairness_preview(MIXED, rules, runs=10).levels[0].outlooks
    assert [each.key for each in outlooks] == keys
    assert [each.rules for each in outlooks[:4]] == [Rules(kind=kind) for kind in RuleSet]
    assert [each.rules for each in outlooks[4:]] == [rules] * (len(keys) - 4)


def test_a_shared_win_gives_equal_parts():
    nobody = Assumptions(rate_spread=0, creativity_spread=0, engagement_spread=0)
    preview = fairness_preview({"a": 5, "b": 50, "c": 500}, FAIR, runs=3, levels=(0,), assumptions=nobody)
    for key in ("fair", "total", "per_head", "participation"):
        assert list(chances(preview, key, 0).values()) == pytest.approx([1 / 3] * 3)
    assert preview.levels[0].outlooks[1].unfairness == pytest.approx(0)


def test_equal_teams_have_equal_chances():
    preview = fairness_preview(dict.fromkeys("abcde", 40), FAIR)
    for outlook in preview.levels[1].outlooks:
        assert [each.chance for each in outlook.chances] == pytest.approx([0.2] * 5, abs=0.03)
        assert outlook.unfairness < 0.05
    assert str(preview.sentence) == "Lagen är så jämnstora att alla regler ger dem nästan samma chans att vinna."
    assert (preview.fairest, preview.starkest) == (None, None)


def test_money_in_all_is_won_by_the_largest():
    preview = fairness_preview({"liten": 20, "stor": 2000, "mellan": 100}, FAIR)
    total = preview.levels[1].outlooks[1]
    assert [each.chance > 0.99 for each in total.chances] == [False, True, False]
    # Two thirds of the probability would have to be moved between teams.
    assert total.unfairness == pytest.approx(2 / 3, abs=0.01)
    assert (preview.fairest, preview.starkest) == ("fair", "total")


@pytest.mark.parametrize(
    ("heads", "starkest", "who"),
    [
        (
            {"liten": 20, "stor": 2000, "mellan": 100},
            "Mest pengar totalt",
            f"det största laget (2{NBSP}000 personer) 100 gånger av 100 i stället för 33",
        ),
        (
            {"liten": 20, "stor": 2000, "lika stor": 2000},
            "Mest pengar totalt",
            f"ett lag med 2{NBSP}000 personer 51 gånger av 100 i stället för 33",
        ),
        (
            {"liten": 5} | dict.fromkeys("abcdefghi", 150),
            "Störst andel som deltar",
            "det minsta laget (5 personer)",
        ),
    ],
)
def test_sentence_says_the_fairest_and_the_starkest(heads, starkest, who):
    assert str(fairness_preview(heads, FAIR).sentence).startswith(
        f"Rättvisast för de här lagen är ”Rättvis sammanvägning”, och skevast är ”{starkest}”: där vinner {who}"
    )


@pytest.mark.parametrize(
    ("heads", "message"),
    [
        ({}, "Det behövs minst två lag för att jämföra chanser."),
        ({"a": 5}, "Det behövs minst två lag för att jämföra chanser."),
        ({"a": 5, "b": 0}, "Varje lag behöver ett bekräftat antal personer."),
    ],
)
def test_preview_refuses_in_swedish(heads, message):
    with pytest.raises(ValueError, match=r"^") as error:
        fairness_preview(heads, FAIR)
    assert str(error.value) == message

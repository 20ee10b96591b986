"""Facts, rules and contests to score: fixed ones, and Hypothesis strategies."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from campaigns import scoring
from campaigns.scoring import (
    Activity,
    RuleField,
    Rules,
    RuleSet,
    Scale,
    TeamFacts,
    Weights,
)

NBSP = "\N{NO-BREAK SPACE}"
FAIR = Rules()
# A field with 30 % participation and 100 kronor per person; for 8 people a step is 17 percentage points or 63 kronor.
FIELD = RuleField(
    participation=Scale(mean=Decimal("0.30"), spread=Decimal("0.0025"), chance=Decimal("0.21")),
    money=Scale(mean=Decimal(100), spread=Decimal(400), chance=Decimal(28800)),
)


def team_score(facts, rules):
    """The score of a team in that field."""
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
    """Teams that are often equal, so that places are often shared."""
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
    """Scores of teams A, B, C ... that raised these kronor, under the rule set TOTAL."""
    return [
        team_score(team(letter, letter, heads, 0, raised=Decimal(raised)), Rules(kind=RuleSet.TOTAL))
        for letter, raised in zip("ABCDEFGH", displayed, strict=False)
    ]


EXAMPLE = team(
    raised=Decimal("1234.50"), marks={1: [7, 8], 2: [6, 7], 3: [9, 9]}, activities=[("Fika", 10), ("Lopp", 30)]
)


def placed(placings):
    return [(each.place, each.score.team.id, each.shared) for each in placings]

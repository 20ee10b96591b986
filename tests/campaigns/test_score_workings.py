"""Every number of the worked example, recalculated by the published words from nothing but the teams' figures."""

import math
import re
from decimal import Decimal

import pytest

from campaigns.scoring import Rules, Weights, exact_formula, example_of
from tests.campaigns.score_examples import FAIR, NBSP, team

DUEL = [(8, 4, 800, 5), (240, 60, 9000, 70)]
THREE = [(12, 5, 800, 6), (240, 60, 9000, 70), (30, 3, 450, 3)]
TEN = [(10 * n, 2 * n + n % 3, 700 * n + 150 * (n % 4), 3 * n) for n in range(1, 11)]


def contest(figures):
    return [
        team(number, f"Lag {number}", heads, taking_part, raised=Decimal(raised), gifts=gifts)
        for number, (heads, taking_part, raised, gifts) in enumerate(figures)
    ]


def numbers(text: str) -> list[float]:
    """Numbers as printed, without the squares that are part of a symbol."""
    text = re.sub(rf"(?<=\d){NBSP}(?=\d)", "", str(text))
    return [float(each.replace(",", ".")) for each in re.findall(r"\d+(?:,\d+)?", text)]


def by_the_words(values, heads, chance, mean, usual):
    """What the paragraphs say, in their order, for shares or kronor per person."""
    teams = len(values)
    weights = [1 / (chance / each) for each in heads]
    apart = sum(weight * (value - mean) ** 2 for weight, value in zip(weights, values, strict=True))
    squares = sum(weight**2 for weight in weights) / sum(weights)
    first = max(0, (apart - teams + 1) / (sum(weights) - squares))
    second = ((teams - 1) * first + usual**2) / teams
    steps = [math.sqrt(chance / each + second) for each in heads]
    weighted = sum(value / step**2 for value, step in zip(values, steps, strict=True))
    mean = weighted / sum(1 / step**2 for step in steps)
    printed = [sum(weights), squares, apart, apart, teams, 1, sum(weights), squares, 0, first]
    return [*printed, teams - 1, first, usual**2, teams, second], second, mean, steps


@pytest.mark.parametrize("figures", [DUEL, THREE, TEN], ids=["duel", "three", "ten"])
def test_words_give_every_number_of_participation(figures):
    example = example_of(contest(figures), FAIR)
    heads, taking_part = [each[0] for each in figures], [each[1] for each in figures]
    share = sum(taking_part) / sum(heads)
    shares = [one / of for one, of in zip(taking_part, heads, strict=True)]
    spread, second, mean, steps = by_the_words(shares, heads, share * (1 - share), share, 0.03)
    assert numbers(example.workings[0]) == pytest.approx(
        [
            *(sum(taking_part), sum(heads), share, share, 1, share, share * (1 - share)),
            *spread,
            *(round(100 * math.sqrt(second), 1), 1, round(100 * mean, 1)),
        ],
        rel=5e-4,
    )
    away, chance = (shares[0] - mean) / steps[0], math.sqrt(share * (1 - share) / heads[0])
    points = min(100, max(0, 50 + 15 * away))
    printed = [taking_part[0], heads[0], 100 * shares[0], 100 * mean, heads[0], 100 * chance, 100 * math.sqrt(second)]
    printed += [100 * steps[0], abs(away), 50, 15, abs(away), 0, 100, points]
    assert numbers(example.score.components[0].reason) == pytest.approx(printed, abs=0.0501)


@pytest.mark.parametrize("figures", [DUEL, THREE, TEN], ids=["duel", "three", "ten"])
def test_words_give_every_number_of_money(figures):
    example = example_of(contest(figures), FAIR)
    heads, raised = [each[0] for each in figures], [each[2] for each in figures]
    per_head, gifts = sum(raised) / sum(heads), max(sum(each[3] for each in figures), sum(each[1] for each in figures))
    gift = sum(raised) / gifts
    chance, usual = 1.3 * per_head * gift, 0.1 * per_head
    values = [kronor / of for kronor, of in zip(raised, heads, strict=True)]
    spread, second, mean, steps = by_the_words(values, heads, chance, per_head, usual)
    assert numbers(example.workings[1]) == pytest.approx(
        [
            *(sum(raised), sum(heads), per_head, sum(raised), gifts, gift, 130, per_head, gift, chance),
            *(10, per_head, usual),
            *spread,
            *(math.sqrt(second), 1, mean),
        ],
        rel=2e-3,
    )
    away = (values[0] - mean) / steps[0]
    points = min(100, max(0, 50 + 15 * away))
    printed = [raised[0], heads[0], values[0], mean, heads[0], math.sqrt(chance / heads[0]), math.sqrt(second)]
    printed += [steps[0], abs(away), 50, 15, abs(away), 0, 100, points]
    assert numbers(example.score.components[1].reason) == pytest.approx(printed, abs=0.0501)


def test_words_say_how_much_the_imagined_team_weighs():
    text = " ".join(map(str, exact_formula(FAIR)))
    rule = (
        "ta antalet lag minus 1, gånger det första ledet, plus det tänkta lagets skillnad i kvadrat, och dela med "
        "antalet lag. I en duell väger det tänkta laget alltså hälften, bland tio lag en tiondel"
    )
    assert text.count(rule) == 1
    assert text.count("vägs in i medeltalet") == 0


def test_team_alone_in_a_part_has_the_imagined_teams_difference():
    alone = [team(1), team(2, participants=0, raised=Decimal(100), gifts=1)]
    workings = example_of(alone, FAIR).workings
    assert [str(each).count("Bara ett lag räknas, så skillnad² är det tänkta lagets: ") for each in workings] == [1, 1]


def test_workings_are_of_the_parts_that_count():
    only_money = Rules(weights=Weights(Decimal(0), Decimal(1), Decimal(0), Decimal(0)))
    assert [str(each)[:6] for each in example_of(contest(DUEL), only_money).workings] == ["Pengar"]
    marks_only = Rules(weights=Weights(Decimal(0), Decimal(0), Decimal(1), Decimal(0)))
    assert example_of(contest(DUEL), marks_only).workings == []
    assert example_of(contest(DUEL), Rules(kind="total")).workings == []

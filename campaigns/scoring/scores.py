from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from campaigns.scoring.rules import (
    COMPONENTS,
    EXACT,
    FULL,
    HIGHEST_MARK,
    STEPS,
    Rules,
    RuleSet,
    decimals,
    exact,
    in_words,
    percent,
    shown,
)
from core.money import format_amount
from core.text import sort_key

# --- Facts and scores -----------------------------------------------------------------------------


class Activity(NamedTuple):
    kind: str
    points: Decimal
    cap: int | None = None  # how many of this kind count; None: as the rules say


@dataclass(frozen=True)
class TeamFacts:
    """All that a score depends on. `raised` is the employees' kronor net of reversals, without match.

    `marks` are each juror's marks, 0-10 per criterion; a juror without marks has not judged. Raises ValueError,
    in Swedish, for what cannot be. More participants than heads can be (somebody was hired): see `taking_part`.
    """

    id: int | str
    name: str
    heads: int
    participants: int = 0
    raised: Decimal = Decimal(0)
    marks: Mapping[Hashable, Sequence[Decimal]] = field(default_factory=dict, hash=False)
    activities: Sequence[Activity] = ()

    def __post_init__(self):
        def checked(value, label, least, most, *, whole=False):
            return exact(value, label=f"{self.name}: {label}", least=least, most=most, whole=whole)

        marks = {
            juror: tuple(checked(mark, gettext("betyg"), 0, HIGHEST_MARK) for mark in given)
            for juror, given in self.marks.items()
        }
        activities = [Activity(*each) for each in self.activities]
        for each in activities:
            checked(each.points, each.kind, 0, 10**6)
            checked(0 if each.cap is None else each.cap, each.kind, 0, 10**6, whole=True)
        checks = {
            "heads": checked(self.heads, gettext("antal personer"), 1, 10**6, whole=True),
            "participants": checked(self.participants, gettext("antal som deltar"), 0, 10**6, whole=True),
            "raised": checked(self.raised, gettext("insamlade kronor"), -(10**13), 10**13),
            "marks": marks,
            "activities": tuple(each._replace(points=Decimal(each.points)) for each in activities),
        }
        for name, value in checks.items():
            object.__setattr__(self, name, value)

    @property
    def taking_part(self) -> int:
        """Participants that count: never more than the confirmed heads."""
        return min(self.participants, self.heads)


@dataclass(frozen=True)
class Component:
    """One line of the arithmetic. `points` are 0-100 (under the simple rule sets: what they count), None: not yet."""

    key: str
    label: str
    points: Decimal | None
    weight: Decimal
    reason: str

    @property
    def contribution(self) -> Decimal:
        with localcontext(EXACT):
            return (self.points or Decimal(0)) * self.weight


@dataclass(frozen=True)
class Score:
    """`value` is unrounded and `displayed` what ranks: points, kronor, kronor per head or percent."""

    team: TeamFacts
    rules: Rules
    value: Decimal
    components: tuple[Component, ...]

    @property
    def displayed(self) -> Decimal:
        return rounded(self.value, self.rules.kind)

    @property
    def text(self) -> str:
        return shown(self.displayed, self.rules.kind)

    @property
    def reason(self) -> str:
        if len(self.components) == 1:
            return str(self.components[0].reason)
        terms = (f"{decimals(each.weight)} × {decimals(each.points or 0, 1)}" for each in self.components)
        return f"{' + '.join(terms)} = {self.text}"


def rounded(value: Decimal, kind: RuleSet) -> Decimal:
    """The decimals that the board shows, halves up."""
    with localcontext(EXACT):
        return value.quantize(STEPS[kind], ROUND_HALF_UP) + 0  # + 0 makes -0 plain 0


# --- The arithmetic, each step with its words -----------------------------------------------------


@in_words
def _participation_reason(team: TeamFacts, rules: Rules, rate: Decimal, points: Decimal) -> str:
    names = {
        "given": decimals(team.participants),
        "participants": decimals(team.taking_part),
        "heads": decimals(team.heads),
        "prior_heads": decimals(rules.prior_heads),
        "prior": decimals(rules.prior_participation),
        "rate": percent(rate, 1),
        "full": percent(rules.full_participation),
        "points": decimals(points, 1),
    }
    over = gettext("%(given)s har deltagit och räknas som %(heads)s, alla i laget. ") % names
    formula = gettext(
        "%(participants)s av %(heads)s deltar: (%(participants)s + %(prior_heads)s × %(prior)s) ÷ "
        "(%(heads)s + %(prior_heads)s) = %(rate)s. 100 × %(rate)s ÷ %(full)s, högst 100, ger %(points)s poäng."
    )
    return (over if team.participants > team.heads else "") + formula % names


def _participation(team: TeamFacts, rules: Rules) -> Component:
    prior = rules.prior_heads * rules.prior_participation
    rate = (team.taking_part + prior) / (team.heads + rules.prior_heads)
    points = FULL * min(Decimal(1), rate / rules.full_participation)
    return _component("participation", points, rules, _participation_reason(team, rules, rate, points))


@in_words
def _money_reason(team: TeamFacts, rules: Rules, per_head: Decimal, points: Decimal) -> str:
    names = {
        "raised": format_amount(team.raised),
        "counted": format_amount(max(team.raised, Decimal(0))),
        "heads": decimals(team.heads),
        "prior_heads": decimals(rules.prior_heads),
        "prior": format_amount(rules.prior_gift),
        "per_head": format_amount(per_head),
        "full": format_amount(rules.full_gift),
        "points": decimals(points, 1),
    }
    below = gettext("%(raised)s efter återbetalningar räknas som 0 kr. ") % names
    formula = gettext(
        "(%(counted)s + %(prior_heads)s × %(prior)s) ÷ (%(heads)s + %(prior_heads)s) = %(per_head)s per person. "
        "100 × √(%(per_head)s ÷ %(full)s), högst 100, ger %(points)s poäng."
    )
    return (below if team.raised < 0 else "") + formula % names


def _money(team: TeamFacts, rules: Rules) -> Component:
    raised = max(team.raised, Decimal(0))
    per_head = (raised + rules.prior_heads * rules.prior_gift) / (team.heads + rules.prior_heads)
    points = FULL * min(Decimal(1), (per_head / rules.full_gift).sqrt())
    return _component("money", points, rules, _money_reason(team, rules, per_head, points))


@in_words
def _creativity_reason(given: list[Decimal], counted: list[Decimal], points: Decimal | None, least: int) -> str:
    if points is None:
        names = {"jurors": len(given), "least": least}
        return gettext("%(jurors)s av minst %(least)s i juryn har satt betyg: inga kreativitetspoäng än.") % names
    names = {"jurors": len(given), "highest": decimals(given[-1], 1), "lowest": decimals(given[0], 1)}
    trimmed = gettext("Högsta (%(highest)s) och lägsta (%(lowest)s) av %(jurors)s i juryn räknas bort. ") % names
    names = {
        "figures": " + ".join(decimals(figure, 1) for figure in counted),
        "count": len(counted),
        "points": decimals(points, 1),
    }
    mean = gettext("Medel av juryns betyg gånger 10: (%(figures)s) ÷ %(count)s ger %(points)s poäng.") % names
    return (trimmed if len(counted) < len(given) else "") + mean


def creativity(team: TeamFacts, rules: Rules) -> Component:
    # In order of size, so that the last digit does not depend on who judged first.
    scale = FULL / HIGHEST_MARK
    given = sorted(scale * sum(sorted(marks)) / len(marks) for marks in team.marks.values() if marks)
    counted = given[1:-1] if len(given) >= rules.trim_from else given
    points = sum(counted) / len(counted) if len(given) >= rules.least_jurors else None
    return _component("creativity", points, rules, _creativity_reason(given, counted, points, rules.least_jurors))


@in_words
def _engagement_reason(kinds: list[tuple[str, list[Decimal], int]], total: Decimal, points: Decimal) -> str:
    if not kinds:
        return gettext("Inga aktiviteter än.")
    lines = []
    for kind, given, cap in kinds:
        line = f"{kind} {' + '.join(map(decimals, given[:cap]))}"
        left = len(given) - cap
        names = {"left": left, "cap": cap}
        over = ngettext("%(left)s till räknas inte, högst %(cap)s", "%(left)s till räknas inte, högst %(cap)s", left)
        lines.append(f"{line} ({over % names})" if left > 0 else line)
    names = {"lines": "; ".join(lines), "total": decimals(total), "points": decimals(points)}
    return gettext("%(lines)s. Summan %(total)s, högst 100, ger %(points)s poäng.") % names


def _engagement(team: TeamFacts, rules: Rules) -> Component:
    """Of a kind with more activities than count, those worth most count; if its cap was changed, the highest cap."""
    by_kind = sorted(team.activities, key=lambda each: (sort_key(each.kind), each.kind, -each.points))
    kinds = []
    for kind, group in groupby(by_kind, key=lambda each: each.kind):
        activities = list(group)
        caps = [rules.per_kind if each.cap is None else each.cap for each in activities]
        kinds.append((kind, [each.points for each in activities], max(caps)))
    total = sum((sum(points[:cap]) for _kind, points, cap in kinds), Decimal(0))
    points = min(FULL, total)
    return _component("engagement", points, rules, _engagement_reason(kinds, total, points))


def _component(key: str, points: Decimal | None, rules: Rules, reason: str) -> Component:
    weight = getattr(rules.weights, key) if rules.kind == RuleSet.FAIR else Decimal(1)
    return Component(key=key, label=COMPONENTS[key], points=points, weight=weight, reason=reason)


@in_words
def _simple_reason(team: TeamFacts, kind: RuleSet, value: Decimal) -> str:
    names = {
        "raised": format_amount(team.raised),
        "participants": decimals(team.taking_part),
        "heads": decimals(team.heads),
        "value": shown(value, kind),
    }
    if kind == RuleSet.TOTAL:
        return gettext("Medarbetarnas gåvor efter återbetalningar, utan matchning: %(raised)s.") % names
    if kind == RuleSet.PER_HEAD:
        return gettext("%(raised)s ÷ %(heads)s personer = %(value)s.") % names
    return gettext("%(participants)s av %(heads)s deltar = %(value)s.") % names


def participation_rate(team: TeamFacts) -> Decimal:
    return FULL * team.taking_part / team.heads


def _components(team: TeamFacts, rules: Rules) -> tuple[Component, ...]:
    if rules.kind == RuleSet.FAIR:
        return tuple(step(team, rules) for step in (_participation, _money, creativity, _engagement))
    value = {
        RuleSet.TOTAL: team.raised,
        RuleSet.PER_HEAD: team.raised / team.heads,
        RuleSet.PARTICIPATION: participation_rate(team),
    }[rules.kind]
    key = "participation" if rules.kind == RuleSet.PARTICIPATION else "money"
    return (_component(key, value, rules, _simple_reason(team, rules.kind, value)),)


def weighted(components: Iterable[Component], weights: Sequence[Decimal]) -> Decimal:
    pairs = zip(components, weights, strict=True)
    return sum((weight * (each.points or 0) for each, weight in pairs), Decimal(0)) / sum(weights)


def team_score(team: TeamFacts, rules: Rules) -> Score:
    """Points 0-100 under the fair rules, else kronor, kronor per head or percent; each with its reason.

    Source: the competition's rule set, issue "Competitions". A creativity score that is not there yet counts 0.
    """
    with localcontext(EXACT):
        components = _components(team, rules)
        value = weighted(components, [each.weight for each in components])
    return Score(team=team, rules=rules, value=value, components=components)

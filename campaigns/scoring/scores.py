from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import groupby

from django.utils.translation import gettext, ngettext

from campaigns.scoring.rules import (
    AVERAGE,
    COMPONENTS,
    EXACT,
    FEWEST_MIXED,
    FULL,
    MARK_POINTS,
    STEPS,
    Rules,
    RuleSet,
    decimals,
    in_words,
    percent,
    shown,
)
from campaigns.scoring.scales import RuleField, Scale, field_of
from campaigns.scoring.teams import TeamFacts
from core.money import format_amount
from core.text import sort_key

# --- Scores ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Component:
    """One line of the arithmetic. `points` are 0-100 (under simple rule sets: the counted figure), None: not yet."""

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
    """`value` is unrounded; `displayed` decides the rank: points, kronor, kronor per head or percent.

    Only a team with something that counts can have a place: `is_placed`.
    """

    team: TeamFacts
    rules: Rules
    value: Decimal
    components: tuple[Component, ...]

    @property
    def is_placed(self) -> bool:
        # Reversals may exceed the gifts, which gives a negative value.
        return self.value >= 0 and any(each.points is not None and each.weight for each in self.components)

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
    """Round half up to the decimals that the board shows."""
    with localcontext(EXACT):
        return value.quantize(STEPS[kind], ROUND_HALF_UP) + 0  # + 0 turns -0 into 0


# --- The arithmetic, each step with its words -----------------------------------------------------


def _points(scale: Scale, value: Decimal, heads: int, rules: Rules) -> tuple[Decimal, Decimal]:
    """The standard deviation for a team of that size, in the figure's unit, and the team's points."""
    step = scale.variance(heads).sqrt()
    points = AVERAGE + rules.step_points * (value - scale.mean) / step
    return step, min(FULL, max(Decimal(0), points))


def _step_names(steps: Decimal, points: Decimal, rules: Rules) -> dict[str, str]:
    return {
        "average": decimals(AVERAGE),
        "step_points": decimals(rules.step_points),
        "steps": decimals(steps, 2),
        "points": decimals(points, 1),
    }


def _none_reason(team: TeamFacts) -> str:
    """Why a team with no participants, or none reported, has no points for participation."""
    if team.participants is None:
        return gettext("Laget har inte rapporterat hur många som deltagit än.")
    return gettext("Ingen i laget har deltagit.")


@in_words
def _participation_reason(team: TeamFacts, rules: Rules, scale: Scale | None) -> str:
    if scale is None or not team.taking_part:
        return _none_reason(team)
    with localcontext(EXACT):
        share = Decimal(team.taking_part) / team.heads
        step, points = _points(scale, share, team.heads, rules)
        names = _step_names((share - scale.mean) / step, points, rules) | {
            "given": decimals(team.participants),
            "participants": decimals(team.taking_part),
            "heads": decimals(team.heads),
            "share": percent(share, 1),
            "mean": percent(scale.mean, 1),
            "chance": decimals(FULL * (scale.chance / team.heads).sqrt(), 1),
            "spread": decimals(FULL * scale.spread.sqrt(), 1),
            "step": decimals(FULL * step, 1),
        }
    over = gettext("%(given)s har deltagit och räknas som %(heads)s, alla i laget. ") % names
    formula = gettext(
        "%(participants)s av %(heads)s deltar = %(share)s, tävlingens snitt är %(mean)s. Ett steg för %(heads)s "
        "personer är √(%(chance)s² slump + %(spread)s² mellan arbetsplatser) = %(step)s procentenheter, så laget är "
        "%(steps)s steg från snittet. %(average)s + %(step_points)s × %(steps)s, minst 0 och högst 100, ger "
        "%(points)s poäng."
    )
    return (over if team.participants > team.heads else "") + formula % names


def _participation(team: TeamFacts, rules: Rules, field: RuleField) -> Component:
    scale, points = field.participation, None
    if scale and team.taking_part:
        points = _points(scale, Decimal(team.taking_part) / team.heads, team.heads, rules)[1]
    return _component("participation", points, rules, _participation_reason(team, rules, scale))


@in_words
def _money_reason(team: TeamFacts, rules: Rules, scale: Scale | None) -> str:
    if team.raised < 0:
        names = {"raised": format_amount(team.raised)}
        return gettext("%(raised)s efter återbetalningar räknas som 0 kr: inga poäng.") % names
    if scale is None or not team.counted:
        return gettext("Inga pengar har kommit till laget än.")
    with localcontext(EXACT):
        per_head = team.counted / team.heads
        step, points = _points(scale, per_head, team.heads, rules)
        names = _step_names((per_head - scale.mean) / step, points, rules) | {
            "counted": format_amount(team.counted),
            "heads": decimals(team.heads),
            "per_head": format_amount(per_head),
            "mean": format_amount(scale.mean),
            "chance": decimals((scale.chance / team.heads).sqrt(), 2),
            "spread": decimals(scale.spread.sqrt(), 2),
            "step": format_amount(step),
        }
    formula = gettext(
        "%(counted)s ÷ %(heads)s = %(per_head)s per person, tävlingens snitt är %(mean)s. Ett steg för %(heads)s "
        "personer är √(%(chance)s² slump + %(spread)s² mellan arbetsplatser) = %(step)s, så laget är %(steps)s steg "
        "från snittet. %(average)s + %(step_points)s × %(steps)s, minst 0 och högst 100, ger %(points)s poäng."
    )
    return formula % names


def _money(team: TeamFacts, rules: Rules, field: RuleField) -> Component:
    scale, points = field.money, None
    if scale and team.counted:
        points = _points(scale, team.counted / team.heads, team.heads, rules)[1]
    return _component("money", points, rules, _money_reason(team, rules, scale))


@in_words
def _creativity_reason(given: list[Decimal], counted: list[Decimal], points: Decimal | None, least: int) -> str:
    if points is None:
        names = {"jurors": len(given), "least": least}
        if len(given) >= least:
            return gettext("Minst %(least)s i juryn har inte bedömt alla lag: inga kreativitetspoäng än.") % names
        return gettext("%(jurors)s av minst %(least)s i juryn har satt betyg: inga kreativitetspoäng än.") % names
    # Everybody reads this, the jury too: no juror's own figure, and of fewer than FEWEST_MIXED the points alone.
    names = {
        "jurors": len(given),
        "count": len(counted),
        "points": decimals(points, 1),
        "scale": decimals(MARK_POINTS),
    }
    if len(counted) < FEWEST_MIXED:
        return gettext("Medel av juryns betyg gånger %(scale)s ger %(points)s poäng.") % names
    trimmed = gettext("Högsta och lägsta av %(jurors)s i juryn räknas bort. ") % names
    mean = gettext("Medel av %(count)s i juryn gånger %(scale)s ger %(points)s poäng.") % names
    return (trimmed if len(counted) < len(given) else "") + mean


def is_judged(teams: Iterable[TeamFacts], rules: Rules) -> bool:
    """Whether enough jurors have judged every team: before that creativity counts for none of them."""
    return all(sum(map(bool, team.marks.values())) >= rules.least_jurors for team in teams)


def creativity(team: TeamFacts, rules: Rules, *, counts: bool = True) -> Component:
    """`counts`: see is_judged."""
    # A fixed order keeps the last digit reproducible.
    given = sorted(MARK_POINTS * sum(sorted(marks)) / len(marks) for marks in team.marks.values() if marks)
    counted = given[1:-1] if len(given) >= rules.trim_from else given
    points = sum(counted) / len(counted) if counts and len(given) >= rules.least_jurors else None
    return _component("creativity", points, rules, _creativity_reason(given, counted, points, rules.least_jurors))


@in_words
def _engagement_reason(kinds: list[tuple[str, list[Decimal], int]], total: Decimal, points: Decimal | None) -> str:
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
    """Of a kind with more activities than its cap, those worth most count; if the cap changed, the highest applies."""
    by_kind = sorted(team.activities, key=lambda each: (sort_key(each.kind), each.kind, -each.points))
    kinds = []
    for kind, group in groupby(by_kind, key=lambda each: each.kind):
        activities = list(group)
        caps = [rules.per_kind if each.cap is None else each.cap for each in activities]
        kinds.append((kind, [each.points for each in activities], max(caps)))
    total = sum((sum(points[:cap]) for _kind, points, cap in kinds), Decimal(0))
    points = min(FULL, total) if kinds else None
    return _component("engagement", points, rules, _engagement_reason(kinds, total, points))


def _component(key: str, points: Decimal | None, rules: Rules, reason: str) -> Component:
    weight = getattr(rules.weights, key) if rules.kind == RuleSet.FAIR else Decimal(1)
    return Component(
        key=key, label=COMPONENTS[key], points=points, weight=weight, reason=reason if weight else _not_counted()
    )


@in_words
def _not_counted() -> str:
    return gettext("Räknas inte i den här tävlingen.")


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


def _components(team: TeamFacts, rules: Rules, field: RuleField) -> tuple[Component, ...]:
    if rules.kind == RuleSet.FAIR:
        relative = (_participation(team, rules, field), _money(team, rules, field))
        return (*relative, creativity(team, rules, counts=field.is_judged), _engagement(team, rules))
    value = {
        RuleSet.TOTAL: team.raised,
        RuleSet.PER_HEAD: team.raised / team.heads,
        RuleSet.PARTICIPATION: participation_rate(team),
    }[rules.kind]
    key = "participation" if rules.kind == RuleSet.PARTICIPATION else "money"
    nothing = _participation_reason if key == "participation" else _money_reason
    reason = _simple_reason(team, rules.kind, value) if value else nothing(team, rules, None)
    return (_component(key, value or None, rules, reason),)


def weighted(components: Iterable[Component], weights: Sequence[Decimal]) -> Decimal:
    pairs = zip(components, weights, strict=True)
    return sum((weight * (each.points or 0) for each, weight in pairs), Decimal(0)) / sum(weights)


def team_score(team: TeamFacts, rules: Rules, field: RuleField) -> Score:
    """Points 0-100 under the fair rules, else kronor, kronor per head or percent; each with its reason.

    `field` is the competition's scales for participation and money. Missing components count 0.
    """
    with localcontext(EXACT):
        components = _components(team, rules, field)
        value = weighted(components, [each.weight for each in components])
    return Score(team=team, rules=rules, value=value, components=components)


def team_scores(teams: Iterable[TeamFacts], rules: Rules) -> list[Score]:
    """The score of each team of one competition, in the order given."""
    teams = list(teams)
    field = replace(field_of(teams, rules), is_judged=is_judged(teams, rules))
    return [team_score(team, rules, field) for team in teams]

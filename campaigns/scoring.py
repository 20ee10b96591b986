"""The score of a competition between workplaces, and why: arithmetic on facts, without database.

Scales are absolute: a score follows from the team's own facts and the published rules, never from its rivals, so
a team that joins or leaves cannot reorder the others. Places follow from the displayed decimals, so no difference
that nobody can see decides anything.
"""

import hashlib
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation, localcontext
from itertools import groupby
from typing import Literal, NamedTuple

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.money import format_amount
from core.text import sort_key

EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
FULL = Decimal(100)
HIGHEST_MARK = 10
COMPONENTS = {
    "participation": _("Deltagande"),
    "money": _("Pengar"),
    "creativity": _("Kreativitet"),
    "engagement": _("Engagemang"),
}


class RuleSet(TextChoices):
    FAIR = "fair", _("Rättvis sammanvägning")
    TOTAL = "total", _("Mest pengar totalt")
    PER_HEAD = "per_head", _("Mest pengar per person")
    PARTICIPATION = "participation", _("Störst andel som deltar")


STEPS = {
    RuleSet.FAIR: Decimal("0.1"),
    RuleSet.TOTAL: Decimal("0.01"),
    RuleSet.PER_HEAD: Decimal("0.01"),
    RuleSet.PARTICIPATION: Decimal("0.1"),
}


# --- Numbers, checked and in words ----------------------------------------------------------------


def _exact(value, *, label: str, least: int, most: int, whole: bool = False) -> Decimal | int:
    """Floats are refused: 0.1 as a float is another number than the one that was published."""
    names = {"label": label, "value": value, "least": least, "most": most}
    try:
        number = Decimal(value) if isinstance(value, Decimal | int | str) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise ValueError(gettext("%(label)s: %(value)s är inget exakt tal.") % names)
    if not least <= number <= most:
        raise ValueError(gettext("%(label)s ska vara minst %(least)s och högst %(most)s, inte %(value)s.") % names)
    if whole and number != number.to_integral_value():
        raise ValueError(gettext("%(label)s ska vara ett heltal, inte %(value)s.") % names)
    return int(number) if whole else number


def in_words(function):
    """The text is put together when it is shown, in the language of whoever reads it."""
    return lazy(function, str)


def decimals(value: Decimal | int, places: int | None = None) -> str:
    """`1 234,5`; without `places`, as many decimals as the number has."""
    if places is None:
        value = Decimal(value)
        value = value.to_integral_value() if value == value.to_integral_value() else value.normalize()
    else:
        value = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0
    return number_format(value, places, force_grouping=True).replace("-", "\N{MINUS SIGN}")


def percent(share: Decimal, places: int | None = None) -> str:
    return f"{decimals(share * 100, places)}\N{NO-BREAK SPACE}%"


def _shown(value: Decimal, kind: RuleSet) -> str:
    if kind == RuleSet.FAIR:
        return gettext("%(points)s poäng") % {"points": decimals(value, 1)}
    if kind == RuleSet.PARTICIPATION:
        return percent(value / 100, 1)
    if kind == RuleSet.TOTAL:
        return format_amount(value)
    return gettext("%(amount)s per person") % {"amount": format_amount(value)}


# --- Rules ----------------------------------------------------------------------------------------


class Weights(NamedTuple):
    participation: Decimal = Decimal("0.40")
    money: Decimal = Decimal("0.20")
    creativity: Decimal = Decimal("0.25")
    engagement: Decimal = Decimal("0.15")


class Constant(NamedTuple):
    """What a rule's number is called on the board, and between what it may be; `whole` counts people or things."""

    label: str
    least: int
    most: int
    unit: Literal["share", "kronor", "whole"]

    def checked(self, value) -> Decimal | int:
        return _exact(value, label=self.label, least=self.least, most=self.most, whole=self.unit == "whole")

    def written(self, value: Decimal | int) -> str:
        return {"share": percent, "kronor": format_amount, "whole": decimals}[self.unit](value)


DEFAULT_WEIGHTS = Weights()
CONSTANTS = {
    "full_participation": Constant(_("Andel som deltar för 100 poäng"), 0, 1, "share"),
    "full_gift": Constant(_("Kronor per person för 100 poäng"), 0, 10**6, "kronor"),
    "prior_heads": Constant(_("Tänkta personer som läggs till varje lag"), 0, 1000, "whole"),
    "prior_participation": Constant(_("Andel av de tänkta som deltar"), 0, 1, "share"),
    "prior_gift": Constant(_("Kronor från var och en av de tänkta"), 0, 10**6, "kronor"),
    "least_jurors": Constant(_("Minsta jury som ger kreativitetspoäng"), 1, 100, "whole"),
    "trim_from": Constant(_("Jury från vilken högsta och lägsta räknas bort"), 3, 100, "whole"),
    "per_kind": Constant(_("Aktiviteter av samma slag som räknas"), 1, 100, "whole"),
    "medium_from": Constant(_("Mellanstora lag, från antal personer"), 2, 10**6, "whole"),
    "large_from": Constant(_("Stora lag, från antal personer"), 2, 10**6, "whole"),
    "trophy_from": Constant(_("Lag som krävs för pris i en storleksklass"), 1, 100, "whole"),
}
_FOR_ALL_KINDS = ("medium_from", "large_from", "trophy_from")


@dataclass(frozen=True)
class Rules:
    """One competition's rules, published on its board. "Own weights" are RuleSet.FAIR with other weights.

    Shares are 0-1, money is kronor. Raises ValueError, in Swedish, for what no competition could be scored by.
    Source of the default values: issue "Competitions".
    """

    kind: RuleSet = RuleSet.FAIR
    weights: Weights = DEFAULT_WEIGHTS
    full_participation: Decimal = Decimal("0.60")
    full_gift: Decimal = Decimal(200)
    prior_heads: int = 10
    prior_participation: Decimal = Decimal("0.25")
    prior_gift: Decimal = Decimal(50)
    least_jurors: int = 3
    trim_from: int = 5
    per_kind: int = 2
    medium_from: int = 20
    large_from: int = 100
    trophy_from: int = 3

    def __post_init__(self):
        if self.kind not in RuleSet.values:
            raise ValueError(gettext("%(kind)s är ingen känd regel.") % {"kind": self.kind})
        object.__setattr__(self, "kind", RuleSet(self.kind))
        for name, constant in CONSTANTS.items():
            object.__setattr__(self, name, constant.checked(getattr(self, name)))
        labelled = zip(self.weights, COMPONENTS.values(), strict=True)
        weights = Weights(*(_exact(weight, label=label, least=0, most=1) for weight, label in labelled))
        object.__setattr__(self, "weights", weights)
        if sum(weights) != 1:
            total = {"total": decimals(sum(weights))}
            raise ValueError(gettext("Vikterna ska tillsammans bli 1, inte %(total)s.") % total)
        if not (self.full_participation and self.full_gift):
            raise ValueError(gettext("Det som ger 100 poäng ska vara mer än 0."))
        if self.large_from <= self.medium_from:
            raise ValueError(gettext("Stora lag ska vara större än mellanstora."))

    def to_dict(self) -> dict:
        """Everything, ready for JSON: decimals are strings, so that no reader makes floats of them."""
        constants = {name: getattr(self, name) for name in CONSTANTS}
        constants = {name: str(value) if isinstance(value, Decimal) else value for name, value in constants.items()}
        weights = {name: str(weight) for name, weight in self.weights._asdict().items()}
        return {"kind": self.kind.value, "weights": weights, **constants}

    @classmethod
    def from_dict(cls, data: Mapping) -> "Rules":
        """What to_dict gave. Raises ValueError, in Swedish, when anything is missing, unknown or impossible."""
        weights = data.get("weights")
        for given, wanted in ((data, ("kind", "weights", *CONSTANTS)), (weights, Weights._fields)):
            if not isinstance(given, Mapping) or given.keys() != set(wanted):
                raise ValueError(gettext("Reglerna ska ha just detta: %(names)s.") % {"names": ", ".join(wanted)})
        return cls(**{**data, "weights": Weights(**weights)})

    def published(self) -> list[tuple[str, str]]:
        """Label and value of all that decides a score or a trophy under these rules, for the board."""
        names = CONSTANTS if self.kind == RuleSet.FAIR else _FOR_ALL_KINDS
        constants = [(CONSTANTS[name].label, CONSTANTS[name].written(getattr(self, name))) for name in names]
        weights = [(COMPONENTS[name], percent(weight)) for name, weight in self.weights._asdict().items()]
        return weights + constants if self.kind == RuleSet.FAIR else constants


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
            return _exact(value, label=f"{self.name}: {label}", least=least, most=most, whole=whole)

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
        return _shown(self.displayed, self.rules.kind)

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


def _creativity(team: TeamFacts, rules: Rules) -> Component:
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
        "value": _shown(value, kind),
    }
    if kind == RuleSet.TOTAL:
        return gettext("Medarbetarnas gåvor efter återbetalningar, utan matchning: %(raised)s.") % names
    if kind == RuleSet.PER_HEAD:
        return gettext("%(raised)s ÷ %(heads)s personer = %(value)s.") % names
    return gettext("%(participants)s av %(heads)s deltar = %(value)s.") % names


def _participation_rate(team: TeamFacts) -> Decimal:
    return FULL * team.taking_part / team.heads


def _components(team: TeamFacts, rules: Rules) -> tuple[Component, ...]:
    if rules.kind == RuleSet.FAIR:
        return tuple(step(team, rules) for step in (_participation, _money, _creativity, _engagement))
    value = {
        RuleSet.TOTAL: team.raised,
        RuleSet.PER_HEAD: team.raised / team.heads,
        RuleSet.PARTICIPATION: _participation_rate(team),
    }[rules.kind]
    key = "participation" if rules.kind == RuleSet.PARTICIPATION else "money"
    return (_component(key, value, rules, _simple_reason(team, rules.kind, value)),)


def _weighted(components: Iterable[Component], weights: Sequence[Decimal]) -> Decimal:
    pairs = zip(components, weights, strict=True)
    return sum((weight * (each.points or 0) for each, weight in pairs), Decimal(0)) / sum(weights)


def team_score(team: TeamFacts, rules: Rules) -> Score:
    """Points 0-100 under the fair rules, else kronor, kronor per head or percent; each with its reason.

    Source: the competition's rule set, issue "Competitions". A creativity score that is not there yet counts 0.
    """
    with localcontext(EXACT):
        components = _components(team, rules)
        value = _weighted(components, [each.weight for each in components])
    return Score(team=team, rules=rules, value=value, components=components)


# --- Places and trophies --------------------------------------------------------------------------


@dataclass(frozen=True)
class Placing:
    place: int
    score: Score
    shared: bool


def rank(scores: Iterable[Score]) -> list[Placing]:
    """Places by displayed decimals, ties sharing (1, 1, 3) and listed in order of name. One rule set for all."""
    order = sorted(scores, key=lambda each: (-each.displayed, sort_key(each.team.name), str(each.team.id)))
    placings = []
    for _displayed, group in groupby(order, key=lambda each: each.displayed):
        equals = list(group)
        place = len(placings) + 1
        placings += [Placing(place=place, score=each, shared=len(equals) > 1) for each in equals]
    return placings


def standings(teams: Iterable[TeamFacts], rules: Rules) -> list[Placing]:
    return rank(team_score(team, rules) for team in teams)


@dataclass(frozen=True)
class SizeClass:
    label: str
    placings: list[Placing]
    has_trophy: bool


@in_words
def _class_label(least: int, below: int | None) -> str:
    if below is None:
        return gettext("%(least)s personer eller fler") % {"least": decimals(least)}
    if least == 1:
        return gettext("Färre än %(below)s personer") % {"below": decimals(below)}
    return gettext("%(least)s–%(most)s personer") % {"least": decimals(least), "most": decimals(below - 1)}


def size_classes(scores: Iterable[Score], rules: Rules) -> list[SizeClass]:
    """Small, medium and large, each ranked by itself; a trophy only where enough teams entered."""
    scores = list(scores)
    classes = []
    for least, below in ((1, rules.medium_from), (rules.medium_from, rules.large_from), (rules.large_from, None)):
        inside = [each for each in scores if least <= each.team.heads and (below is None or each.team.heads < below)]
        classes.append(SizeClass(_class_label(least, below), rank(inside), len(inside) >= rules.trophy_from))
    return classes


@dataclass(frozen=True)
class Trophy:
    """`decided_by` is score, participation, creativity, activities or lot; `seed` is set when a lot decided: log it."""

    team: TeamFacts
    decided_by: str
    reason: str
    seed: str | None = None


def _displayed_creativity(score: Score) -> Decimal:
    return rounded(_creativity(score.team, score.rules).points or Decimal(0), RuleSet.FAIR)


def _displayed_rate(score: Score) -> Decimal:
    return rounded(_participation_rate(score.team), RuleSet.PARTICIPATION)


def _different_activities(score: Score) -> Decimal:
    return Decimal(len({each.kind for each in score.team.activities}))


_DECIDERS = {
    "score": (lambda score: score.displayed, _("Ensam på första plats.")),
    "participation": (_displayed_rate, _("Delad första plats. Störst andel som deltar avgör: %(figure)s procent.")),
    "creativity": (
        _displayed_creativity,
        _("Delad första plats, lika stor andel deltar. Högst kreativitetspoäng avgör: %(figure)s."),
    ),
    "activities": (
        _different_activities,
        _("Delad första plats, lika deltagande och kreativitet. Flest olika aktiviteter avgör: %(figure)s."),
    ),
}


@in_words
def _trophy_reason(text: str, figure: Decimal) -> str:
    return text % {"figure": decimals(figure, -figure.as_tuple().exponent)}


@in_words
def _lot_reason(tied: list[Score], seed: str) -> str:
    names = {"teams": ", ".join(placing.score.team.name for placing in rank(tied)), "seed": seed}
    return gettext("Lika i allt: %(teams)s. Lott avgör, dragen ur fröet %(seed)s.") % names


def _lot(seed: str, team: TeamFacts) -> str:
    return hashlib.sha256(f"{seed}\n{team.id}".encode()).hexdigest()


def sole_winner(scores: Iterable[Score], seed: str | int) -> Trophy | None:
    """The one team for a trophy that cannot be shared; None without teams.

    First the score, then the share that takes part, then creativity, then the number of different activities, all
    as displayed; then a lot: the lowest SHA-256 of seed, line feed and team id. Settle the seed before the result is
    known. Source: issue "Competitions".
    """
    tied = list(scores)
    with localcontext(EXACT):
        for name, (figure, text) in _DECIDERS.items():
            best = max(map(figure, tied), default=None)
            tied = [score for score in tied if figure(score) == best]
            if len(tied) == 1:
                return Trophy(team=tied[0].team, decided_by=name, reason=_trophy_reason(text, best))
    if not tied:
        return None
    team = min((score.team for score in tied), key=lambda team: _lot(str(seed), team))
    return Trophy(team=team, decided_by="lot", reason=_lot_reason(tied, str(seed)), seed=str(seed))


# --- Why this place, and what the next one needs --------------------------------------------------


@dataclass(frozen=True)
class Way:
    """What the next place needs of one component alone: people or whole kronor; `amount` None: it cannot suffice."""

    key: str
    label: str
    amount: int | None
    text: str


@dataclass(frozen=True)
class NextPlace:
    """`missing` is what parts the displayed results, in their unit; who closes it shares `place` with those above."""

    place: int
    above: tuple[TeamFacts, ...]
    missing: Decimal
    text: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Explanation:
    placing: Placing
    next_place: NextPlace | None

    @property
    def lines(self) -> tuple[Component, ...]:
        return self.placing.score.components


@in_words
def _way_text(key: str, amount: int | None, heads: int) -> str:
    if key == "money":
        if amount is None:
            return gettext("Mer pengar räcker inte ensamt: de ger högst 100 poäng i sin del.")
        return gettext("%(amount)s till") % {"amount": format_amount(amount)}
    if amount is None:
        names = {"heads": decimals(heads)}
        return gettext("Fler som deltar räcker inte ensamt, inte ens om alla %(heads)s är med.") % names
    return ngettext("%(count)s till som deltar", "%(count)s till som deltar", amount) % {"count": decimals(amount)}


@in_words
def _missing_text(missing: Decimal, place: int, kind: RuleSet) -> str:
    percentage_points = gettext("%(points)s procentenheter") % {"points": decimals(missing, 1)}
    gap = percentage_points if kind == RuleSet.PARTICIPATION else _shown(missing, kind)
    return gettext("%(gap)s till plats %(place)s") % {"gap": gap, "place": place}


def _fact_needed(score: Score, component: Component, value: Decimal) -> Decimal:
    """The participants or kronor with which this component alone brings the score to `value`, its formula inverted.

    A component that cannot give so much answers for its 100 points.
    """
    rules, heads = score.rules, score.team.heads
    if rules.kind == RuleSet.FAIR:
        short = (value - score.value) / component.weight if component.weight else FULL
        share = min(FULL, component.points + short) / FULL
        everybody = heads + rules.prior_heads
        if component.key == "participation":
            return share * rules.full_participation * everybody - rules.prior_heads * rules.prior_participation
        return share**2 * rules.full_gift * everybody - rules.prior_heads * rules.prior_gift
    if rules.kind == RuleSet.PARTICIPATION:
        return value * heads / FULL
    return value * heads if rules.kind == RuleSet.PER_HEAD else value


def _way(score: Score, component: Component, displayed: Decimal) -> Way:
    team, rules = score.team, score.rules
    name = "participants" if component.key == "participation" else "raised"
    present = getattr(team, name)
    with localcontext(EXACT):
        needed = _fact_needed(score, component, displayed - STEPS[rules.kind] / 2)
        about = int((needed - present).to_integral_value(ROUND_CEILING))
    # The last digit of a division can put the inverse one off: the score itself has the last word.
    amount = None
    for more in range(max(1, about - 1), max(1, about) + 2):
        # More people than the team has count for nothing, so they cannot be the answer.
        if team_score(replace(team, **{name: present + more}), rules).displayed >= displayed:
            amount = more
            break
    return Way(component.key, component.label, amount, _way_text(component.key, amount, team.heads))


def explain(placings: Sequence[Placing]) -> list[Explanation]:
    """Why each team has its place, and the least that would share the next one, tried by scoring it again."""
    explanations = []
    for placing in placings:
        score = placing.score
        higher = [each for each in placings if each.score.displayed > score.displayed]
        following = None
        if higher:
            nearest = min(each.score.displayed for each in higher)
            above = [each for each in higher if each.score.displayed == nearest]
            missing = nearest - score.displayed
            ways = [_way(score, each, nearest) for each in score.components if each.key in {"participation", "money"}]
            following = NextPlace(
                place=above[0].place,
                above=tuple(each.score.team for each in above),
                missing=missing,
                text=_missing_text(missing, above[0].place, score.rules.kind),
                ways=tuple(ways),
            )
        explanations.append(Explanation(placing=placing, next_place=following))
    return explanations


# --- Would another weighing have given another winner? --------------------------------------------


@dataclass(frozen=True)
class WeightCase:
    """One weight times `factor` (0.5 or 1.5), all of them then `weights` that sum to 1, and who wins so."""

    key: str
    label: str
    factor: Decimal
    weights: Weights
    winners: tuple[TeamFacts, ...]
    holds: bool


@dataclass(frozen=True)
class Robustness:
    winners: tuple[TeamFacts, ...]
    cases: tuple[WeightCase, ...]
    reason: str

    @property
    def holds(self) -> bool:
        return all(case.holds for case in self.cases)


@in_words
def _robustness_reason(cases: list[WeightCase]) -> str:
    changed = [case for case in cases if not case.holds]
    names = {
        "cases": len(cases),
        "changed": len(changed),
        "which": "; ".join(
            f"{case.label} × {decimals(case.factor)}: {', '.join(team.name for team in case.winners)}"
            for case in changed
        ),
    }
    if changed:
        return gettext("Resultatet hänger på vikterna i %(changed)s av %(cases)s fall: %(which)s.") % names
    return gettext("Samma vinnare i alla %(cases)s fall där en vikt i taget halveras eller ökas med hälften.") % names


def robustness(scores: Iterable[Score]) -> Robustness | None:
    """Who wins when each weight by itself is halved and raised by half, the others sharing the rest as before.

    The winner holds where exactly the same teams win. None for rule sets without weights, and without teams.
    """
    scores = list(scores)
    if not scores or scores[0].rules.kind != RuleSet.FAIR:
        return None

    def winners(weights: Sequence[Decimal]) -> tuple[TeamFacts, ...]:
        values = [rounded(_weighted(score.components, weights), RuleSet.FAIR) for score in scores]
        best = max(values)
        return tuple(score.team for score, value in zip(scores, values, strict=True) if value == best)

    with localcontext(EXACT):
        weights = scores[0].rules.weights
        as_published = winners(weights)
        cases = []
        for key, label in COMPONENTS.items():
            for factor in (Decimal("0.5"), Decimal("1.5")):
                shaken = weights._replace(**{key: getattr(weights, key) * factor})
                total = sum(shaken)
                won = winners(shaken)
                cases.append(
                    WeightCase(
                        key=key,
                        label=label,
                        factor=factor,
                        weights=Weights(*(weight / total for weight in shaken)),
                        winners=won,
                        holds=won == as_published,
                    )
                )
    return Robustness(winners=as_published, cases=tuple(cases), reason=_robustness_reason(cases))

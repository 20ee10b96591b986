from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Literal, NamedTuple

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from core.money import format_amount

EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
FULL = Decimal(100)
AVERAGE = Decimal(50)  # points of a team at the mean
HIGHEST_MARK = 10  # on a juror's scale
MARK_POINTS = FULL / HIGHEST_MARK
FEWEST_MIXED = 3  # jurors in a mean: of two, each can work out the other's marks from the mean
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


def exact(value, *, label: str, least: int, most: int, whole: bool = False) -> Decimal | int:
    """Validate a number. Refuse floats: 0.1 as a float differs from the published number."""
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
    """Make the text lazy, so that it is in the reader's language."""
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


def shown(value: Decimal, kind: RuleSet) -> str:
    if kind == RuleSet.FAIR:
        return pgettext("med decimaler", "%(points)s poäng") % {"points": decimals(value, 1)}
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
    """A rule's number: its label on the board and its range; `whole` if it counts people or things."""

    label: str
    least: int
    most: int
    unit: Literal["share", "kronor", "whole"]

    def checked(self, value) -> Decimal | int:
        return exact(value, label=self.label, least=self.least, most=self.most, whole=self.unit == "whole")

    def written(self, value: Decimal | int) -> str:
        return {"share": percent, "kronor": format_amount, "whole": decimals}[self.unit](value)


DEFAULT_WEIGHTS = Weights()
CONSTANTS = {
    "step_points": Constant(_("Poäng för ett steg från snittet"), 1, 50, "whole"),
    "usual_spread": Constant(_("Antagen skillnad mellan arbetsplatser, procentenheter som deltar"), 0, 1, "share"),
    "usual_gift_spread": Constant(_("Antagen skillnad mellan arbetsplatser, av snittet per person"), 0, 1, "share"),
    "gift_variation": Constant(_("Slumpens storlek i gåvor, av snittgåvan"), 0, 10, "share"),
    "least_jurors": Constant(_("Minsta jury som ger kreativitetspoäng"), 1, 100, "whole"),
    "trim_from": Constant(_("Jury från vilken högsta och lägsta räknas bort"), 3, 100, "whole"),
    "per_kind": Constant(_("Aktiviteter av samma slag som räknas"), 1, 100, "whole"),
    "medium_from": Constant(_("Mellanstora lag, från antal personer"), 2, 10**6, "whole"),
    "large_from": Constant(_("Stora lag, från antal personer"), 2, 10**6, "whole"),
    "trophy_from": Constant(_("Lag som krävs för pris i en storleksklass"), 1, 100, "whole"),
}


OWN_WEIGHTS = _("Egna vikter")
_FOR_ALL_KINDS = ("medium_from", "large_from", "trophy_from")


@dataclass(frozen=True)
class Rules:
    """One competition's rules, published on its board. "Own weights" are RuleSet.FAIR with other weights.

    Shares are 0-1, money is kronor. Raises ValueError, in Swedish, for invalid rules. The default values make the fair
    rules neutral to team size: `manage.py fairness_table` prints how closely.
    """

    kind: RuleSet = RuleSet.FAIR
    weights: Weights = DEFAULT_WEIGHTS
    step_points: int = 15
    usual_spread: Decimal = Decimal("0.03")
    usual_gift_spread: Decimal = Decimal("0.10")
    gift_variation: Decimal = Decimal("1.3")
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
        weights = Weights(*(exact(weight, label=label, least=0, most=1) for weight, label in labelled))
        object.__setattr__(self, "weights", weights)
        if sum(weights) != 1:
            total = {"total": decimals(sum(weights))}
            raise ValueError(gettext("Vikterna ska tillsammans bli 1, inte %(total)s.") % total)
        if not (self.usual_spread and self.usual_gift_spread and self.gift_variation):
            raise ValueError(gettext("Slump och skillnader mellan arbetsplatser ska vara mer än 0."))
        if self.large_from <= self.medium_from:
            raise ValueError(gettext("Stora lag ska vara större än mellanstora."))

    def to_dict(self) -> dict:
        """All rules as JSON; decimals are strings, so that parsers do not turn them into floats."""
        constants = {name: getattr(self, name) for name in CONSTANTS}
        constants = {name: str(value) if isinstance(value, Decimal) else value for name, value in constants.items()}
        weights = {name: str(weight) for name, weight in self.weights._asdict().items()}
        return {"kind": self.kind.value, "weights": weights, **constants}

    @classmethod
    def from_dict(cls, data: Mapping) -> "Rules":
        """Restore rules from to_dict. Raises ValueError, in Swedish, when anything is missing, unknown or invalid."""
        weights = data.get("weights")
        for given, wanted in ((data, ("kind", "weights", *CONSTANTS)), (weights, Weights._fields)):
            if not isinstance(given, Mapping) or given.keys() != set(wanted):
                raise ValueError(gettext("Reglerna ska ha just detta: %(names)s.") % {"names": ", ".join(wanted)})
        return cls(**{**data, "weights": Weights(**weights)})

    @property
    def label(self) -> str:
        is_own = self.kind == RuleSet.FAIR and self.weights != DEFAULT_WEIGHTS
        return str(OWN_WEIGHTS if is_own else self.kind.label)

    def weighed(self) -> dict[str, Decimal]:
        """The weighted components of the fair rules, by key; empty for other rule sets."""
        parts = self.weights._asdict() if self.kind == RuleSet.FAIR else {}
        return {name: weight for name, weight in parts.items() if weight}

    @property
    def may_give_marks_away(self) -> bool:
        """Whether points may come of so few jurors that one who knows the own marks can work out another's."""
        trimmed = max(self.least_jurors, self.trim_from) - 2
        untrimmed = self.least_jurors if self.least_jurors < self.trim_from else trimmed
        return min(trimmed, untrimmed) < FEWEST_MIXED

    @property
    def weighed_words(self) -> str:
        parts = self.weighed().items()
        return ", ".join(f"{str(COMPONENTS[name]).lower()} {percent(weight)}" for name, weight in parts)

    def published(self) -> list[tuple[str, str]]:
        """(label, value) of everything that decides a score or a trophy under these rules, for the board."""
        names = CONSTANTS if self.kind == RuleSet.FAIR else _FOR_ALL_KINDS
        constants = [(CONSTANTS[name].label, CONSTANTS[name].written(getattr(self, name))) for name in names]
        weights = [(COMPONENTS[name], percent(weight)) for name, weight in self.weights._asdict().items()]
        return weights + constants if self.kind == RuleSet.FAIR else constants

"""Money: integer öre in the database, Decimal kronor in Python, and forms that take what Swedes type."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise

from django import forms
from django.core import checks, exceptions
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.active_language import language_now
from core.days import anniversary

ORE = Decimal("0.01")
PARTS_OF_YEAR = 365 * 366  # a day of either kind of year is a whole number of them: no rounding before the last
MAX_ORE = 10**11 - 1  # just under a milliard kronor: more is a typing error, through any channel
MAX_AMOUNT = MAX_ORE * ORE
INVALID_AMOUNT = _("Skriv ett belopp i kronor, till exempel 1 234,50.")
Rate = tuple[dt.date, Decimal]  # the first day it applies, and kronor a year

_SPACES = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]+")
_PER_YEAR = re.compile(r" ?(?:/ ?år|per år|årligen|om året)$")
_CURRENCY_FIRST = re.compile(r"^(?:sek|kr)\b ?")
_CURRENCY_LAST = re.compile(r"(?<![^\W\d_])(?:sek|kr\.?|kronor|:-|,-)$")
# Three digits after the separator may be decimals or thousands, in kronor and tkr; after 0 they are decimals.
_SCALED = re.compile(r"((?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d{1,2})?|0[.,]\d{3}) ?(tkr|k|tusen|mkr|mnkr|milj)", re.ASCII)
_GROUPED_BY_POINT = re.compile(r"[-\N{MINUS SIGN}]?\d{1,3}(?:(?:\.\d{3})+,\d{1,2}|(?:\.\d{3}){2,})", re.ASCII)
_GROUPED_BY_COMMA = re.compile(r"[-\N{MINUS SIGN}]?\d{1,3}(?:(?:,\d{3})+\.\d{1,2}|(?:,\d{3}){2,})", re.ASCII)
_AMOUNT = re.compile(r"[-\N{MINUS SIGN}]?(\d{1,3}( \d{3})+|\d+)([.,]\d{1,2})?", re.ASCII)


class NoAmount(ValueError):
    """The text is not an amount, or is ambiguous. `code` and message are the same for every channel."""

    code, message = "invalid", INVALID_AMOUNT

    def __str__(self):
        return str(self.message)


class AmountTooLarge(NoAmount):
    code = "max_value"

    def __str__(self):
        return gettext("Beloppet är större än %(most)s, som är det mesta som går att spara.") % {
            "most": format_amount(MAX_AMOUNT)
        }


def check_bound(amount: Decimal) -> Decimal:
    """Enforce the one upper bound of amounts, positive or negative. Raises AmountTooLarge."""
    if not amount.is_finite() or abs(amount) > MAX_AMOUNT:
        raise AmountTooLarge
    return amount


def parse_amount(text: str) -> Decimal:
    """Read kronor as Swedes write them in forms, lists and programs; any kind of space groups thousands.

    `1 234,50`, `1234.50`, `1.234,50`, `1,234.50`, `1 234 kr`, `SEK 500`, `500 SEK`, `500:-`, `12 tkr`, `1,2 mkr`,
    `-12`, `12 000 kr/år`. Raises AmountTooLarge, and NoAmount (both ValueError) for anything else: more than two
    decimals, what may mean two things, as 1.234 and 1.234 tkr do, letters.
    """
    cleaned = _PER_YEAR.sub("", _SPACES.sub(" ", text).strip().casefold())
    cleaned = _CURRENCY_FIRST.sub("", _CURRENCY_LAST.sub("", cleaned)).strip()
    scale = Decimal(1)
    if scaled := _SCALED.fullmatch(cleaned):
        cleaned, unit = scaled.groups()
        scale = Decimal(1_000 if unit in {"tkr", "k", "tusen"} else 1_000_000)
    elif _GROUPED_BY_POINT.fullmatch(cleaned):
        cleaned = cleaned.replace(".", "")
    elif _GROUPED_BY_COMMA.fullmatch(cleaned):
        cleaned = cleaned.replace(",", "")
    if scale == 1 and not _AMOUNT.fullmatch(cleaned):
        raise NoAmount
    cleaned = cleaned.replace(" ", "").replace(",", ".").replace("\N{MINUS SIGN}", "-")
    try:
        amount = (Decimal(cleaned) * scale).quantize(ORE) + 0  # + 0 turns -0 into 0
    except InvalidOperation:  # more digits than a Decimal's precision
        raise AmountTooLarge from None
    return check_bound(amount)


def format_amount(amount: Decimal | int | None, *, unit: bool = True) -> str:
    """`1 234,50 kr`, and `1 234 kr` when there are no öre; no-break spaces throughout."""
    if amount is None:
        return ""
    text = _formatted(amount, language_now())
    return f"{text}\N{NO-BREAK SPACE}kr" if unit else text


@lru_cache(maxsize=4096)
def _formatted(amount: Decimal | int, language: str | None) -> str:
    """The same in the language of the moment; kept, for lists and boards repeat the same sums."""
    amount = Decimal(amount).quantize(ORE, ROUND_HALF_UP) + 0
    decimals = 0 if amount == amount.to_integral_value() else 2
    return number_format(amount, decimals, use_l10n=True, force_grouping=True).replace("-", "\N{MINUS SIGN}")


@lru_cache(maxsize=4096)
def _parts_of_year(starts: dt.date, day: dt.date) -> int:
    """The distance from `starts` to the beginning of `day`, in parts of an agreement year."""
    years = day.year - starts.year
    if day < anniversary(starts, years):
        years -= 1
    begun = anniversary(starts, years)
    length = (anniversary(starts, years + 1) - begun).days
    return years * PARTS_OF_YEAR + (day - begun).days * (PARTS_OF_YEAR // length)


def _agreed_until(rates: Sequence[Rate], day: dt.date, *, years_from: dt.date) -> int:
    """The sum of the yearly amounts through the end of `day`, exact: öre times PARTS_OF_YEAR."""
    (starts, _yearly), *_later = rates
    until = max(day + dt.timedelta(days=1), starts)
    edges = [min(begins, until) for begins, _yearly in rates] + [until]
    parts = [_parts_of_year(years_from, edge) for edge in edges]
    return sum(
        int(yearly * 100) * (after - before)
        for (_begins, yearly), (before, after) in zip(rates, pairwise(parts), strict=True)
    )


def _whole_ore(exact: int) -> int:
    """Round half up to whole öre."""
    return (2 * exact + PARTS_OF_YEAR) // (2 * PARTS_OF_YEAR)


def amount_in_period(
    *,
    yearly: Decimal,
    starts: dt.date,
    ends: dt.date,
    period_from: dt.date,
    period_to: dt.date,
    changes: Sequence[Rate] = (),
    years_from: dt.date | None = None,
    carried: int = 0,
) -> Decimal:
    """Kronor of an agreement that fall within a period, both ends included, counted by days.

    Every agreement year (from the start date to the day before its anniversary) is worth `yearly`, spread evenly over
    its 365 or 366 days. `changes`, sorted by day and all after `starts`, give a new yearly amount from their day on.
    The amount is a difference of two running totals, each exact to the öre, so the parts of any division of the
    agreement sum to the whole.

    A continuation of an earlier agreement's year has `years_from`, the first day of those years, and `carried`, the
    rounding remainder from `carried_on` of the earlier one: so the two also sum to the whole.
    """
    first, last = max(starts, period_from), min(ends, period_to)
    if last < first:
        return Decimal("0.00")
    rates, years_from = [(starts, yearly), *changes], years_from or starts
    until, before = (
        carried + _agreed_until(rates, day, years_from=years_from) for day in (last, first - dt.timedelta(days=1))
    )
    return (_whole_ore(until) - _whole_ore(before)) * ORE


@lru_cache(maxsize=4096)
def _parts_at(edges: tuple[dt.date, ...], starts: dt.date, ends: dt.date, years_from: dt.date) -> tuple[int, list[int]]:
    """The first period that the agreement touches, and twice the parts of its years before each edge from there on.

    Kept, because many agreements share their days, and every page asks for the same periods.
    """
    first = max(bisect_right(edges, starts) - 1, 0)
    after = ends + dt.timedelta(days=1)
    begun = _parts_of_year(years_from, starts)
    parts = []
    for edge in edges[first:]:
        parts.append(2 * (_parts_of_year(years_from, min(max(edge, starts), after)) - begun))
        if edge >= after:
            break
    return first, parts


@lru_cache(maxsize=8192)
def ore_in_periods(
    terms: tuple[tuple[int, int, int], ...],
    *,
    edges: tuple[dt.date, ...],
    starts: dt.date,
    ends: dt.date,
    years_from: dt.date | None = None,
) -> tuple[tuple[int, int], ...]:
    """Öre of agreements on the same days that fall within each period: `amount_in_period` for many at once.

    `edges` are the first days of periods that follow each other, and last the day after the last one. Each of `terms`
    is öre a year, `carried`, and how many agreements have them. Returns index and öre of each period that is touched.
    """
    first, parts = _parts_at(edges, starts, ends, years_from or starts)
    # As _whole_ore does it, with as little as possible for each agreement and edge.
    whole = 2 * PARTS_OF_YEAR
    twice = [(ore, 2 * carried + PARTS_OF_YEAR, number) for ore, carried, number in terms]
    totals = [sum([(ore * part + rest) // whole * number for ore, rest, number in twice]) for part in parts]
    return tuple((index, until - before) for index, (before, until) in enumerate(pairwise(totals), start=first))


def carried_on(
    *,
    yearly: Decimal,
    starts: dt.date,
    ends: dt.date,
    changes: Sequence[Rate] = (),
    years_from: dt.date | None = None,
    carried: int = 0,
) -> int:
    """The rounding remainder of an agreement on its last day: öre times PARTS_OF_YEAR, at most half an öre."""
    exact = carried + _agreed_until([(starts, yearly), *changes], ends, years_from=years_from or starts)
    return exact - _whole_ore(exact) * PARTS_OF_YEAR


def is_whole_years(starts: dt.date, ends: dt.date) -> bool:
    """Whether a period, both ends included, is a whole number of agreement years."""
    return _parts_of_year(starts, ends + dt.timedelta(days=1)) % PARTS_OF_YEAR == 0


def in_ore(name: str) -> models.ExpressionWrapper:
    """An amount as the database keeps it, for sums over very many rows in Python."""
    return models.ExpressionWrapper(models.F(name), models.BigIntegerField())


class MoneyInput(forms.TextInput):
    def format_value(self, value):
        return format_amount(value, unit=False) if isinstance(value, Decimal) else value


class MoneyFormField(forms.CharField):
    default_error_messages = {
        "min_value": _("Beloppet får inte vara mindre än %(limit)s."),
    }

    def __init__(self, *, min_value: Decimal | None = None, **kwargs):
        kwargs.setdefault("widget", MoneyInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)
        self.min_value = min_value

    def to_python(self, value) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            amount = parse_amount(text)
        except NoAmount as error:
            raise exceptions.ValidationError(str(error), code=error.code) from None
        if self.min_value is not None and amount < self.min_value:
            raise exceptions.ValidationError(
                self.error_messages["min_value"], code="min_value", params={"limit": format_amount(self.min_value)}
            )
        return amount

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except exceptions.ValidationError:
            return True


class MoneyField(models.BigIntegerField):
    """Kronor as Decimal in Python, öre as a whole number in the database: sums are exact on every database."""

    description = _("Belopp i kronor")

    def __init__(self, *args, min_value: Decimal | None = Decimal(0), **kwargs):
        self.min_value = min_value
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.min_value != Decimal(0):
            kwargs["min_value"] = self.min_value
        return name, path, args, kwargs

    def check(self, **kwargs):
        errors = super().check(**kwargs)
        if self.has_default() and isinstance(self.default, float):
            errors.append(checks.Error("A money default must not be a float.", obj=self, id="core.E001"))
        return errors

    @property
    def validators(self):
        # Skip BigIntegerField's range, which is in öre and does not fit a Decimal in kronor; see clean().
        return [*self.default_validators, *self._validators]

    def from_db_value(self, value, expression, connection) -> Decimal | None:
        return None if value is None else (Decimal(value) * ORE).quantize(ORE)

    def to_python(self, value) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, float):
            raise exceptions.ValidationError(_("Ett belopp får inte vara ett flyttal."), code="invalid")
        try:
            return Decimal(value) if isinstance(value, int) else parse_amount(str(value))
        except NoAmount as error:
            raise exceptions.ValidationError(str(error), code=error.code) from None

    def clean(self, value, model_instance):
        value = super().clean(value, model_instance)
        try:
            if value is not None:
                check_bound(value)
        except AmountTooLarge as error:
            raise exceptions.ValidationError(str(error), code=error.code) from None
        if value is not None and value != value.quantize(ORE):
            raise exceptions.ValidationError(_("Ett belopp har högst två decimaler."), code="invalid")
        if value is not None and self.min_value is not None and value < self.min_value:
            raise exceptions.ValidationError(
                MoneyFormField.default_error_messages["min_value"],
                code="min_value",
                params={"limit": format_amount(self.min_value)},
            )
        return value

    def get_prep_value(self, value) -> int | None:
        amount = self.to_python(value)
        if amount is None:
            return None
        ore = amount * 100
        if ore != ore.to_integral_value():
            raise ValueError(f"{amount} kronor is not a whole number of öre")
        return int(ore)

    def value_to_string(self, obj) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": MoneyFormField, "min_value": self.min_value, **kwargs})


KRONOR = MoneyField(min_value=None)  # the output of sums and differences in queries

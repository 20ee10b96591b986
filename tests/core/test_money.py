import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Sum
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError as APIValidationError

from core.money import MAX_ORE, MoneyField, MoneyFormField, NoAmount, amount_in_period, format_amount, parse_amount
from core.serializers import MoneySerializerField
from goals.models import Benefit, Goal, Tier, TierOffer
from imports.services.fields import CellError
from imports.services.fields import amount as listed_amount

pytestmark = pytest.mark.database

NBSP = "\N{NO-BREAK SPACE}"
amounts = st.integers(-MAX_ORE, MAX_ORE).map(lambda ore: Decimal(ore) / 100)
payable = st.integers(0, 10**10).map(lambda ore: Decimal(ore) / 100)
days = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


@given(amount=amounts, language=st.sampled_from(["sv", "en"]), unit=st.booleans())
@example(amount=Decimal("-0.01"), language="sv", unit=True)
def test_amount_survives_format_and_parse(amount, language, unit):
    with translation.override(language):
        assert parse_amount(format_amount(amount, unit=unit)) == amount


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("1234.50"), f"1{NBSP}234,50{NBSP}kr"),
        (Decimal(1234567), f"1{NBSP}234{NBSP}567{NBSP}kr"),
        (Decimal("-1234.05"), f"\N{MINUS SIGN}1{NBSP}234,05{NBSP}kr"),
        (Decimal("-0.00"), f"0{NBSP}kr"),
        (Decimal("-0.001"), f"0{NBSP}kr"),
        (Decimal("1.005"), f"1,01{NBSP}kr"),
        (Decimal("999.999"), f"1{NBSP}000{NBSP}kr"),
        (0, f"0{NBSP}kr"),
        (None, ""),
    ],
)
def test_format_amount_writes_swedish_in_both_languages(amount, text, language):
    with translation.override(language):
        assert format_amount(amount) == text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234,50", "1234.50"),
        ("1234.50", "1234.50"),
        ("1 234", "1234"),
        (f"1{NBSP}234,5 kr", "1234.50"),
        ("1\N{NARROW NO-BREAK SPACE}234\N{THIN SPACE}567,89", "1234567.89"),
        ("  12 Kr ", "12"),
        ("500:-", "500"),
        ("500,-", "500"),
        ("-12", "-12"),
        ("\N{MINUS SIGN}1 000,01", "-1000.01"),
        ("007", "7"),
        ("9" * 9, "9" * 9),
    ],
)
def test_parse_amount_takes_what_swedes_type(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["", "kr", "12,345", "1.234", "1.23.456", "12 34", "1 23", "1e5", "NaN", "--1", "1-", "tolv", "5 sekel", "k"],
)
def test_parse_amount_refuses_what_could_mean_two_things(text):
    with pytest.raises(ValueError, match=r"^.*$"):
        parse_amount(text)


def test_parse_amount_has_no_negative_zero():
    assert str(parse_amount("-0")) == "0.00"


@given(st.text(max_size=60))
def test_parse_amount_gives_an_amount_or_a_value_error(text):
    try:
        amount = parse_amount(text)
    except ValueError:
        return
    assert amount == amount.quantize(Decimal("0.01"))


@pytest.mark.parametrize("text", ["1 000 000 000", "-1000000000", "999 999 999 999", "1 mkr", "1000 mkr", "9" * 40])
def test_every_channel_has_the_same_upper_bound(text):
    """Forms, imports and API refuse the same amounts with the same message; 1 Mkr is well below."""
    wrong = "Beloppet är större än 999 999 999,99 kr, som är det mesta som går att spara."
    said = []
    for read, error in (
        (parse_amount, NoAmount),
        (MoneyFormField().clean, ValidationError),
        (MoneySerializerField().to_internal_value, APIValidationError),
        (listed_amount, CellError),
    ):
        try:
            said.append(read(text))
        except error as refusal:
            detail = getattr(refusal, "messages", None) or getattr(refusal, "detail", None) or [str(refusal)]
            said.append(str(detail[0]).replace(NBSP, " "))
    assert said == [Decimal(1_000_000) if text == "1 mkr" else wrong] * 4


@pytest.mark.parametrize("text", ["1.234,50", "500 SEK", "12 tkr", "1 234,50 kr", "500:-", "1,234.50"])
def test_every_channel_reads_the_same(text):
    amount = parse_amount(text)
    assert MoneyFormField().clean(text) == amount
    assert MoneySerializerField().to_internal_value(text) == amount
    assert listed_amount(text) == amount


# --- Form field -----------------------------------------------------------------------------------


def test_form_field_gives_decimal_or_none():
    field = MoneyFormField(required=False)
    assert field.clean("1 234,50") == Decimal("1234.50")
    assert field.clean("") is None
    assert field.clean("   ") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tolv", "invalid"),
        ("\N{ARABIC-INDIC DIGIT THREE}", "invalid"),
        ("-0,01", "min_value"),
        (str(MAX_ORE), "max_value"),
        ("9" * 60, "max_value"),
        ("999 999 999 999", "max_value"),
        ("1 000 000 000", "max_value"),
    ],
)
def test_form_field_says_what_is_wrong(text, code):
    with pytest.raises(ValidationError) as error:
        MoneyFormField(min_value=Decimal(0)).clean(text)
    assert [each.code for each in error.value.error_list] == [code]


def test_form_field_shows_what_was_typed_when_it_was_wrong():
    class Form(forms.Form):
        amount = MoneyFormField()

    assert 'value="tolv"' in Form({"amount": "tolv"}).as_p()
    assert f'value="1{NBSP}234,50"' in Form(initial={"amount": Decimal("1234.50")}).as_p()


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (Decimal("1234.50"), "1 234,50", False),
        (Decimal("1234.50"), "1234.5", False),
        (Decimal("1234.50"), "1234", True),
        (None, "", False),
        (None, "0", True),
        (Decimal(1), "tolv", True),
    ],
)
def test_form_field_knows_a_changed_amount(initial, data, changed):
    assert MoneyFormField().has_changed(initial, data) is changed


# --- Model field ----------------------------------------------------------------------------------


@pytest.fixture
def offer(db):
    TierOffer.objects.all().delete()
    return TierOffer(goal=Goal.objects.first(), tier=Tier.objects.first(), yearly_amount=Decimal("1234.50"))


def test_money_is_kept_as_ore_and_read_as_kronor(offer):
    offer.save()
    assert TierOffer.objects.get().yearly_amount == Decimal("1234.50")
    assert str(TierOffer.objects.get().yearly_amount) == "1234.50"
    assert TierOffer.objects.get(yearly_amount=Decimal("1234.5")) == offer
    assert TierOffer.objects.filter(yearly_amount__gt=Decimal("1234.49")).exists()
    assert TierOffer.objects.filter(yearly_amount__lte=Decimal("1234.50")).exists()
    assert not TierOffer.objects.filter(yearly_amount__in=[Decimal(1), Decimal(123450)]).exists()


def test_whole_kronor_may_be_given_as_int(offer):
    offer.yearly_amount = 1234
    offer.full_clean()
    offer.save()
    assert TierOffer.objects.get().yearly_amount == Decimal(1234)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (Decimal("0.001"), "invalid"),
        (Decimal("-0.01"), "min_value"),
        (Decimal(MAX_ORE), "max_value"),
        (Decimal("1e40"), "max_value"),
        (Decimal("NaN"), "max_value"),
        (Decimal("Infinity"), "max_value"),
        (1.5, "invalid"),
        ("tolv", "invalid"),
    ],
)
def test_model_field_refuses_by_name(offer, amount, code):
    offer.yearly_amount = amount
    with pytest.raises(ValidationError) as error:
        offer.full_clean()
    assert [each.code for each in error.value.error_dict["yearly_amount"]] == [code]


def test_part_of_an_ore_is_never_rounded_away_silently(offer):
    offer.yearly_amount = Decimal("0.005")
    with pytest.raises(ValueError, match="whole number of öre"):
        offer.save()


def test_money_field_keeps_its_own_validators():
    def refuse(value):
        raise ValidationError("no", code="mine")

    with pytest.raises(ValidationError) as error:
        MoneyField(validators=[refuse]).clean(Decimal(1), None)
    assert error.value.error_list[0].code == "mine"


def test_float_default_is_found_by_the_checks():
    field = MoneyField(default=0.1)
    field.set_attributes_from_name("amount")
    field.model = TierOffer
    assert "core.E001" in [error.id for error in field.check()]


def test_money_survives_serialisation(offer):
    field = TierOffer._meta.get_field("yearly_amount")
    assert field.to_python(field.value_to_string(offer)) == Decimal("1234.50")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(st.lists(payable, max_size=300))
@example([Decimal("0.07")] * 1000)
@example([Decimal(MAX_ORE) / 100] * 100)
def test_sums_are_exact_in_the_database(offer, some):
    if offer.pk is None:
        offer.save()
    Benefit.objects.all().delete()
    Benefit.objects.bulk_create(
        Benefit(offer=offer, text="Logotyp", market_value=amount, position=number % 3)
        for number, amount in enumerate(some)
    )
    total = Benefit.objects.aggregate(total=Sum("market_value", default=0))["total"]
    assert total == sum(some, Decimal(0))
    assert isinstance(total, Decimal)
    by_position = dict(Benefit.objects.order_by("position").values_list("position").annotate(Sum("market_value")))
    assert by_position == {p: sum(some[p::3], Decimal(0)) for p in range(3) if some[p::3]}


def test_arithmetic_in_the_database_needs_the_field_to_be_named(offer):
    offer.save()
    twice = TierOffer.objects.annotate(twice=F("yearly_amount") + F("yearly_amount"))
    assert twice.get().twice == 246900, "öre: Django takes the sum of two such columns for a whole number"
    named = TierOffer.objects.annotate(twice=Sum(F("yearly_amount") + F("yearly_amount"), output_field=MoneyField()))
    assert named.get().twice == Decimal("2469.00")


# --- Amounts of a period --------------------------------------------------------------------------


@st.composite
def agreements(draw):
    starts = draw(st.one_of(days, st.sampled_from([dt.date(2024, 2, 29), dt.date(2028, 2, 29), dt.date(2000, 2, 29)])))
    return draw(payable), starts, starts + dt.timedelta(days=draw(st.integers(0, 3700)))


def part(agreement, period_from, period_to):
    yearly, starts, ends = agreement
    return amount_in_period(yearly=yearly, starts=starts, ends=ends, period_from=period_from, period_to=period_to)


@given(agreement=agreements(), cuts=st.lists(st.integers(0, 3700), max_size=12), before=st.integers(0, 400))
def test_parts_of_any_division_sum_to_the_whole(agreement, cuts, before):
    _yearly, starts, ends = agreement
    first, last = starts - dt.timedelta(days=before), ends + dt.timedelta(days=before)
    edges = sorted({first, last + dt.timedelta(days=1), *(min(starts + dt.timedelta(days=cut), last) for cut in cuts)})
    parts = [part(agreement, edge, following - dt.timedelta(days=1)) for edge, following in pairwise(edges)]
    assert sum(parts, Decimal(0)) == part(agreement, first, last) == part(agreement, starts, ends)
    assert all(each >= 0 for each in parts)


@given(yearly=payable, starts=days)
def test_each_agreement_year_is_worth_the_yearly_amount(yearly, starts):
    def anniversary(years):
        try:
            return starts.replace(year=starts.year + years)
        except ValueError:  # 29 February
            return dt.date(starts.year + years, 3, 1)

    agreement = yearly, starts, anniversary(6) - dt.timedelta(days=1)
    for year in range(6):
        assert part(agreement, anniversary(year), anniversary(year + 1) - dt.timedelta(days=1)) == yearly


@given(agreement=agreements(), period_from=days, length=st.integers(0, 800))
def test_period_never_gives_more_than_the_agreement(agreement, period_from, length):
    period_to = period_from + dt.timedelta(days=length)
    amount = part(agreement, period_from, period_to)
    assert 0 <= amount <= part(agreement, agreement[1], agreement[2])
    if period_to < agreement[1] or agreement[2] < period_from:
        assert amount == 0


@pytest.mark.parametrize(
    ("starts", "ends", "period_from", "period_to", "amount"),
    [
        # A calendar year, whole, half, and its last day.
        ("2027-01-01", "2027-12-31", "2027-01-01", "2027-12-31", "36500.00"),
        ("2027-01-01", "2027-12-31", "2027-01-01", "2027-06-30", "18100.00"),
        ("2027-01-01", "2027-12-31", "2027-12-31", "2028-12-31", "100.00"),
        # A leap year has 366 days that share the same amount.
        ("2028-01-01", "2028-12-31", "2028-02-29", "2028-02-29", "99.73"),
        ("2028-01-01", "2028-12-31", "2028-01-01", "2028-12-31", "36500.00"),
        # An agreement year that is not a calendar year falls in two of them.
        ("2027-07-01", "2028-06-30", "2027-01-01", "2027-12-31", "18349.73"),
        ("2027-07-01", "2028-06-30", "2028-01-01", "2028-12-31", "18150.27"),
        # From 29 February: the first year ends on 28 February.
        ("2028-02-29", "2029-02-28", "2028-02-29", "2029-02-28", "36500.00"),
        ("2028-02-29", "2029-02-28", "2029-01-01", "2029-12-31", "5883.88"),
        ("2028-02-29", "2032-02-28", "2028-02-29", "2032-02-28", "146000.00"),
        # Ended early: what was agreed by then.
        ("2027-01-01", "2027-01-10", "2027-01-01", "2027-12-31", "1000.00"),
        # Outside, and backwards.
        ("2027-01-01", "2027-12-31", "2026-01-01", "2026-12-31", "0.00"),
        ("2027-01-01", "2027-12-31", "2027-06-30", "2027-01-01", "0.00"),
    ],
)
def test_amount_in_period_by_hand(starts, ends, period_from, period_to, amount):
    starts, ends, period_from, period_to = map(dt.date.fromisoformat, (starts, ends, period_from, period_to))
    assert part((Decimal(36500), starts, ends), period_from, period_to) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "kronor"),
    [
        ("1 234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("12 tkr", "12000"),
        ("12,5 tkr", "12500"),
        ("0,5 mkr", "500000"),
        ("0,125 mkr", "125000"),
        ("1 234,5 tkr", "1234500"),
        ("1234,5 tkr", "1234500"),
        ("SEK 12 000", "12000"),
        ("12 000 kr/år", "12000"),
        ("12\N{NO-BREAK SPACE}000:-", "12000"),
        ("500 SEK", "500"),
        ("500 sek", "500"),
        ("kr 500", "500"),
        ("500 kronor", "500"),
        ("-1.234,50", "-1234.50"),
        ("1.234,50 kr", "1234.50"),
    ],
)
def test_amounts_are_read_as_people_write_them_in_lists(text, kronor):
    assert parse_amount(text) == Decimal(kronor)


@pytest.mark.parametrize(
    "text", ["1.234", "1,234", "1.234 tkr", "1,234 mkr", "12,345k", "tolv tusen", "1.23.456", "12 tkr och 5", "tkr", ""]
)
def test_an_amount_that_may_mean_two_things_is_not_read(text):
    with pytest.raises(NoAmount):
        parse_amount(text)

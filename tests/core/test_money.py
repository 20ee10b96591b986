from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Sum
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError as APIValidationError

from core.money import MAX_ORE, MoneyField, MoneyFormField, NoAmount, format_amount, parse_amount
from core.serializers import MoneySerializerField
from goals.models import Benefit, Goal, Tier, TierOffer
from imports.services.fields import CellError
from imports.services.fields import amount as listed_amount

pytestmark = pytest.mark.database

NBSP = "\N{NO-BREAK SPACE}"
amounts = st.integers(-MAX_ORE, MAX_ORE).map(lambda ore: Decimal(ore) / 100)
payable = st.integers(0, 10**10).map(lambda ore: Decimal(ore) / 100)


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

"""References, paydays and bands of a scheme."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from core.identity_numbers import make_ocr
from payroll.models import PayrollBand, PayrollScheme
from payroll.rules import BandKind, day_in, paydays, remittance_after
from payroll.services.schemes import SharesMustBeWhole, update_scheme
from tests.factories import get_goal
from tests.payroll.factories import STARTS, fixed, make_scheme, mixed, per_mille, rounding

pytestmark = pytest.mark.database


def is_ocr(text: str) -> bool:
    """Bankgirot's hard OCR check: the last digit but one is the length's, the last a check digit."""
    return int(text[-2]) == len(text) % 10 and luhn.is_valid(text)


# --- References ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "reference"), [(12345, "1234574"), (2026000123, "202600012324")])
def test_reference_has_length_digit_and_check_digit(number, reference):
    assert make_ocr(number) == reference
    assert is_ocr(reference)


@given(st.integers(min_value=1, max_value=10**20))
def test_any_reference_is_valid_and_a_wrong_digit_is_found(number):
    reference = make_ocr(number)
    assert is_ocr(reference)
    wrong = reference[:-1] + str((int(reference[-1]) + 1) % 10)
    assert not is_ocr(wrong)


@pytest.mark.django_db
@pytest.mark.days
def test_each_scheme_has_its_own_reference_and_keeps_it():
    first, second = make_scheme(), make_scheme()
    assert is_ocr(first.reference)
    assert first.reference != second.reference
    first.reference = "1234574"
    with pytest.raises(ValidationError, match="ändras aldrig"):
        update_scheme(first)


# --- Days ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payday", "number", "due"),
    [
        (dt.date(2026, 6, 25), 12, dt.date(2026, 7, 13)),  # the 12th is a Sunday
        (dt.date(2026, 6, 25), 25, dt.date(2026, 6, 25)),
        (dt.date(2026, 6, 25), 28, dt.date(2026, 6, 29)),
        (dt.date(2026, 12, 25), 12, dt.date(2027, 1, 12)),
        (dt.date(2027, 2, 28), 31, dt.date(2027, 3, 1)),
        (dt.date(2026, 12, 24), 24, dt.date(2026, 12, 28)),  # Christmas, followed by a weekend
        (dt.date(2026, 12, 25), 31, dt.date(2027, 1, 4)),
        (dt.date(2028, 1, 31), 30, dt.date(2028, 2, 29)),
    ],
)
def test_money_is_due_on_the_first_such_day_from_the_payday_on_that_banks_are_open(payday, number, due):
    assert remittance_after(payday, number) == due


@pytest.mark.django_db
@pytest.mark.days
@pytest.mark.parametrize("bands", [[fixed(999_999_999, 1)] * 2, [fixed("0.01", 2**31 - 1)] * 2])
def test_groups_that_no_month_could_hold_are_refused_when_they_are_written(bands):
    with pytest.raises(ValidationError, match="tillsammans mer"):
        make_scheme(bands=bands)
    scheme = make_scheme()
    with pytest.raises(ValidationError, match="tillsammans mer"):
        update_scheme(scheme, bands=bands)


def test_payday_of_a_short_month_is_its_last_day():
    assert day_in(dt.date(2027, 2, 1), 31) == dt.date(2027, 2, 28)


def test_paydays_lie_within_the_scheme():
    assert paydays(
        number=25, starts=dt.date(2026, 6, 26), ends=dt.date(2026, 9, 24), last_month=dt.date(2026, 12, 1)
    ) == [dt.date(2026, 7, 25), dt.date(2026, 8, 25)]


# --- Bands: no personal data -----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.days
def test_per_mille_of_fewer_than_five_is_not_stored():
    with pytest.raises(ValidationError, match="vad någon tjänar"):
        make_scheme(bands=[per_mille(42, heads=1)])
    assert not PayrollBand.objects.exists()
    assert make_scheme(bands=[per_mille(210, heads=5)]).bands.get().monthly == Decimal("210.00")


@pytest.mark.django_db
@pytest.mark.days
def test_database_refuses_one_persons_per_mille_too():
    band = make_scheme(bands=[per_mille(210, heads=5)]).bands.get()
    with pytest.raises(IntegrityError, match="payroll_band_no_salary"):
        PayrollBand.objects.filter(pk=band.pk).update(heads=4)


@pytest.mark.parametrize(
    ("terms", "lacks", "field"),
    [
        (fixed(), {"amount": None}, "amount"),
        (fixed(), {"amount": Decimal(0)}, "amount"),
        (mixed(100), {"expected": None}, "expected"),
        (per_mille(300), {"per_mille": None}, "per_mille"),
        (rounding(300), {"amount": None}, "amount"),
        (fixed(), {"ends": STARTS - dt.timedelta(days=1)}, "ends"),
    ],
)
@pytest.mark.django_db
@pytest.mark.days
def test_band_needs_what_its_kind_is_counted_from(terms, lacks, field):
    with pytest.raises(ValidationError) as refused:
        make_scheme(bands=[replace(terms, **lacks)])
    assert field in refused.value.message_dict


@pytest.mark.django_db
@pytest.mark.days
def test_band_clears_fields_that_its_kind_does_not_use():
    band = make_scheme(bands=[fixed(100, 10, per_mille=Decimal(1), expected=Decimal(7))]).bands.get()
    assert (band.per_mille, band.expected, band.monthly) == (None, None, Decimal("1000.00"))


@pytest.mark.parametrize("shares", [{1: 60, 2: 39}, {1: 60, 2: 41}, {}])
@pytest.mark.django_db
@pytest.mark.days
def test_shares_must_be_a_hundred_per_cent(shares):
    with pytest.raises(SharesMustBeWhole):
        make_scheme(shares={get_goal(number): percent for number, percent in shares.items()})
    assert not PayrollScheme.objects.exists()


# --- For competitions ------------------------------------------------------------------------------


def test_models_have_no_field_for_a_person():
    assert {field.name for field in PayrollBand._meta.fields} == {
        "id",
        "version",
        "scheme",
        "kind",
        "amount",
        "per_mille",
        "heads",
        "expected",
        "starts",
        "ends",
    }
    assert set(BandKind.values) == {"fixed", "per_mille", "rounding", "mixed"}

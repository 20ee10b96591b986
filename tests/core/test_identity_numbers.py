import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from core.identity_numbers import (
    OrgNr,
    format_bankgiro,
    format_orgnr,
    format_swish,
    parse_bankgiro,
    parse_orgnr,
    parse_swish,
)


def with_check_digit(digits: str) -> str:
    return digits + luhn.calc_check_digit(digits)


# Birth numbers from 980 are reserved for temporary numbers, so these belong to nobody.
PERSONNUMMER = with_check_digit("900101998")
SAMORDNINGSNUMMER = with_check_digit("900161998")

company_numbers = st.builds(
    "{}{}{:02}{:05}".format,
    st.sampled_from("123456789"),
    st.integers(0, 9),
    st.integers(20, 99),
    st.integers(0, 99999),
).map(with_check_digit)


@pytest.mark.parametrize(
    "text",
    [
        "556703-7485",
        "5567037485",
        "16556703-7485",
        "165567037485",
        " 556703-7485 ",
        "556703 7485",
        "556703\N{EN DASH}7485",
        "556703\N{NO-BREAK SPACE}7485",
        "55 67 03-7485",
    ],
)
def test_orgnr_is_read_however_it_is_typed(text):
    assert parse_orgnr(text) == OrgNr("5567037485", personal=False)


@given(company_numbers)
def test_orgnr_of_a_legal_person_is_kept_as_ten_digits(digits):
    for text in (digits, f"16{digits}", format_orgnr(digits), f"16{format_orgnr(digits)}"):
        assert parse_orgnr(text) == OrgNr(digits, personal=False)


@given(company_numbers, st.integers(0, 9), st.integers(1, 9))
def test_orgnr_with_any_one_digit_wrong_is_refused(digits, position, step):
    wrong = f"{(int(digits[position]) + step) % 10}"
    with pytest.raises(ValidationError):
        parse_orgnr(digits[:position] + wrong + digits[position + 1 :])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("556703-7486", "checksum"),
        ("16556703-7486", "checksum"),
        ("556703-748", "length"),
        ("556703-74855", "length"),
        ("16556703-74855", "length"),
        ("5", "length"),
        ("17556703-7485", "invalid"),
        ("556703-748A", "invalid"),
        ("SE556703748501", "invalid"),
        ("-", "invalid"),
        ("", "invalid"),
        ("556703-748\N{SUPERSCRIPT FIVE}", "invalid"),
        ("٥٥٦٧٠٣-٧٤٨٥", "invalid"),
        ("551303-7485", "invalid"),
        ("550000-0000", "invalid"),
    ],
)
def test_orgnr_that_is_wrong_says_in_what_way(text, code):
    with pytest.raises(ValidationError) as caught:
        parse_orgnr(text)
    assert caught.value.code == code


@pytest.mark.parametrize("digits", [PERSONNUMMER, SAMORDNINGSNUMMER])
def test_orgnr_of_a_sole_trader_is_flagged_as_personal(digits):
    born = f"19{digits[:6]}"
    for text in (digits, format_orgnr(digits), born + digits[6:], f"{born}-{digits[6:]}"):
        assert parse_orgnr(text) == OrgNr(digits, personal=True)


@pytest.mark.parametrize("wrong", ["900230998", "901301998", "900199998", "900160998"])
def test_orgnr_of_a_sole_trader_must_be_a_real_date(wrong):
    with pytest.raises(ValidationError):
        parse_orgnr(with_check_digit(wrong))


def test_orgnr_of_a_sole_trader_must_have_the_right_check_digit():
    wrong = PERSONNUMMER[:-1] + str((int(PERSONNUMMER[-1]) + 1) % 10)
    with pytest.raises(ValidationError):
        parse_orgnr(wrong)


def test_orgnr_is_shown_with_a_hyphen():
    assert format_orgnr("5567037485") == "556703-7485"
    assert format_orgnr("") == ""


@pytest.mark.parametrize(
    ("text", "digits", "shown"),
    [
        ("900-0001", "9000001", "900-0001"),
        ("9000001", "9000001", "900-0001"),
        (" 900 0001 ", "9000001", "900-0001"),
        (with_check_digit("1234567"), "12345674", "1234-5674"),
    ],
)
def test_bankgiro_is_kept_as_digits_and_shown_with_a_hyphen(text, digits, shown):
    assert parse_bankgiro(text) == digits
    assert format_bankgiro(digits) == shown


@pytest.mark.parametrize("text", ["900-0002", "90-0001", "123456789", "900-000A", "", "900-000¹"])
def test_bankgiro_that_is_wrong_is_refused(text):
    with pytest.raises(ValidationError):
        parse_bankgiro(text)


@given(st.integers(10**5, 10**7 - 1), st.integers(0, 7), st.integers(1, 9))
def test_bankgiro_with_any_one_digit_wrong_is_refused(number, position, step):
    digits = with_check_digit(str(number))
    assert parse_bankgiro(digits) == digits
    position %= len(digits)
    wrong = f"{(int(digits[position]) + step) % 10}"
    with pytest.raises(ValidationError):
        parse_bankgiro(digits[:position] + wrong + digits[position + 1 :])


@pytest.mark.parametrize("text", ["123 000 00 00", "1230000000", "123-000 00 00"])
def test_swish_is_kept_as_digits(text):
    assert parse_swish(text) == "1230000000"


@pytest.mark.parametrize(
    "text", ["070-123 45 67", "123 000 00 0", "123 000 00 000", "124 000 00 00", "123 000 00 0A", ""]
)
def test_swish_that_is_wrong_is_refused(text):
    with pytest.raises(ValidationError):
        parse_swish(text)


def test_swish_is_shown_in_groups():
    assert format_swish("1230000000") == "123 000 00 00"
    assert format_swish("") == format_bankgiro("") == ""

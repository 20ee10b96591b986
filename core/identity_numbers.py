"""Swedish organisation and account numbers: parsing, storage format and display."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from personnummer import personnummer
from stdnum import luhn
from stdnum.exceptions import ValidationError as NumberError
from stdnum.se import orgnr as stdnum_orgnr
from stdnum.util import clean

ORGNR_LENGTH = 10
_SEPARATORS = " -\N{NO-BREAK SPACE}\N{EN DASH}\N{HYPHEN}"


@dataclass(frozen=True)
class OrgNr:
    """Ten digits; `personal` when they are the owner's personnummer (a sole trader)."""

    digits: str
    personal: bool


def is_personal(digits: str) -> bool:
    """Whether the ten digits are a person's: personnummer or samordningsnummer, as a sole trader has.

    A legal person's have 20 or more in digits 3-4, where a person's have the month. Source: Bolagsverket and
    Skatteverket's rules for organisationsnummer (SFS 1974:174).
    """
    return digits[2:4] < "20"


def parse_orgnr(text: str) -> OrgNr:
    """Read an organisationsnummer typed with or without hyphen and the prefix 16.

    Raises ValidationError saying what is wrong.
    """
    digits = clean(text, _SEPARATORS + "+").strip()
    if not digits.isascii() or not digits.isdigit():
        raise ValidationError(_("Organisationsnumret ska bara ha siffror, som 556703-7485."), code="invalid")
    if len(digits) == ORGNR_LENGTH + 2 and digits.startswith("16"):
        digits = digits[2:]
    if len(digits) == ORGNR_LENGTH and not is_personal(digits):
        try:
            return OrgNr(stdnum_orgnr.validate(digits), personal=False)
        except NumberError:
            raise ValidationError(
                _("Kontrollsiffran stämmer inte. Jämför numret med företagets papper."), code="checksum"
            ) from None
    if len(digits) not in {ORGNR_LENGTH, ORGNR_LENGTH + 2}:
        raise ValidationError(_("Organisationsnumret ska ha tio siffror, som 556703-7485."), code="length")
    if not personnummer.valid(digits):
        raise ValidationError(
            _("Numret är varken ett organisationsnummer eller ett personnummer för en enskild firma."), code="invalid"
        )
    return OrgNr(digits[-ORGNR_LENGTH:], personal=True)


def format_orgnr(digits: str) -> str:
    return f"{digits[:6]}-{digits[6:]}" if digits else ""


def _giro(text: str, lengths: range, message) -> str:
    digits = clean(text, _SEPARATORS).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) in lengths and luhn.is_valid(digits)):
        raise ValidationError(message, code="invalid")
    return digits


def parse_bankgiro(text: str) -> str:
    """Seven or eight digits with a Luhn check digit; hyphen optional. Raises ValidationError."""
    return _giro(text, range(7, 9), _("Bankgironumret stämmer inte. Det har sju eller åtta siffror, som 900-0001."))


def format_bankgiro(digits: str) -> str:
    return f"{digits[:-4]}-{digits[-4:]}" if digits else ""


def parse_plusgiro(text: str) -> str:
    """Two to eight digits with a Luhn check digit; hyphen and spaces optional. Raises ValidationError."""
    return _giro(
        text, range(2, 9), _("Plusgironumret stämmer inte. Det har två till åtta siffror, den sista en kontrollsiffra.")
    )


def format_plusgiro(digits: str) -> str:
    """In pairs from the right, before the hyphen and the check digit."""
    if not digits:
        return ""
    body = digits[:-1]
    first = body[: len(body) % 2]
    pairs = [body[place : place + 2] for place in range(len(body) % 2, len(body), 2)]
    return f"{' '.join(filter(None, [first, *pairs]))}-{digits[-1]}"


def parse_swish(text: str) -> str:
    """A company's Swish number: ten digits that begin with 123. Raises ValidationError."""
    digits = clean(text, _SEPARATORS).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) == 10 and digits.startswith("123")):
        raise ValidationError(_("Ett företags Swishnummer har tio siffror och börjar med 123."), code="invalid")
    return digits


def format_swish(digits: str) -> str:
    return f"{digits[:3]} {digits[3:6]} {digits[6:8]} {digits[8:]}" if digits else ""


def make_ocr(number: int) -> str:
    """An OCR reference of a number: the number, a length digit and a check digit, as text.

    The length digit is the last digit of the whole reference's length, the check digit is Luhn's. Source:
    Bankgirot's rules for OCR references with a length digit.
    """
    digits = str(number)
    digits += str((len(digits) + 2) % 10)
    return digits + luhn.calc_check_digit(digits)

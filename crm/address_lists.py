"""Parse several addresses or numbers, separated by line breaks, commas or semicolons."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber, to_python

_BETWEEN = re.compile(r"[,;\n]")


def parts_of(text: str) -> list[str]:
    return [part for part in (part.strip() for part in _BETWEEN.split(text)) if part]


def read_emails(text: str) -> list[str]:
    """The addresses, without duplicates in any case. Raises ValidationError."""
    found = {part.casefold(): part for part in parts_of(text)}
    for part in found.values():
        try:
            validate_email(part)
        except ValidationError:
            raise ValidationError(_("%(text)s är ingen e-postadress.") % {"text": part}) from None
    return list(found.values())


def read_phones(text: str) -> list[PhoneNumber]:
    """The numbers, without duplicates in any format. Raises ValidationError."""
    found = {}
    for part in parts_of(text):
        number = to_python(part)
        if not (number and number.is_valid()):
            raise ValidationError(
                _("%(text)s stämmer inte. Skriv numret som 070-123 45 67 eller +46 70 123 45 67.") % {"text": part}
            )
        found[number.as_e164] = number
    return list(found.values())


def ways_to_write(number: PhoneNumber) -> list[str]:
    """The formats a number can be searched by: as stored, as shown, and the Swedish ones with and without spaces."""
    digits = number.as_e164
    return [digits, number.as_national, number.as_international, digits.replace("+46", "0", 1)]

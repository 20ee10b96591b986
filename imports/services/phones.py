"""Read telephone numbers, and several values in one cell."""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from phonenumber_field.phonenumber import PhoneNumber, to_python

from imports.services.fields import CellError, Reader

_EXTENSION = re.compile(
    r"^(?:tel|tfn|mob|mobil|telefon)\b[ .:]*|\((?:mobil|mob|arb|arbete|hem|vxl|växel|direkt)\)$", re.IGNORECASE
)
_NUMBERS = re.compile(r"\+?\d[\d ()-]{6,}")


def phone(cell: str) -> PhoneNumber:
    number = to_python(_EXTENSION.sub("", cell).replace("(0)", "").strip(" .,;:"))
    if not (number and number.is_valid()):
        if len(_NUMBERS.findall(cell)) > 1:
            raise CellError(gettext("Det står flera nummer. Låt ett stå kvar."))
        raise CellError(gettext("Telefonnumret stämmer inte. Skriv det som 070-123 45 67 eller +46 70 123 45 67."))
    return number


def lines_of(read: Callable[[str], list]) -> Reader:
    """A reader from one of crm.address_lists's, with a line for each value, as the field stores them."""

    def lines(cell: str) -> str:
        try:
            found = read(cell)
        except ValidationError as error:
            raise CellError(error.messages[0]) from None
        return "\n".join(str(getattr(each, "as_international", each)) for each in found)

    return lines

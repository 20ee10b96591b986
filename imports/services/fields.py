"""Columns of lists: how their cells are read, and how our exports write them."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext

from core.identity_numbers import parse_orgnr
from core.local_time import moment_of
from core.money import NoAmount, format_amount, parse_amount
from core.numbers import whole_number
from core.spreadsheets.values import read_day, read_moment, read_yes_no
from core.text import search_key, visible, visible_lines

LONGEST_CELL = 32_767  # UTF-16 code units in an Excel cell; exports cut longer texts with an ellipsis
NUMBER = re.compile(r"[0-9\s]+(?:[.,]0+)?")
_BETWEEN_ADDRESSES = re.compile(r"[\s<>;,:()]+")
_VAT = re.compile(r"(?:SE)(\d{10})01", re.ASCII | re.IGNORECASE)
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # characters that a workbook cannot hold


class CellError(Exception):
    """Why a cell cannot be read. `column` is the field at fault, if other than the one being read."""

    def __init__(self, why, column: str = ""):
        self.why, self.column = str(why), column
        super().__init__(self.why)


class UnknownWord(CellError):
    """A word that is not among the column's choices. The user may choose what it means."""


Reader = Callable[[str], Any]


@dataclass(frozen=True)
class ImportColumn:
    """A field that a column of the file can hold.

    `read` reads a cell by itself. `refer` reads a cell that names rows of other models, given the resource, the row and
    the cell, when the row's instance is known. A column with neither is used to find instances, or by other columns.
    `words` is what an export writes for an instance: a cell with the same text changes nothing.

    If a cell of a column that is neither `required` nor `decides` cannot be read, the row may be read in without it.
    """

    name: str
    label: Any
    read: Reader | None = None
    words: Callable[[Any], str] = lambda instance: ""
    also: tuple[str, ...] = ()  # other headings for it
    refer: Callable[[Any, Any, str], Any] | None = None
    required: bool = False  # for a new row
    instead: str = ""  # a column that may replace it
    decides: bool = False  # which instance the row is about, an amount, or whether somebody may be written to
    held: Callable[[Any], Any] | None = None  # the instance's value, if not the attribute of that name
    alike: Callable[[str], str] = search_key  # texts with the same key differ only in how they are written
    blank: Any = ""  # what an export writes instead of a value
    choices: Callable[[], Iterable[str]] | None = None
    users: str = ""  # for a column of users: the permission that they must have
    example: str = ""
    help: Any = ""
    in_template: bool = True

    def headings(self) -> list[str]:
        """The label in both languages, and other headings for it."""
        return [*dict.fromkeys([*in_both_languages(self.label), *self.also])]

    def value_of(self, instance):
        return self.held(instance) if self.held else getattr(instance, self.name)


@dataclass(frozen=True)
class IgnoredColumn:
    """A column of our exports that imports do not read, and why. The page shows it."""

    label: Any
    why: Any

    def headings(self) -> list[str]:
        return in_both_languages(self.label)


def in_both_languages(label) -> list[str]:
    names = []
    for language in ("sv", "en"):
        with translation.override(language):
            names.append(search_key(str(label)))
    return names


def same_words(cell: str, words: str) -> bool:
    """Whether a cell has the same text, as far as a workbook can hold it."""
    cell, words = _plain(cell), _plain(words)
    if cell == words:
        return True
    was_cut = cell.endswith("\N{HORIZONTAL ELLIPSIS}") and len(cell.encode("utf-16-le")) // 2 >= LONGEST_CELL - 2
    return was_cut and words.startswith(cell[:-1])


def _plain(text: str) -> str:
    """The text as a workbook can hold it, normalised as it is stored."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return visible_lines(_UNWRITABLE.sub("", text)).strip()


# --- Readers --------------------------------------------------------------------------------------


def text(cell: str) -> str:
    return cell


def one_line(cell: str) -> str:
    return visible(cell)


def whole(cell: str) -> int:
    if not NUMBER.fullmatch(cell):
        raise CellError(gettext("Skriv ett heltal."))
    number = whole_number(re.split(r"[.,]", re.sub(r"\s", "", cell))[0].lstrip("0") or "0")
    if number is None or number >= 2**31:
        raise CellError(gettext("Talet är för stort."))
    return number


def amount(cell: str) -> Decimal:
    try:
        return parse_amount(cell)
    except NoAmount as error:
        raise CellError(str(error)) from None


def day(cell: str) -> dt.date:
    found = read_day(cell)
    if found is None:
        raise CellError(gettext("Skriv en dag som 2026-03-01."))
    return found


def moment(cell: str) -> dt.datetime:
    found = read_moment(cell)
    if found is None:
        raise CellError(gettext("Skriv en dag och en tid, som 2026-03-01 14:30."))
    try:
        return moment_of(found)
    except ValidationError as error:
        raise CellError(error.messages[0]) from None


def yes_no(cell: str) -> bool:
    found = read_yes_no(cell)
    if found is None:
        raise UnknownWord(gettext("Skriv ja eller nej."))
    return found


def web_address(cell: str) -> str:
    return cell if "://" in cell else f"https://{cell}"


def email(cell: str) -> str:
    """One address, alone or as mail programs copy it: Kim Ek <kim@ek.example>."""
    found = [word for word in _BETWEEN_ADDRESSES.split(cell) if "@" in word[1:-1]]
    if len(found) > 1:
        raise CellError(gettext("Det står flera adresser. Låt en stå kvar."))
    around = cell.replace(found[0], "", 1).casefold() if found else ""
    bracketed = found and f"<{found[0]}>" in cell
    return found[0] if bracketed or (around.strip(" ;,.") in {"mailto:", ""} and found) else cell


def orgnr(cell: str) -> str:
    """An organisation number, or the VAT number that contains it: SE556703748501."""
    vat = _VAT.fullmatch(cell.replace(" ", "").replace("-", ""))
    return number(parse_orgnr)(vat[1] if vat else cell)


def names(cell: str) -> list[str]:
    return [name.strip() for name in re.split("[,;]", cell) if name.strip()]


def number(parse: Callable[[str], Any]) -> Reader:
    """A reader from one of core.identity_numbers's parsers."""

    def read(cell: str) -> str:
        try:
            found = parse(cell)
        except ValidationError as error:
            raise CellError(error.messages[0]) from None
        return found if isinstance(found, str) else found.digits

    return read


def choice(choices, *, also: Mapping[str, str] = MappingProxyType({})) -> Reader:
    """Reads a label in either language, or a value; `also` are other words for values."""

    def read(cell: str) -> str:
        for language in ("sv", "en"):
            with translation.override(language):
                for value, label in [*choices.choices, *((value, label) for label, value in also.items())]:
                    if search_key(cell) in {search_key(str(label)), value}:
                        return value
        known = ", ".join(str(label) for _value, label in choices.choices)
        raise UnknownWord(gettext("Välj ett av: %(known)s.") % {"known": known})

    return read


def yes_or_no() -> list[str]:
    return [gettext("Ja"), gettext("Nej")]


def labels(choices) -> Callable[[], list[str]]:
    return lambda: [str(label) for _value, label in choices.choices]


# --- Words, as the exports write them ------------------------------------------------------------


def of_day(name: str) -> Callable[[Any], str]:
    return lambda row: value.isoformat() if (value := getattr(row, name)) else ""


def of_amount(name: str) -> Callable[[Any], str]:
    return lambda row: format_amount(getattr(row, name))


def of_yes_no(name: str) -> Callable[[Any], str]:
    return lambda row: gettext("Ja") if getattr(row, name) else gettext("Nej")


def of_choice(name: str) -> Callable[[Any], str]:
    return lambda row: str(getattr(row, f"get_{name}_display")())


def of_text(name: str) -> Callable[[Any], str]:
    return lambda row: "" if (value := getattr(row, name)) is None else str(value)

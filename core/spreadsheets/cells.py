"""A cell's kind, format and XML."""

import datetime as dt
import re
from decimal import Decimal
from enum import Enum, auto
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext
from lxml.etree import SubElement, _Element
from openpyxl.utils.datetime import to_excel

MAX_TEXT = 32_767  # UTF-16 code units in one cell
FIRST_YEAR = 1900  # Excel has no earlier dates

# Characters that XML 1.0 forbids, and carriage returns, which Excel shows as boxes.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x0041_ in text as the character A, so escape an underscore that begins such a code.
_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Kind(Enum):
    TEXT = auto()
    YES_NO = auto()
    WHOLE = auto()
    DECIMAL = auto()
    MONEY = auto()
    PERCENT = auto()  # a fraction: Decimal("0.25") is shown as 25,0 %
    DATE = auto()
    DATETIME = auto()  # shown in Swedish local time

    @property
    def is_text(self) -> bool:
        return self in (Kind.TEXT, Kind.YES_NO)

    @property
    def is_number(self) -> bool:
        return self in (Kind.WHOLE, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT)


FORMATS = {
    Kind.TEXT: "@",
    Kind.YES_NO: "@",
    Kind.WHOLE: "#,##0",
    Kind.DECIMAL: "#,##0.00",
    Kind.MONEY: r'#,##0.00\ "kr"',
    Kind.PERCENT: r"0.0\ %",
    Kind.DATE: "yyyy-mm-dd",
    Kind.DATETIME: r"yyyy-mm-dd\ hh:mm",
}
WIDTHS = {
    Kind.TEXT: 24,
    Kind.YES_NO: 8,
    Kind.WHOLE: 10,
    Kind.DECIMAL: 14,
    Kind.MONEY: 18,
    Kind.PERCENT: 10,
    Kind.DATE: 12,
    Kind.DATETIME: 18,
}


class Cell(NamedTuple):
    kind: Kind
    value: Any
    style: str
    formula: str | None = None


def _text(value) -> str:
    text = _UNWRITABLE.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > MAX_TEXT // 2:
        units = text.encode("utf-16-le")
        if len(units) > 2 * MAX_TEXT:
            text = units[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", errors="ignore") + "\N{HORIZONTAL ELLIPSIS}"
    return _ESCAPE_LOOKALIKE.sub("_x005F_", text)


def _number(value) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"A number cell takes int or Decimal, not {value!r}")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _date(value) -> str:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise TypeError(f"A date cell takes a date, not {value!r}")
    return str(to_excel(value))


def _datetime(value) -> str:
    if not isinstance(value, dt.datetime) or timezone.is_naive(value):
        raise TypeError(f"A time cell takes an aware datetime, not {value!r}")
    return str(to_excel(timezone.make_naive(value, timezone.get_default_timezone()).replace(microsecond=0)))


def append_cell(row: _Element, reference: str, cell: Cell) -> None:
    """Append the cell's XML to the row. Raises TypeError if the value's type does not fit the column's kind."""
    value = cell.value
    if value is None or value == "":
        return
    if cell.kind is Kind.YES_NO:
        value = gettext("Ja") if value else gettext("Nej")
    before_excel = isinstance(value, dt.date) and value.year < FIRST_YEAR
    if cell.kind.is_text or before_excel:
        if text := _text(value):
            element = SubElement(row, "c", r=reference, s=cell.style, t="inlineStr")
            element = SubElement(SubElement(element, "is"), "t")
            element.text = text
            if text != text.strip():
                element.set(_XML_SPACE, "preserve")
        return
    element = SubElement(row, "c", r=reference, s=cell.style)
    if cell.formula:
        SubElement(element, "f").text = cell.formula
    write = {Kind.DATE: _date, Kind.DATETIME: _datetime}.get(cell.kind, _number)
    SubElement(element, "v").text = write(value)

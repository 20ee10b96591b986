"""A cell's kind, format and XML."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone
from django.utils.translation import gettext
from openpyxl.utils.datetime import to_excel

MAX_TEXT = 32_767  # UTF-16 code units in one cell
FIRST_YEAR = 1900  # Excel has no earlier dates

# Characters that XML 1.0 forbids, and carriage returns, which Excel shows as boxes.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x0041_ in text as the character A, so escape an underscore that begins such a code.
_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# What may need one of those or XML's own escapes; most text has none of it.
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f&<>_\ud800-\udfff\ufffe\uffff]")


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


# The index of its format, and its XML from there on as `content_of` makes it; empty where there is no cell.
Cell = tuple[str, str]


def content_of(kind: Kind) -> Callable[[Any], str]:
    """What writes the content of a kind's cells, in the active language.

    It raises TypeError if the value's type does not fit the kind.
    """
    yes, no = text_content(gettext("Ja")), text_content(gettext("Nej"))
    write = {
        Kind.TEXT: text_content,
        Kind.YES_NO: lambda value: yes if value else no,
        Kind.DATE: _date_content,
        Kind.DATETIME: _datetime_content,
    }.get(kind, number_content)
    return lambda value: "" if value is None or value == "" else write(value)


def text_content(value) -> str:
    text = str(value)
    if len(text) > MAX_TEXT // 2 or _SPECIAL.search(text):
        text = _writable(text)
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f' t="inlineStr"><is><t{space}>{text}</t></is></c>' if text else ""


def _writable(text: str) -> str:
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    units = text.encode("utf-16-le")
    if len(units) > 2 * MAX_TEXT:
        text = units[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", errors="ignore") + "\N{HORIZONTAL ELLIPSIS}"
    return escape(_ESCAPE_LOOKALIKE.sub("_x005F_", text))


def number_content(value, *, formula: str = "") -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"A number cell takes int or Decimal, not {value!r}")
    number = str(value)
    if "E" in number:  # Decimal writes some so
        number = format(value, "f")
    return f"><f>{formula}</f><v>{number}</v></c>" if formula else f"><v>{number}</v></c>"


@lru_cache(maxsize=4096)  # rows share their days
def _date_content(value) -> str:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise TypeError(f"A date cell takes a date, not {value!r}")
    return f"><v>{to_excel(value)}</v></c>" if value.year >= FIRST_YEAR else text_content(value)


def _datetime_content(value) -> str:
    if not isinstance(value, dt.datetime) or timezone.is_naive(value):
        raise TypeError(f"A time cell takes an aware datetime, not {value!r}")
    if value.year < FIRST_YEAR:
        return text_content(value)
    local = timezone.make_naive(value, timezone.get_default_timezone()).replace(microsecond=0)
    return f"><v>{to_excel(local)}</v></c>"

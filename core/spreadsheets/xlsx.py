"""Read the first visible sheet of an xlsx as text: streamed once, and measured while it is read.

openpyxl takes three seconds for 12,000 rows of 30 cells, and calamine lets the file decide its memory use, so the
sheet's elements are parsed here; openpyxl only converts date numbers.
"""

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from core.spreadsheets.limits import MAX_IN_RUN, Archive, ArchivePart, TooMuch, Unreadable
from core.spreadsheets.values import ROUNDED, UNSOLVED

MAX_MERGED = 2_000
MAX_UNSOLVED = 20_000
MAX_ROW = 1_048_576
MAX_LETTERS = 8_000_000  # in all shared strings
MAX_DIGITS = 15  # Excel's precision: the remaining digits are not significant
MAX_NUMBER = 40  # characters of a number in any notation
MAX_REFERENCE = 10  # XFD1048576
_DIGITS = "0123456789"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
# Excel writes _x000D_ for characters that XML forbids, and escapes text that looks like it; see
# core.spreadsheets.cells.
_CODED_LOOKALIKE = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")


class _Relations(ArchivePart):
    """The relationships of a part: the parts that it refers to."""

    def __init__(self, of: str):
        super().__init__()
        self.folder = posixpath.dirname(of)
        self.by_id: dict[str, tuple[str, str]] = {}  # relationship type, and path in the archive
        self.starts[_RELATION] = self._relate

    def _relate(self, attributes: dict[str, str]):
        place = posixpath.normpath(posixpath.join("/", self.folder, attributes["Target"])).lstrip("/")
        self.by_id[attributes["Id"]] = attributes["Type"].rpartition("/")[2], place

    def first(self, kind: str) -> str | None:
        return next((place for what, place in self.by_id.values() if what == kind), None)


class _Sheets(ArchivePart):
    def __init__(self):
        super().__init__()
        self.visible: list[str] = []
        self.epoch = WINDOWS_EPOCH
        self.starts = {_MAIN + "sheet": self._sheet, _MAIN + "workbookPr": self._settings}

    def _sheet(self, attributes: dict[str, str]):
        if attributes.get("state", "visible") == "visible":
            self.visible.append(attributes[f"{_LINK} id"])

    def _settings(self, attributes: dict[str, str]):
        if attributes.get("date1904") in {"1", "true"}:
            self.epoch = MAC_EPOCH


class _Styles(ArchivePart):
    """Which cell styles format a number as a date or time."""

    def __init__(self):
        super().__init__()
        self.formats: dict[int, str] = dict(BUILTIN_FORMATS)
        self.days: set[str] = set()
        self.spans: set[str] = set()
        self.number, self.of_cells = 0, False
        self.starts = {
            _MAIN + "numFmt": self._format,
            _MAIN + "cellXfs": self._cells,
            _MAIN + "xf": self._style,
        }
        self.ends = {_MAIN + "cellXfs": self._cells_end}

    def _format(self, attributes: dict[str, str]):
        self.formats[int(attributes["numFmtId"])] = attributes["formatCode"]

    def _cells(self, attributes: dict[str, str]):
        self.of_cells = True

    def _cells_end(self):
        self.of_cells = False

    def _style(self, attributes: dict[str, str]):
        if not self.of_cells:
            return
        form = self.formats.get(int(attributes.get("numFmtId", 0)))
        if is_date_format(form):
            self.days.add(str(self.number))
            if is_timedelta_format(form):
                self.spans.add(str(self.number))
        self.number += 1


class _Texts(ArchivePart):
    """Collect an element's text in `text_parts` until it is emptied, without phonetic hints."""

    most_in_run = MAX_IN_RUN

    def __init__(self):
        super().__init__()
        self.text_parts: list[str] = []
        self.aside = False
        self.starts = {_MAIN + "t": self._text_start, _MAIN + "rPh": self._aside}
        self.ends = {_MAIN + "t": self._text_end, _MAIN + "rPh": self._aside_end}

    def _text_start(self, attributes: dict[str, str]):
        if not self.aside:
            self.listen = self.text_parts.append

    def _text_end(self):
        self.listen = None

    def _aside(self, attributes: dict[str, str]):
        self.aside = True

    def _aside_end(self):
        self.aside = False


class _Strings(_Texts):
    """The shared strings, referred to by index."""

    run = _MAIN + "si"

    def __init__(self):
        super().__init__()
        self.strings: list[str] = []
        self.letters = 0
        self.starts[self.run] = self._begin
        self.ends[self.run] = self._keep

    def _begin(self, attributes: dict[str, str]):
        self.text_parts.clear()

    def _keep(self):
        text = _CODED_LOOKALIKE.sub("_", "".join(self.text_parts))
        self.letters += len(text)
        if self.letters > MAX_LETTERS:
            raise TooMuch
        self.strings.append(text)


class _Rows(_Texts):
    """The rows that are parsed but not yet consumed, each with its number."""

    run = _MAIN + "row"

    def __init__(self, words: "_Words", *, columns: int):
        super().__init__()
        self.words, self.columns = words, columns
        self.read_rows: list[tuple[int, list[str]]] = []
        self.merged: list[str] = []
        self.number = self.column = self.unsolved = 0
        self.cells: list[str] = []
        self.cell: dict[str, str] | None = None
        self.has_formula = False
        self.starts |= {
            self.run: self._row,
            _MAIN + "c": self._cell,
            _MAIN + "f": self._formula,
            _MAIN + "v": self._text_start,
            _MAIN + "mergeCell": self._merge,
        }
        self.ends |= {self.run: self._row_end, _MAIN + "c": self._cell_end, _MAIN + "v": self._text_end}

    def _row(self, attributes: dict[str, str]):
        before, number = self.number, attributes.get("r")
        self.number = int(number[: len(str(MAX_ROW)) + 1]) if number else before + 1
        if self.number > MAX_ROW:  # omitted rows count too
            raise TooMuch
        if self.number <= before:
            raise Unreadable
        self.cells, self.column = [], 0

    def _row_end(self):
        self.read_rows.append((self.number, self.cells))

    def _cell(self, attributes: dict[str, str]):
        reference = attributes.get("r")
        self.column = _column(reference[:MAX_REFERENCE].rstrip(_DIGITS)) if reference else self.column + 1
        self.cell, self.has_formula = attributes, False
        if self.text_parts:
            self.text_parts.clear()

    def _formula(self, attributes: dict[str, str]):
        self.has_formula = True

    def _cell_end(self):
        if self.text_parts:
            self._add_text(self.words.of("".join(self.text_parts), self.cell))
        elif self.has_formula and self.cell.get("t") != "str":  # an empty string is stored as an empty value
            self.unsolved += 1
            if self.unsolved > MAX_UNSOLVED:
                raise TooMuch(_("Filens formler är inte uträknade. Öppna den i Excel, spara den och försök igen."))
            self._add_text(UNSOLVED)
        self.cell = None

    def _add_text(self, words: str):
        if not words.strip():
            return
        place = min(self.column, self.columns + 1)  # one column over the limit is enough to detect it
        self.cells.extend([""] * (place - len(self.cells)))
        self.cells[place - 1] = words

    def _merge(self, attributes: dict[str, str]):
        self.merged.append(attributes["ref"])
        if len(self.merged) > MAX_MERGED:
            raise TooMuch


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    """The column's number, A is 1. Raises Unreadable."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise Unreadable
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Words:
    """Cell values as a user would type them: 2026-11-24, 1234.5, whole numbers without decimals."""

    def __init__(self, *, strings: list[str], styles: _Styles, epoch: dt.datetime):
        self.strings, self.styles, self.epoch = strings, styles, epoch
        self.moment = lru_cache(maxsize=10_000)(self._moment)

    def of(self, text: str, cell: dict[str, str]) -> str:
        """The words of a cell with this text. Raises ValueError and IndexError for an invalid value."""
        kind = cell.get("t", "n")
        if kind in {"inlineStr", "str"}:
            return _CODED_LOOKALIKE.sub("_", text)
        if len(text) > MAX_NUMBER:
            raise ValueError
        if kind == "s":
            return self.strings[int(text)]
        if kind == "n":
            return self.moment(text, cell["s"]) if cell.get("s") in self.styles.days else _number(text)
        if kind == "b":
            return "SANT" if int(text) else "FALSKT"  # not 1, which would be read as 1 krona or 1 January 1900
        if kind == "d":
            return _iso(text)
        return text  # an error code as Excel shows it

    def _moment(self, text: str, style: str) -> str:
        try:
            return _as_text(from_excel(float(text), self.epoch, timedelta=style in self.styles.spans))
        except (OverflowError, ValueError):
            return "#VALUE!"


def _iso(text: str) -> str:
    try:
        return _as_text(dt.datetime.fromisoformat(text))
    except ValueError:
        return text


def _as_text(value: dt.datetime | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value.date().isoformat() if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value)


@lru_cache(maxsize=10_000)
def _number(text: str) -> str:
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS:
        return text.lstrip("0") or "0"
    value = float(text)
    if abs(value) >= 10**MAX_DIGITS:
        return f"{ROUNDED}{value:.0f}"
    near = round(value, 2)
    exact = near if abs(value - near) < 1e-6 else value  # 0.1 + 0.2, stored inexactly, is 0.3
    return format(Decimal(str(exact)), "f").removesuffix(".0")


class SheetText:
    """The first visible sheet of a workbook."""

    def __init__(self, content: bytes, *, most_unpacked: int, columns: int):
        """`columns` is the limit; a longer row is cut to one more than it.

        Raises TooMuch and Unreadable, and the errors of zipfile, expat and invalid values if the file is broken.
        """
        self._archive = Archive(content, most_unpacked=most_unpacked)
        book = self._relations("").first("officeDocument")
        if book is None:
            raise Unreadable
        sheets, related = self._archive.read(book, _Sheets()), self._relations(book)
        self._place = self._first(sheets, related)
        strings, styles = self._part(related, "sharedStrings", _Strings()), self._part(related, "styles", _Styles())
        self._part_read = _Rows(_Words(strings=strings.strings, styles=styles, epoch=sheets.epoch), columns=columns)

    def _relations(self, of: str) -> _Relations:
        folder, name = posixpath.split(of)
        return self._archive.read(posixpath.join(folder, "_rels", f"{name}.rels"), _Relations(of))

    def _first(self, sheets: _Sheets, related: _Relations) -> str:
        for number in sheets.visible:
            what, place = related.by_id[number]
            if what == "worksheet":  # a sheet may also be a chart
                return place
        raise Unreadable(_("Alla blad i filen är dolda. Ta fram det som ska läsas, spara och försök igen."))

    def _part(self, related: _Relations, kind: str, part: ArchivePart) -> ArchivePart:
        place = related.first(kind)
        return self._archive.read(place, part) if place and place in self._archive else part

    def rows(self) -> Iterator[list[str]]:
        """Yield each row in order, omitted ones too; can be consumed only once."""
        told, part = 0, self._part_read
        for _piece in self._archive.stream(self._place, part):
            for number, cells in part.read_rows:
                for _left_out in range(told + 1, number):
                    yield []
                yield cells
                told = number
            part.read_rows.clear()

    def fill_down(self, table: list[list[str]]):
        """Copy a vertically merged cell's value to the others: the file stores it only in the first."""
        for reference in self._part_read.merged:
            left, top, right, bottom = range_boundaries(reference)
            if left != right or top > len(table) or len(table[top - 1]) < left:
                continue
            for cells in table[top:bottom]:
                if cells:  # keep a blank row blank
                    cells.extend([""] * (left - len(cells)))
                    cells[left - 1] = table[top - 1][left - 1]

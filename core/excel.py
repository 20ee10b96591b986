"""Typed, streamed workbooks: numbers are numbers, dates are dates, and text is never a formula."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Any, BinaryIO, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from lxml.etree import Element, SubElement, _Element
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from core.errors import Refusal

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 1_048_576
MAX_TEXT = 32_767  # UTF-16 code units in one cell
MAX_TITLE = 31
FIRST_YEAR = 1900  # Excel knows no earlier date
A4 = 9

# What XML 1.0 cannot carry, and carriage returns, which Excel shows as boxes.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x0041_ in a text as the character A, so an underscore that begins such a code is itself coded.
_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class TooManyRows(Refusal):
    message = _("Urvalet har fler rader än vad som ryms i ett kalkylblad. Begränsa det och försök igen.")


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


_FORMATS = {
    Kind.TEXT: "@",
    Kind.YES_NO: "@",
    Kind.WHOLE: "#,##0",
    Kind.DECIMAL: "#,##0.00",
    Kind.MONEY: r'#,##0.00\ "kr"',
    Kind.PERCENT: r"0.0\ %",
    Kind.DATE: "yyyy-mm-dd",
    Kind.DATETIME: r"yyyy-mm-dd\ hh:mm",
}
_WIDTHS = {
    Kind.TEXT: 24,
    Kind.YES_NO: 8,
    Kind.WHOLE: 10,
    Kind.DECIMAL: 14,
    Kind.MONEY: 18,
    Kind.PERCENT: 10,
    Kind.DATE: 12,
    Kind.DATETIME: 18,
}


@dataclass(frozen=True)
class Column:
    """`value` is a function of the row, or a dotted path of attributes where None anywhere gives an empty cell."""

    header: str
    value: str | Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    width: int | None = None
    total: bool = False

    def __post_init__(self):
        if self.total and not self.kind.is_number:
            raise ValueError(f"{self.kind} cannot be summed: {self.header}")

    def reader(self) -> Callable[[Any], Any]:
        if callable(self.value):
            return self.value
        names = self.value.split(".")

        def read(row):
            for name in names:
                row = getattr(row, name)
                if row is None:
                    return None
            return row() if callable(row) else row

        return read


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: list[Column]
    rows: Iterable


class _Cell(NamedTuple):
    kind: Kind
    value: Any
    style: str
    formula: str | None = None


class Export:
    """One workbook: the rows, any sheets more, and last a sheet that says what this is.

    A subclass that wants totals of its own gathers them in `rows` and returns them from `extra_sheets`,
    which is called after the last row.
    """

    title: str
    filename: str  # the stem; on an instance the whole name, `foretag-2026-11-24.xlsx`

    def __init__(self, *, queryset: QuerySet | None = None, filters: Iterable[tuple[str, str]] = (), user=None):
        self.queryset = queryset
        self.filters = list(filters)
        self.user = user
        self.made_at = timezone.now()
        self.filename = f"{type(self).filename}-{timezone.localdate(self.made_at).isoformat()}.xlsx"

    def columns(self) -> list[Column]:
        raise NotImplementedError

    def rows(self) -> Iterable:
        return self.queryset.iterator(chunk_size=2000)

    def extra_sheets(self) -> list[Sheet]:
        return []

    def write(self, fileobj: BinaryIO) -> None:
        """Write the workbook in the active language. Raises TooManyRows when Excel could not open it."""
        book = Workbook(write_only=True)
        book.properties.title = str(self.title)
        book.properties.creator = "Medspel"
        try:
            main = _ListWriter(book, Sheet(self.title, self.columns(), self.rows()))
            main.finish()
            for sheet in self.extra_sheets():
                _ListWriter(book, sheet).finish()
            _PairsWriter(book, gettext("Om exporten"), self._about(main)).finish()
            book.save(fileobj)
        finally:
            for sheet in book.worksheets:
                sheet._writer.discard()

    def _about(self, main: "_ListWriter") -> Iterator[tuple[str, Kind, Any]]:
        yield gettext("Innehåll"), Kind.TEXT, self.title
        for label, words in self.filters or [(gettext("Urval"), gettext("Inga filter, alla rader"))]:
            yield str(label), Kind.TEXT, words
        yield gettext("Skapad av"), Kind.TEXT, self.user or "Medspel"
        yield gettext("Skapad"), Kind.DATETIME, self.made_at
        yield gettext("Antal rader"), Kind.WHOLE, main.row_count
        for column, total in main.totals():
            yield gettext("Kontrollsumma %(column)s") % {"column": column.header}, column.kind, total


# --- Values ---------------------------------------------------------------------------------------


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


def _append(row: _Element, reference: str, cell: _Cell) -> None:
    """Add the cell's XML to the row; a value of another type than the column promises is a TypeError."""
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


# --- Sheets ---------------------------------------------------------------------------------------


class _SheetWriter(WorksheetWriter):
    """One sheet of a write-only workbook, with rows made here instead of from openpyxl's cells.

    A formula can then carry its value (openpyxl writes one or the other, so a reader that does not
    calculate would see no total), and a row costs a third of the time.
    """

    def __init__(self, book: Workbook, title: str):
        self.book = book
        sheet = book.create_sheet(self._title(title))
        sheet._writer = self
        super().__init__(sheet)

    def _title(self, title: str) -> str:
        """At most 31 characters, none that Excel forbids, and unlike the titles already taken."""
        clean = " ".join(_NOT_IN_TITLE.sub(" ", str(title)).split()).strip("'")[:MAX_TITLE].strip(" '")
        taken = {name.casefold() for name in self.book.sheetnames} | {"history"}  # Excel keeps History to itself
        name, number = clean or gettext("Blad"), 1
        while name.casefold() in taken:
            number += 1
            suffix = f" {number}"
            name = (clean or gettext("Blad"))[: MAX_TITLE - len(suffix)] + suffix
        return name

    def cells(self) -> Iterator[list[_Cell]]:
        raise NotImplementedError

    def write_rows(self):
        stream = self.xf.send(True)  # noqa: FBT003  openpyxl's way of asking for the stream itself
        letters: list[str] = []
        with stream.element("sheetData"):
            for number, cells in enumerate(self.cells(), 1):
                if number > MAX_ROWS:
                    raise TooManyRows
                while len(letters) < len(cells):
                    letters.append(get_column_letter(len(letters) + 1))
                row = Element("row", r=str(number))
                for letter, cell in zip(letters, cells, strict=False):
                    _append(row, f"{letter}{number}", cell)
                stream.write(row)
        self.xf.send(None)

    def finish(self) -> None:
        self.write_top()
        self.ws.close()  # calls write_rows and then writes what follows the rows

    def discard(self) -> None:
        """Remove the temporary file of a workbook that failed; a saved one has done so itself."""
        with suppress(Exception):
            self.close()
        with suppress(FileNotFoundError, ValueError):
            self.cleanup()

    def style(self, kind: Kind, **looks) -> str:
        """The number of a cell format in the workbook's style sheet."""
        cell = WriteOnlyCell(self.ws)
        cell.number_format = _FORMATS[kind]
        for name, look in looks.items():
            setattr(cell, name, look)
        return str(cell.style_id)

    def set_up_print(self, *, orientation: str) -> None:
        self.ws.page_setup.orientation = orientation
        self.ws.page_setup.paperSize = A4
        self.ws.page_setup.fitToHeight = 0
        self.ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.ws.oddFooter.left.text = self.ws.title.replace("&", "&&")
        self.ws.oddFooter.right.text = "&P (&N)"


class _ListWriter(_SheetWriter):
    """A list: frozen header, an Excel table with its filter, and below it the totals of the rows shown."""

    def __init__(self, book: Workbook, sheet: Sheet):
        super().__init__(book, str(sheet.title))
        self.columns = sheet.columns
        self.headers = [" ".join(str(column.header).split()) for column in sheet.columns]
        if len({header.casefold() for header in self.headers}) < len(self.headers) or not all(self.headers):
            raise ValueError(f"An Excel table needs headers that differ: {self.headers}")
        self.rows = sheet.rows
        self.row_count = 0
        self._sums = {index: Decimal(0) for index, column in enumerate(sheet.columns) if column.total}
        self.ws.freeze_panes = "A2"
        self.ws.print_title_rows = "1:1"
        self.set_up_print(orientation="landscape")
        for index, (header, column) in enumerate(zip(self.headers, sheet.columns, strict=True), 1):
            width = column.width or max(_WIDTHS[column.kind], len(header) + 4)  # room for the filter's arrow
            self.ws.column_dimensions[get_column_letter(index)].width = width

    def totals(self) -> list[tuple[Column, Decimal]]:
        return [(self.columns[index], total) for index, total in self._sums.items()]

    def cells(self):
        bold, shade = Font(bold=True), PatternFill("solid", fgColor="E7ECEF")
        for_header = {
            side: self.style(
                Kind.TEXT,
                font=bold,
                fill=shade,
                alignment=Alignment(horizontal=side, vertical="center"),
                border=Border(bottom=Side("thin")),
            )
            for side in ("left", "right")
        }
        yield [
            _Cell(Kind.TEXT, header, for_header["right" if column.kind.is_number else "left"])
            for header, column in zip(self.headers, self.columns, strict=True)
        ]
        yield from self._data()
        last = max(self.row_count, 1) + 1  # Excel refuses a table without a row, so an empty list has a blank one
        if self._sums:
            if not self.row_count:
                yield []
            yield self._total_row(last, font=bold, border=Border(top=Side("thin")))
        self._add_table(last)

    def _data(self):
        readers = [(column.reader(), column.kind, self.style(column.kind)) for column in self.columns]
        for row in self.rows:
            cells = [_Cell(kind, read(row), style) for read, kind, style in readers]
            for index in self._sums:
                self._sums[index] += cells[index].value or 0
            self.row_count += 1
            yield cells

    def _total_row(self, last: int, **looks) -> list[_Cell]:
        """109 sums what the filter leaves visible; a program that does not calculate shows the sum of all."""
        cells = [_Cell(Kind.TEXT, None, "") for _column in self.columns]
        if 0 not in self._sums:
            cells[0] = _Cell(Kind.TEXT, pgettext("rad i en tabell", "Summa"), self.style(Kind.TEXT, **looks))
        for index, total in self._sums.items():
            kind, letter = self.columns[index].kind, get_column_letter(index + 1)
            formula = f"SUBTOTAL(109,{letter}2:{letter}{last})"
            cells[index] = _Cell(kind, total, self.style(kind, **looks), formula)
        return cells

    def _add_table(self, last: int) -> None:
        """The table ends above the totals, so that neither filter nor sorting moves them."""
        number = len(self.book.worksheets)
        table = Table(id=number, displayName=f"Tabell{number}", ref=f"A1:{get_column_letter(len(self.columns))}{last}")
        table._initialise_columns()
        for table_column, header in zip(table.tableColumns, self.headers, strict=True):
            table_column.name = header
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        self.ws.tables.add(table)

    def write_breaks(self):
        """Say that organisation numbers and references are text on purpose, or Excel flags every one of them."""
        super().write_breaks()
        if self.row_count:
            reference = f"A2:{get_column_letter(len(self.columns))}{self.row_count + 1}"
            ignored = Element("ignoredErrors")
            SubElement(ignored, "ignoredError", sqref=reference, numberStoredAsText="1")
            self.xf.send(ignored)


class _PairsWriter(_SheetWriter):
    def __init__(self, book: Workbook, title: str, pairs: Iterable[tuple[str, Kind, Any]]):
        super().__init__(book, title)
        self.pairs = pairs
        self.set_up_print(orientation="portrait")
        self.ws.column_dimensions["A"].width = 32
        self.ws.column_dimensions["B"].width = 60

    def cells(self):
        top = Alignment(vertical="top")
        for_label = self.style(Kind.TEXT, font=Font(bold=True), alignment=top)
        for label, kind, value in self.pairs:
            for_value = self.style(kind, alignment=Alignment(horizontal="left", vertical="top", wrap_text=True))
            yield [_Cell(Kind.TEXT, label, for_label), _Cell(kind, value, for_value)]

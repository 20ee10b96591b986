"""Write one sheet row by row: typed, frozen header, filter and totals."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from lxml.etree import Element, SubElement
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter, create_temporary_file
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from core.errors import Refusal
from core.spreadsheets.cells import FORMATS, WIDTHS, Cell, Kind, content_of, number_content, text_content

MAX_ROWS = 1_048_576
MAX_TITLE = 31
A4 = 9
READABLE = 190  # so many characters across landscape A4 are printed at about 70 %

_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


class TooManyRows(Refusal):
    message = _("Urvalet har fler rader än vad som ryms i ett kalkylblad. Begränsa det och försök igen.")


@dataclass(frozen=True)
class Column:
    """`value` is a function of the row, or a dotted path of attributes where None anywhere gives an empty cell.

    `of` names the on-screen list's column that it belongs to, unless the path does.
    """

    header: str
    value: str | Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    width: int | None = None
    total: bool = False
    of: str = ""
    kept: bool = True  # in an export that keeps its rows; not what may name a person and is no bookkeeping

    @property
    def belongs_to(self) -> str:
        if self.of or callable(self.value):
            return self.of
        first = self.value.partition(".")[0]
        return first.removeprefix("get_").removesuffix("_display").removesuffix("_masked")

    def __post_init__(self):
        if self.total and not self.kind.is_number:
            raise ValueError(f"{self.kind} cannot be summed: {self.header}")

    def reader(self) -> Callable[[Any], Any]:
        """Reads the value of a row; that of a column of text is made text once, for all who write it."""
        read = self.value if callable(self.value) else partial(_at, self.value.split("."))
        if self.kind is not Kind.TEXT:
            return read

        def words(row) -> str | None:
            value = read(row)
            return value if value is None else str(value)

        return words


def _at(names: list[str], row) -> Any:
    for name in names:
        row = getattr(row, name)
        if row is None:
            return None
    return row() if callable(row) else row


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: list[Column]
    rows: Iterable


class RowValues:
    """The values of each row of a list, read once; meanwhile the rows are counted and the columns summed."""

    def __init__(self, sheet: Sheet, *, keep: Callable[[Iterable], None] | None = None):
        """`keep` is given the values of each row, in the columns that are kept."""
        self.columns, self.rows, self.keep = sheet.columns, sheet.rows, keep
        self.row_count = 0
        self.sums = {index: Decimal(0) for index, column in enumerate(sheet.columns) if column.total}

    def __iter__(self) -> Iterator[list]:
        readers = [column.reader() for column in self.columns]
        for row in self.rows:
            values = [read(row) for read in readers]
            for index in self.sums:
                self.sums[index] += values[index] or 0
            self.row_count += 1
            if self.keep:
                self.keep([value for value, column in zip(values, self.columns, strict=True) if column.kept])
            yield values

    def totals(self) -> list[tuple[Column, Decimal]]:
        return [(self.columns[index], total) for index, total in self.sums.items()]


class _SheetWriter(WorksheetWriter):
    """One sheet of a write-only workbook, writing its own rows instead of openpyxl's cells.

    A formula can then carry its value (openpyxl writes one or the other, and a reader that does not calculate would see
    no total), and a row takes a tenth of the time.
    """

    def __init__(self, book: Workbook, title: str):
        self.book = book
        sheet = book.create_sheet(self._title(title))
        sheet._writer = self
        place = create_temporary_file()
        self.file = Path(place).open("wb")  # noqa: SIM115  closed by close
        super().__init__(sheet, out=self.file)
        self.out = place  # what openpyxl packs, and removes

    def _title(self, title: str) -> str:
        """A unique sheet title of at most 31 characters, without those that Excel forbids."""
        clean = " ".join(_NOT_IN_TITLE.sub(" ", str(title)).split()).strip("'")[:MAX_TITLE].strip(" '")
        taken = {name.casefold() for name in self.book.sheetnames} | {"history"}  # Excel reserves History
        name, number = clean or gettext("Blad"), 1
        while name.casefold() in taken:
            number += 1
            suffix = f" {number}"
            name = (clean or gettext("Blad"))[: MAX_TITLE - len(suffix)] + suffix
        return name

    def cells(self) -> Iterator[list[Cell]]:
        raise NotImplementedError

    def write_rows(self):
        stream = self.xf.send(True)  # noqa: FBT003  openpyxl's way of asking for the stream itself
        letters: list[str] = []
        with stream.element("sheetData"):
            stream.flush()  # what follows goes to the file itself: to build elements takes five times as long
            for number, cells in enumerate(self.cells(), 1):
                if number > MAX_ROWS:
                    raise TooManyRows
                while len(letters) < len(cells):
                    letters.append(get_column_letter(len(letters) + 1))
                written = [
                    f'<c r="{letter}{number}" s="{style}"{content}'
                    for letter, (style, content) in zip(letters, cells, strict=False)
                    if content
                ]
                self.file.write(f'<row r="{number}">{"".join(written)}</row>'.encode())
        self.xf.send(None)

    def close(self):
        with self.file:
            super().close()

    def finish(self) -> None:
        self.write_top()
        self.ws.close()  # calls write_rows, then writes what follows the rows

    def discard(self) -> None:
        """Remove the temporary file of a failed workbook; saving removes it otherwise."""
        with suppress(Exception):
            self.close()
        with suppress(FileNotFoundError, ValueError):
            self.cleanup()

    def style(self, kind: Kind, **looks) -> str:
        """The index of a cell format in the workbook's style sheet."""
        cell = WriteOnlyCell(self.ws)
        cell.number_format = FORMATS[kind]
        for name, look in looks.items():
            setattr(cell, name, look)
        return str(cell.style_id)

    def set_up_print(self, *, orientation: str, pages_wide: int = 1) -> None:
        self.ws.page_setup.orientation = orientation
        self.ws.page_setup.paperSize = A4
        self.ws.page_setup.fitToWidth = pages_wide
        self.ws.page_setup.fitToHeight = 0
        self.ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.ws.oddFooter.left.text = self.ws.title.replace("&", "&&")
        self.ws.oddFooter.right.text = "&P (&N)"


class ListWriter(_SheetWriter):
    """A list: frozen header, an Excel table with its filter, and below it the totals of the visible rows."""

    def __init__(self, book: Workbook, sheet: Sheet, *, keep: Callable[[Iterable], None] | None = None):
        super().__init__(book, str(sheet.title))
        self.columns, self.values = sheet.columns, RowValues(sheet, keep=keep)
        self.headers = [" ".join(str(column.header).split()) for column in sheet.columns]
        if len({header.casefold() for header in self.headers}) < len(self.headers) or not all(self.headers):
            raise ValueError(f"An Excel table needs headers that differ: {self.headers}")
        self.ws.freeze_panes = "A2"
        self.ws.print_title_rows = "1:1"
        widths = [
            column.width or max(WIDTHS[column.kind], len(header) + 4)  # room for the filter's arrow
            for header, column in zip(self.headers, sheet.columns, strict=True)
        ]
        for index, width in enumerate(widths, 1):
            self.ws.column_dimensions[get_column_letter(index)].width = width
        pages = -(-sum(widths) // READABLE)
        self.set_up_print(orientation="landscape", pages_wide=pages)
        if pages > 1:
            self.ws.print_title_cols = "A:B" if sum(widths[:2]) <= READABLE // 3 else "A:A"

    @property
    def row_count(self) -> int:
        return self.values.row_count

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
            (for_header["right" if column.kind.is_number else "left"], text_content(header))
            for header, column in zip(self.headers, self.columns, strict=True)
        ]
        yield from self._data()
        last = max(self.row_count, 1) + 1  # Excel refuses a table without rows, so an empty list has a blank one
        if self.values.sums:
            if not self.row_count:
                yield []
            yield self._total_row(last, font=bold, border=Border(top=Side("thin")))
        self._add_table(last)

    def _data(self):
        looks = [(self.style(column.kind), content_of(column.kind)) for column in self.columns]
        for values in self.values:
            yield [(style, content(value)) for (style, content), value in zip(looks, values, strict=True)]

    def _total_row(self, last: int, **looks) -> list[Cell]:
        """Function 109 sums the rows that the filter shows; a program that does not calculate shows the sum of all."""
        cells = [("", "") for _column in self.columns]
        if 0 not in self.values.sums:
            cells[0] = self.style(Kind.TEXT, **looks), text_content(pgettext("rad i en tabell", "Summa"))
        for index, total in self.values.sums.items():
            kind, letter = self.columns[index].kind, get_column_letter(index + 1)
            formula = f"SUBTOTAL(109,{letter}2:{letter}{last})"
            cells[index] = self.style(kind, **looks), number_content(total, formula=formula)
        return cells

    def _add_table(self, last: int) -> None:
        """End the table above the totals, so that filtering and sorting do not move them."""
        number = len(self.book.worksheets)
        table = Table(id=number, displayName=f"Tabell{number}", ref=f"A1:{get_column_letter(len(self.columns))}{last}")
        table._initialise_columns()
        for table_column, header in zip(table.tableColumns, self.headers, strict=True):
            table_column.name = header
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        self.ws.tables.add(table)

    def write_breaks(self):
        """Mark organisation numbers and references as intended text, or Excel flags every cell."""
        super().write_breaks()
        if self.row_count:
            reference = f"A2:{get_column_letter(len(self.columns))}{self.row_count + 1}"
            ignored = Element("ignoredErrors")
            SubElement(ignored, "ignoredError", sqref=reference, numberStoredAsText="1")
            self.xf.send(ignored)


class PairsWriter(_SheetWriter):
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
            yield [(for_label, text_content(label)), (for_value, content_of(kind)(value))]

"""Tables that people bring along, as text: pasted, csv from any bank or Excel, and xlsx. Hostile files are refused.

Nothing is calculated: of a formula, what the program that saved the file had worked out is read. A file is measured
before it is parsed, because a few kilobytes of xlsx can claim a million rows or unpack to gigabytes.
"""

import codecs
import csv
import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from defusedxml import DefusedXmlException
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.errors import Refusal

MAX_BYTES = 3 * 1024 * 1024
MAX_UNPACKED = 20 * 1024 * 1024
MAX_PARTS = 200
MAX_ROWS = 1_000
MAX_COLUMNS = 40
MAX_CELL = 2_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # xls of old, and xlsx with a password
_DELIMITERS = "\t;,"
_LOOKED_AT = 30


class UnreadableTable(Refusal):
    message = _("Filen går inte att läsa. Spara den som xlsx eller csv och försök igen.")


class TableTooLarge(Refusal):
    message = _("Listan är för stor. Dela upp den i delar om högst 1 000 rader och 40 kolumner.")


def read_table(content: bytes) -> list[list[str]]:
    """Rows of text from an xlsx or a csv file; empty rows keep their place. Raises UnreadableTable, TableTooLarge."""
    if len(content) > MAX_BYTES:
        raise TableTooLarge
    if content.startswith(_ZIP):
        return _workbook_table(content)
    if content.startswith(_OLE):
        raise UnreadableTable(
            _("Filen är i Excels gamla format eller har ett lösenord. Spara den som xlsx utan lösenord.")
        )
    return read_text(_decoded(content))


def read_text(text: str, *, delimiter: str | None = None) -> list[list[str]]:
    """The same from text, as Excel copies it; without a delimiter it is guessed. Raises as read_table."""
    if "\x00" in text:
        raise UnreadableTable
    lines = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    try:
        return _checked(csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter or _delimiter(lines)))
    except csv.Error:
        raise UnreadableTable from None


def write_text(rows: Iterable[list[str]]) -> str:
    """Rows as one text that read_text reads back the same, cell by cell, with a tab as its delimiter."""
    file = io.StringIO()
    csv.writer(file, delimiter="\t", lineterminator="\n").writerows(
        [" ".join(cell.split()) for cell in row] or [""] for row in rows
    )
    return file.getvalue()


def _checked(rows: Iterable[Iterable[str]]) -> list[list[str]]:
    """Without blanks at the ends; refused as soon as there is too much of it."""
    table = []
    for number, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS or (cells and number >= MAX_ROWS + _LOOKED_AT):
            raise TableTooLarge
        if any(len(cell) > MAX_CELL for cell in cells):
            raise TableTooLarge(_("En av cellerna har för mycket text."))
        if number >= MAX_ROWS + _LOOKED_AT:
            continue
        table.append(cells)
    while table and not table[-1]:
        table.pop()
    if sum(1 for row in table if row) > MAX_ROWS:
        raise TableTooLarge
    return table


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableTable


def _delimiter(text: str) -> str:
    """The one that cuts most of the first lines into equally many cells; a comma last, for amounts have them too."""
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]

    def fit(delimiter: str) -> int:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        return max((rows for width, rows in widths.items() if width > 1), default=0)

    return max(_DELIMITERS, key=fit)  # of equals the first


def _workbook_table(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise TableTooLarge
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            if not book.worksheets:
                raise UnreadableTable
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a file claims to hold may be more than it does, or less
            # One column more than is allowed, so that too much is seen.
            rows = sheet.iter_rows(min_row=1, min_col=1, max_col=MAX_COLUMNS + 1, values_only=True)
            return _checked(map(_words, row) if any(row) else () for row in rows)
        finally:
            book.close()
    except Refusal:
        raise
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        InvalidFileException,
        DefusedXmlException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        EOFError,
        SyntaxError,  # both XML parsers' errors are one
        NotImplementedError,
        RuntimeError,
    ) as error:
        # Whatever a file made to do harm makes the reader stumble over, the answer is the same.
        raise UnreadableTable from error


def _words(value) -> str:
    """A cell as a person would type it: 2026-11-24, 1234.5, and a whole number without decimals."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        near = round(value, 2)
        exact = near if abs(value - near) < 1e-6 else value  # 0.1 + 0.2 as Excel keeps it is 0.3
        return format(Decimal(str(exact)), "f").removesuffix(".0")
    return str(value)

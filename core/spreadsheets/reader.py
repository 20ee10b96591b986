"""Read uploaded tables as text: pasted, csv from any bank or Excel, and xlsx. Hostile files are refused.

Formulas are not calculated: their stored result is read. A file is measured before it is parsed, because a few
kilobytes of xlsx can claim a million rows or unpack to gigabytes.
"""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from xml.parsers import expat

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.spreadsheets.limits import TooMuch, Unreadable
from core.spreadsheets.xlsx import SheetText
from core.text import bounded

MAX_BYTES = 3 * 1024 * 1024
MAX_UNPACKED = 20 * 1024 * 1024
MAX_ROWS = 1_000
MAX_COLUMNS = 40
MAX_CELL = 2_000
MAX_FILLED = 30_000
MAX_LETTERS = 1_000_000


@dataclass(frozen=True)
class Limits:
    """The maximum size of one list."""

    bytes: int = MAX_BYTES
    unpacked: int = MAX_UNPACKED
    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS
    cell: int = MAX_CELL
    filled: int = MAX_FILLED  # non-empty cells
    letters: int = MAX_LETTERS  # in all cells: a workbook can refer to one long text from each


A_LIST = Limits()
# A full register, such as an export of ours.
A_REGISTER = Limits(
    bytes=5 * 1024 * 1024,
    unpacked=40 * 1024 * 1024,
    rows=12_000,
    columns=120,
    cell=32_767,
    filled=400_000,
    letters=8_000_000,
)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # old xls, and xlsx with a password
_DELIMITERS = "\t;,"
_LOOKED_AT = 30
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_ENOUGH = 20  # bytes of consecutive multi-byte letters that cannot be a coincidence
_MISREAD = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_A_DAY = re.compile(r"(?<!\d)20\d\d-?[01]\d-?[0-3]\d(?!\d)", re.ASCII)
_MOST_LINES = 200_000  # including blank ones


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
# Some programs write ="0012" in csv to keep Excel from dropping leading zeros.
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')


class UnreadableTable(Refusal):
    message = Unreadable.message


class UnendedQuote(Refusal):
    message = _("Rad %(number)s: ett citattecken är inte avslutat, så att flera rader blir en. Inget är inläst.")


class TableTooLarge(Refusal):
    """The table exceeds the limits."""

    @classmethod
    def than(cls, limits: Limits) -> "TableTooLarge":
        words = _("Listan är för stor. Dela upp den i delar om högst %(rows)s rader och %(columns)s kolumner.")
        rows = number_format(limits.rows, use_l10n=True)
        return cls(words % {"rows": rows, "columns": limits.columns})


def read_table(content: bytes, limits: Limits = A_LIST) -> list[list[str]]:
    """Read an xlsx or csv file as rows of text, keeping empty rows. Raises UnreadableTable, TableTooLarge.

    Reads a workbook's first visible sheet. Vertically merged cells all get the value of the first. UNSOLVED stands for
    a formula without a stored value.
    """
    if len(content) > limits.bytes:
        raise TableTooLarge.than(limits)
    if content.startswith(_ZIP):
        return _workbook_table(content, limits)
    if content.startswith(_OLE):
        raise UnreadableTable(
            _("Filen är i Excels gamla format eller har ett lösenord. Spara den som xlsx utan lösenord.")
        )
    return read_text(_decoded(content), limits=limits)


def read_text(text: str, *, delimiter: str | None = None, limits: Limits = A_LIST) -> list[list[str]]:
    """Read pasted text like a file; guess the delimiter unless given. Raises as read_table."""
    if "\x00" in text:
        raise UnreadableTable
    lines = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    try:
        rows = csv.reader(_lines(lines), delimiter=delimiter or _delimiter(lines))
        return _checked(_no_more(rows, limits), limits)
    except csv.Error:
        raise UnreadableTable from None


def require_whole_rows(table: Iterable[list[str]]):
    """Raise UnendedQuote for a row with a cell that rows below it are read as a part of: their money would be lost."""
    for number, cells in enumerate(table, start=1):
        if any(map(_holds_rows, cells)):
            raise UnendedQuote(UnendedQuote.message % {"number": number})


def _holds_rows(cell: str) -> bool:
    """Whether a cell goes on over lines that look like rows: with a day, and what parts cells."""
    if "\n" not in cell and "\r" not in cell:
        return False
    lines = cell.splitlines()[1:]
    return any(_A_DAY.search(line) and any(delimiter in line for delimiter in _DELIMITERS) for line in lines)


def write_text(rows: Iterable[list[str]]) -> str:
    """Serialise rows, tab-delimited, so that read_text restores every cell."""
    file = io.StringIO()
    csv.writer(file, delimiter="\t", lineterminator="\n").writerows(
        [" ".join(cell.split()) for cell in row] or [""] for row in rows
    )
    return file.getvalue()


def _lines(text: str) -> Iterator[str]:
    """Yield lines with their ends: a list of them may take many times the text's size."""
    return (match.group() for match in _LINE.finditer(text))


def _no_more(rows: Iterable[list[str]], limits: Limits) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number >= _MOST_LINES:
            raise TableTooLarge.than(limits)
        yield row


def _checked(rows: Iterable[Iterable[str]], limits: Limits) -> list[list[str]]:
    """Strip trailing blanks; raise as soon as a limit is exceeded."""
    table, filled, letters = [], 0, 0
    for number, row in enumerate(rows):
        if not row and number >= limits.rows + _LOOKED_AT:
            continue
        cells = [_trimmed(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > limits.columns or (cells and number >= limits.rows + _LOOKED_AT):
            raise TableTooLarge.than(limits)
        lengths = [len(cell) for cell in cells if cell]
        if lengths and max(lengths) > limits.cell:
            raise TableTooLarge(_("En av cellerna har för mycket text."))
        filled += len(lengths)
        letters += sum(lengths)
        if filled > limits.filled or letters > limits.letters:
            raise TableTooLarge(_("Listan har för mycket text. Dela upp den i flera."))
        if cells or number < limits.rows + _LOOKED_AT:
            table.append(cells)
    while table and not table[-1]:
        table.pop()
    if sum(1 for row in table if row) > limits.rows:
        raise TableTooLarge.than(limits)
    return table


def _trimmed(cell: str) -> str:
    cell = bounded(cell.strip())
    if cell.startswith('="') and (formula := _TEXT_FORMULA.fullmatch(cell)):
        cell = formula[1].replace('""', '"').strip()
    return cell.strip(_INVISIBLE).strip() if cell and (cell[0] in _INVISIBLE or cell[-1] in _INVISIBLE) else cell


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    elif content[1:400:2].count(0) > 100 > content[:400:2].count(0):
        encodings = ("utf-16-le",)  # every other byte is zero, and there is no byte order mark
    else:
        encodings = ("utf-8-sig", *_likeliest(content))
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8-sig" and _is_nearly(content, error.start):
                return content.decode(encoding, errors="replace")
    raise UnreadableTable


def _is_nearly(content: bytes, wrong_at: int) -> bool:
    """Whether it is UTF-8 except for a few bytes, as when two files were concatenated."""
    right = wrong_at - len(content[:wrong_at].decode(errors="ignore"))
    return right >= _ENOUGH or (right > 0 and content.decode(errors="replace").count("\ufffd") == 1)


def _likeliest(content: bytes) -> list[str]:
    """The encodings of Windows, old Macs and DOS, the one that decodes most å, ä and ö first."""

    def letters(encoding: str) -> int:
        return sum(content.count(letter.encode(encoding)) for letter in "åäöÅÄÖ")

    return sorted(("cp1252", "mac_roman", "cp850"), key=letters, reverse=True)


def _windows_bytes(text: str) -> bytes:
    """Pass through the five bytes that Windows-1252 leaves undefined."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return b"".join(letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252") for letter in text)


def mended(table: list[list[str]]) -> tuple[list[list[str]], int]:
    """Repair cells decoded with the wrong encoding; return the table and the number of repaired cells.

    VÃ¤sterÃ¥s becomes Västerås; other text is unchanged.
    """
    count = 0

    def mend(cell: str) -> str:
        nonlocal count
        if not _MISREAD.search(cell):
            return cell
        try:
            right = _windows_bytes(cell).decode("utf-8")
        except UnicodeError:
            return cell
        count += 1
        return _trimmed(right)

    return [[mend(cell) for cell in cells] for cells in table], count


def _delimiter(text: str) -> str:
    """The delimiter that splits most of the first lines into equally many cells.

    The comma is tried last, since amounts contain it; headings do not.
    """
    lines = [line for line in islice(_lines(text), _LOOKED_AT * _LOOKED_AT) if line.strip()][:_LOOKED_AT]

    def fit(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        cut = [rows for width, rows in widths.items() if width > 1]
        return sum(cut), max(cut, default=0)

    return max(_DELIMITERS, key=fit)  # the first on a tie


def _workbook_table(content: bytes, limits: Limits) -> list[list[str]]:
    try:
        sheet = SheetText(content, most_unpacked=limits.unpacked, columns=limits.columns)
        table = _checked(sheet.rows(), limits)
        sheet.fill_down(table)
    except TooMuch as refusal:
        raise TableTooLarge(refusal.message) from None
    except Unreadable as refusal:
        raise UnreadableTable(refusal.message) from None
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        expat.ExpatError,
        zlib.error,
        KeyError,
        ValueError,
        IndexError,
        OverflowError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        # Whatever error a malicious file provokes in the parser, the answer is the same.
        raise UnreadableTable from error
    return table

"""Workbooks measured before they are parsed: a few kilobytes can unpack to gigabytes or nest without end.

Every part is streamed once through expat in small pieces, and nothing of it is kept. What is let through has a bounded
number of elements in all, in each row and in depth, so that the parser after it has bounded work.
"""

import codecs
import io
import zipfile
from pathlib import PurePosixPath
from typing import NamedTuple
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal

MAX_PARTS = 200
MAX_ELEMENTS = 800_000
MAX_RUNS = 250_000  # rows and shared strings
MAX_IN_RUN = 50_000  # a row can have 16,384 cells with a look and no content
MAX_IN_OTHERS = 10_000  # styles, lists of sheets
MAX_PIECES = 48  # of a row or a string: three megabytes
MAX_DEPTH = 40
MAX_MERGED = 2_000
MAX_UNSOLVED = 20_000
MAX_ROW = 1_048_576
_DIGITS = 8
_PIECE = 64 * 1024
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
# As Excel packs; to unpack other ways may take memory that the file decides.
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_START = 3
_XML_STARTS = (b"<", b"\0<", *(codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
_RUNS = frozenset({"row", "x:row", "si", "x:si"})
_MERGED = frozenset({"mergeCell", "x:mergeCell"})
_CELL = frozenset({"c", "x:c"})
_FORMULA = frozenset({"f", "x:f"})
_VALUE = frozenset({"v", "x:v"})
_STRICT = "http://purl.oclc.org/ooxml/"


class Unreadable(Refusal):
    message = _("Filen går inte att läsa. Spara den som xlsx eller csv och försök igen.")


class TooMuch(Refusal):
    message = _("Filen är för stor när den packas upp. Dela upp den, eller spara bara bladet med listan i en ny fil.")


class Measured(NamedTuple):
    """References to cells of each sheet, by the part's name."""

    merged: dict[str, list[str]]
    unsolved: dict[str, list[str]]  # a formula whose value the program that saved the file did not work out


def inspect(content: bytes, *, most_unpacked: int) -> Measured:
    """What the parser will not tell of a workbook that is safe to parse.

    Raises TooMuch and Unreadable; also what zipfile and expat raise for a file that is broken.
    """
    # Before the list of parts is read: each costs more in memory than in the file.
    if content.count(_ENTRY) > MAX_PARTS:
        raise TooMuch
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > most_unpacked:
            raise TooMuch
        _check_names(parts)
        scan = _Scan()
        for part in parts:
            with archive.open(part) as file:
                if part.filename.casefold().endswith((".xml", ".rels")):
                    scan.read(part.filename, file)
                elif file.peek(_START).lstrip()[:_START].startswith(_XML_STARTS):
                    # A sheet may be called anything; a drawing or a picture need not be whole.
                    scan.read(part.filename, file, strict=False)
    return Measured(scan.merged, scan.unsolved)


def _check_names(parts: list[zipfile.ZipInfo]):
    for part in parts:
        name = part.orig_filename.casefold()
        if part.compress_type not in _PACKED:
            raise Unreadable
        if part.flag_bits & _ENCRYPTED:
            raise Unreadable(_("Filen har ett lösenord. Spara den utan lösenord och försök igen."))
        if "vbaproject" in name:
            raise Unreadable(_("Filen har makron. Spara den som en vanlig arbetsbok (xlsx) och försök igen."))
        if "externallinks/" in name:
            raise Unreadable(_("Filen hämtar värden från andra filer. Klistra in dem som värden och försök igen."))
        if name.startswith("/") or "\\" in name or "\x00" in name or ".." in PurePosixPath(name).parts:
            raise Unreadable


class _Scan:
    def __init__(self):
        self.elements = self.runs = 0
        self.merged: dict[str, list[str]] = {}
        self.unsolved: dict[str, list[str]] = {}

    def read(self, name: str, file, *, strict: bool = True):
        self.depth = self.in_run = self.pieces = 0
        large = "worksheets/" in name or "sharedStrings" in name or not strict
        self.most = MAX_IN_RUN if large else MAX_IN_OTHERS
        self.refs: list[str] = []
        self.formulas: list[str] = []
        self.cell, self.has_formula = {}, False
        parser = self.parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        if strict:
            parser.StartDoctypeDeclHandler = self._doctype
        else:
            parser.EntityDeclHandler = self._doctype
        try:
            self._feed(parser, file)
        except expat.ExpatError:
            if strict:
                raise
        if self.refs:
            self.merged[name] = self.refs
        if self.formulas:
            self.unsolved[name] = self.formulas

    def _feed(self, parser, file):
        while piece := file.read(_PIECE):
            self.pieces += 1
            if self.pieces > MAX_PIECES:
                raise TooMuch
            parser.Parse(piece, False)  # noqa: FBT003  whether it is the last piece
        parser.Parse(b"", True)  # noqa: FBT003

    def _start(self, name: str, attributes: dict[str, str]):
        self.depth += 1
        self.in_run += 1
        if self.depth == 1 and attributes.get("xmlns", "").startswith(_STRICT):
            raise Unreadable(_("Filen är sparad som Strict Open XML. Spara den som en vanlig Excel-arbetsbok (xlsx)."))
        if name in _RUNS:
            self._count_run(attributes.get("r", ""))
        elif self.in_run > self.most or self.depth > MAX_DEPTH:
            raise TooMuch
        elif name in _MERGED and "ref" in attributes:
            self.refs.append(attributes["ref"])
            if len(self.refs) > MAX_MERGED:
                raise TooMuch
        elif name in _CELL:
            self.cell, self.has_formula = attributes, False
        elif name in _FORMULA:
            self.has_formula = True
        elif name in _VALUE and self.has_formula:
            self.parser.CharacterDataHandler = self._value

    def _value(self, text: str):
        self.has_formula = False

    def _count_run(self, number: str):
        # Rows that are left out are counted up to by whoever reads the sheet.
        if number and not (number.isdecimal() and int(number[:_DIGITS]) <= MAX_ROW and len(number) < _DIGITS):
            raise TooMuch
        self.elements += self.in_run
        self.in_run = self.pieces = 0
        self.runs += 1
        if self.elements > MAX_ELEMENTS or self.runs > MAX_RUNS:
            raise TooMuch

    def _end(self, name: str):
        self.depth -= 1
        if name in _VALUE:
            self.parser.CharacterDataHandler = None
        elif name in _CELL and self.has_formula:
            self._count_formula()

    def _count_formula(self):
        # A formula that comes to an empty text has an empty value.
        if "r" in self.cell and self.cell.get("t") != "str":
            self.formulas.append(self.cell["r"])
        if len(self.formulas) > MAX_UNSOLVED:
            raise TooMuch(_("Filens formler är inte uträknade. Öppna den i Excel, spara den och försök igen."))

    def _doctype(self, *args):
        """No workbook has one; with it come entities that grow without end or fetch files."""
        raise Unreadable

"""Read the parts of a zip archive with bounded size: a few kilobytes can unpack to gigabytes.

Each part is streamed once through expat to an ArchivePart. The number of elements (in all, per row, nested, and by
distinct name) is bounded, and so are time and memory.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal

MAX_PARTS = 200
MAX_ELEMENTS = 800_000
MAX_RUNS = 250_000  # rows and shared strings
MAX_IN_RUN = 50_000  # a row can have 16,384 cells with a style and no content
MAX_IN_OTHERS = 10_000  # styles, lists of sheets
MAX_PIECES = 32  # of a row or a string: two megabytes
MAX_DEPTH = 40
MAX_NAMES = 200  # the parser keeps every distinct element name
MAX_ATTRIBUTES = 60  # and of an attribute
_PIECE = 64 * 1024
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
# The compression methods of Excel; others may use as much memory as the file asks for.
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_STRICT = "http://purl.oclc.org/ooxml/"


class Unreadable(Refusal):
    message = _("Filen går inte att läsa. Spara den som xlsx eller csv och försök igen.")


class TooMuch(Refusal):
    message = _("Filen är för stor när den packas upp. Dela upp den, eller spara bara bladet med listan i en ny fil.")


class ArchivePart:
    """Extract data from one part; `starts` and `ends` map elements to handlers.

    Elements are named by their namespace, a space and the local name.
    """

    run = ""  # the element of which there is one per row or string
    most_in_run = MAX_IN_OTHERS

    def __init__(self):
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}
        self.listen: Callable[[str], None] | None = None  # receives the text while it is set
        self.elements = self.runs = self.depth = self.in_run = self.pieces = 0
        self.names: set[str] = set()

    def read(self, file) -> Iterator[None]:
        """Stream the file, yielding after each piece. Raises TooMuch, Unreadable and expat's errors."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        # No workbook has a document type; it allows entities that expand without limit or fetch files.
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
        while piece := file.read(_PIECE):
            self.pieces += 1
            if self.pieces > MAX_PIECES:
                raise TooMuch
            parser.Parse(piece, False)  # noqa: FBT003  whether it is the last piece
            yield
        parser.Parse(b"", True)  # noqa: FBT003
        yield

    def _start(self, name: str, attributes: dict[str, str]):
        self.depth += 1
        self.in_run += 1
        start = self.starts.get(name)
        if name == self.run:
            self._count_run()
        elif self.in_run > self.most_in_run or self.depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise TooMuch
        elif start is None:
            self._count_name(name)
        if start is not None:
            start(attributes)

    def _count_run(self):
        self.elements += self.in_run
        self.in_run = self.pieces = 0
        self.runs += 1
        if self.elements > MAX_ELEMENTS or self.runs > MAX_RUNS:
            raise TooMuch

    def _count_name(self, name: str):
        if self.depth == 1 and name.startswith(_STRICT):
            raise Unreadable(_("Filen är sparad som Strict Open XML. Spara den som en vanlig Excel-arbetsbok (xlsx)."))
        self.names.add(name)
        if len(self.names) > MAX_NAMES:
            raise TooMuch

    def _end(self, name: str):
        self.depth -= 1
        if end := self.ends.get(name):
            end()

    def _text(self, text: str):
        if self.listen is not None:
            self.listen(text)


def _refuse(*args):
    raise Unreadable


class Archive:
    """Raises TooMuch and Unreadable, and zipfile's errors if the file is broken."""

    def __init__(self, content: bytes, *, most_unpacked: int):
        # Check before reading the list of parts, where each entry costs more memory than bytes in the file.
        if content.count(_ENTRY) > MAX_PARTS:
            raise TooMuch
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        parts = self._zip.infolist()
        if sum(part.file_size for part in parts) > most_unpacked:
            raise TooMuch
        _check_names(parts)
        self._parts = {part.filename.casefold(): part for part in parts}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def stream(self, name: str, part: ArchivePart) -> Iterator[None]:
        """Read the named part piece by piece. Raises KeyError if it is missing."""
        with self._zip.open(self._parts[name.casefold()]) as file:
            yield from part.read(file)

    def read(self, name: str, part: ArchivePart) -> ArchivePart:
        """Read the whole named part."""
        for _piece in self.stream(name, part):
            pass
        return part


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

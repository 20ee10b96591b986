"""Convert Outlook's files (.msg) to internet messages, so that one parser reads both.

A .msg is a compound file ([MS-CFB]), a small file system, with a stream for each property of the message, of its
recipients and of its attachments ([MS-OXMSG], [MS-OXPROPS]). olefile finds the streams. The file is untrusted: its
tables are bounded before they are read, and all streams together by the size of the file.
"""

import datetime as dt
import struct
from collections.abc import Iterator
from contextlib import suppress
from email.utils import format_datetime
from hashlib import sha256
from io import BytesIO
from urllib.parse import quote

from olefile import OleFileIO
from olefile.olefile import DEFECT_INCORRECT, STGTY_STORAGE, STGTY_STREAM, OleDirectoryEntry, OleFileError

from core.email_files import NotMail
from core.mime import TooTangled, parse

BEGINS = bytes.fromhex("d0cf11e0a1b11ae1")
MAX_ENTRIES = 8_192  # streams and folders
MAX_FILES = 100
MAX_RECIPIENTS = 500
MAX_DEPTH = 3  # nested e-mails
LONGEST_WORDS = 16 * 1024  # bytes of a name, an address or a subject
LONGEST_HEAD = 256 * 1024  # bytes of the original transport headers
LONGEST_BODY = 4 * 1024 * 1024
_HEADER = struct.Struct("<30xH12xI16xI")  # the sector's size as a power of 2, sectors of the FAT and of the mini FAT
_SECTOR_SIZES = frozenset({9, 12})
_FIXED = struct.Struct("<HH4x8s")  # a property of fixed size: its type, its number and its value
_FILETIME_BEGINS = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_TEXT, _BYTEWISE, _BINARY = "001F", "001E", "0102"
_INT, _TIME = 0x0003, 0x0040
# Property numbers.
_SUBJECT, _BODY, _HTML, _HEADERS, _MESSAGE_ID = "0037", "1000", "1013", "007D", "1035"
_FROM = (("0C1A", ("5D01", "0C1F")), ("0042", ("5D02", "0065")))  # name, addresses: of sender, of represented one
_RECIPIENT_NAME, _RECIPIENT_ADDRESSES, _RECIPIENT_KIND = "3001", ("39FE", "3003"), 0x0C15
_SENT, _DELIVERED, _CODEPAGE, _HTML_CODEPAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_FILE_NAMES, _FILE, _CONTENT_ID, _HIDDEN = ("3707", "3704", "3001"), "3701", "3712", 0x7FFE
_MESSAGE_WITHIN = f"__SUBSTG1.0_{_FILE}000D"
_RECIPIENT_HEADERS = {1: "To", 2: "Cc"}


def as_message(content: bytes) -> bytes:
    """Convert a .msg to an e-mail for inbox.mailreader. Raises NotMail.

    Attachments are included uncompressed, so the result is about as large as the file.
    """
    try:
        _weigh(content)
        with _Compound(content) as file:
            return b"".join(_Outlook(file, file.root).lines())
    except (OleFileError, OSError, ValueError, IndexError, struct.error, RecursionError) as error:
        raise NotMail from error


def _weigh(content: bytes):
    """Check that the tables have no more sectors than the file's size allows, before olefile reads them."""
    shift, fats, minis = _HEADER.unpack_from(content)
    if shift not in _SECTOR_SIZES:
        raise NotMail
    sector, of_table = 1 << shift, (1 << shift) // 4
    if fats > len(content) // sector // of_table + 2 or minis > len(content) // 64 // of_table + 2:
        raise NotMail


class _Compound(OleFileIO):
    def __init__(self, content: bytes):
        self.content = content
        self.left = len(content)  # bytes that may still be read
        super().__init__(BytesIO(content), raise_defects=DEFECT_INCORRECT)
        self.loadminifat()
        self.inner = list(self._chain(self.fat, self.root.isectStart, self._sectors(self.root.size)))

    def loaddirectory(self, sect):
        most = MAX_ENTRIES * 128 // self.sectorsize
        if sum(1 for _each in self._chain(self.fat, sect, most + 1)) > most:
            raise NotMail
        super().loaddirectory(sect)

    @staticmethod
    def _chain(table, sect: int, most: int) -> Iterator[int]:
        """Yield a stream's sectors in order, at most `most` of them."""
        for _number in range(most):
            if sect >= len(table):
                return
            yield sect
            sect = table[sect]

    def _sectors(self, size: int) -> int:
        return min(size, len(self.content)) // self.sectorsize + 1

    def pieces(self, entry: OleDirectoryEntry, most: int | None = None) -> Iterator[memoryview]:
        """Yield a stream's content, or its first `most` bytes. Raises NotMail when the file's budget is exceeded."""
        size = entry.size if most is None else min(entry.size, most)
        self.left -= size
        if self.left < 0:
            raise NotMail
        view = memoryview(self.content)
        is_small = entry.size < self.minisectorcutoff
        unit = self.minisectorsize if is_small else self.sectorsize
        table = self.minifat if is_small else self.fat
        start = end = 0
        for sect in self._chain(table, entry.isectStart, -(-size // unit)):
            place = self._place_within(sect) if is_small else (sect + 1) * unit
            if place != end:
                yield view[start:end]
                start = place
            end = place + min(unit, size)
            size -= unit
        yield view[start:end]

    def _place_within(self, mini: int) -> int:
        sect, offset = divmod(mini * self.minisectorsize, self.sectorsize)
        return (self.inner[sect] + 1) * self.sectorsize + offset


class _Storage:
    """A folder of the file with the properties of one object: the message, a recipient or an attachment."""

    def __init__(self, file: _Compound, entry: OleDirectoryEntry, *, head: int, codepage: int = 0):
        self.file, self.codepage = file, codepage
        self.streams = {each.name.upper(): each for each in entry.kids if each.entry_type == STGTY_STREAM}
        self.folders = [each for each in entry.kids if each.entry_type == STGTY_STORAGE]
        stream = self.streams.get("__PROPERTIES_VERSION1.0")
        if stream is None:
            raise NotMail
        properties = b"".join(file.pieces(stream, LONGEST_HEAD))[head:]
        whole = properties[: len(properties) // _FIXED.size * _FIXED.size]
        self.fixed = {(number, kind): value for kind, number, value in _FIXED.iter_unpack(whole)}
        self.codepage = self.number(_CODEPAGE) or codepage

    def stream(self, number: str, kind: str) -> OleDirectoryEntry | None:
        return self.streams.get(f"__SUBSTG1.0_{number}{kind}")

    def text(self, number: str, most: int = LONGEST_WORDS) -> str:
        if stream := self.stream(number, _TEXT):
            return b"".join(self.file.pieces(stream, most)).decode("utf-16-le", "replace").rstrip("\0")
        if stream := self.stream(number, _BYTEWISE):
            content = b"".join(self.file.pieces(stream, most))
            return content.decode(_alphabet(self.codepage), "replace").rstrip("\0")
        return ""

    def first(self, numbers: tuple[str, ...], *, having: str = "") -> str:
        """The first non-empty property that contains `having`."""
        return next((text for number in numbers if (text := self.text(number)) and having in text), "")

    def number(self, number: int) -> int:
        value = self.fixed.get((number, _INT))
        return int.from_bytes(value[:4], "little") if value else 0

    def moment(self, number: int) -> dt.datetime | None:
        value = self.fixed.get((number, _TIME))
        if not value:
            return None
        with suppress(OverflowError):
            return _FILETIME_BEGINS + dt.timedelta(microseconds=int.from_bytes(value, "little") // 10)
        return None

    def folders_named(self, begins: str) -> list[OleDirectoryEntry]:
        found = [each for each in self.folders if each.name.lower().startswith(begins)]
        return sorted(found, key=lambda each: each.name)


class _Outlook:
    """Serialise the file's message, or a nested one, as an internet message."""

    def __init__(self, file: _Compound, entry: OleDirectoryEntry, *, depth: int = 0):
        self.file, self.depth = file, depth
        self.message = _Storage(file, entry, head=24 if depth else 32)
        self.boundary = f"msg-{depth}-{sha256(file.content).hexdigest()}"  # the file cannot contain its own digest
        try:
            head = self.message.text(_HEADERS, LONGEST_HEAD).encode("utf-8", "replace") + b"\n\n"
            self.came_with = parse(head.lstrip()).headers
        except TooTangled:
            self.came_with = {}

    def lines(self) -> Iterator[bytes | memoryview]:
        yield from self._head()
        yield from self._body()
        for entry in self.message.folders_named("__attach_version1.0")[:MAX_FILES]:
            yield from self._attachment(entry)
        yield f"\r\n--{self.boundary}--\r\n".encode()

    def _head(self) -> Iterator[bytes]:
        message = self.message
        yield _header("Subject", message.text(_SUBJECT))
        yield _header("From", self._sender()) or self._original("From")
        yield from self._recipients()
        moment = message.moment(_SENT) or message.moment(_DELIVERED)
        yield _header("Date", format_datetime(moment)) if moment else self._original("Date")
        yield _header("Message-ID", message.text(_MESSAGE_ID)) or self._original("Message-ID")
        yield f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{self.boundary}"\r\n'.encode()

    def _original(self, name: str) -> bytes:
        value = self.came_with.get(name.lower(), [b""])[0]
        return b"%s: %s\r\n" % (name.encode(), value) if value else b""

    def _sender(self) -> str:
        """Exchange identifies internal senders by a directory path; then only the headers may have the address."""
        for name, addresses in _FROM:
            if address := self.message.first(addresses, having="@"):
                return _mailbox(self.message.text(name), address)
        return ""

    def _recipients(self) -> Iterator[bytes]:
        recipients = {header: [] for header in _RECIPIENT_HEADERS.values()}
        for entry in self.message.folders_named("__recip_version1.0")[:MAX_RECIPIENTS]:
            person = _Storage(self.file, entry, head=8, codepage=self.message.codepage)
            header = _RECIPIENT_HEADERS.get(person.number(_RECIPIENT_KIND))
            address = person.first(_RECIPIENT_ADDRESSES, having="@")
            if header and address:
                recipients[header].append(_mailbox(person.text(_RECIPIENT_NAME), address))
        for header, people in recipients.items():
            yield _header(header, ", ".join(people)) or self._original(header)

    def _body(self) -> Iterator[bytes | memoryview]:
        if text := self.message.text(_BODY, LONGEST_BODY).strip():
            yield self._part("text/plain; charset=utf-8")
            yield text.encode("utf-8", "replace")
        elif stream := self.message.stream(_HTML, _BINARY):
            yield self._part(f"text/html; charset={_alphabet(self.message.number(_HTML_CODEPAGE))}")
            yield from self.file.pieces(stream, LONGEST_BODY)
        elif html := self.message.text(_HTML, LONGEST_BODY):
            yield self._part("text/html; charset=utf-8")
            yield html.encode("utf-8", "replace")

    def _attachment(self, entry: OleDirectoryEntry) -> Iterator[bytes | memoryview]:
        """A file or a nested e-mail; drawings are skipped."""
        attachment = _Storage(self.file, entry, head=8, codepage=self.message.codepage)
        stream, name = attachment.stream(_FILE, _BINARY), attachment.first(_FILE_NAMES)
        inner = next((each for each in attachment.folders if each.name.upper() == _MESSAGE_WITHIN), None)
        if inner is not None and self.depth < MAX_DEPTH:
            yield self._part("message/rfc822")
            yield from _Outlook(self.file, inner, depth=self.depth + 1).lines()
        if stream is None or not name or attachment.fixed.get((_HIDDEN, 0x000B), b"\0")[:1] != b"\0":
            return
        inline = _header("Content-ID", attachment.text(_CONTENT_ID))
        kind = "image/x-in-the-text" if inline and name.lower().endswith(_PICTURES) else "application/octet-stream"
        yield self._part(kind, inline, f"Content-Disposition: attachment; filename*=utf-8''{quote(name)}\r\n".encode())
        yield from self.file.pieces(stream)

    def _part(self, kind: str, *headers: bytes) -> bytes:
        head = f"\r\n--{self.boundary}\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: binary\r\n"
        return head.encode() + b"".join(headers) + b"\r\n"


_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg", ".emf", ".wmz")


def _alphabet(codepage: int) -> str:
    """Python's codec name for a Windows code page."""
    known = {65001: "utf-8", 20127: "ascii", 20866: "koi8-r"}
    if codepage in known:
        return known[codepage]
    name = f"iso8859-{codepage - 28590}" if 28590 < codepage < 28606 else f"cp{codepage}"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _header(name: str, value: str) -> bytes:
    value = _one_line(value)
    return f"{name}: {value}\r\n".encode("utf-8", "replace") if value else b""


def _mailbox(name: str, address: str) -> str:
    quoted = _one_line(name).replace("\\", "").replace('"', "")
    return f'"{quoted}" <{_one_line(address)}>' if quoted else f"<{_one_line(address)}>"

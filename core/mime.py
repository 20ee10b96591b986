"""Parse an e-mail's MIME parts in one linear pass over its bytes.

The standard library's parser takes quadratic time on crafted headers, and many times the message's size in memory. Here
a part is a slice of the message, and nothing is copied or decoded before it is asked for. Source: RFC 5322, 2045 to
2047, 2231; common violations are read as intended.
"""

import binascii
import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote_to_bytes

MAX_PARTS = 200
MAX_DEPTH = 12
MAX_DELIMITERS = 2_000  # per multipart, delimiters inside lines included
MAX_HEAD = 256 * 1024
MAX_PART_HEAD = 64 * 1024
MAX_HEADERS = 1_000
LONGEST_HEADER = 64 * 1024
LONGEST_BOUNDARY = 200
MAX_PARAMETERS = 40

_BLANK_LINE = re.compile(rb"\n\r?\n")
_HEADER_NAME = re.compile(rb"[!-9;-~]{1,80}[ \t]{0,8}:")
_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_ESCAPED = re.compile("[\udc80-\udcff]+")
_LETTERS = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]+")
_ALPHABETS = re.compile(
    r"(?:utf|iso|windows|cp|koi|gb|hz|big5|shift|s?jis|euc|mac|x-mac|us-|ascii|latin|ks_c|tis)", re.IGNORECASE
)
# Charset labels that programs send for another encoding.
_CONFUSED = frozenset({"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", ""})
_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


class TooTangled(ValueError):
    """More parts or deeper nesting than any mail program produces."""


@dataclass(frozen=True)
class MimePart:
    """A MIME part: its headers, and its content's position in the message."""

    source: bytes = field(repr=False)
    headers: dict[str, list[bytes]] = field(repr=False)  # by lower-case name, unfolded
    start: int
    end: int
    parts: "list[MimePart]" = field(default_factory=list)

    def header(self, name: str) -> str:
        """The first header of that name, encoded words decoded; empty if missing."""
        return words_of(self.raw(name))

    def raw(self, name: str) -> str:
        """The first header of that name, encoded words not decoded."""
        values = self.headers.get(name)
        return decoded(values[0]) if values else ""

    @cached_property
    def kind(self) -> str:
        """The declared content type in lower case: `text/plain`, `image/png`."""
        kind = self.raw("content-type").partition(";")[0].strip().lower()
        return kind if kind.count("/") == 1 else "text/plain"

    @cached_property
    def parameters(self) -> dict[str, str]:
        return parameters_of(self.raw("content-type"))

    @cached_property
    def disposition(self) -> str:
        return self.raw("content-disposition").partition(";")[0].strip().lower()

    @cached_property
    def encoding(self) -> str:
        return self.raw("content-transfer-encoding").strip().lower()

    @cached_property
    def name(self) -> str:
        """The declared file name; empty if none."""
        disposition = parameters_of(self.raw("content-disposition"))
        return words_of(disposition.get("filename") or self.parameters.get("name", ""))

    def content(self, most: int | None = None) -> bytes:
        """The decoded content; with `most`, only of the first `most` encoded bytes."""
        end = self.end if most is None else min(self.end, self.start + most)
        return unpacked(memoryview(self.source)[self.start : end], self.encoding)

    def text(self, most: int) -> str:
        return decoded(self.content(most), self.parameters.get("charset", ""))

    def walk(self) -> "Iterator[MimePart]":
        yield self
        for part in self.parts:
            yield from part.walk()


def parse(content: bytes) -> MimePart:
    """Parse the message. Raises TooTangled."""
    return _Parser(content).part(0, len(content), most_head=MAX_HEAD, depth=0)


class _Parser:
    def __init__(self, content: bytes):
        self.content = content
        self.count = 0

    def part(self, start: int, end: int, *, most_head: int, depth: int, otherwise: bytes = b"text/plain") -> MimePart:
        self.count += 1
        if self.count > MAX_PARTS or depth > MAX_DEPTH:
            raise TooTangled
        headers, body = self._head(start, end, most_head)
        headers.setdefault("content-type", [otherwise])
        part = MimePart(self.content, headers, body, end)
        if part.kind.startswith("multipart/"):
            boundary = part.parameters.get("boundary", "").rstrip()[:LONGEST_BOUNDARY]
            inner = b"message/rfc822" if part.kind == "multipart/digest" else b"text/plain"
            for first, last in self._between(boundary.encode("utf-8", "surrogateescape"), body, end):
                part.parts.append(self.part(first, last, most_head=MAX_PART_HEAD, depth=depth + 1, otherwise=inner))
        elif part.kind == "message/rfc822" and part.encoding not in {"base64", "quoted-printable"}:
            part.parts.append(self.part(body, end, most_head=MAX_PART_HEAD, depth=depth + 1))
        return part

    def _head(self, start: int, end: int, most: int) -> tuple[dict[str, list[bytes]], int]:
        """Parse the headers from `start`; return them and where the content begins."""
        content = self.content
        if content.startswith((b"\n", b"\r\n"), start, end):  # no headers
            return {}, content.index(b"\n", start) + 1
        blank = _BLANK_LINE.search(content, start, end)
        last, body = (blank.start(), blank.end()) if blank else (end, end)
        headers: dict[str, list[bytes]] = {}
        lines: list[bytes] = []
        for line in content[start : min(last, start + most)].split(b"\n", MAX_HEADERS)[:MAX_HEADERS]:
            if line[:1] in {b" ", b"\t"} and lines:
                lines.append(line.strip())
                continue
            self._keep(headers, lines)
            lines = [line.rstrip(b"\r")] if _HEADER_NAME.match(line) else []
        self._keep(headers, lines)
        return headers, body

    def _keep(self, headers: dict[str, list[bytes]], lines: list[bytes]):
        if lines:
            name, _colon, first = lines[0].partition(b":")
            value = b" ".join([first.strip(), *lines[1:]])[:LONGEST_HEADER]
            headers.setdefault(name.strip().lower().decode("ascii"), []).append(value)

    def _between(self, boundary: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the start and end of each part, without the line ends that belong to the delimiters."""
        if not boundary:
            return
        content, mark, begins = self.content, b"--" + boundary, None
        place = content.find(mark, start, end)
        for _number in range(MAX_DELIMITERS):
            if place < 0:
                break
            after = place + len(mark)
            closes = content.startswith(b"--", after, end)
            whole = content[after + 2 * closes : after + 2 * closes + 1] in {b"", b"\r", b"\n", b" ", b"\t"}
            if whole and (place == start or content[place - 1 : place] == b"\n"):
                if begins is not None:
                    last = place - 1 - (content[place - 2 : place - 1] == b"\r")
                    yield begins, max(begins, last)
                if closes:
                    return
                line_end = content.find(b"\n", after, end)
                begins = end if line_end < 0 else line_end + 1
            place = content.find(mark, after, end)
        else:
            raise TooTangled
        if begins is not None:
            yield begins, end  # no closing delimiter


def unpacked(content: bytes | memoryview, encoding: str) -> bytes:
    """Decode base64 or quoted-printable; broken base64 up to the error."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    if encoding != "base64":
        return bytes(content)
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        letters = bytes(content).translate(None, _BASE64)
        return binascii.a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")


def decoded(content: bytes, declared: str = "") -> str:
    """Decode text in the declared charset, or in the detected one.

    Invalid bytes affect no other character: in UTF-8 each is read as Windows-1252.
    """
    name = _codec(declared)
    if name not in _CONFUSED:
        return content.decode(name, "replace")
    text = content.decode("utf-8", "surrogateescape")
    if text.isascii():
        return text
    wrong = sum(map(len, _ESCAPED.findall(text)))
    right = sum(map(len, _LETTERS.findall(text)))
    if wrong and wrong >= right:
        return _bytewise(content, name)
    return _ESCAPED.sub(lambda run: _bytewise(run.group().encode("utf-8", "surrogateescape"), name), text)


def _bytewise(content: bytes, name: str) -> str:
    try:
        return content.decode("iso8859-15" if name == "iso8859-15" else "cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _codec(charset: str) -> str:
    """Python's codec name; empty for none, or for codecs that are not text, some of which take quadratic time."""
    if not _ALPHABETS.match(charset):
        return ""
    try:
        return codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""


def words_of(text: str) -> str:
    """Decode a header's encoded words; one character may be split between two of them."""
    pieces: list[str] = []
    run: list[bytes] = []
    alphabet, done = "", 0
    for word in _WORD.finditer(text):
        between = text[done : word.start()]
        if between.strip() or (run and word[1].lower() != alphabet):
            pieces.append(decoded(b"".join(run), alphabet))
            run = []
        if between.strip() or not done:
            pieces.append(between)
        run.append(_word(word[2].lower(), word[3]))
        alphabet, done = word[1].lower(), word.end()
    return "".join([*pieces, decoded(b"".join(run), alphabet), text[done:]])


def _word(encoding: str, text: str) -> bytes:
    content = text.encode("utf-8", "surrogateescape")
    return unpacked(content, "base64") if encoding == "b" else binascii.a2b_qp(content, header=True)


def parameters_of(value: str) -> dict[str, str]:
    """The parameters of `text/plain; charset=utf-8`, by lower-case name.

    Continuations (`name*0`) are joined and extended values (`name*`) decoded (RFC 2231).
    """
    found: dict[str, str] = {}
    coded: dict[str, bool] = {}
    for name, part in _pairs(value):
        base, _star, more = name.partition("*")
        if base not in found or more.strip("*").isdecimal():
            found[base] = found.get(base, "") + part
            coded[base] = coded.get(base, False) or name.endswith("*")
    return {name: _percent_decoded(part) if coded[name] else part for name, part in found.items()}


def _pairs(value: str) -> Iterator[tuple[str, str]]:
    place = value.find(";")
    for _number in range(MAX_PARAMETERS):
        if place < 0:
            return
        sign = value.find("=", place)
        if sign < 0:
            return
        name = value[place + 1 : sign].rpartition(";")[2].strip().lower()
        begins = sign + 1
        while value[begins : begins + 1].isspace():
            begins += 1
        if value[begins : begins + 1] == '"':
            text, place = _quoted(value, begins + 1)
        else:
            place = value.find(";", begins)
            text = value[begins : place if place >= 0 else None].strip()
        if name:
            yield name[:80], text


def _quoted(value: str, place: int) -> tuple[str, int]:
    """The quoted string up to its closing quote, and where the next parameter begins."""
    characters: list[str] = []
    while place < len(value):
        if value[place] == "\\" and place + 1 < len(value) and value[place + 1] in '"\\':
            place += 1
        elif value[place] == '"':
            break
        characters.append(value[place])
        place += 1
    return "".join(characters), value.find(";", place)


def _percent_decoded(text: str) -> str:
    alphabet, mark, rest = text.partition("'")
    if mark and "'" in rest:
        return decoded(unquote_to_bytes(rest.partition("'")[2]), alphabet)
    return decoded(unquote_to_bytes(text))

"""Extract an e-mail's text: strip HTML, and separate the new text from the quoted."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import HTMLParser, LxmlError

from core.text import visible_lines

LONGEST_HTML = 1_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 500  # libxml2 scans all open elements for each stray end tag
_PIECE = 16 * 1024
LONGEST_LINE = 500  # characters of a line that may begin a quotation
MAX_TABLES = 20  # nested
LONGEST_CELL = 1_000  # characters of a cell in a data row
BETWEEN_CELLS = " | "
_SKIPPED = frozenset({"script", "style", "title", "template", "noscript", "svg", "math"})
_BREAKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 blockquote table ul ol hr section article pre".split())
_CELLS = frozenset({"td", "th"})
_CONTROLS = re.compile(r"[^\n\t\x20-\x7e\xa0-\U0010ffff]+")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]+")
_EMPTY_LINES = re.compile(r"\n{3,}")

# The start of a quoted message, in Swedish and English: Outlook, Gmail and Apple, phones.
_BEGINS = (
    re.compile(
        r"^-{2,}\s*(ursprungligt meddelande|original message|vidarebefordrat meddelande|forwarded message)\s*-{2,}$",
        re.IGNORECASE,
    ),
    re.compile(r"^_{10,}$"),
    re.compile(r"^(den|on)\b.{4,200}\b(skrev|wrote)\b.{0,120}:$", re.IGNORECASE),
    re.compile(r"^\d{1,2}\.? .{4,80}\b\d\d[:.]\d\d\b.{0,10}\b(skrev|wrote)\b.{0,120}:$", re.IGNORECASE),
    re.compile(r"^.{4,200}<[^<>\s]{1,64}@[^<>\s]{1,190}>\s*(skrev|wrote):$", re.IGNORECASE),
    re.compile(r"^(påbörjat vidarebefordrat brev|begin forwarded message):$", re.IGNORECASE),
)
_HEADER = re.compile(r"^\*?(från|from)\s*:\*?\s*\S", re.IGNORECASE)
_HEADER_MORE = re.compile(r"^\*?(skickat|sent|datum|date|till|to|ämne|subject|kopia|cc)\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^(-- ?|(skickat från min|sent from my|hämta outlook för|get outlook for) .{1,40})$", re.IGNORECASE
)
_ATTRIBUTION_STARTS = re.compile(r"^(den|on)\b", re.IGNORECASE)


class SplitMail(NamedTuple):
    """The message's new text, and the rest: the signature and the quoted message."""

    new: str
    rest: str


class _Words:
    """Parser target that collects a page's words without building a tree."""

    def __init__(self):
        self.parts: list[str] = []
        self.elements = self.depth = self.skipping = 0
        self.outer: list[tuple[list[str], list[str]]] = []  # for each open cell: the text before it, and its row
        self.row: list[str] = []

    def start(self, tag: str, attributes):
        self.elements += 1
        self.depth += 1
        if tag in _SKIPPED:
            self.skipping += 1
        elif tag in _CELLS and len(self.outer) < MAX_TABLES:
            self.outer.append((self.parts, self.row))
            self.parts, self.row = [], []
        elif tag in _BREAKS:
            self.parts.append("\n")

    def end(self, tag: str):
        self.depth -= 1
        if tag in _SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif tag in _CELLS and self.outer:
            if self.row:
                self._end_row()
            cell = "".join(self.parts)
            self.parts, self.row = self.outer.pop()
            self.row.append(tidy(cell) if len(cell) <= LONGEST_CELL else cell)
        elif tag == "tr" or (tag == "table" and self.row):
            self._end_row()
        elif tag in _BREAKS and tag != "br":
            self.parts.append("\n")

    def _end_row(self):
        """Join the cells of a data row on one line; put those of a layout row on lines of their own."""
        filled = [cell for cell in self.row if cell]
        beside = len(filled) > 1 and not any("\n" in cell or len(cell) > LONGEST_CELL for cell in filled)
        self.parts += [BETWEEN_CELLS.join(self.row) if beside else "\n".join(filled), "\n"]
        self.row = []

    def data(self, text: str):
        if not self.skipping:
            self.parts.append(text.replace("\n", " ").replace("\r", " "))

    def comment(self, text: str):
        """Ignore comments."""

    def pi(self, target: str, text: str | None = None):
        """Ignore processing instructions, such as Outlook's conditionals."""

    def close(self) -> str:
        while self.outer:
            self.end("td")
        self._end_row()
        return tidy("".join(self.parts))


def text_of_html(html: str) -> str:
    """The text of an HTML page, one line per block, with a row's cells separated.

    The result is never shown as markup, and nothing is fetched. Linear, as libxml2 is up to MAX_DEPTH.
    """
    html = html[:LONGEST_HTML].replace("\0", "")
    return _words(html) or _words(_without_open(html))


def _without_open(html: str) -> str:
    """Turn elements to skip that are never closed into <div>, or they would swallow all following text."""
    small = html.lower()
    for tag in _SKIPPED:
        if f"<{tag}" in small and f"</{tag}" not in small:
            html = re.sub(f"<{tag}", "<div", html, flags=re.IGNORECASE)
    return html


def _words(html: str) -> str:
    words = _Words()
    parser = HTMLParser(target=words, encoding="utf-8")
    try:
        for piece in _pieces(html):
            if words.depth > MAX_DEPTH:  # close all elements and continue as if at the top of the page
                parser.close()
                parser = HTMLParser(target=words, encoding="utf-8")
            parser.feed(piece.encode("utf-8", "replace"))
            if words.elements > MAX_ELEMENTS:
                break
        return parser.close()
    except LxmlError:
        return ""


def _pieces(html: str) -> Iterator[str]:
    """Split at the start of tags, so that none is cut in two."""
    place = 0
    while place < len(html):
        end = place + _PIECE
        mark = html.rfind("<", place + 1, end)
        if end < len(html) and mark > 0:
            end = mark
        yield html[place:end]
        place = end


def tidy(text: str) -> str:
    """Plain lines: no control characters, no trailing spaces, at most one empty line in a row."""
    text = _CONTROLS.sub("", visible_lines(text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def split_answer(text: str) -> SplitMail:
    """Separate the new text from the signature and the quoted message, which both go to `rest`.

    A message that has only a quoted part, such as a forward, is new as a whole.
    """
    lines = tidy(text).split("\n")
    at = next((number for number in range(len(lines)) if _rest_begins(lines, number)), len(lines))
    new, rest = "\n".join(lines[:at]).strip(), "\n".join(lines[at:]).strip()
    return SplitMail(new, rest) if new else SplitMail(rest, "")


def _rest_begins(lines: list[str], number: int) -> bool:
    line = lines[number]
    if len(line) > LONGEST_LINE:
        return False
    if line.startswith(">") or _SIGNATURE.match(line) or any(pattern.match(line) for pattern in _BEGINS):
        return True
    following = lines[number + 1 : number + 5]
    if _ATTRIBUTION_STARTS.match(line) and following:  # Gmail breaks the long line in two
        joined = f"{line} {following[0]}"
        if len(joined) < 330 and any(pattern.match(joined) for pattern in _BEGINS):
            return True
    return bool(_HEADER.match(line)) and any(_HEADER_MORE.match(each) for each in following)

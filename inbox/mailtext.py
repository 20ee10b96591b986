"""The text of an e-mail: markup taken away, and what was answered told apart from what is new."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import HTMLParser, LxmlError

from core.text import visible_lines

LONGEST_HTML = 1_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 500  # libxml2 goes through all that is open for each end that ends nothing
_PIECE = 16 * 1024
LONGEST_LINE = 500  # of those that may begin what is answered
MAX_TABLES = 20  # one in another
LONGEST_CELL = 1_000  # of a row that is data
BETWEEN_CELLS = " | "
_SKIPPED = frozenset({"script", "style", "title", "template", "noscript", "svg", "math"})
_BREAKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 blockquote table ul ol hr section article pre".split())
_CELLS = frozenset({"td", "th"})
_CONTROLS = re.compile(r"[^\n\t\x20-\x7e\xa0-\U0010ffff]+")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]+")
_EMPTY_LINES = re.compile(r"\n{3,}")

# Where what was answered begins, in Swedish and English: Outlook, Gmail and Apple, phones.
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
    """What is new in the message, and what was below it: a signature, the mail that it answers."""

    new: str
    rest: str


class _Words:
    """Gathers the words of a page as libxml2 comes upon them; no tree is made."""

    def __init__(self):
        self.parts: list[str] = []
        self.elements = self.depth = self.skipping = 0
        self.outer: list[tuple[list[str], list[str]]] = []  # of each open cell: what was before it, its row
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
        """The cells of a row of data stand side by side; of a row that is there for the looks, below each other."""
        said = [cell for cell in self.row if cell]
        beside = len(said) > 1 and not any("\n" in cell or len(cell) > LONGEST_CELL for cell in said)
        self.parts += [BETWEEN_CELLS.join(self.row) if beside else "\n".join(said), "\n"]
        self.row = []

    def data(self, text: str):
        if not self.skipping:
            self.parts.append(text.replace("\n", " ").replace("\r", " "))

    def comment(self, text: str):
        """Said to nobody."""

    def pi(self, target: str, text: str | None = None):
        """As comments, which Outlook's conditions are."""

    def close(self) -> str:
        while self.outer:
            self.end("td")
        self._end_row()
        return tidy("".join(self.parts))


def text_of_html(html: str) -> str:
    """The words of a page, a line a block, the cells of a row apart.

    Nothing of it is ever shown as markup, and nothing in it is fetched. Linear, as libxml2 is up to MAX_DEPTH.
    """
    html = html[:LONGEST_HTML].replace("\0", "")
    return _words(html) or _words(_without_open(html))


def _without_open(html: str) -> str:
    """Without the mark of what is never closed, which would swallow all the words after it."""
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
            if words.depth > MAX_DEPTH:  # end all of it, and read on as if the page began here
                parser.close()
                parser = HTMLParser(target=words, encoding="utf-8")
            parser.feed(piece.encode("utf-8", "replace"))
            if words.elements > MAX_ELEMENTS:
                break
        return parser.close()
    except LxmlError:
        return ""


def _pieces(html: str) -> Iterator[str]:
    """Cut where a mark begins, so that none is in two pieces."""
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
    """Tell what is new from the signature and from what it answers, which both stay in `rest`.

    A message that has nothing but an answered one, such as a forwarded one, is new as a whole.
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

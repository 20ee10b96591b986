"""The text of an e-mail: markup taken away, and what was answered told apart from what is new."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

LONGEST_HTML = 2_000_000
_SKIPPED = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "math"})
_BREAKS = frozenset("p div br tr li h1 h2 h3 h4 h5 h6 blockquote table ul ol hr section article pre".split())
_VOID_SKIPPED = frozenset({"meta", "link", "img", "input", "base"})
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
    re.compile(r"^.{4,200}<[^<>\s]+@[^<>\s]+>\s*(skrev|wrote):$", re.IGNORECASE),
    re.compile(r"^(påbörjat vidarebefordrat brev|begin forwarded message):$", re.IGNORECASE),
)
_HEADER = re.compile(r"^\*?(från|from)\s*:\*?\s*\S", re.IGNORECASE)
_HEADER_MORE = re.compile(r"^\*?(skickat|sent|datum|date|till|to|ämne|subject|kopia|cc)\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^(-- ?|(skickat från min|sent from my|hämta outlook för|get outlook for) .{1,40})$", re.IGNORECASE
)
_ATTRIBUTION_STARTS = re.compile(r"^(den|on)\b", re.IGNORECASE)


class Split(NamedTuple):
    """What is new in the message, and what was below it: a signature, the mail that it answers."""

    new: str
    rest: str


class _Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag, attrs):
        if tag in _SKIPPED:
            self.skipping += 1
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_startendtag(self, tag, attrs):
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        if tag in _SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif tag in _BREAKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.skipping:
            self.parts.append(data.replace("\n", " ").replace("\r", " "))


def text_of_html(html: str) -> str:
    """The words of a page, a line a block. Nothing of it is ever shown as markup, and nothing in it is fetched."""
    parser = _Words()
    parser.feed(html[:LONGEST_HTML])
    parser.close()
    return tidy("".join(parser.parts))


def tidy(text: str) -> str:
    """Plain lines: no control characters, no trailing spaces, at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or (c >= " " and c != "\x7f" and not "\x80" <= c <= "\x9f"))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def split_answer(text: str) -> Split:
    """Tell what is new from the signature and from what it answers, which both stay in `rest`.

    A message that has nothing but an answered one, such as a forwarded one, is new as a whole.
    """
    lines = tidy(text).split("\n")
    at = next((number for number in range(len(lines)) if _rest_begins(lines, number)), len(lines))
    new, rest = "\n".join(lines[:at]).strip(), "\n".join(lines[at:]).strip()
    return Split(new, rest) if new else Split(rest, "")


def _rest_begins(lines: list[str], number: int) -> bool:
    line = lines[number]
    if line.startswith(">") or _SIGNATURE.match(line) or any(pattern.match(line) for pattern in _BEGINS):
        return True
    following = lines[number + 1 : number + 5]
    if _ATTRIBUTION_STARTS.match(line) and following:  # Gmail breaks the long line in two
        joined = f"{line} {following[0]}"
        if len(joined) < 330 and any(pattern.match(joined) for pattern in _BEGINS):
            return True
    return bool(_HEADER.match(line)) and any(_HEADER_MORE.match(each) for each in following)

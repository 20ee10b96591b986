"""Search and sort keys for Swedish text, computed in Python so that SQLite and PostgreSQL agree."""

import datetime as dt
import re
import unicodedata
from functools import cache
from typing import Literal

# The Swedish alphabet ends in z å ä ö. The key encodes them as z and a digit: digits sort before letters, and both sort
# alike in every collation.
_LAST_LETTERS = {"z": "z0", "å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3"}
_FOLDED_LETTERS = {"ü": "y", "đ": "d", "ł": "l", "þ": "th", "ð": "d"}
_DIGITS = re.compile(r"\d+")
_NOT_SORTED = re.compile(r"[^0-9a-z]+")
# Invisible characters that come with pasted text: soft hyphens, zero-width characters, fillers, directional marks, byte
# order marks.
_INVISIBLE_RANGES = (
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F)
)  # fmt: skip
_INVISIBLE = dict.fromkeys([0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFEFF, 0xFFA0])
_INVISIBLE |= dict.fromkeys(code for first, last in _INVISIBLE_RANGES for code in range(first, last + 1))
_NOT_SOUGHT = _INVISIBLE | {0: None}
# Characters to strip. Joiners are kept, since they hold emoji such as a family together; NUL is refused instead.
_JOINER = "\N{ZERO WIDTH JOINER}"
_PICTURES = "\ufe0f\u2190-\u2bff\U0001f000-\U0001faff"
_LOOSE_JOINER = re.compile(f"(?<![{_PICTURES}]){_JOINER}|{_JOINER}(?![{_PICTURES}])")
_CONTROLS = dict.fromkeys([*range(0x01, 0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)])
_NOT_KEPT = {code: None for code in _INVISIBLE | _CONTROLS if code != ord(_JOINER)}
_NOT_KEPT_OF_LINES = _NOT_KEPT | dict.fromkeys([0x0B, 0x0C, *range(0x1C, 0x20), 0x85, 0x2028, 0x2029], "\n")
_SWEDISH_CODE = re.compile(r"[0-9]{5}")
SORT_KEY_LENGTH = 200
LONG_TEXT = 100_000  # characters in a multi-line text
MOST_MARKS = 30  # combining marks per letter: Unicode's Stream-Safe Text Format, UAX #15


@cache
def _marks() -> re.Pattern:
    """Match runs of more than MOST_MARKS marks: characters whose decomposition begins with a combining mark."""
    planes = map(chr, range(0x300, 0x20000))
    marks = "".join(c for c in planes if unicodedata.combining(unicodedata.normalize("NFKD", c)[0]))
    return re.compile(f"([{marks}]{{{MOST_MARKS}}})[{marks}]+")


def bounded(text: str) -> str:
    """Drop a letter's combining marks beyond MOST_MARKS: normalising takes quadratic time in them.

    No language has more than a few.
    """
    return text if _is_latin(text) else _marks().sub(r"\1", text)


def normalised(text: str, form: Literal["NFC", "NFD"] = "NFC") -> str:
    """Normalise any text in linear time; the only place that does."""
    return unicodedata.normalize(form, bounded(text))


def visible(text: str) -> str:
    """One line as stored: no invisible characters, single plain spaces; empty if nothing is left."""
    if _is_plain(text):
        return " ".join(text.split())
    text = normalised(_LOOSE_JOINER.sub("", text.translate(_NOT_KEPT)))
    return " ".join(text.split()) if _is_seen(text) else ""


def visible_lines(text: str) -> str:
    """The same for several lines, keeping their spaces, which may align columns."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _is_plain(text.replace("\n", "").replace("\t", "")):
        return text if text.strip() else ""
    text = normalised(_LOOSE_JOINER.sub("", text.translate(_NOT_KEPT_OF_LINES)))
    return text if _is_seen(text) else ""


def _is_plain(text: str) -> bool:
    """Fast path: already composed, with nothing invisible but spaces."""
    return text.isprintable() and _is_latin(text)


def _is_latin(text: str) -> bool:
    """Fast path for most text: only letters below the combining marks."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _is_seen(text: str) -> bool:
    """Whether it has a letter, digit or symbol; marks alone are not visible."""
    return any(unicodedata.category(c)[0] in "LNPS" for c in text)


def search_key(*parts: str | None) -> str:
    """Join the parts into one casefolded NFC string with single spaces, for a plain `contains` lookup.

    Leave out NUL, which no row holds and on which both databases fail.
    """
    text = normalised(" ".join(part for part in parts if part).translate(_NOT_SOUGHT))
    return " ".join(normalised(text.casefold()).split())


def _folded(letter: str) -> str:
    """The letter it sorts as: é as e and ü as y, but å, ä and ö are separate letters."""
    if letter in _LAST_LETTERS:
        return letter
    if letter in _FOLDED_LETTERS:
        return _FOLDED_LETTERS[letter]
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))


def _number(match: re.Match) -> str:
    digits = match.group().lstrip("0") or "0"
    return f"1{len(digits):02}{digits}"


def sort_key(text: str) -> str:
    """Fold to 0-9 and a-z so that string order is Swedish order: Å Ä Ö last, É as E, Ü as Y.

    Shorter words first (`Bo AB` before `Boa`), numbers by size (`Lag 2` before `Lag 10`).
    """
    words = []
    for word in "".join(map(_folded, search_key(text))).split():
        letters = "".join(_LAST_LETTERS.get(letter, letter) for letter in _DIGITS.sub(_number, word))
        words.append(_NOT_SORTED.sub("", letters))
    return "0".join(filter(None, words))[:SORT_KEY_LENGTH]


def period_words(first: dt.date, last: dt.date) -> str:
    """`2026` for a calendar year, else its first and last day."""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return str(first.year) if whole else f"{first} – {last}"


def post_town(postal_code: str, city: str) -> str:
    """As on an envelope: 123 45 Provstad. A code of another land stands as it was written."""
    digits = postal_code.replace(" ", "")
    code = f"{digits[:3]} {digits[3:]}" if _SWEDISH_CODE.fullmatch(digits) else postal_code
    return f"{code} {city}".strip()

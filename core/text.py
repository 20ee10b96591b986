"""Search and sort keys for Swedish text, made in Python so that SQLite and PostgreSQL agree to the letter."""

import datetime as dt
import re
import unicodedata

# The Swedish alphabet ends in z å ä ö. The key says it with a digit after z, because digits come before
# letters and letters come in order under every collation a database may have been created with.
_LAST_LETTERS = {"z": "z0", "å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3"}
_FOLDED_LETTERS = {"ü": "y", "đ": "d", "ł": "l", "þ": "th", "ð": "d"}
_DIGITS = re.compile(r"\d+")
_NOT_SORTED = re.compile(r"[^0-9a-z]+")
# Soft hyphens, zero-width characters, marks of direction and byte order: they come along when text is pasted, and
# nobody sees them.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
SORT_KEY_LENGTH = 200


def visible(text: str) -> str:
    """Without what nobody sees, and with single plain spaces."""
    return " ".join(text.translate(_INVISIBLE).split())


def search_key(*parts: str | None) -> str:
    """Join the parts into one casefolded NFC string with single spaces, for a plain `contains` look-up."""
    text = unicodedata.normalize("NFC", " ".join(part for part in parts if part).translate(_INVISIBLE))
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def _folded(letter: str) -> str:
    """The letter it sorts as: é as e and ü as y, but å, ä and ö are letters of their own."""
    if letter in _LAST_LETTERS:
        return letter
    if letter in _FOLDED_LETTERS:
        return _FOLDED_LETTERS[letter]
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))


def _number(match: re.Match) -> str:
    digits = match.group().lstrip("0") or "0"
    return f"1{len(digits):02}{digits}"


def sort_key(text: str) -> str:
    """Fold to 0-9 and a-z so that plain string order is Swedish order: Å Ä Ö last, É as E, Ü as Y.

    Words before longer words (`Bo AB` before `Boa`), numbers by size (`Lag 2` before `Lag 10`).
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

"""Find and strike a person's names, addresses and numbers in any text, without database access.

A text is read as people and programs write it: in any case, with any space or comma between the words of a name, with a
Swedish genitive, as part of an address in a browser (`anna%40akeriet.example`), a phone number grouped in any way.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from core.text import normalised

STRUCK = "[raderat]"
SHORTEST_NAME = 2  # letters: an initial is in every text
_BETWEEN_WORDS = r"(?:(?:[\s,;+/\-\u2010-\u2015]|%20|%2C|&nbsp;){1,6}|[._])"
_HYPHENS = re.compile(r"[\s\-\u2010-\u2015]+")
_GENITIVE = r"(?:[:\u2019']?s)?"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_IN_NUMBER = r"(?:[\s().\-\u2010-\u2015\u2212/+_]|%20|%28|%29|&nbsp;){0,5}"
_LONG_NUMBER = 8  # digits without the zero that a spreadsheet takes away; a shorter one may be any number
_AT = r"(?:@|%40|=40|\s?[(\[](?:at|snabel-a)[)\]]\s?)"
_PLUS = r"(?:\+|%2B|00)"


@dataclass(frozen=True)
class Terms:
    """What identifies somebody. `anywhere` and `addresses` do in every text; `near` only in one that is about them.

    `numbers` are phone numbers as country code and national digits; `codes` are digits that may have a hyphen, such as
    a personnummer. `split` are first and last names that name somebody as cells of one row; `last`
    are the last names, by which people are sought.
    """

    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    numbers: frozenset[tuple[str, str]] = frozenset()
    codes: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    split: frozenset[tuple[str, str]] = frozenset()
    last: frozenset[str] = frozenset()

    def in_cells(self, cells: Iterable[str]) -> bool:
        """Whether the first name fills one cell of a row and the last name another."""
        told = set(map(_plain, cells))
        return any(pair <= told for pair in self._pairs)

    @cached_property
    def _pairs(self) -> list[set[str]]:
        return [{_plain(first), _plain(last)} for first, last in self.split]

    @cached_property
    def anywhere(self) -> re.Pattern | None:
        return _compiled(self._sure)

    @cached_property
    def nearby(self) -> re.Pattern | None:
        return _compiled([*self._sure, *map(_name, _longest_first(self.near))])

    @cached_property
    def sought(self) -> re.Pattern | None:
        return _compiled([*self._sure, *map(_name, _longest_first(self.last))])

    @property
    def _sure(self) -> list[str]:
        return [
            *map(_address, _longest_first(self.addresses)),
            *(_number(*number) for number in sorted(self.numbers)),
            *map(_code, _longest_first(self.codes)),
            *map(_name, _longest_first(self.names)),
        ]


def _plain(text: str) -> str:
    text = " ".join(text.casefold().split())
    return text if text.isascii() else normalised(text)


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: (-len(text), text))


def _compiled(alternatives: list[str]) -> re.Pattern | None:
    return re.compile("|".join(alternatives), re.IGNORECASE) if alternatives else None


def _letters(text: str, *, plain: bool = False) -> str:
    """The letters as written, or quoted in the address of a page; `plain`: or without their marks."""
    return "".join(_letter(letter, plain=plain) for letter in text)


def _letter(letter: str, *, plain: bool) -> str:
    forms = {letter, letter.lower(), letter.upper()}
    forms |= {normalised(form, "NFD") for form in forms}  # as some programs write rings and dots, apart
    quoted = {quote(form, safe="") for form in forms} - forms
    apart = normalised(letter, "NFD")
    ways = [letter, *sorted(quoted), *([apart, apart[:1]] if plain else [apart])]
    ways = list(dict.fromkeys(map(re.escape, ways)))
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _name(name: str) -> str:
    """Any hyphen may be a space, and a space a hyphen or what a file's name has instead.

    A name of several words may lack its rings and dots; of one word it would be another word.
    """
    words = [word for word in _HYPHENS.split(name) if word]
    words = [_letters(word, plain=len(words) > 1) for word in words]
    return rf"{_NO_LETTER_BEFORE}{_BETWEEN_WORDS.join(words)}{_GENITIVE}{_NO_LETTER_AFTER}"


def _address(address: str) -> str:
    letters = _letters(address).replace("(?:@|%40)", _AT)
    return rf"(?<![\w.+\-]){letters}(?![\w\-])"


def _number(country: str, national: str) -> str:
    digits = _IN_NUMBER.join(national)
    bare = rf"|(?<![\d.,]){national}(?![\d.,]*\d)" if len(national) >= _LONG_NUMBER else ""
    return rf"(?<!\d)(?:{_PLUS}?{country}{_IN_NUMBER}0?|0){_IN_NUMBER}{digits}(?!\d){bare}"


def _code(code: str) -> str:
    return rf"(?<!\d)(?:\d\d)?{code[:-4]}[\-+\u2010-\u2015\u2212 ]?{code[-4:]}(?!\d)"


def strike(text: str, pattern: re.Pattern, *, mark: str = STRUCK) -> str:
    return pattern.sub(mark, text)


def strike_in(value, pattern: re.Pattern):
    """Strike every text and key in what JSON can hold; the same value if nothing is struck."""
    if isinstance(value, str):
        return pattern.sub(STRUCK, value)
    if isinstance(value, list):
        return [strike_in(each, pattern) for each in value]
    if isinstance(value, dict):
        return {strike_in(key, pattern): strike_in(each, pattern) for key, each in value.items()}
    return value


def texts_in(value) -> Iterable[str]:
    """Every text and key in what JSON can hold."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts_in(key)
            yield from texts_in(each)


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool


AROUND = 50  # characters of a text that are shown on each side of a hit


def excerpt(text: str, pattern: re.Pattern, *, most: int = 3) -> list[Piece]:
    """The first hits of a text with a few words around each."""
    pieces, at = [], 0
    for number, match in enumerate(pattern.finditer(text)):
        if number == most:
            break
        start = max(at, match.start() - AROUND)
        lead = "\N{HORIZONTAL ELLIPSIS}" if start > at or (start and not pieces) else ""
        pieces += [Piece(lead + text[start : match.start()], is_hit=False), Piece(match.group(), is_hit=True)]
        at = match.end()
    rest = text[at : at + AROUND]
    more = "\N{HORIZONTAL ELLIPSIS}" if len(text) > at + AROUND else ""
    return [piece for piece in [*pieces, Piece(rest + more, is_hit=False)] if piece.text] if pieces else []

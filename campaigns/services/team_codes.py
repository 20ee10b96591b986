"""Read teams' codes in a message. Text alone: what the codes mean is campaigns.services.team_lookup."""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from core.text import search_key

_UNITS = (
    r"kr|krona|kronor|kronorna|sek|öre|spänn|tkr|eur|euro|procent|st|styck|stycken|x|ggr|gång|gånger|pers|person|personer"
    r"|people|persons|times"
)
# What makes the figure before it an amount or a count.
_UNIT = rf"\s?(?:(?:{_UNITS})\b|[%€×]|[:;,.]-(?![()dp]))"
_FIGURE = rf"(?P<figure>\d{{1,3}})(?:\b|(?={_UNIT}))"
# P9RW 1 and P9RW-1, as people read a code aloud
_APART = re.compile(rf"[ -]{_FIGURE}")
# One more figure: "1, 2", "1 och 2", "1+2", "1 och lag 2".
_NEXT = re.compile(
    r"(?P<between>\W+(?:(?P<word>och|o|samt|eller|plus|and|or)\b\W*)?)(?:(?:lag|lagen|team|teams|nr)\b\W*)?" + _FIGURE
)
_HAS_UNIT = re.compile(_UNIT)
_PART_OF_LARGER = re.compile(r"[.,:/]\d")
_THOUSANDS = re.compile(r"(?: \d{3}){1,3}\b")  # few, so that a row of figures is read in linear time
_JOINS = re.compile(r"\s?[+&/]\s?|[-–]")
_WORD = re.compile(r"\w+")


class Mentions(NamedTuple):
    """The codes in a message; `is_unsure` if it has only such whose figure may be an amount or a count instead."""

    codes: list[str]
    is_unsure: bool


def words_of(message: str) -> list[str]:
    return _WORD.findall(search_key(message))


def mentions_in(
    message: str, *, stem_of: Mapping[str, str], stems: Collection[str], amount: Decimal | None
) -> Mentions:
    """Which of the teams' codes stand in a message, in any case; `stem_of` each is its competition's code.

    A figure after a code names one more team: a message that may name two names both. A figure apart from the
    competition's code is no team if a word of amount or count follows, if it is part of a larger number, or if it
    equals the gift's `amount` in kronor.
    """
    text, codes, is_unsure = search_key(message), [], False
    known = {"codes": stem_of, "amount": amount}
    for found in _WORD.finditer(text):
        word, end = found.group(), found.end()
        if stem := stem_of.get(word):
            codes += [word, *_further(text, end, stem=stem, **known)]
        elif word in stems and (apart := _APART.match(text, end)) and (code := word + apart["figure"]) in stem_of:
            end = apart.end("figure")
            more = [each for each in _further(text, end, stem=word, **known) if each != code]
            if not more and _is_number(text, apart["figure"], end, amount):
                is_unsure = True
            else:
                codes += [code, *more]
    return Mentions(codes, is_unsure and not codes)


def _further(text: str, end: int, *, stem: str, codes: Collection[str], amount: Decimal | None) -> Iterator[str]:
    """The codes that the figures after a code make with its stem."""
    while more := _NEXT.match(text, end):
        figure, end = more["figure"], more.end("figure")
        joined = more["word"] or _JOINS.fullmatch(more["between"])
        if stem + figure in codes and (joined or not _is_number(text, figure, end, amount)):
            yield stem + figure


def _is_number(text: str, figure: str, end: int, amount: Decimal | None) -> bool:
    """Whether the figure that ends here is an amount or a count, or a part of one."""
    if _HAS_UNIT.match(text, end) or _PART_OF_LARGER.match(text, end) or amount == Decimal(figure):
        return True
    rest = _THOUSANDS.match(text, end)
    return bool(rest) and amount != Decimal(rest.group().replace(" ", ""))

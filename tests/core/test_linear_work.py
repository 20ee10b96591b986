"""Reading twice as much from outside is at most twice as much work, whatever it says.

Counted, not timed: lines of Python and calls of functions are the same on any machine and however busy it is. What a
regular expression does within itself is not seen; `manage.py bench_hostile` times that.
"""

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from campaigns.models import Competition, Team
from campaigns.services.team_lookup import Names
from core.email_files import NotMail
from core.errors import Refusal
from core.money import NoAmount, parse_amount
from core.numbers import whole_number
from core.spreadsheets.reader import A_REGISTER, read_table, read_text
from core.text import search_key, sort_key, visible
from crm.models import Company
from demo.benchmarks.hostile import _row, sheet
from demo.benchmarks.hostile_texts import HEADERS, MARKS, PASTED, PIECES, header, page
from imports.services import fields
from inbox.mailreader import read_mail, read_pasted

SIZE = 4_000  # letters
MOST_TIMES, AT_MOST_BESIDE = 2.2, 300  # what is done once, whatever the size
SEPARATORS = (";", ",", "\t", '"', "\n", '"\n', '";', "a;b\n", "\r", " ", "å", "1")


class Work:
    """Counts the lines and the calls, also of functions written in C, while it is open."""

    def __init__(self):
        self.number = 0

    def _line(self, _frame, _event, _argument):
        self.number += 1
        return self._line

    def _call(self, _frame, event, _argument):
        self.number += event == "c_call"

    def __enter__(self):
        self._before = sys.gettrace(), sys.getprofile()
        gc.disable()  # what is cleared away meanwhile is of others
        sys.settrace(self._line)
        sys.setprofile(self._call)
        return self

    def __exit__(self, *_error):
        sys.settrace(self._before[0])
        sys.setprofile(self._before[1])
        gc.enable()


def work_of(act: Callable[[], object]) -> int:
    """The second time: what is kept from the first on is no work of the text's."""
    for _time in range(2):
        with Work() as work, suppress(Refusal, NotMail, ValidationError, NoAmount, fields.CellError):
            act()
    return work.number


def too_much(read: Callable[[int], Callable[[], object]], size: int = SIZE) -> tuple[int, int] | None:
    """The work for a size and for twice that, if the second is more than twice the first."""
    once, twice = work_of(read(size)), work_of(read(2 * size))
    return (once, twice) if twice > MOST_TIMES * once + AT_MOST_BESIDE else None


def written(read: Callable, make: Callable, piece: str, size: int) -> Callable[[], object]:
    return partial(read, make(piece, size))


def over(read: Callable, make: Callable, pieces) -> dict:
    """By piece, what is too much work."""
    found = {piece: too_much(partial(written, read, make, piece)) for piece in pieces}
    return {piece: work for piece, work in found.items() if work}


def long(piece: str, size: int) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize("part", range(4))
def test_pages_in_mail_are_read_in_linear_work(part):
    assert over(read_mail, page, MARKS[part::4]) == {}


@pytest.mark.parametrize("name", HEADERS)
def test_headers_of_mail_are_read_in_linear_work(name):
    assert over(read_mail, partial(header, name), PIECES) == {}


@pytest.mark.parametrize("before", ["", "Från: "])
def test_pasted_mail_is_read_in_linear_work(before):
    assert over(read_pasted, lambda piece, size: before + long(piece, size), PASTED) == {}


def test_pasted_lists_are_read_in_linear_work():
    assert over(partial(read_text, limits=A_REGISTER), long, SEPARATORS) == {}


@pytest.mark.parametrize("cell", ["a", "", "1", "å å å"])
def test_workbooks_are_read_in_linear_work(cell):
    def rows(piece: str, size: int) -> bytes:
        return sheet(b"".join(_row(number + 1, piece, piece) for number in range(size // 10)))

    assert over(partial(read_table, limits=A_REGISTER), rows, [cell]) == {}


@pytest.mark.parametrize(
    "read",
    [parse_amount, whole_number, search_key, sort_key, visible, fields.whole, fields.amount, fields.day, fields.email,
     fields.orgnr, fields.moment, fields.names],
)  # fmt: skip
def test_numbers_and_words_are_read_in_linear_work(read):
    assert over(read, long, ("1", " ", "0", "-", "1 ", "1,", "1.", "a", "å", "@", "a,", "\u0301\u0323", "kr ")) == {}


def names(number: int) -> Names:
    contest = Competition(code="AAAA")
    return Names(
        Team(pk=n, name=f"Lag {n}", code=f"AAAA{n}", company=Company(name=f"Bolag {n}"), competition=contest)
        for n in range(number)
    )


def test_names_of_teams_are_looked_for_in_linear_work():
    few = names(20)
    told = {
        "one among more teams": too_much(lambda size: partial(names(size // 10).named, "Lag ")),
        "codes among more teams": too_much(lambda size: partial(names(size // 10).coded, "AAAA1 AAAA-7 AAAA")),
        "a longer name": too_much(lambda size: partial(few.named, long("Lag ", size))),
        "a longer message": too_much(lambda size: partial(few.coded, long("AAAA1 ", size))),
        "figures after a code": too_much(lambda size: partial(few.coded, long("AAAA1 och 2, ", size))),
        "a gap after a code": too_much(lambda size: partial(few.coded, long("AAAA 1", 20) + long(".", size))),
        "amounts after a code": too_much(lambda size: partial(few.coded, long("AAAA 1 000", size))),
        "thousands after a code": too_much(lambda size: partial(few.coded, "AAAA 1" + long(" 000", size))),
        "a message of other contests": too_much(lambda size: partial(few.contests, long("BBBB 1", size))),
        "more teams": too_much(lambda size: partial(names, size // 10)),
    }
    assert {name: work for name, work in told.items() if work} == {}


# --- Negative control: the count must see what is quadratic ------------------------------------------


def reading_all_before_anew(text: str):
    for place in range(len(text)):
        for _letter in text[:place]:
            pass


def calling_for_each_pair(text: str):
    for _one in text:
        [len(other) for other in text]


@pytest.mark.parametrize("read", [reading_all_before_anew, calling_for_each_pair])
def test_what_is_quadratic_is_too_much_work(read):
    assert too_much(partial(written, read, long, "a"), 100) is not None

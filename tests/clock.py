"""The moment at which the tests run, whatever the machine's clock says.

Time goes on from there. `MEDSPEL_TEST_DAY=2028-02-29` moves a whole run to another day. A test about another moment is
marked `@pytest.mark.time_machine(moment_on(day))`. What must hold on every day of the year is marked `days`, and works
out its dates when it runs: `pytest -m days --days` (make days) runs it on each of DAYS, but for the tests in such a
module that write out their dates or count queries, which are `pinned`. The databases have clocks of their own, which
stay.
"""

import datetime as dt
import os
import time
from zoneinfo import ZoneInfo

import pytest
import time_machine

A_WEDNESDAY = dt.date(2026, 11, 25)
DAY = dt.date.fromisoformat(os.environ.get("MEDSPEL_TEST_DAY") or A_WEDNESDAY.isoformat())
# Awkward days, some at an hour at which it is another day in UTC.
DAYS = {
    "saturday": (dt.date(2026, 11, 28), dt.time(10)),
    "last of December": (dt.date(2026, 12, 31), dt.time(23)),
    "first of January": (dt.date(2027, 1, 1), dt.time(0, 15)),
    "summer time begins": (dt.date(2027, 3, 28), dt.time(3, 5)),
    "monday after Easter": (dt.date(2027, 3, 29), dt.time(10)),
    "june": (dt.date(2027, 6, 16), dt.time(10)),
    "summer time ends": (dt.date(2027, 10, 31), dt.time(2, 30)),
    "before the leap day": (dt.date(2028, 2, 28), dt.time(23)),
    "leap day": (dt.date(2028, 2, 29), dt.time(10)),
}


def moment_on(day: dt.date, hour: dt.time = dt.time(10)) -> float:
    """A moment of a Swedish day, as seconds: given a time zone, time-machine would change the process's own."""
    return dt.datetime.combine(day, hour, ZoneInfo("Europe/Stockholm")).timestamp()


def travel(day: dt.date = DAY, hour: dt.time = dt.time(10)) -> time_machine.travel:
    return time_machine.travel(moment_on(day, hour))


def ahead() -> float:
    """By how many seconds the tests' clock is before the machine's."""
    return time.time() - time_machine.escape_hatch.time.time()


pinned = pytest.mark.time_machine(moment_on(A_WEDNESDAY))

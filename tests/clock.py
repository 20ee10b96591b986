"""The moment at which the tests run, whatever the machine's clock says.

Time goes on from there. `MEDSPEL_TEST_DAY=2028-02-29` moves the whole run to another day; a test that is about another
moment is marked `@pytest.mark.time_machine(moment_on(day))`. The databases have clocks of their own, which stay.
"""

import datetime as dt
import os
from zoneinfo import ZoneInfo

import time_machine

A_WEDNESDAY = dt.date(2026, 11, 25)
DAY = dt.date.fromisoformat(os.environ.get("MEDSPEL_TEST_DAY") or A_WEDNESDAY.isoformat())


def moment_on(day: dt.date, hour: int = 10) -> float:
    """An hour of a Swedish day, as seconds: given a time zone, time-machine would change the process's own."""
    return dt.datetime.combine(day, dt.time(hour), ZoneInfo("Europe/Stockholm")).timestamp()


def travel() -> time_machine.travel:
    return time_machine.travel(moment_on(DAY))

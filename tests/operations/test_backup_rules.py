"""Names of backups, and which of them are kept."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from operations.rules import backup_name, kept, moment_of

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def names_of(*moments: dt.datetime) -> list[str]:
    return [backup_name(moment, encrypted=False) for moment in moments]


@pytest.mark.parametrize("encrypted", [False, True])
def test_name_tells_its_moment(encrypted):
    moment = dt.datetime(2026, 11, 30, 4, 15, tzinfo=STOCKHOLM)
    name = backup_name(moment, encrypted=encrypted)
    assert (moment_of(name), name[:26]) == (moment, "medspel-2026-11-30T031500Z")
    assert name.endswith(".tar.gz.age") == encrypted


@pytest.mark.parametrize(
    "name",
    [
        "medspel-2026-11-30T031500Z-0a1b.tar.gz.part",
        ".medspel-2026-11-30T031500Z-0a1b.tar.gz",
        "medspel-2026-13-30T031500Z-0a1b.tar.gz",
        "medspel-2026-11-30T031500Z-0a1b.zip",
        "anything",
    ],
)
def test_other_files_are_no_backups_and_never_removed(name):
    assert (moment_of(name), kept([name], zone=STOCKHOLM)) == (None, set())


def test_a_night_after_the_other_keeps_seven_days_four_weeks_and_twelve_months():
    first, names = dt.datetime(2025, 9, 28, 3, 30, tzinfo=STOCKHOLM), []
    for night in range(430):
        names += names_of(first + dt.timedelta(days=night))
        names = [name for name in names if name in kept(names, zone=STOCKHOLM)]
    days = [moment_of(name).astimezone(STOCKHOLM).date().isoformat() for name in names]
    assert days == [
        *["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"],
        *["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"],
        *["2026-11-15", "2026-11-22", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"],
        *["2026-11-30", "2026-12-01"],
    ]


def test_newest_of_a_day_is_kept_and_none_is_lost_for_want_of_newer_ones():
    long_ago = dt.datetime(2020, 5, 4, 23, 30, tzinfo=dt.UTC)
    morning, evening, next_day = names_of(*(long_ago + dt.timedelta(hours=hours) for hours in (0, 20, 30)))
    # The first two are of one day in Stockholm, and of two in UTC.
    assert kept([morning, evening, next_day], zone=STOCKHOLM) == {evening, next_day}

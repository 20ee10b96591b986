"""Dates of e-mails as different programs write them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from inbox.maildates import is_only_date, written_moment

TODAY = dt.date(2026, 11, 26)  # a Thursday


def read(text: str) -> tuple[str, bool] | None:
    written = written_moment(text, today=TODAY)
    assert written is None or written.at.tzinfo == ZoneInfo("Europe/Stockholm")
    return written and (written.at.strftime("%Y-%m-%d %H:%M"), written.guessed)


@pytest.mark.parametrize(
    "text",
    [
        "den 3 november 2026 14:05",
        "tisdag den 3 november 2026 14.05",
        "tis 3 nov. 2026 kl. 14:05",
        "3 november 2026 14:05:12 CET",
        "den 3:e november 2026 klockan 14:05",
        "3 nov 14:05 2026",
        "Tis 2026-11-03 14:05",
        "Tuesday, November 3, 2026 2:05 PM",
        "Tue, Nov 3, 2026 at 2:05\u202fPM",
        "3 November 2026 at 14:05",
    ],
)
def test_a_whole_date_is_read_as_it_stands(text):
    assert read(text) == ("2026-11-03 14:05", False)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("tis 3 nov 14:05", "2026-11-03 14:05"),
        ("den 3 november", "2026-11-03 00:00"),
        ("Nov 3, 2:05 PM", "2026-11-03 14:05"),
        ("den 26 november 14:05", "2026-11-26 14:05"),  # today
        ("den 27 november 14:05", "2025-11-27 14:05"),  # not tomorrow
        ("tor 27 nov 14:05", "2025-11-27 14:05"),
        ("lör 27 nov 14:05", "2021-11-27 14:05"),  # the weekday determines the year
        ("29 februari 14:05", "2024-02-29 14:05"),
        ("tis 3 nov. 14:05 (för 23 dagar sedan)", "2026-11-03 14:05"),
        ("igår 14:05", "2026-11-25 14:05"),
        ("Today 14:05", "2026-11-26 14:05"),
        ("tor 14:05", "2026-11-19 14:05"),
        ("08:05 (för 2 timmar sedan)", "2026-11-26 08:05"),
    ],
)
def test_missing_year_is_the_latest_past_one_and_marked_as_guessed(text, when):
    assert read(text) == (when, True)


@pytest.mark.parametrize("text", ["", "i november", "3/11 14.05", "31 november", "den 3 november 2399", "kl 14:05"])
def test_other_text_is_no_date(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("tis 3 nov. 14:05 (för 23 dagar sedan)", True),
        ("Wed, Nov 25, 2026, 1:05 PM", True),
        ("Tis 2026-11-03 14:05", True),
        ("Vi ses den 3 november 14:05 då.", False),
        ("till mig", False),
    ],
)
def test_a_line_is_a_date_only_with_nothing_else_on_it(text, only):
    assert is_only_date(text) == only

"""Parsing of cells: dates, times and booleans."""

import datetime as dt

import pytest

from core.spreadsheets.columns import guess_by_heading, numbered
from core.spreadsheets.values import read_day, read_moment, read_yes_no, why_unreadable

FIRST_OF_MARCH = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "20260301",
        "2026/03/01",
        "1.3.2026",
        "1/3 2026",
        "01/03 2026",
        "1/3-2026",
        "1 mars 2026",
        "1 Mars  2026",
        "den 1 mars 2026",
        "söndag den 1 mars 2026",
        "1 mar. 2026",
        "46082",
        "46082.0",
        "46082,75",
        "2026-03-01 14:30",
    ],
)
def test_a_day_is_read_in_every_way_that_swedes_write_it(text):
    assert read_day(text) == FIRST_OF_MARCH


@pytest.mark.parametrize("text", ["1/3/2026", "30 februari 2026", "31/4 2026", "1 mas 2026", "mars", "12", "99999"])
def test_ambiguous_or_invalid_date_is_not_guessed(text):
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("2026-03-01 14:30:00", 14, 30), ("1/3 2026 kl 9.05", 9, 5), ("1 mars 2026", 0, 0), ("46082.604166667", 14, 30)],
)
def test_a_moment_has_its_time(text, hour, minute):
    assert read_moment(text) == dt.datetime(2026, 3, 1, hour, minute)  # noqa: DTZ001  a cell has no zone


def test_invalid_time_is_no_moment():
    assert read_moment("2026-03-01 25:00") is None


def test_yes_and_no_in_both_languages():
    assert [read_yes_no(text) for text in ("Ja", "x", "Yes", "Nej", "", "kanske")] == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]


def test_of_two_columns_with_the_same_heading_the_first_is_taken():
    headings = numbered(["Namn", "Ort", "Namn", ""], width=5)
    assert headings == ["Namn", "Ort", "Namn", "Kolumn 4", "Kolumn 5"]
    assert guess_by_heading(headings, {"name": ["namn"], "town": ["ort"], "post": ["kolumn 4"]}) == {
        "name": 0,
        "town": 1,
        "post": 3,
    }


def test_of_two_columns_of_one_name_that_which_holds_something_is_taken():
    known = {"name": ["namn"], "text": ["text"], "note": ["anteckning"]}
    headings = ["Namn", "Namn", "Text", "Text 2", "Anteckning"]
    assert guess_by_heading(headings, known, filled={1, 3}) == {"name": 1, "text": 3, "note": 4}


@pytest.mark.parametrize(
    "text", ["0001-01-01", "1899-12-31", "9999-12-31", "0001-01-01 00:00:00", "2200-01-01T00:00:00Z"]
)
def test_placeholder_dates_are_none(text):
    assert (read_day(text), read_moment(text)) == (None, None)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-03-12T10:00:00Z", (2021, 3, 12, 11, 0)),
        ("2021-07-12T10:00:00.123Z", (2021, 7, 12, 12, 0)),
        ("2021-03-12T23:30:00+00:00", (2021, 3, 13, 0, 30)),
        ("2021-03-12 10:00 +0100", (2021, 3, 12, 10, 0)),
    ],
)
def test_moment_with_a_zone_is_shown_in_swedish_time(text, moment):
    assert read_moment(text) == dt.datetime(*moment)  # noqa: DTZ001  a cell has no zone


def test_excels_error_values_are_recognised():
    cells = ("#N/A", "#SAKNAS!", "#Referens!", "#1", "Nr #N/A", "")
    assert [bool(why_unreadable(cell)) for cell in cells] == [True] * 3 + [False] * 3

import datetime as dt

import pytest

from core.days import A_DAY, anniversary, last_day_of_as_long, months_on

LEAP_DAY = dt.date(2028, 2, 29)


def test_year_from_the_leap_day_ends_on_the_28th_or_the_day_before_the_next_leap_day():
    ends = [anniversary(LEAP_DAY, years) - A_DAY for years in range(1, 5)]
    assert [day.isoformat() for day in ends] == ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-28"]
    assert anniversary(dt.date(2027, 3, 1), 1) == dt.date(2028, 3, 1)


def test_months_from_the_last_of_one_end_on_the_last_of_a_shorter():
    last = dt.date(2027, 1, 31)
    assert [months_on(last, months) - A_DAY for months in (1, 2)] == [dt.date(2027, 2, 28), dt.date(2027, 3, 30)]
    assert months_on(last, -2) == dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("as_from", "as_until", "starts", "ends"),
    [
        ("2028-02-29", "2029-02-28", "2029-03-01", "2030-02-28"),
        ("2024-02-29", "2028-02-28", "2028-02-29", "2032-02-28"),
        ("2027-01-31", "2027-02-28", "2027-03-01", "2027-03-31"),
        ("2027-01-15", "2027-04-20", "2027-04-21", "2027-07-26"),
        ("2027-01-15", "2027-01-15", "2027-01-16", "2027-01-16"),
    ],
)
def test_period_is_as_long_as_another(as_from, as_until, starts, ends):
    days = {"as_from": dt.date.fromisoformat(as_from), "as_until": dt.date.fromisoformat(as_until)}
    assert last_day_of_as_long(dt.date.fromisoformat(starts), **days) == dt.date.fromisoformat(ends)

import datetime as dt

import pytest

from core.workdays import is_workday, next_workday


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-11-24", "2026-11-25"),
        ("2026-11-27", "2026-11-30"),  # Friday
        ("2026-11-28", "2026-11-30"),  # Saturday
        ("2026-11-29", "2026-11-30"),  # Sunday
        ("2027-03-25", "2027-03-30"),  # Maundy Thursday, before Good Friday and Easter Monday
        ("2028-02-28", "2028-02-29"),
        ("2026-06-18", "2026-06-22"),  # before Midsummer Eve
        ("2026-12-23", "2026-12-28"),  # before Christmas Eve, with Boxing Day on a Saturday
        ("2026-12-30", "2027-01-04"),  # before New Year's Eve
        ("2027-01-05", "2027-01-07"),  # before Epiphany
    ],
)
def test_next_workday_passes_by_weekends_holidays_and_eves(day, following):
    found = next_workday(dt.date.fromisoformat(day))
    assert (found.isoformat(), is_workday(found)) == (following, True)

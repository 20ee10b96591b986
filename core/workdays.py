"""Working days in Sweden: not Saturdays, Sundays, public holidays or the customary eves."""

import datetime as dt

import holidays

# Midsummer Eve, Christmas Eve and New Year's Eve are holidays by custom, not by law: "de facto".
_SWEDEN = holidays.country_holidays("SE", categories=("public", "de_facto"), include_sundays=False)


def is_workday(day: dt.date) -> bool:
    return _SWEDEN.is_working_day(day)


def next_workday(day: dt.date) -> dt.date:
    """The first working day after `day`."""
    return _SWEDEN.get_nth_working_day(day, 1)

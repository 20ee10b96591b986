"""The month that money is booked in."""

import datetime as dt


def booking_month(day: dt.date) -> dt.date:
    """The first day of the month in which what happened on `day` is booked."""
    return day.replace(day=1)

"""The month that money is booked in."""

import datetime as dt

from core.locked_months import day_of_correction, month_of


def booking_month(day: dt.date) -> dt.date:
    """The first day of the month in which what happened on `day` is booked: its own, or today's if that is locked.

    Call it in the transaction that writes. One query, on PostgreSQL two.
    """
    return month_of(day_of_correction(day))

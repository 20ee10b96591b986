"""Closed months: what is dated in one never changes, in any app.

A service that dates something asks `require_open` in the transaction that writes it. Until that ends no month is
locked, and while one is being locked nobody writes: on PostgreSQL by a lock that writers share, on SQLite because a
transaction that writes is alone.
"""

import datetime as dt
from collections.abc import Iterable

from dateutil.relativedelta import relativedelta
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.days import A_DAY
from core.errors import Refusal
from core.models import LockedMonth, User

A_MONTH = relativedelta(months=1)
CLOSING = 0x4D656474  # PostgreSQL's lock; core.login_limits has another


class MonthIsLocked(Refusal):
    message = _(
        "%(month)s är låst i bokföringen, så inget som är daterat då ändras. Datera det %(open)s eller senare, "
        "eller be en administratör öppna månaden."
    )

    def __init__(self, month: dt.date):
        self.month = month
        words = {"month": date_format(month, "F Y").capitalize(), "open": first_open_day(month).isoformat()}
        super().__init__(type(self).message % words, month=month)


def month_of(day: dt.date) -> dt.date:
    """The first day of its month."""
    return day.replace(day=1)


def last_day_of(month: dt.date) -> dt.date:
    return month_of(month) + A_MONTH - A_DAY


def require_open(*days: dt.date | None):
    """Refuse to date anything on one of the days if its month is locked; None is no day. Raises MonthIsLocked.

    Call it in the transaction that writes. One query, on PostgreSQL two.
    """
    if locked := locked_among(day for day in days if day):
        raise MonthIsLocked(min(locked))


def require_open_spans(spans: Iterable[tuple[dt.date, dt.date]]):
    """Refuse changes that reach into a locked month, each from its first day to its last. Raises MonthIsLocked.

    Call it in the transaction that writes. One query, on PostgreSQL two; none without spans.
    """
    spans = [(month_of(first), last) for first, last in spans]
    if not spans:
        return
    _hold(shared=True)
    earliest = min(first for first, _last in spans)
    for month in LockedMonth.objects.filter(month__gte=earliest).order_by("month").values_list("month", flat=True):
        if any(first <= month <= last for first, last in spans):
            raise MonthIsLocked(month)


def day_of_correction(day: dt.date) -> dt.date:
    """The day on which what happened on `day`, or corrects that, is booked: that day, or today if its month is locked.

    Call it in the transaction that writes. One query, on PostgreSQL two.
    """
    return days_of_correction([day])[day]


def days_of_correction(days: Iterable[dt.date]) -> dict[dt.date, dt.date]:
    """As day_of_correction, for many at once. As many queries for any number."""
    days, today = set(days), timezone.localdate()
    months = locked_among(days)
    return {day: today if month_of(day) in months else day for day in days}


def locked_among(days: Iterable[dt.date]) -> set[dt.date]:
    """The first days of the locked months that some of the days are in. One query, on PostgreSQL two."""
    months = {month_of(day) for day in days}
    if not months:
        return set()
    _hold(shared=True)
    return set(LockedMonth.objects.filter(month__in=months).values_list("month", flat=True))


def first_open_day(after: dt.date) -> dt.date:
    """The first day of the first open month after the day's, and never later than today. One query."""
    locked = set(LockedMonth.objects.filter(month__gt=month_of(after)).values_list("month", flat=True))
    month = month_of(after) + A_MONTH
    while month in locked:
        month += A_MONTH
    return min(month, timezone.localdate())


@transaction.atomic
def lock(month: dt.date, *, by: User) -> LockedMonth:
    """Close the month that begins on `month`, once those who are writing have finished."""
    _hold(shared=False)
    found = LockedMonth(month=month, locked_by=by)
    found.full_clean()
    found.save()
    return found


def reopen(month: LockedMonth):
    """Open the month again. The caller records why."""
    month.delete()


def _hold(*, shared: bool):
    """Hold the lock until the transaction ends: shared by writers, exclusive to lock a month."""
    if connection.vendor != "postgresql":
        return
    how = "_shared" if shared else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{how}(%s)", [CLOSING])

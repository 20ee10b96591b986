"""Valid ranges of dates, and periods counted in months and years."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Years outside are typing errors, or placeholders for no date that programs write (0001-01-01, 1900-01-01).
FIRST_YEAR, LAST_YEAR = 1950, 2199
A_DAY = dt.timedelta(days=1)
A_YEAR = 12  # months
NOT_YET = _("Dagen har inte varit än.")
WRONG_YEAR = _("Kontrollera årtalet.")


def validate_has_been(day: dt.date):
    """Refuse a future date of payment. On every such field, so that no channel (page, API, import) bypasses it."""
    if day > timezone.localdate():
        raise ValidationError(NOT_YET, code="not_yet")


def is_likely_year(day: dt.date) -> bool:
    """False for a year with a digit too few or too many: a typing error that also overflows some sums."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def validate_year(day: dt.date):
    if not is_likely_year(day):
        raise ValidationError(WRONG_YEAR, code="year")


class Known(dict):
    """Dates by their ISO text, each read once: `core.querysets.Iso` gives the texts. None stays None."""

    def __missing__(self, text: str | None) -> dt.date | None:
        self[text] = text and dt.date.fromisoformat(text)
        return self[text]


def anniversary(day: dt.date, years: int) -> dt.date:
    """The same day in another year. 29 February becomes 1 March in a common year: that period ends on the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)


def months_on(day: dt.date, months: int) -> dt.date:
    """The same day in another month, or the 1st of the next if it has no such day. Periods end the day before."""
    month = day.replace(day=1) + relativedelta(months=months)
    try:
        return month.replace(day=day.day)
    except ValueError:
        return month + relativedelta(months=1)


def last_day_of_as_long(starts: dt.date, *, as_from: dt.date, as_until: dt.date) -> dt.date:
    """The last day of a period from `starts` with as many months and remaining days as the given period."""
    after = as_until + A_DAY
    months = (after.year - as_from.year) * A_YEAR + after.month - as_from.month
    if months_on(as_from, months) > after:
        months -= 1
    return months_on(starts, months) + (after - months_on(as_from, months)) - A_DAY

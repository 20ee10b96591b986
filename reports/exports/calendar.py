"""A user's calendar as an iCalendar feed (RFC 5545).

The bytes stay the same until an event changes, so that a conditional request is answered "not modified".
"""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Calendar, Event

from reports.queries.calendar import CalendarDay

# For rows without history, written by other means than Medspel.
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
ASK_AGAIN = dt.timedelta(hours=1)
TAKES = dt.timedelta(minutes=30)  # length of a step with a time, since steps have no length of their own


def calendar_file(days: Iterable[CalendarDay]) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Medspel//Idag//SV")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", gettext("Medspel: mina nästa steg"))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for day in days:
        calendar.add_component(_event(day))
    return calendar.to_ical()


def _event(day: CalendarDay) -> Event:
    """Without a time it is an all-day event: DTEND is the next day (exclusive), and it does not block the calendar."""
    event = Event()
    changed = (day.changed_at or LONG_AGO).replace(microsecond=0)
    event.add("uid", f"{day.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", day.version - 1)
    event.add("dtstart", day.at or day.on)
    event.add("dtend", day.at + TAKES if day.at else day.on + dt.timedelta(days=1))
    event.add("summary", day.title)
    event.add("url", f"{settings.SITE_URL}{day.path}")
    event.add("transp", "OPAQUE" if day.at else "TRANSPARENT")
    return event

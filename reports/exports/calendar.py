"""A person's calendar as a file that calendar programs fetch again and again (RFC 5545).

It says the same until something in it changes, so that a program which asks for news is told that there is none.
"""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Calendar, Event

from reports.queries.calendar import CalendarDay

# Rows that were never changed through Medspel have no history to tell when.
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
ASK_AGAIN = dt.timedelta(hours=1)
TAKES = dt.timedelta(minutes=30)  # of a step that has a time: nobody says how long


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
    """One without a time is all day: it ends where the next day begins, and takes up none of the person's time."""
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

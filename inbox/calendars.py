"""Text of calendar invitations in e-mails (iCalendar, RFC 5545)."""

import datetime as dt
import re

from django.utils import timezone

MAX_LINES = 2_000
_PROPERTIES = ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION")
_FOLDED = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MOMENT = re.compile(r"(\d{8})(?:T(\d{4})\d{2}(Z?))?$")


def invitation_text(text: str) -> str:
    """The first event's summary, time (Swedish), place and description, one per line; empty if none."""
    found: dict[str, str] = {}
    begun = False
    for line in _FOLDED.sub("", text).split("\n", MAX_LINES)[:MAX_LINES]:
        name, _colon, value = line.strip().partition(":")
        name = name.partition(";")[0].upper()
        if name == "BEGIN":
            begun = begun or value.upper() == "VEVENT"
        elif name == "END" and begun:
            break
        elif begun and name in _PROPERTIES:
            found.setdefault(name, _ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value))
    begins, ends = (_moment(found.get(name, "")) for name in ("DTSTART", "DTEND"))
    when = f"{begins}\N{EN DASH}{ends}" if begins and ends else begins
    facts = "\n".join(filter(None, [found.get("SUMMARY"), when, found.get("LOCATION")]))
    return "\n\n".join(filter(None, [facts, found.get("DESCRIPTION")]))


def _moment(text: str) -> str:
    match = _MOMENT.match(text.strip())
    if not match:
        return ""
    day, clock, in_utc = match.groups()
    try:
        if not clock:
            return dt.datetime.strptime(day, "%Y%m%d").date().isoformat()  # noqa: DTZ007  a day has no zone
        moment = dt.datetime.strptime(day + clock, "%Y%m%d%H%M")  # noqa: DTZ007  Swedish, unless it says UTC
        if in_utc:
            moment = timezone.localtime(moment.replace(tzinfo=dt.UTC))
    except (ValueError, OverflowError):
        return ""
    return f"{moment:%Y-%m-%d %H:%M}"

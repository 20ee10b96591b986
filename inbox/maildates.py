"""Parse sent dates in the display formats of Outlook, Gmail and Apple, in Swedish and English."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils import timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february", "mar mars march", "apr april", "maj may", "jun juni june",
            "jul juli july", "aug augusti august", "sep sept september", "okt oct oktober october",
            "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mån måndag mon monday", "tis tisdag tue tues tuesday", "ons onsdag wed wednesday",
            "tor tors torsdag thu thur thurs thursday", "fre fredag fri friday", "lör lördag sat saturday",
            "sön söndag sun sunday",
        )
    )
    for name in names.split()
}  # fmt: skip
_DAYS_AGO = {"idag": 0, "i dag": 0, "today": 0, "igår": 1, "i går": 1, "yesterday": 1}

_YEAR = r"(?P<year>\d{4})(?![\d:.])"
# A time may stand between the day and its year: `3 nov 14:05 2026`.
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|:e|\.)?\s+(?P<month>[a-zåäö]{{3,9}})\b\.?,?(?:(?:\s+\d\d[:.]\d\d)?\s+{_YEAR})?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d),?(?:\s+{_YEAR})?", re.IGNORECASE
)
_ISO_DAY = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_NEAR_DAY = re.compile(rf"\b({'|'.join(_DAYS_AGO)})\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b({'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?(?!\d)\s*(?P<half>am|pm)?\b", re.IGNORECASE
)
_AGO = re.compile(r"\([^()]{0,30}\b(sedan|ago)\)", re.IGNORECASE)
_FILLING = re.compile(r"\b(den|kl|at|on|klockan|cet|cest|utc|gmt)\b|[\s.,:;()+-]|(?<=[+-])\d{4}", re.IGNORECASE)


class WrittenMoment(NamedTuple):
    """A moment in Swedish time, and whether its year or day was inferred."""

    at: dt.datetime
    guessed: bool


def written_moment(text: str, *, today: dt.date | None = None) -> WrittenMoment | None:
    """Parse `den 25 november 2026 13:05`, `Wed, Nov 25, 2026 at 1:05 PM`, `2026-11-25 13:05`, `tis 3 nov 14:05`.

    A day without a year is the latest such day in the past, on the given weekday if there is one.
    """
    found = _found(text, today or timezone.localdate())
    if found is None:
        return None
    day, guessed, rest = found
    time = _TIME.search(rest)
    try:
        clock = dt.time()
        if time:
            hour = int(time["hour"])
            if time["half"]:
                hour = hour % 12 + (12 if time["half"].lower() == "pm" else 0)
            clock = dt.time(hour, int(time["minute"]))
        moment = timezone.make_aware(dt.datetime.combine(day, clock))
        return WrittenMoment(moment, guessed) if 1990 <= day.year <= 2199 else None
    except (ValueError, OverflowError):
        return None


def is_only_date(text: str) -> bool:
    """Whether the line is only a date, and not a sentence that contains one."""
    if len(text) > 80 or written_moment(text) is None:
        return False
    for pattern in (_AGO, _ISO_DAY, _DAY_MONTH, _MONTH_DAY, _TIME, _NEAR_DAY, _WEEKDAY, _FILLING):
        text = pattern.sub("", text)
    return not text


def _found(text: str, today: dt.date) -> tuple[dt.date, bool, str] | None:
    """The day, whether it was inferred, and the remaining text, which may hold the time."""
    for match in _days(text):
        month = match["month"].lower()
        numbers = (int(month) if month.isdigit() else _MONTHS[month], int(match["day"]))
        # Keep a time that stands inside the match, before the year.
        others = re.sub(r"(?<![:.\d])(\d{4}|\d{1,2})(?![:.]?\d)", " ", match.group())
        rest = text[: match.start()] + others + text[match.end() :]
        try:
            if match["year"]:
                return dt.date(int(match["year"]), *numbers), False, rest
            return _latest(*numbers, weekday=_weekday(text), today=today), True, rest
        except ValueError:
            continue
    near = _NEAR_DAY.search(text)
    if near and _TIME.search(text):
        return today - dt.timedelta(days=_DAYS_AGO[near.group().lower()]), True, text
    weekday = _weekday(text)
    if weekday is not None and _TIME.search(text):
        # Programs show the weekday for messages from an earlier day.
        return today - dt.timedelta(days=(today.weekday() - weekday - 1) % 7 + 1), True, text
    return (today, True, text) if _AGO.search(text) and _TIME.search(text) else None


def _days(text: str) -> Iterator[re.Match]:
    """Yield possible days, those with words only if the word is a month."""
    yield from _ISO_DAY.finditer(text)
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        yield from (match for match in pattern.finditer(text) if match["month"].lower() in _MONTHS)


def _weekday(text: str) -> int | None:
    named = _WEEKDAY.search(text)
    return _WEEKDAYS[named.group().lower()] if named else None


def _latest(month: int, day: int, *, weekday: int | None, today: dt.date) -> dt.date:
    """The latest such day up to today. Raises ValueError for a day that no year has.

    A weekday that fits none of the last seven years is a mistake and is ignored.
    """
    past = []
    for year in range(today.year, today.year - 9, -1):  # any such span includes a 29 February
        try:
            candidate = dt.date(year, month, day)
        except ValueError:
            continue
        if candidate <= today:
            past.append(candidate)
    if not past:
        raise ValueError
    return next((each for each in past if weekday in {None, each.weekday()}), past[0])

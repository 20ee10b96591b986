"""What backups are called, and which are kept."""

import datetime as dt
import re
import secrets
from collections.abc import Callable, Iterable

KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 7, 4, 12
_A_DAY = dt.timedelta(days=1)
# A night, and the time until somebody has noticed.
TOO_OLD = dt.timedelta(hours=36)

_NAME = re.compile(r"medspel-(\d{4}-\d\d-\d\dT\d{6})Z-[0-9a-f]{4}\.tar\.gz(\.age)?")


def backup_name(moment: dt.datetime, *, encrypted: bool) -> str:
    """Sorts by the moment; tells tar, gzip and age what it is."""
    moment = moment.astimezone(dt.UTC)
    return f"medspel-{moment:%Y-%m-%dT%H%M%S}Z-{secrets.token_hex(2)}.tar.gz{'.age' if encrypted else ''}"


def moment_of(name: str) -> dt.datetime | None:
    """When the backup was begun; None if the name is not that of a backup."""
    found = _NAME.fullmatch(name)
    try:
        return found and dt.datetime.strptime(f"{found[1]}+0000", "%Y-%m-%dT%H%M%S%z")
    except ValueError:
        return None


def kept(names: Iterable[str], *, zone: dt.tzinfo) -> set[str]:
    """All of the last 24 hours, and the newest of each of the last days, weeks and months that have a backup.

    Counts those that have one, so that none is lost only because the machine was off.
    """
    moments = {name: moment.astimezone(zone) for name in names if (moment := moment_of(name))}
    newest_first = sorted(moments, key=lambda name: (moments[name], name), reverse=True)
    # One that has just been made is still to be checked, and may be the reason why somebody made it.
    found = {name for name in newest_first if moments[newest_first[0]] - moments[name] < _A_DAY}
    periods: tuple[tuple[int, Callable[[dt.datetime], object]], ...] = (
        (KEPT_DAYS, lambda moment: moment.date()),
        (KEPT_WEEKS, lambda moment: moment.isocalendar()[:2]),
        (KEPT_MONTHS, lambda moment: (moment.year, moment.month)),
    )
    for number, period_of in periods:
        newest: dict[object, str] = {}
        for name in newest_first:
            newest.setdefault(period_of(moments[name]), name)
        found |= set(list(newest.values())[:number])
    return found

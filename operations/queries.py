import datetime as dt

from django.db.models import QuerySet

from core.kept_queries import KeptQuery
from operations.models import Backup


def last_good_backup() -> Backup | None:
    return _good.first()


@KeptQuery
def _good() -> QuerySet[Backup]:
    return Backup.objects.good()[:1]


def bad_since(good: Backup | None) -> Backup | None:
    """The newest attempt that failed, or backup that was found damaged, after the last good one."""
    return _bad.first(after=good.taken_at if good else None)


@KeptQuery
def _bad(*, after: dt.datetime | None) -> QuerySet[Backup]:
    bad = Backup.objects.bad()
    return (bad.filter(taken_at__gt=after) if after else bad)[:1]

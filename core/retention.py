"""How long what goes by itself is kept. An administrator changes the days; the nightly jobs ask here."""

import datetime as dt
from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone

from core.models import KeptKind, RetentionPeriod

_holds: list[Callable[[QuerySet], QuerySet]] = []


def register_hold(without_held: Callable[[QuerySet], QuerySet]):
    """An app above says which rows must not go for now: the rows without them."""
    _holds.append(without_held)


def not_held(rows: QuerySet) -> QuerySet:
    for without_held in _holds:
        rows = without_held(rows)
    return rows


def days_kept(kind: KeptKind) -> int:
    """One query."""
    return RetentionPeriod.objects.values_list("days", flat=True).get(kind=kind)


def time_kept(kind: KeptKind) -> dt.timedelta:
    """One query."""
    return dt.timedelta(days=days_kept(kind))


def kept_since(kind: KeptKind) -> dt.datetime:
    """The first moment that is kept. One query."""
    return timezone.now() - time_kept(kind)

"""How long what goes by itself is kept. An administrator changes the days; the nightly jobs ask here."""

import datetime as dt

from django.utils import timezone

from core.models import KeptKind, RetentionPeriod


def days_kept(kind: KeptKind) -> int:
    """One query."""
    return RetentionPeriod.objects.values_list("days", flat=True).get(kind=kind)


def kept_since(kind: KeptKind) -> dt.datetime:
    """The first moment that is kept. One query."""
    return timezone.now() - dt.timedelta(days=days_kept(kind))

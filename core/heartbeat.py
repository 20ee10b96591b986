"""Signs of life in the database, so that any process on any machine can tell which others run."""

import datetime as dt

from django.utils import timezone

from core.models import Heartbeat

BEAT_SECONDS = 30
ALIVE = dt.timedelta(minutes=3)  # a sign may have to wait for SQLite's lock
FORGOTTEN = dt.timedelta(days=1)
WORKER = "worker:"


def beat(name: str) -> None:
    """Say that the process lives. One write; the first one of a process also forgets those of long ago."""
    now = timezone.now()
    if not Heartbeat.objects.filter(name=name).update(seen_at=now):
        Heartbeat.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
        Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": now})


def workers_alive() -> int:
    return Heartbeat.objects.filter(name__startswith=WORKER, seen_at__gt=timezone.now() - ALIVE).count()

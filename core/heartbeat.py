"""Signs of life in the database, so that any process on any machine can tell which others run."""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import Error, connection
from django.utils import timezone

from core.models import Heartbeat

BEAT_SECONDS = 30
ALIVE = dt.timedelta(minutes=3)  # a sign may have to wait for SQLite's lock
FORGOTTEN = dt.timedelta(days=1)
WORKER = "worker:"
logger = logging.getLogger(__name__)


def beat(name: str) -> None:
    """Say that the process lives. One write; the first one of a process also forgets those of long ago."""
    now = timezone.now()
    if not Heartbeat.objects.filter(name=name).update(seen_at=now):
        Heartbeat.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
        Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": now})


def workers_alive() -> int:
    return Heartbeat.objects.filter(name__startswith=WORKER, seen_at__gt=timezone.now() - ALIVE).count()


@contextmanager
def beating(write: Callable[[], object], *, seconds: float) -> Iterator[None]:
    """Write a sign of life every so often while the work within goes on, from a thread with a connection of its own.

    A sign that the database refuses is logged and left out.
    """
    ended = threading.Event()

    def beat_on():
        while not ended.wait(seconds):
            try:
                write()
            except Error:
                logger.warning("A sign of life could not be written")
            finally:
                connection.close()

    thread = threading.Thread(target=beat_on, name="signs of life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()

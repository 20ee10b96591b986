"""Writes on the side of a request, which are worth less than a wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import OperationalError, connection, transaction


def write_unless_busy(write: Callable[[], object]):
    """Write what may as well be written by a later request, and never wait for a long write of somebody else's.

    SQLite has one lock for all; a page would wait for it as long as a large import takes. PostgreSQL's rows are locked
    one by one, and nobody holds these for long.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            write()
        return
    with patience(milliseconds=0), suppress(OperationalError), transaction.atomic():
        write()


@contextmanager
def patience(*, milliseconds: int) -> Iterator[None]:
    """How long SQLite waits for its lock, within. PostgreSQL is left as it is."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")

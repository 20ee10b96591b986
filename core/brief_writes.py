"""Writes on the side of a request, which are worth less than a wait."""

from collections.abc import Callable

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
    patience = int(connection.settings_dict["OPTIONS"]["timeout"] * 1000)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            with transaction.atomic():
                write()
        except OperationalError:
            pass
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")

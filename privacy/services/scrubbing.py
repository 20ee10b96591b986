"""Take the last bytes of what was erased out of the database's files.

A deleted or changed row leaves its bytes in the file until other rows need the space. SQLite's VACUUM writes the whole
file anew, and the journal is emptied after it; PostgreSQL's VACUUM FULL does so table by table, and locks each of them
meanwhile. It keeps what a transaction that began earlier may still read, so those are waited for.
Backups and PostgreSQL's own write-ahead log keep the old bytes until they are rotated.
"""

import logging

from django.apps import apps
from django.db import OperationalError, connection
from django.utils import timezone

from core.search import rebuild
from privacy.models import Erasure

logger = logging.getLogger(__name__)

EARLIER_WAITED_FOR = 10  # seconds
# Older than the transaction `now`. An xmin is the oldest that its holder does not see as ended: readers count in this
# database only, but VACUUM FULL heeds its own snapshot, which is as old as the oldest writer of the whole server.
EARLIER_TRANSACTIONS = """
    WITH readers(xmin) AS (
        SELECT backend_xmin FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        UNION ALL SELECT pg_snapshot_xmin(pg_current_snapshot())::xid
        UNION ALL SELECT xmin FROM pg_replication_slots
    )
    SELECT EXISTS (SELECT FROM readers WHERE age(xmin) > age(%(now)s::xid))
"""


def scrub() -> bool:
    """Write the files anew if anything was erased since it was last done; outside any transaction.

    False if others use the database in a way that prevents it: the erasures wait for the next time.
    """
    waiting = list(Erasure.objects.unscrubbed().values_list("pk", flat=True))
    if not waiting or connection.in_atomic_block:
        return not waiting
    try:
        done = {"sqlite": _scrub_sqlite, "postgresql": _scrub_postgresql}[connection.vendor]()
    except OperationalError as error:
        logger.warning("The space of erased rows could not be written over: %s", error)
        return False
    if done:
        Erasure.objects.filter(pk__in=waiting).update(scrubbed_at=timezone.now())
    return done


def _scrub_sqlite() -> bool:
    for model in apps.get_models():
        if getattr(model, "has_search_index", False):
            rebuild(connection, model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_pages = cursor.fetchone()
    return not busy


def _scrub_postgresql() -> bool:
    quote = connection.ops.quote_name
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    with connection.cursor() as cursor:
        if not _wait_for_earlier_transactions(cursor):
            return False
        for table in sorted(tables):
            cursor.execute(f"VACUUM (FULL, ANALYZE) {quote(table)}")
    return True


def _wait_for_earlier_transactions(cursor) -> bool:
    """Wait for the transactions that keep rows as they were before now; False if some last too long."""
    cursor.execute("SELECT pg_current_xact_id()::xid::text")
    [now] = cursor.fetchone()
    for _try in range(EARLIER_WAITED_FOR * 10):
        cursor.execute(EARLIER_TRANSACTIONS, {"now": now})
        if not cursor.fetchone()[0]:
            return True
        cursor.execute("SELECT pg_sleep(0.1)")
    logger.warning("The space of erased rows could not be written over: a transaction from before keeps them.")
    return False

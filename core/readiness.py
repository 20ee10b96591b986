"""Whether the service can do its work: the database answers, is whole, takes writes, and has every migration.

Asked every few seconds by proxies and watchers, so the answer is kept a while, and what costs more a longer while.
"""

import re
import shutil
import threading
import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from core.brief_writes import patience
from core.heartbeat import beat

LOOK_THROUGH_SECONDS = 600
LOOKED_THROUGH_BYTES = 256 * 1024 * 1024  # a larger file takes longer than a watcher waits; `doctor` reads that
LEAST_FREE_BYTES = 20 * 1024 * 1024
BUSY_MILLISECONDS = 1000
BUSY = re.compile("database (table )?is (locked|busy)")  # what SQLite says of a lock that another has
OK = ""
DAMAGED = "database is damaged"


class _Kept:
    """The last answer of this process. One thread asks at a time; others take what is known."""

    def __init__(self):
        self.lock = threading.Lock()
        self.problem, self.asked_at = OK, float("-inf")
        self.damage, self.looked_through_at = OK, float("-inf")


_kept = _Kept()


def problem() -> str:
    """Why the service is not ready, in a few words; empty if it is."""
    with _kept.lock:
        if time.monotonic() - _kept.asked_at >= settings.READY_KEPT_SECONDS:
            _kept.problem, _kept.asked_at = _problem(), time.monotonic()
        return _kept.problem


def _problem() -> str:
    try:
        return _migrations() or _space() or _damage() or _write()
    except DatabaseError as error:
        return said_of(error)


def said_of(error: DatabaseError) -> str:
    """What is wrong with the database, in a few words."""
    words = str(error).lower()
    for sign, said in (
        ("malformed", DAMAGED),
        ("not a database", DAMAGED),
        ("readonly", "database is read-only"),
        ("read-only", "database is read-only"),
        ("full", "disk is full"),
        ("no space", "disk is full"),
    ):
        if sign in words:
            return said
    return "database does not answer"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "migrations are waiting" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def database_file() -> Path | None:
    """SQLite's file; None of another database."""
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def _space() -> str:
    file = database_file()
    return "disk is full" if file and shutil.disk_usage(file.parent).free < LEAST_FREE_BYTES else OK


def _damage() -> str:
    file = database_file()
    if file is None or file.stat().st_size > LOOKED_THROUGH_BYTES:
        return OK
    if time.monotonic() - _kept.looked_through_at >= LOOK_THROUGH_SECONDS or _kept.damage:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            (found,) = cursor.fetchone()
        _kept.damage = OK if found == "ok" else DAMAGED
        _kept.looked_through_at = time.monotonic()
    return _kept.damage


def _write() -> str:
    """A write that is committed: a full or read-only disk is seen only then. Another writer at work is no problem."""
    with patience(milliseconds=BUSY_MILLISECONDS):
        try:
            with transaction.atomic():
                beat("ready")
        except DatabaseError as error:
            if not BUSY.search(str(error)):
                raise
    return OK

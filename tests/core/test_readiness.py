"""What /readyz answers where the database is gone, damaged, read-only or full; and that it is not asked too often."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.urls import reverse

from core.models import Heartbeat

pytestmark = [pytest.mark.django_db, pytest.mark.database("core.readiness")]
READY = reverse("core:readyz")
SQLITE = pytest.mark.skipif(not settings.ON_SQLITE, reason="of a file of SQLite")
ASKED = """
import django, sys, resource, signal
django.setup()
from django.db import connection
from core import readiness
if len(sys.argv) > 1:
    connection.ensure_connection()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
print(readiness.problem())
"""


def test_ready_when_all_is_well(client):
    answer = client.get(READY)
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert Heartbeat.objects.filter(name="ready").exists()


def test_answer_is_kept_a_while(client, settings, django_assert_num_queries):
    settings.READY_KEPT_SECONDS = 60
    client.get(READY)
    with django_assert_num_queries(0):
        assert client.get(READY).content == b"ok"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("database disk image is malformed", "database is damaged"),
        ("attempt to write a readonly database", "database is read-only"),
        ("cannot execute UPDATE in a read-only transaction", "database is read-only"),
        ("database or disk is full", "disk is full"),
        ("could not extend file: No space left on device", "disk is full"),
        ("connection refused", "database does not answer"),
    ],
)
def test_what_the_database_says_is_told_in_plain_words(error, said, client):
    def fail(execute, sql, params, many, context):
        if sql.startswith("UPDATE"):
            raise OperationalError(error)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        answer = client.get(READY)
    assert (answer.status_code, answer.content.decode()) == (503, said)


def test_a_migration_that_waits_is_told(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'crm'")
    assert client.get(READY).content == b"migrations are waiting"


# --- SQLite's file, in a process of its own -----------------------------------------------------------


@pytest.fixture
def file(tmp_path) -> Path:
    """A copy of the database, which a test may harm."""
    copy = tmp_path / "copy.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(copy) as target:
        connection.connection.backup(target)
    target.close()
    return copy


def asked_in(file: Path, *limits: int) -> str:
    surroundings = os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", ASKED, *map(str, limits)]
    done = subprocess.run(
        command, env=surroundings, capture_output=True, text=True, check=True, cwd=settings.BASE_DIR, timeout=60
    )
    return done.stdout.strip()


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_damaged_file_is_not_ready(file):
    assert asked_in(file) == ""
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 100_000] = os.urandom(100_000)
    file.write_bytes(content)
    assert asked_in(file) == "database is damaged"


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_full_disk_is_not_ready(file):
    """As where the disk takes no more: no file of the process may grow beyond what it has."""
    assert asked_in(file, 100) in {"disk is full", "database does not answer"}


@SQLITE
def test_writer_at_work_is_no_fault(client, tmp_path):
    """A long import holds SQLite's lock: the service is ready, only busy."""

    def locked(execute, sql, params, many, context):
        if sql.startswith("UPDATE"):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(locked):
        assert client.get(READY).content == b"ok"

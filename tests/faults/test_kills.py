"""kill -9 of web, worker and database, while people write: what was acknowledged is there, and nothing by half.

MEDSPEL_FAULT_ROUNDS says how many of each (10).
"""

import os
import random
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.faults.service import PATIENCE_SECONDS, Service, Writers, kill

pytestmark = pytest.mark.soak

ROUNDS = int(os.environ.get("MEDSPEL_FAULT_ROUNDS") or 10)


NAME, EMPTY = "medspel_faults", "medspel_faults_empty"


def make_database(name: str, *, like: str):
    for command in (["dropdb", "--if-exists", "--force", name], ["createdb", "-T", like, name]):
        subprocess.run(command, check=True)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """A database with nothing but its tables, made once: the migrations take a minute. The file, on SQLite."""
    folder = tmp_path_factory.mktemp("migrated")
    file = folder / "medspel.sqlite3"
    if connection.vendor == "postgresql":
        make_database(EMPTY, like="template0")
    made = Service(folder, f"sqlite:///{file}" if connection.vendor == "sqlite" else f"postgres:///{EMPTY}")
    done = made.manage("migrate", "--verbosity=0")
    made.stop()
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture
def service(migrated, tmp_path):
    if connection.vendor == "sqlite":
        file = tmp_path / "medspel.sqlite3"
        with closing(sqlite3.connect(migrated)) as source, closing(sqlite3.connect(file)) as target:
            source.backup(target)
        made = Service(tmp_path, f"sqlite:///{file}")
    else:
        make_database(NAME, like=EMPTY)
        made = Service(tmp_path, f"postgres:///{NAME}")
    yield made
    made.stop()


def postmaster() -> int:
    """Of the cluster of its own that pg_virtualenv has made for the tests."""
    folder = Path(asked("SHOW data_directory")[0])
    return int((folder / "postmaster.pid").read_text().splitlines()[0])


def cluster(action: str):
    version, name = os.environ.get("PGVERSION", "15"), os.environ.get("PGCLUSTERNAME", "regress")
    if "PGCLUSTER" in os.environ:
        version, name = os.environ["PGCLUSTER"].split("/")
    command = ["pg_ctlcluster", version, name, action]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def asked(sql: str) -> list:
    """Beside Django, which gives connections only to the database of the tests."""
    with psycopg.connect(dbname="postgres") as database:
        return [value for (value,) in database.execute(sql).fetchall()]


def strike(service: Service, kind: str):
    if kind == "postmaster":
        kill(postmaster())
        for _attempt in range(100):
            if cluster("start").returncode == 0:
                return
            time.sleep(0.2)
        raise AssertionError("PostgreSQL did not start")
    if kind == "backend":
        # The postmaster then ends all the others too.
        kill(random.choice(asked("SELECT pid FROM pg_stat_activity WHERE datname = 'medspel_faults'")))
        return
    for pid in service.pids(kind)[:1]:
        kill(pid)


def test_nothing_that_was_acknowledged_is_lost_by_kill_nine(service, capsys):
    made = service.inside("prepare")
    service.start()
    service.wait_until()
    kinds = ["web", "worker", "master", "web"]
    if connection.vendor == "postgresql":
        kinds = ["web", "worker", "master", "postmaster", "backend"]
    struck = []
    with Writers(service, made) as writers:
        for number in range(ROUNDS * len(kinds)):
            before, kind = writers.count, kinds[number % len(kinds)]
            if kind == "worker":
                service.inside("queue")
            ends = time.monotonic() + PATIENCE_SECONDS
            while writers.count < before + 10 and time.monotonic() < ends:
                service.restart_if_gone()  # its last children may have answered for it a while
                time.sleep(0.02)
            assert writers.count >= before + 10, (struck[-3:], writers.statuses, writers.strange[:3])
            time.sleep(random.uniform(0, 0.1))
            strike(service, kind)
            struck.append(kind)
            time.sleep(0.2)
            service.wait_until()
    ends = time.monotonic() + 400
    while service.inside("open_jobs")["open"] and time.monotonic() < ends:
        time.sleep(5)
    found = service.inside("check")
    with capsys.disabled():
        print(f"\n{len(struck)} killed, {writers.count} acknowledged, {dict(writers.statuses)}, jobs {found['jobs']}")  # noqa: T201
    assert (writers.lost(found), found["half"], writers.strange) == ({}, {}, [])
    assert set(found["jobs"]) <= {"done", "failed"}
    assert set(found["backup rows"]) <= set(found["backups"])

"""A full disk, a disk that may only be read, a damaged file, a clock that jumps, a database that goes away.

Whoever works is told in plain words, what was acknowledged stays, and Medspel comes back by itself.
"""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.service import Service, Writers, children_of
from tests.faults.test_kills import cluster, migrated, service

__all__ = ["migrated", "service"]
pytestmark = pytest.mark.soak

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="of a file of SQLite")
BACKUPS = 20
WORDS = "Databasen svarar inte just nu"


def file_limit(number: int) -> None:
    """No file may grow over so many bytes: what a full disk does to whoever writes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))


def limit_running(service: Service, number: int) -> None:
    """The same of the processes that run already; -1 takes it away."""
    for pid in (service.process.pid, *children_of(service.process.pid)):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (number, resource.RLIM_INFINITY))


def log_contact(service: Service, made: dict, text: str) -> tuple[int, str]:
    row = {"companies": [made["company"]], "contacts": [made["contact"]], "kind": "call", "text": text}
    body, token = json.dumps(row).encode(), f"Token {made['token']}"
    status, answer = service.ask("/api/v1/interactions/", body, Authorization=token, Content_Type="application/json")
    return status, answer.decode()


@only_sqlite
def test_full_disk_is_told_and_loses_nothing(service, tmp_path):
    made = service.inside("prepare")
    service.start()
    service.wait_until()
    with Writers(service, made) as writers:
        while writers.count < 10:
            time.sleep(0.05)
        limit_running(service, (tmp_path / "medspel.sqlite3-wal").stat().st_size)
        ends = time.monotonic() + 60
        while not writers.statuses[503] and time.monotonic() < ends:
            time.sleep(0.05)
        status, words = log_contact(service, made, "på full disk")
        assert (status, WORDS in words) == (503, True)
        limit_running(service, resource.RLIM_INFINITY)
        before, ends = writers.count, time.monotonic() + 60
        while writers.count < before + 10 and time.monotonic() < ends:
            time.sleep(0.05)
        assert writers.count >= before + 10
    found = service.inside("check")
    assert (writers.lost(found), found["half"], writers.strange) == ({}, {}, [])


def test_backups_made_while_people_write_are_all_whole(service):
    made = service.inside("prepare")
    service.env |= {"MEDSPEL_BACKUPS": str(BACKUPS)}
    service.start()
    service.wait_until()
    with Writers(service, made) as writers:
        while writers.count < 10:
            time.sleep(0.05)
        verified, before = service.inside("back_up_many")["verified"], writers.count
    rows, files, missing = zip(*verified, strict=True)
    assert (len(verified), set(missing)) == (BACKUPS, {0})
    assert list(rows) == sorted(rows)
    assert (rows[0] < rows[-1], files[0] < files[-1], before > BACKUPS) == (True, True, True)
    assert writers.lost(service.inside("check")) == {}


def test_backup_on_a_full_disk_leaves_the_older_ones_and_says_why(service, tmp_path):
    service.inside("prepare")
    assert service.manage("backup", "--verify").returncode == 0
    kept = sorted((tmp_path / "backups").iterdir())
    failed = service.manage("backup", preexec_fn=partial(file_limit, 400_000))
    assert (failed.returncode, "disken är full" in failed.stderr) == (1, True), failed.stderr
    assert sorted((tmp_path / "backups").iterdir()) == kept
    assert service.manage("verify", "--all").returncode == 0


@only_sqlite
@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_disk_that_may_only_be_read_is_told(service, tmp_path):
    made = service.inside("prepare")
    for file in (*tmp_path.glob("medspel.sqlite3*"), tmp_path):
        file.chmod(0o500)
    service.start()
    assert log_contact(service, made, "får inte skriva")[0] == 503
    tmp_path.chmod(0o700)


@only_sqlite
def test_damaged_file_is_found_out_and_the_backup_brings_it_back(service, tmp_path):
    made = service.inside("prepare")
    assert service.manage("backup", "--verify").returncode == 0
    file = tmp_path / "medspel.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as content:
        content.seek(4096 * 2)
        content.write(b"\x5a" * (file.stat().st_size - 4096 * 2))
    failed = service.manage("backup")
    told = "Databasen är skadad" in failed.stderr
    assert (failed.returncode, told, "Traceback" in failed.stderr) == (1, True, False), failed.stderr
    refused = service.manage("restore")
    assert (refused.returncode, "--force" in refused.stderr) == (1, True), refused.stderr
    restored = service.manage("restore", "--force")
    assert restored.returncode == 0, restored.stderr
    service.start()
    service.wait_until()
    assert log_contact(service, made, "som förut")[0] == 201
    assert service.inside("check")["half"] == {}
    (aside,) = tmp_path.glob("before-restore-*")
    assert {each.name for each in aside.iterdir()} >= {"medspel.sqlite3"}


def test_deleted_database_comes_back_from_last_nights_backup(service, tmp_path):
    made = service.inside("prepare")
    service.start()
    service.wait_until()
    assert log_contact(service, made, "i går")[0] == 201
    assert service.manage("backup", "--verify").returncode == 0
    service.stop_processes()
    if connection.vendor == "sqlite":
        for each in tmp_path.glob("medspel.sqlite3*"):
            each.unlink()
    else:
        for command in (["dropdb", "--force", "medspel_faults"], ["createdb", "-T", "template0", "medspel_faults"]):
            subprocess.run(command, check=True)
    restored = service.manage("restore")
    assert restored.returncode == 0, restored.stderr
    service.start()
    service.wait_until()
    assert log_contact(service, made, "i dag")[0] == 201
    assert service.inside("check")["interactions"] == ["i dag", "i går"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not go away")
def test_database_that_goes_away_is_told_in_plain_words_and_comes_back(service):
    made = service.inside("prepare")
    service.start()
    service.wait_until()
    assert log_contact(service, made, "före")[0] == 201
    assert cluster("stop").returncode == 0
    for _attempt in range(3):
        status, words = log_contact(service, made, "medan")
        assert (status, WORDS in words) == (503, True)
    service.wait_until(503)  # an earlier answer is kept a while
    assert service.ask("/healthz")[0] == 200
    assert cluster("start").returncode == 0
    service.wait_until()
    assert log_contact(service, made, "efter")[0] == 201
    assert service.inside("check")["interactions"] == ["efter", "före"]


def faketime() -> str:
    """The library that shows another time to a process, where Debian keeps it."""
    return next((str(file) for file in Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), "")


@pytest.mark.skipif(not faketime(), reason="faketime is not installed")
@pytest.mark.parametrize("jump", ["-2d", "+400d"])
def test_clock_that_jumps_loses_nothing_and_ends_every_job(service, tmp_path, jump):
    made = service.inside("prepare")
    clock = tmp_path / "clock"
    clock.write_text("+0")
    fake = {"LD_PRELOAD": faketime(), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
    fake |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    sleeping = [sys.executable, "-c", "import time; time.sleep(0.01)"]
    if subprocess.run(sleeping, env=os.environ | fake, check=False, capture_output=True).returncode:
        pytest.skip("Python cannot sleep under this faketime: its clock_nanosleep refuses moments of a clock")
    service.env |= fake
    service.start()
    service.wait_until()
    with Writers(service, made) as writers:
        while writers.count < 10:
            time.sleep(0.05)
        service.inside("queue")
        clock.write_text(jump)
        before, ends = writers.count, time.monotonic() + 60
        while writers.count < before + 20 and time.monotonic() < ends:
            time.sleep(0.05)
        clock.write_text("+0")
        after = writers.count
        while writers.count < after + 10 and time.monotonic() < ends + 60:
            time.sleep(0.05)
    ends = time.monotonic() + 240
    while service.inside("open_jobs")["open"] and time.monotonic() < ends:
        time.sleep(3)
    found = service.inside("check")
    assert (writers.lost(found), found["half"]) == ({}, {})
    assert (writers.count > after > before, set(found["jobs"])) == (True, {"done"})

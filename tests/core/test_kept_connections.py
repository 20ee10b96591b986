"""A connection to SQLite that is kept: what an earlier request left behind, and a file that is another by then."""

import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.db import OperationalError, connection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.database("core.sqlite"),
    pytest.mark.skipif(not settings.ON_SQLITE, reason="of a file of SQLite"),
]


def make_file(file, *names: str):
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE word (name TEXT)")
        database.executemany("INSERT INTO word VALUES (?)", [[name] for name in names])
        database.commit()


def names_in(file) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return [name for (name,) in database.execute("SELECT name FROM word ORDER BY rowid")]


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "kept.sqlite3"
    make_file(made, *"abc")
    return made


@pytest.fixture
def kept(file):
    """As a thread of the web server has it."""
    made = connection.copy()
    made.settings_dict = made.settings_dict | {"NAME": str(file), "CONN_MAX_AGE": 60}
    made.inc_thread_sharing()
    yield made
    made.close()


def add(kept, name: str):
    with kept.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO word VALUES (%s)", [name])
        cursor.execute("COMMIT")


def begin_request(kept):
    kept.close_if_unusable_or_obsolete()


def test_rows_left_half_read_hold_no_later_request_back(kept, file):
    """An error whose traceback is kept, as in a circle of references, keeps the cursor too."""
    left = kept.cursor()
    left.execute("SELECT name FROM word")
    assert left.fetchone() == ("a",)
    with closing(sqlite3.connect(file)) as other:
        other.execute("INSERT INTO word VALUES ('d')")
        other.commit()
    with pytest.raises(OperationalError, match="locked"):
        add(kept, "e")  # as it was within the same request
    opened = kept.connection
    begin_request(kept)
    add(kept, "e")
    assert (names_in(file), kept.connection is opened) == (["a", "b", "c", "d", "e"], True)
    with closing(sqlite3.connect(file)) as other:
        busy, *_pages = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert busy == 0


def test_file_that_replaced_another_takes_the_next_requests_writes(kept, file, tmp_path):
    add(kept, "d")
    other = tmp_path / "other.sqlite3"
    make_file(other, "x")
    (tmp_path / "aside").mkdir()
    for each in tmp_path.glob("kept.sqlite3*"):
        each.rename(tmp_path / "aside" / each.name)
    other.rename(file)
    begin_request(kept)
    add(kept, "y")
    assert names_in(file) == ["x", "y"]


def test_file_that_is_gone_takes_no_writes(kept, file):
    add(kept, "d")
    file.rename(file.with_name("elsewhere"))
    begin_request(kept)
    with pytest.raises(OperationalError):
        add(kept, "e")


def test_connection_is_kept_where_nothing_happened(kept):
    add(kept, "d")
    opened = kept.connection
    begin_request(kept)
    assert kept.connection is opened

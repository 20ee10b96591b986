import socket
import sqlite3
import struct
import subprocess
import sys
from types import SimpleNamespace

import pytest

from config import gunicorn


def test_connection_gives_up_a_client_that_is_silent_too_long():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gunicorn.post_fork(None, SimpleNamespace(sockets=[SimpleNamespace(sock=listener)]))
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as connection:
            # As gunicorn's threads read: without a time limit of Python's own.
            connection.setblocking(True)
            kept = connection.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.calcsize("ll"))
    assert struct.unpack("ll", kept) == (10, 0)


ENDS_WITHOUT_CLOSING = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("PRAGMA journal_mode=WAL")
database.execute("CREATE TABLE word (name TEXT)")
os._exit(0)
"""


@pytest.mark.database("config.gunicorn")
@pytest.mark.skipif(not gunicorn.ON_SQLITE, reason="of a file of SQLite")
def test_service_that_has_stopped_leaves_all_rows_in_the_file_itself(tmp_path, monkeypatch):
    """As processes leave the connections of their threads."""
    file = tmp_path / "å b?.sqlite3"
    monkeypatch.setitem(gunicorn.DATABASES["default"], "NAME", str(file))
    gunicorn.on_exit(None)
    assert list(tmp_path.iterdir()) == []
    subprocess.run([sys.executable, "-c", ENDS_WITHOUT_CLOSING, str(file)], check=True)
    assert len(list(tmp_path.iterdir())) == 3
    gunicorn.on_exit(None)
    assert list(tmp_path.iterdir()) == [file]
    moved = file.rename(tmp_path / "copied alone")
    database = sqlite3.connect(moved)
    assert database.execute("SELECT count(*) FROM word").fetchone() == (0,)
    database.close()

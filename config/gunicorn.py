"""Gunicorn's settings: `gunicorn -c python:config.gunicorn`. Keeps one worker for jobs running beside the web."""

import os
import socket
import sqlite3
import struct
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

from config.settings import BASE_DIR, DATABASES, METRICS_TOKEN, ON_SQLITE, RUNS_WORKER, VAR_DIR

wsgi_app = "config.wsgi"
# Gunicorn has no limit of its own on how long a client may be silent in the middle of a request, and each such client
# holds a thread. A client that sends a byte now and then still does: only a proxy that buffers requests stops it.
SILENT_SECONDS = 10
_PAUSE_SECONDS = 2
_stopped = threading.Event()


METRICS_DIR = VAR_DIR / "metrics"
if METRICS_TOKEN:
    # Before prometheus_client is loaded: each process then counts in a file here, and /metrics adds them up.
    METRICS_DIR.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_DIR)


def on_starting(server):
    """Counts begin anew with the service, not with a reload."""
    for old in METRICS_DIR.glob("*.db"):
        old.unlink()


def when_ready(server):
    if RUNS_WORKER:
        threading.Thread(target=_keep_worker, name="worker", daemon=True).start()


def post_fork(server, worker):
    """End reads from a client that has been silent too long. On Linux connections inherit this from their listener."""
    for listener in worker.sockets:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENT_SECONDS, 0))


def on_exit(server):
    """Processes that end leave the connections of their threads open, and the newest rows in SQLite's journal.

    Who stops the service and then copies or replaces the file finds all in it.
    """
    _stopped.set()
    if ON_SQLITE:
        file = f"{Path(DATABASES['default']['NAME']).absolute().as_uri()}?mode=rw"  # makes none where there is none
        with suppress(sqlite3.Error), closing(sqlite3.connect(file, uri=True)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep_worker():
    """Start the worker, and again when it ends. It stops by itself when this process is gone."""
    while not _stopped.is_set():
        command = [sys.executable, BASE_DIR / "manage.py", "work", "--parent", str(os.getpid())]
        subprocess.Popen(command).wait()  # noqa: S603
        time.sleep(_PAUSE_SECONDS)

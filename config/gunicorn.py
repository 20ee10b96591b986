"""Gunicorn's settings: `gunicorn -c python:config.gunicorn`. Keeps one worker for jobs running beside the web."""

import os
import subprocess
import sys
import threading
import time

from config.settings import BASE_DIR, RUNS_WORKER

wsgi_app = "config.wsgi"
_PAUSE_SECONDS = 2
_stopped = threading.Event()


def when_ready(server):
    if RUNS_WORKER:
        threading.Thread(target=_keep_worker, name="worker", daemon=True).start()


def on_exit(server):
    _stopped.set()


def _keep_worker():
    """Start the worker, and again when it ends. It stops by itself when this process is gone."""
    while not _stopped.is_set():
        command = [sys.executable, BASE_DIR / "manage.py", "work", "--parent", str(os.getpid())]
        subprocess.Popen(command).wait()  # noqa: S603
        time.sleep(_PAUSE_SECONDS)

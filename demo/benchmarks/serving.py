"""A service of two workers on the database at hand, and those who use it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from core.models import User
from core.sessions import SessionStore

PATIENCE = 600
START_SECONDS = 60
BOUNDARY = "medspel-bench-boundary"


class Visitor:
    """A client with a logged-in session."""

    def __init__(self, port: int, user: User):
        self.port = port
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        secret = "a" * 32
        cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: secret}
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": secret,
        }

    def get(self, path: str) -> tuple[int, bytes]:
        return fetch(self.port, path, headers=self.headers)

    def post(self, path: str, fields: dict | None = None, file: bytes | None = None) -> tuple[int, bytes]:
        if file is None:
            body, kind = urlencode(fields or {}, doseq=True).encode(), "application/x-www-form-urlencoded"
        else:
            head = 'Content-Disposition: form-data; name="file"; filename="list.xlsx"\r\n\r\n'
            body = f"--{BOUNDARY}\r\n{head}".encode() + file + f"\r\n--{BOUNDARY}--\r\n".encode()
            kind = f"multipart/form-data; boundary={BOUNDARY}"
        return fetch(self.port, path, body, self.headers | {"Content-Type": kind})


def fetch(port: int, path: str, body: bytes | None = None, headers: dict | None = None) -> tuple[int, bytes]:
    """GET the page, or POST the body; returns status and content."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET" if body is None else "POST", path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (BrokenPipeError, ConnectionResetError):  # refused before the whole body was sent
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b""
    finally:
        connection.close()


@contextmanager
def served() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "--workers",
        "2",
        "--threads",
        "2",
        "--log-level",
        "error",
    ]
    process = subprocess.Popen([*command, "--timeout", "600", "--bind", f"127.0.0.1:{port}"])  # noqa: S603
    try:
        for _second in range(START_SECONDS):
            try:
                if fetch(port, "/healthz")[0] == HTTPStatus.OK:
                    break
            except OSError:
                time.sleep(1)
        yield port
    finally:
        process.terminate()
        process.wait()

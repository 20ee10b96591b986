import errno
import io
import os
import socket
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config.secret_key import keep_secret_key

HOST = "127.0.0.1"
LOGINS = settings.VAR_DIR / "demo-logins.txt"


class Command(BaseCommand):
    help = "Bring the database up to date, fill an empty one with demo data, and serve on this machine only."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reload", action="store_true", help="Django's own server, reloading when code changes")

    def handle(self, *, port: int, reload: bool, **options):
        if not settings.DEVELOPMENT:
            raise CommandError("This is for trying out and developing. For production see docs/operations.md.")
        require_free(port)
        settings.VAR_DIR.mkdir(exist_ok=True)
        if keep_secret_key(settings.VAR_DIR / "secret-key"):
            os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606  settings have read the key by then
        set_address(port)
        call_command("compile_translations")
        self.stdout.write("Bringing the database up to date")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("seed_demo", if_empty=True, logins=LOGINS, stdout=io.StringIO())
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        self.stdout.write(f"\nMedspel: http://{HOST}:{port}/  (Ctrl+C stops it)\n\n")
        if LOGINS.exists():
            self.stdout.write(LOGINS.read_text(encoding="utf-8"))
        self.stdout.flush()
        connections.close_all()
        if reload:
            # The exec below keeps the process, so this one stays the worker's parent.
            subprocess.Popen([sys.executable, sys.argv[0], "work", "--parent", str(os.getpid())])  # noqa: S603
            os.environ["CONN_MAX_AGE"] = "0"  # each request has a thread of its own, which would keep a connection
            arguments = [sys.argv[0], "runserver", f"{HOST}:{port}"]
        else:
            arguments = ["-m", "gunicorn", "-c", "python:config.gunicorn", "--bind", f"{HOST}:{port}", "--threads", "8"]
            arguments += ["--log-level", "warning", "--no-control-socket"]
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606  no shell is what is wanted


def set_address(port: int):
    """Let links lead here unless SITE_URL says otherwise: the server's, and those in demo data made before it."""
    if "SITE_URL" not in os.environ:
        os.environ["SITE_URL"] = settings.SITE_URL = f"http://{HOST}:{port}"


def require_free(port: int):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandError(f"Port {port} cannot be used: {error.strerror}.") from None
            raise CommandError(
                f"Port {port} is taken by another program. Try another: make run PORT={port + 1}"
            ) from None

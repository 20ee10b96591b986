"""Medspel as it runs in production, in processes that can be killed; and writers who keep what they were told."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from django.conf import settings

PATIENCE_SECONDS = 300  # only a bound: what it waits for comes at once on an idle machine


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def children_of(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(child) for child in file.read_text().split()]
    except FileNotFoundError:
        return []


class Service:
    """Gunicorn with two processes, and the worker that it keeps."""

    def __init__(self, folder: Path, url: str, **env: str):
        self.folder, self.port = folder, free_port()
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": url,
            "MEDSPEL_DEVELOPMENT": "1",
            "MEDSPEL_ENV_FILE": os.devnull,
            "MEDIA_ROOT": str(folder / "media"),
            "BACKUP_TO": str(folder / "backups"),
            "API_THROTTLE": "100000/minute",
            "LOG_LEVEL": "WARNING",
            "MEDSPEL_VAR": str(folder),
            "TMPDIR": str(folder),
            **env,
        }
        self.log = (folder / "service.log").open("ab")
        self.process = None

    def inside(self, what: str) -> dict:
        command = [sys.executable, "-m", "tests.faults.inside", what]
        answer = subprocess.run(command, env=self.env, cwd=settings.BASE_DIR, capture_output=True, check=False)
        assert answer.returncode == 0, answer.stderr.decode()[-3000:]
        return json.loads(answer.stdout)

    def manage(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        command = [sys.executable, settings.BASE_DIR / "manage.py", *arguments]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False, **options)

    def start(self, **options):
        command = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "--workers", "2", "--threads", "4"]
        self.process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{self.port}"],
            env=self.env,
            cwd=settings.BASE_DIR,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
            **options,
        )

    def stop_processes(self):
        if self.process:
            for pid in (self.process.pid, *children_of(self.process.pid)):
                kill(pid)
            self.process.wait()
            self.process = None

    def stop(self):
        self.stop_processes()
        self.log.close()

    def restart_if_gone(self):
        """As systemd and Docker do."""
        if self.process.poll() is not None:
            self.start()

    def pids(self, kind: str) -> list[int]:
        """Of `master`, `web` or `worker`."""
        master = self.process.pid
        if kind == "master":
            return [master]
        found = []
        for pid in children_of(master):
            try:
                line = Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                continue
            if (b"manage.py" in line) == (kind == "worker"):
                found.append(pid)
        return found

    def ask(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        """The status and the body; status 0 without an answer."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""
        except Exception as error:  # noqa: BLE001  a connection that breaks in the middle of an answer
            return 0, repr(error).encode()

    def wait_until(self, status: int = 200, path: str = "/readyz"):
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends:
            self.restart_if_gone()
            if self.ask(path)[0] == status:
                return
            time.sleep(0.1)
        raise AssertionError(f"{path} did not answer {status}: {(self.folder / 'service.log').read_text()[-3000:]}")


def kill(pid: int):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


class Writers:
    """Threads that log contacts, enter gifts and upload documents, and keep what was acknowledged by 201."""

    def __init__(self, service: Service, made: dict, *, number: int = 3):
        self.service, self.made = service, made
        self.kept: dict[str, list[str]] = {"interactions": [], "contributions": [], "documents": []}
        self.statuses: Counter[int] = Counter()
        self.strange: list[tuple[int, bytes]] = []
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=[each]) for each in range(number)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc):
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    @property
    def count(self) -> int:
        return sum(map(len, self.kept.values()))

    def _write(self, own: int):
        turn = 0
        while not self._stopped.is_set():
            turn += 1
            kind = list(self.kept)[turn % 3]
            name = f"{kind}-{own}-{turn}"
            status, body = self._send(kind, name)
            self.statuses[status] += 1
            if status == 201:
                self.kept[kind].append(name if kind != "documents" else f"{name}.txt")
            elif status not in {0, 502, 503}:
                self.strange.append((status, body[:300]))
            if status != 201:
                self._stopped.wait(0.05)

    def _send(self, kind: str, name: str) -> tuple[int, bytes]:
        made, day = self.made, "2026-11-10"
        token = f"Token {made['token']}"
        if kind == "documents":
            company = b'Content-Disposition: form-data; name="company"\r\n\r\n%d' % made["company"]
            what = b'Content-Disposition: form-data; name="kind"\r\n\r\nminutes'
            file = (
                f'Content-Disposition: form-data; name="file"; filename="{name}.txt"\r\n'
                f"Content-Type: text/plain\r\n\r\n{name} {'hej ' * 2000}"
            ).encode()
            body = b"".join(b"--grans\r\n%s\r\n" % part for part in (company, what, file)) + b"--grans--\r\n"
            kind_of_body = "multipart/form-data; boundary=grans"
            return self.service.ask("/api/v1/documents/", body, Authorization=token, Content_Type=kind_of_body)
        rows = {
            "interactions": {
                "companies": [made["company"]],
                "contacts": [made["contact"]],
                "kind": "call",
                "happened_at": "2026-11-02T09:30:00Z",
                "text": name,
            },
            "contributions": {
                "competition": made["competition"],
                "team": made["team"],
                "amount": "12.50",
                "received_on": day,
                "channel": "swish",
                "external_id": name,
            },
        }
        body = json.dumps(rows[kind]).encode()
        return self.service.ask(f"/api/v1/{kind}/", body, Authorization=token, Content_Type="application/json")

    def lost(self, found: dict) -> dict[str, list[str]]:
        """What was acknowledged and is not there, or is there twice."""
        lost = {}
        for kind, names in self.kept.items():
            there = Counter(found[kind])
            lost[kind] = [name for name in names if there[name] != 1]
        return {kind: names for kind, names in lost.items() if names}

"""Two web servers, as on two machines: one database and one folder of uploads, and nothing else shared."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from config.roles import PARTNER_MANAGER
from core.progress import ProgressReporter
from crm.models import Document
from imports.models import ImportKind
from tests.conftest import PASSWORD
from tests.factories import CompanyFactory
from tests.imports.drafts import draft
from tests.markup import collapsed

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.database("config.cache_table"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="several machines take PostgreSQL"),
]
TABLE = "medspel_cache"
CALLS = 5  # to the API, in a minute


@pytest.fixture
def cache_table(settings, monkeypatch):
    call_command("createcachetable", TABLE)
    shared = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": TABLE}
    settings.CACHES = settings.CACHES | {"progress": shared}  # here is a third machine
    monkeypatch.setattr("core.progress.PAUSE_SECONDS", 0)
    monkeypatch.setattr("core.progress.KEPT_SECONDS", None)  # the servers have the machine's clock, we another
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


def start(folder: Path, media: Path, listener: socket.socket) -> subprocess.Popen:
    """Gunicorn on a socket that takes connections already: they wait until it is ready."""
    database = connection.settings_dict
    place = f"{database['USER']}:{database['PASSWORD']}@{database['HOST'].replace('/', '%2F')}:{database['PORT']}"
    environment = {
        "MEDSPEL_DEVELOPMENT": "1",
        "MEDSPEL_ENV_FILE": os.devnull,
        "MEDSPEL_VAR": str(folder),
        "MEDSPEL_WORKER": "0",
        "MEDIA_ROOT": str(media),
        "DATABASE_URL": f"postgres://{place}/{database['NAME']}",
        "CACHE_URL": f"dbcache://{TABLE}",
        "API_THROTTLE": f"{CALLS}/minute",
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "1",  # static files without collectstatic
    }
    command = ["-m", "gunicorn", "-c", "python:config.gunicorn", "--threads", "2", "--no-control-socket"]
    return subprocess.Popen(
        [sys.executable, *command, "--log-level", "warning", "--bind", f"fd://{listener.fileno()}"],
        cwd=settings.BASE_DIR,
        env={name: os.environ[name] for name in os.environ if name.startswith(("PG", "PATH"))} | environment,
        pass_fds=[listener.fileno()],
    )


@pytest.fixture
def servers(cache_table, tmp_path) -> Iterator[list[str]]:
    """The addresses of two."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    started = [start(tmp_path / str(number), tmp_path / "media", each) for number, each in enumerate(listeners)]
    yield [f"http://127.0.0.1:{each.getsockname()[1]}" for each in listeners]
    for each in started:
        each.terminate()
    for each in started:
        each.wait(30)
    for each in listeners:
        each.close()


class Visitor:
    """A browser: its cookies go to both, since ports are nothing to them."""

    def __init__(self):
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, url: str) -> tuple[int, str]:
        return self.ask(Request(url))  # noqa: S310  our own

    def post(self, url: str, **fields) -> tuple[int, str]:
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(url)[1])[:1]
        body = encode_multipart(BOUNDARY, fields | {"csrfmiddlewaretoken": token})
        return self.ask(Request(url, body, {"Content-Type": MULTIPART_CONTENT}))  # noqa: S310

    def ask(self, request: Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except HTTPError as error:
            return error.code, error.read().decode(errors="replace")


def test_what_is_done_on_one_is_known_by_the_other(servers, make_user, tmp_path):
    one, other = servers
    user = make_user(PARTNER_MANAGER, username="kim")
    user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", 1000)  # the servers know none that is quicker
    user.save()
    visitor, company = Visitor(), CompanyFactory()
    assert visitor.post(f"{one}/login/", username="kim", password=PASSWORD)[0] == 200

    # A call to the API counts on both.
    answers = [visitor.get(f"{(one, other)[number % 2]}/api/v1/tags/")[0] for number in range(CALLS + 2)]
    assert answers == [200] * CALLS + [429] * 2

    # A document that one took is fetched from the other, by who may.
    file = tmp_path / "Avtal.txt"
    file.write_text("Ett avtal.")
    with file.open("rb") as content:
        fields = {"company_0": company.pk, "company_1": str(company), "kind": "agreement", "dated_on": "2026-11-02"}
        visitor.post(f"{one}/dokument/nytt/", files=content, **fields)
    url = f"{other}/dokument/{Document.objects.get().pk}/fil/"
    assert visitor.get(url) == (200, "Ett avtal.")
    assert Visitor().get(url)[1] != "Ett avtal."

    # How far a machine has come shows on both.
    batch = draft(ImportKind.COMPANY, [["Namn"], ["Åkeri AB"]], by=user)
    with ProgressReporter(f"import-{batch.pk}", total=40) as tell:
        tell(10)
        pages = [visitor.get(f"{server}/import/{batch.pk}/framsteg/")[1] for server in servers]
    assert ["10 av 40 rader" in collapsed(page) for page in pages] == [True, True]

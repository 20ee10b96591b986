"""How it starts, and above all how it does not: each test starts a Python of its own with just these variables."""

import importlib
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from config import urls

PRODUCTION = {"SECRET_KEY": "k9" * 40, "ALLOWED_HOSTS": "medspel.example", "DATABASE_URL": "postgres:///medspel"}


def start(environment: dict[str, str], code: str = "import config.settings") -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "MEDSPEL_ENV_FILE": os.devnull, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def last_line(environment: dict[str, str]) -> str:
    started = start(environment)
    assert started.returncode == 1
    return started.stderr.splitlines()[-1].removeprefix("django.core.exceptions.ImproperlyConfigured: ")


def test_production_starts_with_what_it_needs():
    code = (
        "from config import settings as s; print(s.DEBUG, s.HTTPS, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, "
        "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    )
    assert start(PRODUCTION, code).stdout == "False True True True __Host-sessionid __Host-csrftoken\n"


def test_the_admin_of_django_has_no_address_unless_it_is_turned_on(settings):
    def names():
        return [getattr(pattern, "namespace", None) for pattern in importlib.reload(urls).urlpatterns]

    try:
        settings.ADMIN = False
        assert "admin" not in names()
    finally:
        settings.ADMIN = True
        assert "admin" in names()
    code = "from config import settings as s; print(s.ADMIN)"
    assert start(PRODUCTION, code).stdout == "False\n"


def test_development_starts_with_nothing_and_without_tls():
    code = "from config import settings as s; print(s.DEBUG, s.HTTPS, s.ALLOWED_HOSTS)"
    started = start({"MEDSPEL_DEVELOPMENT": "1"}, code)
    assert started.stdout == "False False ['localhost', '127.0.0.1', '[::1]']\n"


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("SECRET_KEY", "Set SECRET_KEY to a long random text. See .env.example."),
        ("ALLOWED_HOSTS", "Set ALLOWED_HOSTS to the names the service answers to. See .env.example."),
    ],
)
def test_production_refuses_to_start_without(missing, message):
    assert last_line(PRODUCTION | {missing: ""}) == message
    assert last_line({name: value for name, value in PRODUCTION.items() if name != missing}) == message


def test_production_refuses_debug():
    assert last_line(PRODUCTION | {"DEBUG": "1"}) == (
        "DEBUG shows the settings to any visitor: it needs MEDSPEL_DEVELOPMENT=1."
    )


def test_environment_file_is_read_and_the_environment_goes_first(tmp_path):
    file = tmp_path / "medspel.env"
    file.write_text("SECRET_KEY=from-file\nALLOWED_HOSTS=from-file.example\n")
    code = "from config import settings as s; print(s.SECRET_KEY, s.ALLOWED_HOSTS)"
    started = start({"MEDSPEL_ENV_FILE": str(file), "ALLOWED_HOSTS": "one.example,two.example"}, code)
    assert started.stdout == "from-file ['one.example', 'two.example']\n"


def test_example_file_explains_every_variable_and_no_other():
    read = re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', (settings.BASE_DIR / "config" / "settings.py").read_text())
    explained = re.findall(r"^#?([A-Z_]+)=", (settings.BASE_DIR / ".env.example").read_text(), re.MULTILINE)
    assert sorted(explained) == sorted({*read, "MEDSPEL_DEMO_PASSWORD"})


def test_sqlite_file_takes_writers_in_turn(db):
    """The options that the measurements in docs/architecture.md ask for are in force, not only written down."""
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (60_000,)
    assert connection.transaction_mode == "IMMEDIATE"
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False


# --- Several machines -----------------------------------------------------------------------------


def caches_of(url: str, **environment: str) -> str:
    code = (
        "from config import settings as s; "
        "print({cache['BACKEND'].rpartition('.')[2] for cache in s.CACHES.values()}, sorted(s.DATABASES))"
    )
    return start(PRODUCTION | {"CACHE_URL": url} | environment, code).stdout


def test_all_that_machines_tell_each_other_goes_by_the_shared_cache():
    assert caches_of("dbcache://medspel_cache") == "{'DatabaseCache'} ['cache', 'default']\n"
    assert caches_of("redis://cache.example:6379/1") == "{'RedisCache'} ['default']\n"


def test_cache_in_the_database_takes_one_that_several_can_write():
    refused = last_line(PRODUCTION | {"CACHE_URL": "dbcache://x", "DATABASE_URL": "sqlite:////tmp/no.sqlite3"})
    assert refused == "A cache in the database, CACHE_URL=dbcache://, takes PostgreSQL."


def test_files_in_a_bucket_are_private_and_none_takes_the_place_of_another():
    code = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django; django.setup()
from core.models import Job
storage = Job._meta.get_field("file").storage
print(storage.connection.meta.client.meta.endpoint_url)
print(storage.bucket_name, storage.location, storage.default_acl, storage.file_overwrite)
"""
    started = start(PRODUCTION | {"MEDIA_BUCKET": "files", "AWS_ENDPOINT_URL_S3": "https://s3.example"}, code)
    assert started.stdout == "https://s3.example\nfiles media None False\n"

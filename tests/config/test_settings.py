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
from config.checks import check_names
from config.environment import MAIL_PROVIDERS
from config.roles import ROLES

PRODUCTION = {"SECRET_KEY": "k9" * 40, "ALLOWED_HOSTS": "medspel.example", "DATABASE_URL": "postgres:///medspel"}


def start(
    environment: dict[str, str], code: str = "import config.settings", *words: str
) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code, *words],
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


POSTGRES = "It is such as postgres://user:password@host:5432/name"
NO_SETTINGS = [
    ("MEDSPEL_HTTPS", "maybe", "is 1 or 0, not maybe."),
    ("MEDSPEL_PROXIES", "-1", "is a whole number of at least 0, not -1."),
    ("SESSION_IDLE_HOURS", "0", "is a whole number of at least 1, not 0."),
    ("DOCUMENT_MAX_MB", "10 MB", "is a whole number of at least 1, not 10 MB."),
    ("SECOND_FACTOR_ROLES", "Ekonomi, Chef", f"has Chef, which is none of {', '.join(ROLES)}."),
    ("LOGIN_ROLES", "g=Chef", f"has Chef, which is none of {', '.join(ROLES)}."),
    ("LOGIN_ROLES", "Ekonomi", "is name=value, with commas between."),
    ("MAIL_PROVIDER_SETTINGS", "s3cret", "is name=value, with commas between."),
    ("MAIL_PROVIDER", "postmak", f"has postmak, which is none of {', '.join(MAIL_PROVIDERS)}."),
    ("DATABASE_URL", "postgres://me:s3cret@host:port/x", f"cannot be read. {POSTGRES}"),
    ("DATABASE_URL", "mysql://me:s3cret@host/x", f"cannot be read. {POSTGRES}"),
    ("EMAIL_URL", "mail.example:587", "cannot be read. It is such as smtp+tls://user:password@host:587"),
    ("CACHE_URL", "memcache://x", "cannot be read. It is such as redis://host:6379/1"),
    ("ALLOWED_HOSTS", "https://x.example", "cannot be read. It is such as medspel.missionen.example"),
    ("SITE_URL", "x.example", "cannot be read. It is such as https://medspel.missionen.example"),
    ("API_THROTTLE", "lots", "cannot be read. It is such as 600/minute"),
    ("BACKUP_TO", "s3:/x", "cannot be read. It is such as /srv/backups or s3://bucket/folder"),
    ("EMBED_ORIGINS", "https://x.example; script-src *", "cannot be read. It is such as https://missionen.example"),
    ("SENTRY_DSN", "s3cret", "cannot be read. It is such as https://key@sentry.example/1"),
    ("LOG_LEVEL", "loud", "is one of DEBUG, INFO, WARNING, ERROR, CRITICAL."),
]


def test_what_cannot_be_a_setting_is_refused_by_its_name_in_plain_words():
    code = """
import os, sys
from django.core.exceptions import ImproperlyConfigured
for case in sys.argv[1:]:
    name, value = case.split("=", 1)
    before = dict(os.environ)
    os.environ[name] = value
    try:
        import config.settings
    except ImproperlyConfigured as error:
        print(error)
    else:
        print(name, "is taken")
        del sys.modules["config.settings"]
    os.environ.clear()
    os.environ.update(before)
"""
    told = start(PRODUCTION, code, *(f"{name}={value}" for name, value, _words in NO_SETTINGS)).stdout.splitlines()
    assert told == [f"{name} {words}" for name, _value, words in NO_SETTINGS]


def test_a_variable_that_is_set_to_nothing_is_as_one_that_is_not_set():
    code = (
        "from config import settings as s; print(s.BACKUP_TO.endswith('/var/backups'), s.HTTPS, s.AUDIT_KEYS == "
        "[s.SECRET_KEY], s.MAIL_BACKEND.split('.')[-2], s.CACHES['default']['BACKEND'].split('.')[-2], s.EMBED_ORIGINS)"
    )
    empty = dict.fromkeys(("BACKUP_TO", "MEDSPEL_HTTPS", "AUDIT_KEYS", "EMAIL_URL", "CACHE_URL", "EMBED_ORIGINS"), "")
    assert start(PRODUCTION | empty, code).stdout == "True True True console locmem []\n"


def test_what_worked_in_other_words_goes_on_to():
    code = "from config import settings as s; print(s.HTTPS, s.DATABASES['default']['ENGINE'], s.EMBED_ORIGINS)"
    told = {"MEDSPEL_HTTPS": "N", "DATABASE_URL": "psql://a:b@c/d", "EMBED_ORIGINS": "'self',*.missionen.example:8443"}
    assert start(PRODUCTION | told | {"API_THROTTLE": "10/min"}, code).stdout == (
        "False django.db.backends.postgresql [\"'self'\", '*.missionen.example:8443']\n"
    )


def test_a_value_stands_as_it_is_and_its_words_without_the_spaces_around():
    code = "from config import settings as s; print(s.SECRET_KEY, s.SECOND_FACTOR_ROLES, s.LOGIN_ROLES)"
    told = {"SECRET_KEY": "$k=9#", "SECOND_FACTOR_ROLES": "Ekonomi , Läsare", "LOGIN_ROLES": "a = Ekonomi, b=Läsare"}
    assert start(PRODUCTION | told, code).stdout == ("$k=9# ['Ekonomi', 'Läsare'] {'a': 'Ekonomi', 'b': 'Läsare'}\n")


def test_a_command_tells_of_a_wrong_setting_without_where_in_the_code():
    code = "import sys, runpy; sys.argv = ['manage.py', 'check']; runpy.run_path('manage.py', run_name='__main__')"
    started = start(PRODUCTION | {"MEDSPEL_WORKER": "ibland"}, code)
    assert started.stderr == "Medspel does not start: MEDSPEL_WORKER is 1 or 0, not ibland.\n"


def test_a_name_that_is_almost_a_setting_is_told(monkeypatch):
    monkeypatch.setenv("SECOND_FACTOR_ROLE", "Administratör")
    monkeypatch.setenv("DATABASE_PASSWORD", "x")  # of compose.yaml
    assert [warning.msg for warning in check_names(None)] == [
        "Nothing reads SECOND_FACTOR_ROLE. Was SECOND_FACTOR_ROLES meant?"
    ]


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


@pytest.mark.parametrize("url", ["sqlite:////tmp/no.sqlite3", "postgres:///medspel"])
def test_connections_are_kept_between_requests(url):
    """On either database: to open SQLite anew took a third of a list's time."""
    code = "from config import settings as s; print(s.DATABASES['default']['CONN_MAX_AGE'])"
    assert start(PRODUCTION | {"DATABASE_URL": url}, code).stdout == "60\n"


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

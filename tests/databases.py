"""The test database: the migrations make a template, and every process works in a copy of it.

The template is kept between runs, under a name that says what it was made from. After a test that commits, the rows of
the template are put back.
"""

import datetime as dt
import fcntl
import gc
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from core.models import Organisation
from core.models.organisation import THE_ONE
from core.services import save_organisation
from tests import clock

# Queries for the lock of months (core.locked_months): PostgreSQL is asked for it, SQLite has one writer.
LOCKING_MONTHS = int(connection.vendor == "postgresql")

OURS = {"name": "Stadsmissionen i Provstad", "privacy_email": "skydd@missionen.example"}


class Sqlite:
    """The template is a file. SQLite copies page by page, also under connections that are open."""

    def __init__(self, name: str, template: str):
        self.file, self.template = Path(name), Path(settings.VAR_DIR) / f"{template}.sqlite3"

    def has_template(self) -> bool:
        return self.template.exists()

    def make_template(self):
        for old in self.template.parent.glob("test_template_*"):
            old.unlink()
        unfinished = self.template.with_suffix(".unfinished")
        with closing(sqlite3.connect(unfinished)) as target:
            connection.connection.backup(target)
        unfinished.rename(self.template)

    def empty(self):
        connection.close()
        for end in ("", "-wal", "-shm"):
            self.file.with_name(self.file.name + end).unlink(missing_ok=True)

    def restore(self):
        connection.ensure_connection()
        with closing(sqlite3.connect(self.template)) as source:
            source.backup(connection.connection)

    copy_template, remove = restore, empty


class Postgres:
    """The template is a database beside the others. A new copy of it takes longer than to put back its few rows."""

    def __init__(self, name: str, template: str):
        self.name, self.template = name, template
        self.rows, self.numbers = {}, ""

    def run(self, *statements: str):
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def has_template(self) -> bool:
        return bool(self.run(f"SELECT FROM pg_database WHERE datname = '{self.template}'"))

    def make_template(self):
        connection.close()
        old = self.run("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_template\\_%'")
        self.run(*(f'DROP DATABASE "{name}"' for (name,) in old))
        self.run(f'CREATE DATABASE "{self.template}" TEMPLATE "{self.name}"')

    def empty(self):
        self.remove()
        self.run(f'CREATE DATABASE "{self.name}"')

    def copy_template(self):
        self.remove()
        self.run(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                    self.rows[table] = b"".join(rows)
            cursor.execute("SELECT sequencename, coalesce(last_value, 1), last_value IS NOT NULL FROM pg_sequences")
            self.numbers = ";".join(f"SELECT setval('\"{name}\"', {at}, {used})" for name, at, used in cursor)

    def restore(self):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers
            cursor.execute(";".join(f'DELETE FROM "{table}"' for table in self.rows))  # noqa: S608  our own tables
            for table, rows in self.rows.items():
                if rows:
                    with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                        copy.write(rows)
            cursor.execute(self.numbers)

    def remove(self):
        connection.close()
        self.run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


# What shows and reads rows makes none.
NOT_ASKED = {"views", "urls", "api", "admin", "tables", "forms", "filters", "serializers", "exports", "templatetags"}


def own_folders() -> list[Path]:
    folders = [Path(each.path) for each in apps.get_app_configs()]
    return [*(folder for folder in folders if folder.parent == settings.BASE_DIR), settings.BASE_DIR / "config"]


def made_from() -> str:
    """A digest of all that what the migrations make may depend on: a minute of a processor, to make it anew."""
    digest = hashlib.sha256(f"{clock.DAY} {django.VERSION}".encode())
    digest.update(Path(__file__).read_bytes())
    for file in sorted(file for folder in own_folders() for file in folder.rglob("*.py")):
        if NOT_ASKED.isdisjoint(part.removesuffix(".py") for part in file.parts):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def alone() -> Iterator[None]:
    """Let no other process make a template at the same time."""
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "test_template.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def prepare() -> Sqlite | Postgres:
    """Have Django work in this process's copy of the template; make the template first where there is none."""
    connection.close()
    name = connection.creation._get_test_db_name()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    database = (Sqlite if connection.vendor == "sqlite" else Postgres)(name, f"test_template_{made_from()}")
    database.empty()
    with alone():
        if not database.has_template():
            gc.disable()  # a third of what it takes: the state after each migration is kept to the last
            # Earlier than any test, also in a later run.
            with clock.travel(clock.DAY, dt.time(9)):
                call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
                # Without it no page is open to visitors. Tests of a new installation take the fixture `nobody_yet`.
                save_organisation(Organisation(pk=THE_ONE, **OURS))
            gc.enable()
            database.make_template()
        database.copy_template()
    return database

"""The test database: every process works in a copy of a template.

What takes longest is kept longest. The migrations make a schema, kept until one of them or what they import changes. In
a copy of it, what follows them (roles, permissions) makes the template, kept until any code that writes changes. Both
are kept between runs, under names that say what they were made from. After a test that commits, the template's rows are
put back.
"""

import ast
import datetime as dt
import fcntl
import gc
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate as migrate_command
from django.db import connection, transaction

from core.models import Organisation
from core.models.organisation import THE_ONE
from core.services import save_organisation
from tests import clock

# Queries for the lock of months (core.locked_months): PostgreSQL is asked for it, SQLite has one writer.
LOCKING_MONTHS = int(connection.vendor == "postgresql")

OURS = {"name": "Stadsmissionen i Provstad", "privacy_email": "skydd@missionen.example"}


class Sqlite:
    """What is kept is a file. SQLite copies page by page, also under connections that are open."""

    def __init__(self, name: str):
        self.file = Path(name)

    def kept(self, stage: str, digest: str) -> Path:
        return Path(settings.VAR_DIR) / f"test_{stage}_{digest}.sqlite3"

    def has(self, stage: str, digest: str) -> bool:
        return self.kept(stage, digest).exists()

    def keep(self, stage: str, digest: str):
        """Keep what the database holds now in place of what earlier code made."""
        for old in Path(settings.VAR_DIR).glob(f"test_{stage}_*"):
            old.unlink()
        unfinished = self.kept(stage, digest).with_suffix(".unfinished")
        with closing(sqlite3.connect(unfinished)) as target:
            connection.connection.backup(target)
        unfinished.rename(self.kept(stage, digest))

    def copy(self, stage: str, digest: str):
        self.template = self.kept(stage, digest)
        self.restore()

    def empty(self):
        connection.close()
        for end in ("", "-wal", "-shm"):
            self.file.with_name(self.file.name + end).unlink(missing_ok=True)

    def restore(self):
        connection.ensure_connection()
        with closing(sqlite3.connect(self.template)) as source:
            source.backup(connection.connection)

    remove = empty


class Postgres:
    """What is kept is a database beside the others. A new copy of it takes longer than to put back its few rows."""

    def __init__(self, name: str):
        self.name = name
        self.rows, self.numbers = {}, ""

    def run(self, *statements: str):
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def has(self, stage: str, digest: str) -> bool:
        return bool(self.run(f"SELECT FROM pg_database WHERE datname = 'test_{stage}_{digest}'"))

    def keep(self, stage: str, digest: str):
        """Keep what the database holds now in place of what earlier code made."""
        connection.close()
        old = self.run(f"SELECT datname FROM pg_database WHERE datname ^@ 'test_{stage}_'")  # noqa: S608  our own names
        self.run(*(f'DROP DATABASE "{name}"' for (name,) in old))
        self.run(f'CREATE DATABASE "test_{stage}_{digest}" TEMPLATE "{self.name}"')

    def empty(self):
        self.remove()
        self.run(f'CREATE DATABASE "{self.name}"')

    def copy(self, stage: str, digest: str):
        self.remove()
        self.run(f'CREATE DATABASE "{self.name}" TEMPLATE "test_{stage}_{digest}"')
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


def own_files() -> Iterator[Path]:
    folders = [Path(each.path) for each in apps.get_app_configs()]
    for folder in [*(folder for folder in folders if folder.parent == settings.BASE_DIR), settings.BASE_DIR / "config"]:
        yield from sorted(folder.rglob("*.py"))


def makes_rows(file: Path) -> bool:
    return NOT_ASKED.isdisjoint(part.removesuffix(".py") for part in file.parts)


def what_migrates(files: Iterable[Path]) -> list[Path]:
    """The migrations and what of ours they import, models apart: they keep a state of their own."""
    named = {".".join(file.relative_to(settings.BASE_DIR).with_suffix("").parts): file for file in files}
    found = {named["config.settings"], *(file for file in named.values() if "migrations" in file.parts)}
    unread = list(found)
    while unread:
        imported = {named[name] for name in imports_of(unread.pop()) & named.keys()}
        unread += (new := {file for file in imported - found if "models" not in file.with_suffix("").parts})
        found |= new
    return sorted(found)


def imports_of(file: Path) -> set[str]:
    """Names of modules; `from a import b` may mean the module a.b."""
    names = set()
    for each in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(each, ast.Import):
            names |= {alias.name for alias in each.names}
        elif isinstance(each, ast.ImportFrom) and each.module:
            names |= {each.module, *(f"{each.module}.{alias.name}" for alias in each.names)}
    return names


def made_from(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(f"{clock.DAY} {django.VERSION}".encode())
    for file in [Path(__file__), *files]:
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
    """Have Django work in this process's copy of the template; make first what there is not."""
    connection.close()
    name = connection.creation._get_test_db_name()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    database = (Sqlite if connection.vendor == "sqlite" else Postgres)(name)
    files = list(filter(makes_rows, own_files()))
    schema, template = ("schema", made_from(what_migrates(own_files()))), ("template", made_from(files))
    database.empty()
    # Earlier than any test, also in a later run.
    with alone(), clock.travel(clock.DAY, dt.time(9)):
        if not database.has(*template):
            if not database.has(*schema):
                make_schema()
                database.keep(*schema)
            database.copy(*schema)
            migrate()
            # Without it no page is open to visitors. Tests of a new installation take the fixture `nobody_yet`.
            save_organisation(Organisation(pk=THE_ONE, **OURS))
            database.keep(*template)
        database.copy(*template)
    return database


def make_schema():
    """Run the migrations alone, a minute of a processor: what follows them runs in each copy."""
    gc.disable()  # a third of what it takes: the state after each migration is kept to the last
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate_command, "emit_post_migrate_signal", lambda *_args, **_options: None)
        migrate()
    gc.enable()


def migrate():
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)

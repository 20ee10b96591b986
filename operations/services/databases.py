"""A database as one file, in one moment of it, while others write; and back again."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from core.errors import Refusal
from operations.services.row_counts import Ask

PATIENCE_SECONDS = 60


class DatabaseDamaged(Refusal):
    pass


class ProgramFailed(Refusal):
    pass


class ProgramMissing(ProgramFailed):
    pass


class Copy(NamedTuple):
    file: Path
    ask: Ask  # answers from the moment that the file holds
    tables: set[str]


# --- SQLite ---------------------------------------------------------------------------------------


def _asking(database: sqlite3.Connection) -> Ask:
    return lambda sql: database.execute(sql).fetchall()


def _require_sound(ask: Ask, *, quick: bool = False) -> None:
    found = ask(f"PRAGMA {'quick_check' if quick else 'integrity_check'}")
    if found != [("ok",)]:
        raise DatabaseDamaged(_("Databasen är skadad: %(what)s") % {"what": found[0][0]})


class Sqlite:
    file_name = "database.sqlite3"

    def __init__(self):
        self.file = Path(connection.settings_dict["NAME"])

    @contextmanager
    def copied(self, folder: Path) -> Iterator[Copy]:
        """VACUUM INTO reads in one transaction, which no writer waits for, and leaves out what has been erased."""
        target = folder / self.file_name
        with closing(sqlite3.connect(self.file, timeout=PATIENCE_SECONDS)) as database:
            try:
                database.execute("VACUUM INTO ?", [str(target)])
            except sqlite3.DatabaseError as error:
                if self.is_sound():
                    raise
                raise DatabaseDamaged(_("Databasen är skadad: %(what)s") % {"what": error}) from error
        with self.opened(target) as copy:
            yield copy

    @contextmanager
    def opened(self, file: Path) -> Iterator[Copy]:
        """A copy, which must be sound."""
        with closing(sqlite3.connect(file, timeout=PATIENCE_SECONDS)) as database:
            ask = _asking(database)
            _require_sound(ask)
            tables = ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")
            yield Copy(file, ask, {name for (name,) in tables})

    def load(self, file: Path, *, aside: Path) -> None:
        """Replace all, in one transaction. What cannot be written into is moved aside."""
        connection.close()
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if self.file.exists() and not self.is_sound():
            self._move(aside)
        with (
            closing(sqlite3.connect(file)) as source,
            closing(sqlite3.connect(self.file, timeout=PATIENCE_SECONDS)) as target,
        ):
            source.backup(target)

    def is_sound(self) -> bool:
        try:
            with closing(sqlite3.connect(self.file, timeout=PATIENCE_SECONDS)) as database:
                _require_sound(_asking(database), quick=True)
        except sqlite3.OperationalError:
            raise  # locked, or may not be opened: says nothing of what is in it
        except (sqlite3.DatabaseError, DatabaseDamaged):
            return False
        return True

    def save_aside(self, folder: Path) -> None:
        """Keep what is there, before it is replaced."""
        connection.close()
        if self.is_sound():
            with closing(sqlite3.connect(self.file, timeout=PATIENCE_SECONDS)) as database:
                database.execute("VACUUM INTO ?", [str(folder / self.file.name)])

    def _move(self, folder: Path) -> None:
        for end in ("", "-wal", "-shm"):
            file = self.file.with_name(self.file.name + end)
            if file.exists():
                shutil.move(file, folder / file.name)


# --- PostgreSQL -----------------------------------------------------------------------------------

# In the transaction that loads. Extensions stay: only their owner may remove them.
_EMPTY = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT format('DROP %s IF EXISTS %s CASCADE',
                      CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                      ELSE 'TABLE' END, pg_class.oid::regclass) AS command
        FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype IN ('e', 'i', 'a'))
        UNION ALL
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', pg_proc.oid::regprocedure)
        FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP
        EXECUTE found.command;
    END LOOP;
END $$;
"""


_PLAIN = ("--no-owner", "--no-acl", "--no-comments")


def _run(program: str, *arguments: str, database: str | None = "") -> None:
    """A program of PostgreSQL, on the database of the settings, another of the same server, or None."""
    settings = connection.settings_dict | ({"NAME": database} if database else {})
    (_psql, *login, name), env = connection.client_class.settings_to_cmd_args_env(settings, [])
    where = [] if database is None else ["--no-password", *login, "--dbname", name]
    command, env = [program, *where, *arguments], os.environ | (env or {})
    try:
        # Signals stay ignored as ours are: a file that may not grow is then an error that the program tells of.
        answer = subprocess.run(command, env=env, capture_output=True, restore_signals=False, check=False)  # noqa: S603
    except FileNotFoundError:
        words = _("Programmet %(program)s finns inte på den här maskinen. Installera PostgreSQL:s klientprogram.")
        raise ProgramMissing(words % {"program": program}) from None
    if answer.returncode:
        said = answer.stderr.decode(errors="replace").strip().splitlines() or [""]
        raise ProgramFailed(f"{program}: {said[-1][:300]}")


@contextmanager
def _connected(name: str = "") -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own, to the database of the settings or another of the same server."""
    other = connection.copy()
    if name:
        other.settings_dict["NAME"] = name
    try:
        yield other
    finally:
        other.close()


def _answering(other: BaseDatabaseWrapper) -> Ask:
    def ask(sql: str) -> list[tuple]:
        with other.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return ask


class Postgres:
    file_name = "database.dump"

    @contextmanager
    def copied(self, folder: Path) -> Iterator[Copy]:
        """pg_dump in the snapshot of a transaction, in which the questions are answered too."""
        target = folder / self.file_name
        with _connected() as other, other.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            _dump(target, f"--snapshot={snapshot}")
            yield self._copy(target, other)
            cursor.execute("COMMIT")

    @contextmanager
    def opened(self, file: Path) -> Iterator[Copy]:
        """A copy, loaded into a database of its own, which is removed after."""
        name = f"medspel_verify_{os.getpid()}_{os.urandom(3).hex()}"
        with _connected() as other, other.cursor() as cursor:
            try:
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            except DatabaseError as error:
                words = _("Kontrollen behöver en egen databas, och den gick inte att göra: %(why)s")
                raise ProgramFailed(words % {"why": str(error).splitlines()[0]}) from error
            try:
                try:
                    _run("pg_restore", "--exit-on-error", *_PLAIN, str(file), database=name)
                except ProgramMissing:
                    raise
                except ProgramFailed as failed:
                    raise DatabaseDamaged(str(failed)) from failed
                with _connected(name) as restored:
                    yield self._copy(file, restored)
            finally:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def load(self, file: Path, *, aside: Path) -> None:
        """Replace all, in one transaction: what fails leaves everything as it was."""
        del aside
        connection.close()
        script = file.with_suffix(".sql")
        _run("pg_restore", *_PLAIN, "--file", str(script), str(file), database=None)
        emptied = file.with_suffix(".empty.sql")
        emptied.write_text(f"SET lock_timeout = '{PATIENCE_SECONDS}s';{_EMPTY}")
        files = ["--file", str(emptied), "--file", str(script)]
        _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *files)

    def save_aside(self, folder: Path) -> None:
        """Keep what is there, before it is replaced."""
        _dump(folder / self.file_name)

    def _copy(self, file: Path, other: BaseDatabaseWrapper) -> Copy:
        ask = _answering(other)
        return Copy(file, ask, {name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")})


def _dump(target: Path, *arguments: str) -> None:
    # The archive is compressed as a whole.
    _run("pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-acl", *arguments, f"--file={target}")


def database() -> Sqlite | Postgres:
    return Sqlite() if connection.vendor == "sqlite" else Postgres()

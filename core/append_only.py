"""Tables whose rows are never changed or removed: the database itself refuses it, whoever asks.

A new such table has an AppendOnly model and a migration that calls `install`. Older ones (the ledger, the books,
contributions, the audit log) have triggers of their own in the migrations named `..._final`, which stay as they are.

On SQLite most changes of a table rebuild it and take its triggers away, so a later migration that changes such a table
puts `install` last among its operations.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_PLACES = {"sqlite": ("update", "delete", "insert"), "postgresql": ("update", "delete")}


class AppendOnly(models.Model):
    """Rows of such a table. A migration of its app calls `install`."""

    may_change: tuple[str, ...] = ()  # fields that an erasure may empty

    class Meta:
        abstract = True


def install(connection: BaseDatabaseWrapper, model: type[models.Model], *, may_change: tuple[str, ...] = ()):
    """Refuse changes and removals, but for the fields in `may_change`."""
    remove(connection, model)
    meta = model._meta
    columns = ", ".join(each.column for each in meta.concrete_fields if each.name not in may_change)
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    _execute(connection, statements(meta.db_table, columns, meta.pk.column))


def remove(connection: BaseDatabaseWrapper, model: type[models.Model]):
    table, is_postgresql = model._meta.db_table, connection.vendor == "postgresql"
    on = f" ON {table}" if is_postgresql else ""
    _execute(connection, [f"DROP TRIGGER IF EXISTS {table}_final_{event}{on}" for event in _PLACES[connection.vendor]])
    if is_postgresql:
        _execute(connection, [f"DROP FUNCTION IF EXISTS {table}_final()"])


@contextmanager
def lifted(connection: BaseDatabaseWrapper, *found: type[AppendOnly]) -> Iterator[None]:
    """Let their rows go meanwhile: for who empties the whole database."""
    for model in found:
        remove(connection, model)
    yield
    for model in found:
        install(connection, model, may_change=model.may_change)


def _execute(connection: BaseDatabaseWrapper, statements: list[str]):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite(table: str, columns: str, key: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}_final'); END"
    return [
        f"CREATE TRIGGER {table}_final_update BEFORE UPDATE OF {columns} ON {table} {refuse}",
        f"CREATE TRIGGER {table}_final_delete BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE deletes without asking the trigger on that.
        f"""
        CREATE TRIGGER {table}_final_insert BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} o WHERE o.{key} = NEW.{key}) {refuse}
        """,  # noqa: S608  our own tables
    ]


def _postgresql(table: str, columns: str, _key: str) -> list[str]:
    return [
        f"""
        CREATE FUNCTION {table}_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table}_final' USING ERRCODE = 'check_violation';
        END $$
        """,
        f"""
        CREATE TRIGGER {table}_final_update BEFORE UPDATE OF {columns} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_final()
        """,
        f"""
        CREATE TRIGGER {table}_final_delete BEFORE DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_final()
        """,
    ]

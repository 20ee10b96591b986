"""What is in a database, counted by plain SQL: in the one that is copied, and in the copy."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.apps import apps
from django.db import connection, models

from core.money import MoneyField

Ask = Callable[[str], list[tuple]]


class Contents(NamedTuple):
    migrations: list[str]
    counts: dict[str, int]  # rows by table
    sums: dict[str, int]  # öre by table.column


def columns_of(kind: type[models.Field]) -> list[str]:
    """As table.column, of all models, and of the rows that history keeps."""
    return sorted(
        f"{model._meta.db_table}.{each.column}"
        for model in apps.get_models(include_auto_created=True)
        for each in model._meta.concrete_fields
        if isinstance(each, kind) and each.model is model
    )


def count(ask: Ask, tables: Iterable[str], sums: Iterable[str] | None = None) -> Contents:
    """`sums` are the columns to add up: by default those of money that this version knows."""
    quote = connection.ops.quote_name
    tables = sorted(tables)
    counts = {table: ask(f"SELECT count(*) FROM {quote(table)}")[0][0] for table in tables}  # noqa: S608  our tables
    totals = {}
    for name in columns_of(MoneyField) if sums is None else sums:
        table, column = name.split(".")
        if table in counts:
            total = ask(f"SELECT coalesce(sum({quote(column)}), 0) FROM {quote(table)}")  # noqa: S608
            totals[name] = int(total[0][0])
    migrations = ask("SELECT app, name FROM django_migrations ORDER BY app, name") if tables else []
    return Contents([f"{app}.{name}" for app, name in migrations], counts, totals)


def named_files(ask: Ask, tables: Iterable[str]) -> set[str]:
    """The stored files that rows name."""
    quote, found = connection.ops.quote_name, set()
    for name in columns_of(models.FileField):
        table, column = map(quote, name.split("."))
        if name.split(".")[0] in tables:
            rows = ask(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''")  # noqa: S608  our tables
            found |= {file for (file,) in rows}
    return found


def files_named_now() -> set[str]:
    """The stored files that rows of the database in use name."""
    with connection.cursor() as cursor:

        def ask(sql: str) -> list[tuple]:
            cursor.execute(sql)
            return cursor.fetchall()

        return named_files(ask, connection.introspection.table_names(cursor))

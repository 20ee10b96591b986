"""Substring search by a trigram index, with the same results on both databases.

PostgreSQL has a pg_trgm index on `search_key`. SQLite has none, so triggers keep an FTS5 table in step with the
model's, whatever wrote the row: a save, a bulk write, an import, a merge or plain SQL. It needs SQLite 3.34 or later
with FTS5. The key of core.text is compared, so å never matches a, in any case or normal form.

A model sets `has_search_index = True`, and a migration calls `install`. A later migration that makes SQLite rebuild the
table drops its triggers; `mend_after_migrate` restores them.
"""

from django.db import connections, models
from django.db.models.lookups import Contains, Lookup

SHORTEST = 3  # letters in a trigram; shorter words are matched without the index

_TRIGGERS = {
    "insert": """
        CREATE TRIGGER {name} AFTER INSERT ON {table}
        BEGIN
            INSERT INTO {words} (rowid, search_key) VALUES (NEW.id, NEW.search_key);
        END
    """,
    "update": """
        CREATE TRIGGER {name} AFTER UPDATE OF search_key ON {table} WHEN OLD.search_key <> NEW.search_key
        BEGIN
            INSERT INTO {words} ({words}, rowid, search_key) VALUES ('delete', OLD.id, OLD.search_key);
            INSERT INTO {words} (rowid, search_key) VALUES (NEW.id, NEW.search_key);
        END
    """,
    "delete": """
        CREATE TRIGGER {name} AFTER DELETE ON {table}
        BEGIN
            INSERT INTO {words} ({words}, rowid, search_key) VALUES ('delete', OLD.id, OLD.search_key);
        END
    """,
}


def _words(table: str) -> str:
    return f"{table}_words"


def _trigger(table: str, event: str) -> str:
    return f"{_words(table)}_{event}"


@models.TextField.register_lookup
class Holds(Lookup):
    """Match every word of the text, anywhere and in any order: `search_key__holds="bygg ab"`."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        return self._all(compiler, [Contains(self.lhs, word) for word in self.rhs.split()])

    def as_sqlite(self, compiler, connection):
        model = self.lhs.target.model
        words = self.rhs.split()
        indexed = [word for word in words if len(word) >= SHORTEST]
        if not indexed or not getattr(model, "has_search_index", False):
            return self.as_sql(compiler, connection)
        quote = connection.ops.quote_name
        table = quote(_words(model._meta.db_table))
        wanted = " AND ".join('"{}"'.format(word.replace('"', '""')) for word in indexed)
        key = f"{quote(self.lhs.alias)}.{quote(model._meta.pk.column)}"
        found = f"{key} IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)"  # noqa: S608  names of our own tables
        rest = [Contains(self.lhs, word) for word in words if len(word) < SHORTEST]
        sql, params = self._all(compiler, rest)
        return f"{found} AND {sql}" if rest else found, [wanted, *params]

    def _all(self, compiler, lookups):
        compiled = [compiler.compile(lookup) for lookup in lookups]
        return " AND ".join(sql for sql, _params in compiled), [each for _sql, params in compiled for each in params]


def install(connection, table: str):
    """Create and fill the index of a table that has `id` and `search_key`."""
    remove(connection, table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(f"CREATE INDEX {_words(table)} ON {table} USING gin (search_key gin_trgm_ops)")
            return
        words = _words(table)
        cursor.execute(
            f"CREATE VIRTUAL TABLE {words} USING fts5(search_key, content='{table}', content_rowid='id', columnsize=0, "
            "tokenize='trigram case_sensitive 1')"
        )
        for event, statement in _TRIGGERS.items():
            cursor.execute(statement.format(name=_trigger(table, event), table=table, words=words))
        cursor.execute(f"INSERT INTO {words} ({words}) VALUES ('rebuild')")  # noqa: S608  names of our own tables


def rebuild(connection, table: str):
    """Write SQLite's index anew from the rows, so that it keeps nothing of what they said before."""
    words = _words(table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {words} ({words}) VALUES ('rebuild')")  # noqa: S608  names of our own tables


def remove(connection, table: str):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP INDEX IF EXISTS {_words(table)}")
            return
        for event in _TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {_trigger(table, event)}")
        cursor.execute(f"DROP TABLE IF EXISTS {_words(table)}")


def mend_after_migrate(app_config, using, **kwargs):
    """On SQLite, restore an index whose triggers were dropped when a migration rebuilt the table."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE '%\\_words%' ESCAPE '\\'")
        present = {name for (name,) in cursor.fetchall()}
    for model in app_config.get_models():
        table = model._meta.db_table
        triggers = {_trigger(table, event) for event in _TRIGGERS}
        if getattr(model, "has_search_index", False) and _words(table) in present and not triggers <= present:
            install(connection, table)

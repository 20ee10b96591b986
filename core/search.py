"""Words found inside texts by an index of their trigrams, with the same answer on both databases.

PostgreSQL keeps a pg_trgm index on `search_key` itself. SQLite has none, so a FTS5 table stands beside the model's and
triggers keep it right whatever wrote the row: a save, a bulk write, an import, a merge or plain SQL. It needs SQLite
3.34 or later with FTS5. What is compared is the key of core.text, so å is never a, in any case and however typed.

A model says `has_search_index = True`, and a migration calls `install`. A later migration that makes SQLite build the
table anew takes its triggers away; `mend_after_migrate` puts them back.
"""

from django.db import connections, models
from django.db.models.lookups import Contains, Lookup

SHORTEST = 3  # letters in a trigram; shorter words are compared row by row

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
    """Every word of the text, in any order and anywhere: `search_key__holds="bygg ab"`."""

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
    """Make the index of a table that has `id` and `search_key`, from what is in it now."""
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


def remove(connection, table: str):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP INDEX IF EXISTS {_words(table)}")
            return
        for event in _TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {_trigger(table, event)}")
        cursor.execute(f"DROP TABLE IF EXISTS {_words(table)}")


def mend_after_migrate(app_config, using, **kwargs):
    """Put back, on SQLite, an index whose triggers went with the table that a migration built anew."""
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

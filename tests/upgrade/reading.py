"""What is counted in a database before and after it is upgraded."""

from django.apps import apps
from django.db import connection

from operations.services.row_counts import count


def known_contents() -> dict[str, dict[str, int]]:
    """Rows of the models' tables, and sums of money in öre."""
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:

        def ask(sql: str) -> list[tuple]:
            cursor.execute(sql)
            return cursor.fetchall()

        contents = count(ask, known & {*connection.introspection.table_names()})
    return {"counts": contents.counts, "sums": contents.sums}

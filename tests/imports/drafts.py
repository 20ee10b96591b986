"""Lists read in as a person does it, step by step, without the pages."""

from imports.models import Import, ImportKind, ImportRow
from imports.services.commit import commit_import
from imports.services.drafts import map_columns, start_import


def draft(kind: ImportKind, table: list[list[str]], *, by, columns: dict | None = None) -> Import:
    """A list seen through, with its columns as guessed unless told."""
    batch = start_import(kind=kind, source="lista.xlsx", table=table, by=by)
    return map_columns(batch, columns=batch.columns if columns is None else columns, by=by)


def read_in(kind: ImportKind, table: list[list[str]], *, by) -> Import:
    return commit_import(draft(kind, table, by=by), by=by)


def faults(row: ImportRow) -> list[tuple[str, str]]:
    """Each column that cannot be read and why, whether it refuses the row or not."""
    return [(column, why) for column, _value, why in (*row.mistakes, *row.left_out)]


def seen(batch: Import) -> list[tuple]:
    """What the preview says of each row: its number in the file, what happens, and why or what changes."""
    return [
        (row.number, row.status, [tuple(line) for line in row.mistakes or (row.changes if row.target else [])])
        for row in batch.rows.exclude(status="")
    ]


HEAD = ["Namn", "Org.nr", "Ort"]

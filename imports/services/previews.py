"""The dry run of an import's rows, and how its results are stored."""

from core.models import User
from imports.models import Import, ImportRow, RowStatus
from imports.services.model_resource import ModelResource
from imports.services.registry import RESOURCES
from imports.services.results import Mistake, RowResult


def unwritten(batch: Import) -> list[ImportRow]:
    """The rows of a draft; of an interrupted import, those to be written that are not."""
    rows = batch.rows.defer("changes", "mistakes", "left_out", "words")
    written = set(batch.changes.values_list("number", flat=True))
    if not written:
        return list(rows)
    writes = rows.filter(status__in=[RowStatus.NEW, RowStatus.CHANGE])
    return [row for row in writes if row.number not in written]


def dry_run_of(batch: Import, cells: dict[int, list[str]], by: User) -> tuple[ModelResource, list[RowResult]]:
    """Dry-run the rows, given their cells by number. It takes long, so call it outside transactions."""
    places = batch.columns.items()
    resource = RESOURCES[batch.kind](
        by=by,
        leaves_out=batch.leaves_out,
        meanings=batch.meanings,
        headings={name: batch.headings[place] for name, place in places},
    )
    listed = (
        (number, {name: row[place] for name, place in places if place < len(row)})
        for number, row in sorted(cells.items())
    )
    return resource, resource.dry_run(listed)


def preview_of(batch: Import, by: User) -> list[ImportRow]:
    """The rows with a new preview, unsaved."""
    cells = {row.number: row.cells for row in unwritten(batch)}
    _resource, results = dry_run_of(batch, cells, by)
    by_number = {result.number: result for result in results}
    return [kept(batch, number, cells[number], by_number.get(number)) for number in cells]


def kept(batch: Import, number: int, cells: list[str], result: RowResult | None) -> ImportRow:
    """The unsaved row with its result. A row that is empty in the mapped columns has no status, and is not read in."""
    row = ImportRow(batch=batch, number=number, cells=cells)
    if result is None:
        return row
    row.status, row.title, row.target, row.digest = result.status, result.title, result.instance_pk, result.digest
    row.changes = result.changes if result.writes else []
    row.words = [[name, word] for name, word in result.words.items()]
    row.mistakes, row.left_out = (_kept(said) for said in (result.mistakes, result.left_out))
    return row


def _kept(mistakes: list[Mistake]) -> list[list[str]]:
    return [[mistake.column, mistake.value, mistake.why] for mistake in mistakes]

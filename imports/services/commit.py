"""Read a list in as previewed, all or nothing."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.batches import in_turns
from core.changesets import Recorder, recording
from core.errors import Refusal, StaleVersion, said_by
from core.models import User
from core.services import save_record
from core.undo import CannotReturn
from imports.models import Import, ImportState, RowStatus
from imports.services.model_resource import ModelResource
from imports.services.previews import dry_run_of, kept, unwritten
from imports.services.results import RowResult
from imports.services.row_undo import TouchedSince
from imports.services.states import CutOff, enter, hold, leave_draft
from imports.services.undo import undo_import


class PreviewMoved(Refusal):
    message = _("Något har ändrats sedan du förhandsgranskade. Titta igenom de rader som är märkta.")


class NothingToImport(Refusal):
    message = _("Det finns inget att importera: inget är nytt och inget ändras.")


class RowFailed(Refusal):
    """A row could not be written, so none is."""


class LeftHalfway(Refusal):
    message = _("Alla rader gick inte att läsa in, och någon har redan arbetat vidare med det som lästes in.")


def commit_import(
    batch: Import, *, by: User, tell: Callable[[int], None] = lambda done: None, go_on: bool = False
) -> Import:
    """Read the list in as previewed, all or nothing, skipping rows with mistakes.

    It is written in several transactions (`core.batches`), with the state READING meanwhile; if a row cannot be
    written, the earlier ones are undone. If the process stops, the import stays in that state: `go_on` reads in the
    rest, `undo_import` undoes what was written.

    `tell` is called with the number of rows done. Raises AlreadyRead, AnotherHalfway, NothingToImport, RowFailed, and
    PreviewMoved if a row would now be written differently than previewed.
    """
    come_from = {ImportState.DRAFT, *([ImportState.READING] if go_on else [])}
    batch = enter(batch, ImportState.READING, come_from=come_from, by=by)
    try:
        return _read_in(batch, by, tell)
    except CutOff:
        raise
    except Exception:
        _leave_unread(batch, by)
        raise


def _read_in(batch: Import, by: User, tell: Callable[[int], None]) -> Import:
    begun = batch.changes.exists()
    shown = {row.number: row for row in unwritten(batch)}
    resource, results = dry_run_of(batch, {number: row.cells for number, row in shown.items()}, by)
    moved = {row.number for row in results if row.digest != shown[row.number].digest}
    if moved and not begun:
        raise PreviewMoved
    writing = [row for row in results if row.writes and row.number not in moved]
    if not writing and not begun:
        raise NothingToImport
    reason = gettext("Import av %(source)s") % {"source": batch.source}
    with recording(by=by, reason=reason) as recorder:
        recorder.resume(batch.changeset)
        _write_all(batch, resource, writing, recorder=recorder, tell=tell)
    with transaction.atomic():
        hold(batch)
        _pass_over(batch, [row for row in results if row.number in moved])
        done = batch.rows.exclude(status=RowStatus.WRONG)
        done.update(title="", moved=False)
        done.filter(left_out=[]).update(cells=[])
        batch.rows.filter(status=RowStatus.NEW).update(changes=[])
        return save_record(batch, state=ImportState.DONE, done_at=timezone.now())


def _pass_over(batch: Import, rows: list[RowResult]):
    """Mark rows that would now be written differently, after an interruption, as wrong: nobody has previewed that."""
    for result in rows:
        result.wrong("", gettext("Raden hade blivit en annan när importen lästes in färdigt."))
        row = kept(batch, result.number, [], result)
        batch.rows.filter(number=result.number).update(status=RowStatus.WRONG, mistakes=row.mistakes, changes=[])


def _leave_unread(batch: Import, by: User):
    """Undo what was written, so that it is a draft again. Raises LeftHalfway if that is not possible."""
    try:
        if batch.changes.exists():
            undo_import(batch, by=by, go_on=True)
        else:
            leave_draft(batch)
    except (TouchedSince, CannotReturn) as refusal:
        raise LeftHalfway from refusal


def _write_all(
    batch: Import, resource: ModelResource, rows: list[RowResult], *, recorder: Recorder, tell: Callable[[int], None]
):
    def write(some: list[RowResult]):
        hold(batch)
        resource.lock(some)
        _write(resource, some, recorder)
        recorder.write(batch.changeset)

    in_turns(rows, write, most=resource.batch_size, tell=tell)


def _write(resource: ModelResource, rows: list[RowResult], recorder: Recorder):
    """Write all rows at once; if that fails, halve them until the failing row is found."""
    try:
        with recorder.attempt(), transaction.atomic():
            resource.save(rows, recorder)
    except StaleVersion:
        raise PreviewMoved from None
    except (ValidationError, Refusal, IntegrityError) as why:
        if len(rows) == 1:
            raise _blame(rows[0], why) from None
        middle = len(rows) // 2
        for some in (rows[:middle], rows[middle:]):
            _write(resource, some, recorder)


def _blame(row: RowResult, why: Exception) -> Exception:
    if isinstance(why, IntegrityError):
        return why
    return _failed(row, said_by(why))


def _failed(row: RowResult, why) -> RowFailed:
    words = gettext("Rad %(number)s, %(title)s: %(why)s Inget är importerat.")
    return RowFailed(words % {"number": row.number, "title": row.title, "why": why})

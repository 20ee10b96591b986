"""Import of whole lists: kept as a draft, seen through row by row, read in all or nothing, and taken back whole."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Insert
from core.changesets import (
    Recorder,
    Touched,
    check_return,
    close,
    in_order_back,
    lock,
    made_by,
    recording,
    touched_since,
)
from core.errors import Refusal, StaleVersion
from core.meanings import Choices, Meanings, Word, WordCount
from core.models import Change, Changeset, User
from core.services import save_record
from core.spreadsheets.columns import guess_by_heading, numbered, told_apart
from core.text import search_key
from core.turns import in_turns
from imports.models import HALFWAY, Import, ImportRow, ImportShape, ImportState, RowStatus
from imports.services.companies import CompanyPlanner
from imports.services.contacts import ContactPlanner
from imports.services.fields import IgnoredColumn, ImportColumn, in_both_languages
from imports.services.interactions import InteractionPlanner
from imports.services.lookup import users_who
from imports.services.plan import Planned, Planner
from imports.services.sponsorships import SponsorshipPlanner
from imports.services.undo import take_back

PLANNERS: dict[str, type[Planner]] = {
    planner.kind: planner for planner in (CompanyPlanner, ContactPlanner, InteractionPlanner, SponsorshipPlanner)
}
# What the workbook of rows with errors says of each row, after the file's own columns.
ADDED_TO_MISTAKES = (_("Rad i filen"), _("Vad som är fel"))
LOOKED_AT = 30
CHANGESET_KIND = "import"
# Lists hold personal data: a draft that nobody finishes, and rows that nobody corrects, are not kept for ever.
DRAFT_DAYS = 30
WRONG_DAYS = 90
UNDOABLE = {ImportState.DONE, *HALFWAY}


class NoRows(Refusal):
    message = _("Filen har inga rader under rubrikerna.")


class AlreadyRead(Refusal):
    message = _("Filen är redan importerad.")


class PreviewMoved(Refusal):
    message = _("Något har ändrats sedan du förhandsgranskade. Titta igenom de rader som är märkta.")


class NothingToImport(Refusal):
    message = _("Det finns inget att importera: inget är nytt och inget ändras.")


class RowFailed(Refusal):
    """One row could not be written, so none is."""


class AnotherHalfway(Refusal):
    message = _("%(other)s läses in eller ångras just nu, eller har blivit avbruten. Ta hand om den först.")


class CutOff(Refusal):
    message = _("Någon annan har tagit hand om importen under tiden.")


class LeftHalfway(Refusal):
    message = _("Alla rader gick inte att läsa in, och någon har redan arbetat vidare med det som lästes in.")


class NotRead(Refusal):
    message = _("Importen är inte inläst, eller redan ångrad.")


class CannotReturn(Refusal):
    """What a row was before is not allowed any more."""


class TouchedSince(Refusal):
    """`context["rows"]` says which rows stand in the way."""

    message = _("Importen går inte att ångra, för någon har arbetat vidare med det som lades in.")


def columns_of(kind: str) -> tuple:
    return PLANNERS[kind].columns


def choices_of(column: ImportColumn) -> Choices:
    """What the words of a column may mean."""
    if column.users:
        return [(user.username, str(user)) for user in users_who(column.users)]
    return [(name, name) for name in column.choices()] if column.choices else []


def words_of(batch: Import) -> list[Word]:
    """The list's own words in columns of choices, most rows first."""
    found = WordCount()
    for words in batch.rows.exclude(words=[]).order_by("number").values_list("words", flat=True):
        for name, word in words:
            found.add(name, word)
    known = {column.name: column for column in columns_of(batch.kind)}
    return found.words(
        heading=lambda name: batch.headings[batch.columns[name]],
        choices=lambda name: choices_of(known[name]),
        meanings=batch.meanings,
    )


def why_not_read(kind: str, heading: str) -> str:
    """Of a column that comes from Medspel and says what follows from something else: from what. Else nothing."""
    known = search_key(heading)
    told = (
        *PLANNERS[kind].told,
        *(IgnoredColumn(label, _("Medspel skrev den åt dig.")) for label in ADDED_TO_MISTAKES),
    )
    # A heading may end with the day or the period that it tells of.
    told_by = ((column, heading) for column in told for heading in column.headings())
    return next((str(column.why) for column, told in told_by if known == told or known.startswith(f"{told} ")), "")


@dataclass(frozen=True)
class Laid:
    """A list laid out in headings and rows, ready to be kept."""

    kind: str
    headings: list[str]
    rows: Insert


def lay_out(kind: str, table: list[list[str]]) -> Laid:
    """Find the headings and the rows below them. No query. Raises NoRows."""
    at = _heading_row(table, kind)
    width = max((len(cells) for cells in table), default=0)
    rows = [
        ImportRow(number=number, cells=cells)
        for number, cells in enumerate(table[at + 1 :], start=at + 2)
        if any(cells) and cells != table[at]  # headings that stand on every page
    ]
    if not rows:
        raise NoRows
    headings = told_apart(numbered(table[at], width))
    held = {place for row in rows for place, cell in enumerate(row.cells) if cell}
    # A column without name that holds nothing is there for the looks.
    nameless = numbered([""] * width)
    headings = [
        heading if place in held or heading != nameless[place] else "" for place, heading in enumerate(headings)
    ]
    return Laid(kind, headings, Insert(rows, later=["batch"]))


@transaction.atomic
def keep_draft(laid: Laid, *, source: str, by: User) -> Import:
    """Keep a list as a draft with its columns guessed, or as they were understood last time."""
    _forget_old(timezone.now())
    kind = laid.kind
    batch = Import(kind=kind, source=source[:200], headings=laid.headings, made_by=by, meanings=_said_before(kind, by))
    save_record(batch, columns=_remembered(batch) or _guess(laid.headings, kind))
    laid.rows.write(batch=batch)
    return batch


def start_import(*, kind: str, source: str, table: list[list[str]], by: User) -> Import:
    """Lay a list out and keep it as a draft. Raises NoRows."""
    return keep_draft(lay_out(kind, table), source=source, by=by)


def _heading_row(table: list[list[str]], kind: str) -> int:
    """Where the headings stand: the row that knows most of them, else the first of the fullest."""
    known = {name for column in columns_of(kind) for name in column.headings()}

    def score(place: int) -> tuple[int, int]:
        return sum(search_key(cell) in known for cell in table[place]), sum(map(bool, table[place]))

    return max(range(min(LOOKED_AT, len(table))), key=score, default=0)


def _guess(headings: list[str], kind: str) -> dict[str, int]:
    # Belopp i perioden begins as an amount does, but is none.
    own = ["" if why_not_read(kind, heading) else heading for heading in headings]
    return guess_by_heading(own, {column.name: column.headings() for column in columns_of(kind)})


def _shape(batch: Import) -> str:
    """A workbook of rows with errors is of the same shape as the file that they came from."""
    unsaid = {search_key(name) for name in numbered([""] * len(batch.headings))}
    unsaid |= {name for label in ADDED_TO_MISTAKES for name in in_both_languages(label)}
    headings = ["" if search_key(heading) in unsaid else heading for heading in batch.headings]
    return hashlib.sha256(search_key("\t".join(headings).rstrip("\t")).encode()).hexdigest()


def _remembered(batch: Import) -> dict[str, int]:
    shape = ImportShape.objects.filter(kind=batch.kind, digest=_shape(batch)).first()
    known = {column.name for column in columns_of(batch.kind)}
    return {name: place for name, place in shape.columns.items() if name in known} if shape else {}


def _said_before(kind: str, by: User) -> Meanings:
    """What words meant in the person's last list of the kind: what does not stand in this one does no harm."""
    return Import.objects.filter(kind=kind, made_by=by).values_list("meanings", flat=True).first() or {}


def _forget_old(now: dt.datetime):
    Import.objects.filter(state=ImportState.DRAFT, made_at__lt=now - dt.timedelta(days=DRAFT_DAYS)).delete()
    stale = ImportRow.objects.filter(batch__done_at__lt=now - dt.timedelta(days=WRONG_DAYS))
    stale.exclude(cells=[], changes=[]).update(cells=[], changes=[], mistakes=[], left_out=[], words=[], title="")


def map_columns(batch: Import, *, columns: dict[str, int], by: User) -> Import:
    """Say which column is what, remember it for files of the same shape, and work out the preview.

    Raises AlreadyRead, StaleVersion.
    """
    batch.columns = columns
    rows = Insert(_seen_through(batch, by))
    with transaction.atomic():
        batch = _draft(batch)
        ImportShape.objects.update_or_create(kind=batch.kind, digest=_shape(batch), defaults={"columns": columns})
        save_record(batch, columns=columns)
        _show(batch, rows)
    return batch


def set_values(batch: Import, *, leaves_out: bool, meanings: Meanings, by: User) -> Import:
    """Say what the list's own words mean, and whether a row is read in without values that cannot be read.

    What words of other lists mean stays. Works out the preview anew. Raises AlreadyRead, StaleVersion.
    """
    chosen = {word.key for word in words_of(batch)}
    kept = {
        name: {key: meaning for key, meaning in said.items() if key not in chosen}
        for name, said in batch.meanings.items()
    }
    said = {name: kept.get(name, {}) | meanings.get(name, {}) for name in kept.keys() | meanings.keys()}
    batch.leaves_out, batch.meanings = leaves_out, said
    rows = Insert(_seen_through(batch, by))
    with transaction.atomic():
        held = _draft(batch)
        if held.version != batch.version:  # somebody said meanwhile that the columns are others
            raise StaleVersion(held)
        save_record(held, leaves_out=leaves_out, meanings=said)
        _show(held, rows)
    return held


def renew_preview(batch: Import, *, by: User) -> int:
    """Work out the preview anew and mark the rows that now come to something else. Returns how many they are.

    Raises AlreadyRead, StaleVersion.
    """
    before = dict(batch.rows.values_list("number", "digest"))
    rows = _seen_through(batch, by)
    for row in rows:
        row.moved = row.digest != before.get(row.number)
    ready = Insert(rows)
    with transaction.atomic():
        held = _draft(batch)
        if _asked(held) != _asked(batch):  # somebody said meanwhile that the columns are others
            raise StaleVersion(held)
        _show(batch, ready)
    return sum(row.moved for row in rows)


def _asked(batch: Import) -> tuple:
    """What the preview follows from, besides the rows."""
    return batch.columns, batch.leaves_out, batch.meanings


def _seen_through(batch: Import, by: User) -> list[ImportRow]:
    """What each row would come to. Not within the transaction that keeps it: it is long, and others have to write."""
    cells = {row.number: row.cells for row in _unwritten(batch)}
    planner = _planner(batch, by)
    planned = planner.plan(_listed(batch, cells))
    planner.rehearse(planned)
    by_number = {row.number: row for row in planned}
    return [_row(batch, number, cells[number], by_number.get(number)) for number in cells]


def _show(batch: Import, rows: Insert):
    batch.rows.all().delete()
    rows.write()


def _planner(batch: Import, by: User) -> Planner:
    return PLANNERS[batch.kind](by=by, leaves_out=batch.leaves_out, meanings=batch.meanings)


def _listed(batch: Import, cells: dict[int, list[str]]) -> list[tuple[int, dict[str, str]]]:
    """What each row says about each field, in the order of the file."""
    places = batch.columns.items()
    return [
        (number, {name: row[place] for name, place in places if place < len(row)})
        for number, row in sorted(cells.items())
    ]


def _row(batch: Import, number: int, cells: list[str], planned: Planned | None) -> ImportRow:
    """A row that says nothing in the columns chosen has no status, and nothing comes of it."""
    row = ImportRow(batch=batch, number=number, cells=cells)
    if planned is None:
        return row
    row.status, row.title, row.target, row.digest = planned.status, planned.title, planned.target_pk, planned.digest
    row.changes = planned.changes if planned.writes else []
    row.words = [[name, word] for name, word in planned.words.items()]
    row.mistakes, row.left_out = (_told(batch, planned, said) for said in (planned.mistakes, planned.left_out))
    return row


def _told(batch: Import, planned: Planned, said: list[tuple[str, str]]) -> list[list[str]]:
    headings = {name: batch.headings[place] for name, place in batch.columns.items()}
    return [[headings.get(name) or _label(batch, name), planned.cell(name), why] for name, why in said]


def _label(batch: Import, name: str) -> str:
    return next((str(column.label) for column in columns_of(batch.kind) if column.name == name), "")


def _draft(batch: Import) -> Import:
    """The import, held until the transaction ends."""
    held = Import.objects.select_for_update().get(pk=batch.pk)
    if not held.is_draft:
        raise AlreadyRead
    return held


def commit_import(
    batch: Import, *, by: User, tell: Callable[[int], None] = lambda done: None, go_on: bool = False
) -> Import:
    """Read the list in as it was previewed, all or nothing; rows that are wrong are passed over.

    It is written in turns (`core.turns`), and while it is halfway the import says so; when a row cannot be written,
    what was is taken back. One that was cut off stays halfway: `go_on` reads in the rest, `undo_import` takes back the
    part.

    `tell` is told how many rows are done. Raises AlreadyRead, AnotherHalfway, NothingToImport, RowFailed, and
    PreviewMoved when a row would now come to something else than what was shown.
    """
    come_from = {ImportState.DRAFT, *([ImportState.READING] if go_on else [])}
    batch = _enter(batch, ImportState.READING, come_from=come_from, by=by)
    try:
        return _read_in(batch, by, tell)
    except CutOff:
        raise
    except Exception:
        _leave_unread(batch, by)
        raise


def _enter(batch: Import, state: ImportState, *, come_from: set[ImportState], by: User) -> Import:
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=batch.pk)
        if held.state not in come_from:
            raise NotRead if state == ImportState.UNDOING else AlreadyRead
        others = Import.objects.filter(state__in=HALFWAY).exclude(pk=batch.pk)
        if not others.exists():
            try:
                with transaction.atomic():
                    if held.changeset is None:
                        _set_changeset(held, Changeset.objects.create(kind=CHANGESET_KIND, made_by=by))
                    return save_record(held, state=state)
            except (ValidationError, IntegrityError):  # another has entered at the same moment
                if not others.exists():
                    raise
        raise AnotherHalfway(AnotherHalfway.message % {"other": others.first()})


def _hold(batch: Import):
    """Raises CutOff when somebody else has taken it over, as who finds it halfway may."""
    if not Import.objects.select_for_update().filter(pk=batch.pk, version=batch.version).exists():
        raise CutOff


def _read_in(batch: Import, by: User, tell: Callable[[int], None]) -> Import:
    begun = batch.changes.exists()
    shown = {row.number: row for row in _unwritten(batch)}
    planner = _planner(batch, by)
    planned = planner.plan(_listed(batch, {number: row.cells for number, row in shown.items()}))
    planner.rehearse(planned)
    moved = {row.number for row in planned if row.digest != shown[row.number].digest}
    if moved and not begun:
        raise PreviewMoved
    writing = [row for row in planned if row.writes and row.number not in moved]
    if not writing and not begun:
        raise NothingToImport
    reason = gettext("Import av %(source)s") % {"source": batch.source}
    with recording(by=by, reason=reason) as recorder:
        recorder.resume(batch.changeset)
        _write_all(batch, planner, writing, recorder=recorder, tell=tell)
    with transaction.atomic():
        _hold(batch)
        _pass_over(batch, [row for row in planned if row.number in moved])
        done = batch.rows.exclude(status=RowStatus.WRONG)
        done.update(title="", moved=False)
        done.filter(left_out=[]).update(cells=[])
        batch.rows.filter(status=RowStatus.NEW).update(changes=[])
        return save_record(batch, state=ImportState.DONE, done_at=timezone.now())


def _unwritten(batch: Import) -> list[ImportRow]:
    """The rows of a draft; of one that is halfway, those that were to be written and are not."""
    rows = batch.rows.defer("changes", "mistakes", "left_out", "words")
    written = set(batch.changes.values_list("number", flat=True))
    if not written:
        return list(rows)
    writes = rows.filter(status__in=[RowStatus.NEW, RowStatus.CHANGE])
    return [row for row in writes if row.number not in written]


def _pass_over(batch: Import, rows: list[Planned]):
    """Rows that came to something else while the import was cut off: nobody has seen what."""
    for planned in rows:
        planned.wrong("", gettext("Raden hade blivit en annan när importen lästes in färdigt."))
        row = _row(batch, planned.number, [], planned)
        batch.rows.filter(number=planned.number).update(status=RowStatus.WRONG, mistakes=row.mistakes, changes=[])


def _leave_unread(batch: Import, by: User):
    """Take back what was written of it, so that it is a draft again. Raises LeftHalfway when that cannot be."""
    try:
        if batch.changes.exists():
            undo_import(batch, by=by, go_on=True)
        else:
            _leave_draft(batch)
    except (TouchedSince, CannotReturn) as refusal:
        raise LeftHalfway from refusal


def _leave(batch: Import, state: ImportState, **fields) -> Import:
    with transaction.atomic():
        _hold(batch)
        return save_record(batch, state=state, **fields)


def _leave_draft(batch: Import) -> Import:
    with transaction.atomic():
        batch, empty = _leave(batch, ImportState.DRAFT), batch.changeset
        _set_changeset(batch, None)
        empty.delete()
        return batch


def _set_changeset(batch: Import, changeset: Changeset | None):
    Import.objects.filter(pk=batch.pk).update(changeset=changeset)
    batch.changeset = changeset


def _write_all(
    batch: Import, planner: Planner, rows: list[Planned], *, recorder: Recorder, tell: Callable[[int], None]
):
    def write(some: list[Planned]):
        _hold(batch)
        planner.prepare(some)
        _write(planner, some, recorder)
        recorder.write(batch.changeset)

    in_turns(rows, write, most=planner.batch_size, tell=tell)


def _write(planner: Planner, rows: list[Planned], recorder: Recorder):
    """All of the rows at once; when that fails, ever fewer, until it is known which one is to blame."""
    try:
        with recorder.attempt(), transaction.atomic():
            planner.apply(rows, recorder)
    except StaleVersion:
        raise PreviewMoved from None
    except (ValidationError, Refusal, IntegrityError) as why:
        if len(rows) == 1:
            raise _blame(rows[0], why) from None
        middle = len(rows) // 2
        for some in (rows[:middle], rows[middle:]):
            _write(planner, some, recorder)


def _blame(row: Planned, why: Exception) -> Exception:
    if isinstance(why, IntegrityError):
        return why
    return _failed(row, " ".join(why.messages) if isinstance(why, ValidationError) else why)


def _failed(row: Planned, why) -> RowFailed:
    words = gettext("Rad %(number)s, %(title)s: %(why)s Inget är importerat.")
    return RowFailed(words % {"number": row.number, "title": row.title, "why": why})


def what_was_touched(batch: Import) -> list[Touched]:
    """Rows of the import that somebody has worked on since, so that it cannot be taken back."""
    changes = list(batch.changes.all())
    return touched_since(changes, ours=made_by(changes))


def undo_import(
    batch: Import, *, by: User, tell: Callable[[int], None] = lambda done: None, go_on: bool = False
) -> Import:
    """Take back all that the import wrote: changed rows get the values they had, new ones go.

    It is done in turns, and `go_on` goes on with one that was cut off. What is taken back of an import that was never
    read in whole leaves a draft.

    Raises NotRead, AnotherHalfway, TouchedSince when somebody has worked on any of the rows since, and CannotReturn
    when a rule stands in the way of what a row was before; then nothing is taken back. Only what somebody does
    meanwhile can make it stop halfway: then the rest stands.
    """
    come_from = {ImportState.DONE, *(HALFWAY if go_on else ())}
    batch = Import.objects.get(pk=batch.pk)
    if batch.state not in come_from:
        raise NotRead
    _check_can_go(batch)
    batch = _enter(batch, ImportState.UNDOING, come_from=come_from, by=by)
    try:
        _take_all_back(batch, by, tell)
    except CutOff:
        raise
    except Exception:
        _leave(batch, ImportState.DONE if batch.done_at else ImportState.READING)
        raise
    if batch.done_at is None:
        return _leave_draft(batch)
    with transaction.atomic():
        close(batch.changeset, by=by)
        return _leave(batch, ImportState.UNDONE)


def _check_can_go(batch: Import):
    changes = list(batch.changes.all())
    try:
        if touched := touched_since(changes, ours=made_by(changes)):
            raise TouchedSince(rows=touched)
        check_return(changes)
    except ValidationError as error:
        raise CannotReturn(" ".join(error.messages)) from None


def _take_all_back(batch: Import, by: User, tell: Callable[[int], None]):
    changes = list(batch.changes.all())
    ours, done = made_by(changes), 0

    def write(some: list[Change]):
        _hold(batch)
        lock(some)
        if touched := touched_since(some, ours=ours):
            raise TouchedSince(rows=touched)
        take_back(some)
        batch.changes.filter(pk__in=[change.pk for change in some]).delete()

    with recording(by=by, reason=gettext("Import av %(source)s är ångrad") % {"source": batch.source}):
        try:
            for its in in_order_back(changes):
                in_turns(its, write, tell=lambda number, before=done: tell(before + number))
                done += len(its)
        except ValidationError as error:
            raise CannotReturn(" ".join(error.messages)) from None


@transaction.atomic
def discard_import(batch: Import):
    """Throw a draft away with all its rows. Raises AlreadyRead."""
    _draft(batch).delete()

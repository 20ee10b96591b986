"""Drafts of imports: their columns, the meanings of their words, and the preview of each row."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Insert
from core.errors import Refusal, StaleVersion
from core.models import KeptKind, User
from core.retention import time_kept
from core.services import save_record
from imports.meanings import Meanings, Word, WordCount
from imports.models import Import, ImportRow, ImportShape, ImportState
from imports.services.headings import Laid, guess_columns, lay_out, shape_of
from imports.services.previews import preview_of
from imports.services.registry import choices_of, columns_of

# Lists hold personal data, so uncorrected rows are emptied after these days.
WRONG_DAYS = 90


class AlreadyRead(Refusal):
    message = _("Filen är redan importerad.")


def words_of(batch: Import) -> list[Word]:
    """Words of the list that are not among their column's choices, the most frequent first."""
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


@transaction.atomic
def keep_draft(laid: Laid, *, source: str, by: User) -> Import:
    """Store a list as a draft, with columns mapped as last time for the same headings, else guessed."""
    forget_old(timezone.now())
    kind = laid.kind
    batch = Import(kind=kind, source=source[:200], headings=laid.headings, made_by=by, meanings=_said_before(kind, by))
    save_record(batch, columns=_remembered(batch) or guess_columns(laid.headings, kind))
    laid.rows.write(batch=batch)
    return batch


def start_import(*, kind: str, source: str, table: list[list[str]], by: User) -> Import:
    """Find the headings of a list and store it as a draft. Raises NoRows."""
    return keep_draft(lay_out(kind, table), source=source, by=by)


def _remembered(batch: Import) -> dict[str, int]:
    shape = ImportShape.objects.filter(kind=batch.kind, digest=shape_of(batch.headings)).first()
    known = {column.name for column in columns_of(batch.kind)}
    return {name: place for name, place in shape.columns.items() if name in known} if shape else {}


def _said_before(kind: str, by: User) -> Meanings:
    """The meanings in the user's last list of the kind; words that are not in this list are ignored."""
    return Import.objects.filter(kind=kind, made_by=by).values_list("meanings", flat=True).first() or {}


def abandoned_drafts(*, before: dt.datetime) -> QuerySet[Import]:
    return Import.objects.filter(state=ImportState.DRAFT, made_at__lt=before)


def forget_old(now: dt.datetime):
    """Delete old drafts, and empty old rows with mistakes."""
    abandoned_drafts(before=now - time_kept(KeptKind.LISTS)).delete()
    stale = ImportRow.objects.filter(batch__done_at__lt=now - dt.timedelta(days=WRONG_DAYS))
    stale.exclude(cells=[], changes=[]).update(cells=[], changes=[], mistakes=[], left_out=[], words=[], title="")


def map_columns(batch: Import, *, columns: dict[str, int], by: User) -> Import:
    """Map the columns, remember the mapping for files with the same headings, and make the preview.

    Raises AlreadyRead, StaleVersion.
    """
    batch.columns = columns
    rows = Insert(preview_of(batch, by))
    with transaction.atomic():
        batch = _draft(batch)
        ImportShape.objects.update_or_create(
            kind=batch.kind, digest=shape_of(batch.headings), defaults={"columns": columns}
        )
        save_record(batch, columns=columns)
        _show(batch, rows)
    return batch


def set_values(batch: Import, *, leaves_out: bool, meanings: Meanings, by: User) -> Import:
    """Set the meanings of words, and whether rows are read in without values that cannot be read.

    Meanings of words that are not in the list are kept. Makes the preview anew. Raises AlreadyRead, StaleVersion.
    """
    chosen = {word.key for word in words_of(batch)}
    kept = {
        name: {key: meaning for key, meaning in said.items() if key not in chosen}
        for name, said in batch.meanings.items()
    }
    said = {name: kept.get(name, {}) | meanings.get(name, {}) for name in kept.keys() | meanings.keys()}
    batch.leaves_out, batch.meanings = leaves_out, said
    rows = Insert(preview_of(batch, by))
    with transaction.atomic():
        held = _draft(batch)
        if held.version != batch.version:  # somebody has changed the columns meanwhile
            raise StaleVersion(held)
        save_record(held, leaves_out=leaves_out, meanings=said)
        _show(held, rows)
    return held


def renew_preview(batch: Import, *, by: User) -> int:
    """Make the preview anew and mark the rows that differ from the earlier one. Returns how many they are.

    Raises AlreadyRead, StaleVersion.
    """
    before = dict(batch.rows.values_list("number", "digest"))
    rows = preview_of(batch, by)
    for row in rows:
        row.moved = row.digest != before.get(row.number)
    ready = Insert(rows)
    with transaction.atomic():
        held = _draft(batch)
        if _asked(held) != _asked(batch):  # somebody has changed the columns meanwhile
            raise StaleVersion(held)
        _show(batch, ready)
    return sum(row.moved for row in rows)


def _asked(batch: Import) -> tuple:
    """What the preview depends on, besides the rows."""
    return batch.columns, batch.leaves_out, batch.meanings


def _show(batch: Import, rows: Insert):
    batch.rows.all().delete()
    rows.write()


def _draft(batch: Import) -> Import:
    """The draft, locked until the transaction ends. Raises AlreadyRead."""
    held = Import.objects.select_for_update().get(pk=batch.pk)
    if not held.is_draft:
        raise AlreadyRead
    return held


@transaction.atomic
def discard_import(batch: Import):
    """Delete a draft with its rows. Raises AlreadyRead."""
    _draft(batch).delete()

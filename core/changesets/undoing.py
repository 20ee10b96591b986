"""Undo an action: restore the rows that it wrote."""

import copy
from collections.abc import Callable, Iterable
from itertools import groupby

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from core.bulk_save import CHUNK, MADE, Unsaved, chunks, delete_records, keep_history, save_records
from core.changesets.recording import recording
from core.changesets.touched import Touched, lock, touched_since, used_by, written_by
from core.changesets.versions import Link, by_model, newest_versions, versions_before, written_values
from core.models import Change, Changeset, User
from core.undo import AlreadyUndone, CannotReturn, TouchedSince, name_of, set_raw

Hindrances = Callable[[list[Change]], Iterable[Touched]]


def in_order_back(changes: list[Change]) -> list[list[Change]]:
    """The order of undoing: changed and deleted rows, the last first, then created ones, which may point to those.

    Each list holds rows of one model that were all changed, all deleted or all created.
    """
    there = reversed([change for change in changes if not change.made])
    made = by_model(change for change in changes if change.made)
    alike = groupby(there, lambda change: (change.model, change.removed is None))
    return [*(list(its) for _alike, its in alike), *reversed(made.values())]


def take_back(changes: list[Change], *, validated: bool = False):
    """Restore changed or deleted rows of one model with their links, or delete created ones.

    `validated`: skip validation, so that rules added since do not prevent it. Raises CannotReturn.
    """
    model = apps.get_model(changes[0].model)
    if changes[0].made:
        keys = {change.object_id for change in changes}
        staying = {change.object_id for change in changes if change.by_value}
        delete_records(model._base_manager.filter(pk__in=keys - used_by(model, staying, {}).keys()))
        return
    before = versions_before(model, changes)
    if changes[0].removed:
        _bring_back(model, changes, before)
    elif before:
        save_records(_as_before(model, before, changes), validated=validated)
    _link_back(model, changes)
    _hand_over(model, before)


def _bring_back(model: type[models.Model], changes: list[Change], before: dict[int, models.Model]):
    rows = []
    for change in changes:
        row = model()
        set_raw(row, change.removed)
        for field in model.history.model.tracked_fields if row.pk in before else ():
            setattr(row, field.attname, getattr(before[row.pk], field.attname))
        try:
            row.validate_unique()
            row.validate_constraints()
        except ValidationError as error:
            raise CannotReturn(f"{name_of(model, row.pk, row)}: {' '.join(error.messages)}") from None
        row.save_base(raw=True, force_insert=True)
        rows.append(row)
    keep_history(rows, [MADE] * len(rows))


def _link_back(model: type[models.Model], changes: list[Change]):
    for name in dict.fromkeys(name for change in changes for name in change.links):
        link = Link(model, name)
        its = [(change.object_id, change.links[name]) for change in changes if name in change.links]
        link.take((key, target) for key, links in its for target in links["added"])
        link.put((key, target) for key, links in its for target in links["removed"])


def nothing_else(_changes: list[Change]) -> Iterable[Touched]:
    return ()


@transaction.atomic
def undo(changeset: Changeset, *, by: User, reason: str, also: Hindrances = nothing_else) -> Changeset:
    """Undo all that the action wrote; `reason` is stored in the history of every row.

    `also` finds what else prevents it; it is called when the rows are locked.

    Raises AlreadyUndone, TouchedSince with the names of rows changed or used since, and CannotReturn.
    """
    changeset = Changeset.objects.select_for_update().get(pk=changeset.pk)
    if changeset.is_taken_back:
        raise AlreadyUndone
    changes = list(changeset.changes.all())
    lock(changes)
    if found := [*touched_since(changes, ours=written_by(changes)), *also(changes)]:
        raise TouchedSince(list(dict.fromkeys(row.name for row in found)))
    with recording(by=by, reason=reason):
        for its in in_order_back(changes):
            take_back(its, validated=True)  # these values were valid before
    return close(changeset, by=by)


def close(changeset: Changeset, *, by: User) -> Changeset:
    """Mark it as undone."""
    changeset.undone_by, changeset.undone_at = by, timezone.now()
    changeset.save(update_fields=["undone_by", "undone_at"])
    return changeset


def check_return(changes: list[Change]):
    """Raises ValidationError if a rule no longer allows the earlier values of a changed row."""
    for its in in_order_back([change for change in changes if not change.made]):
        model = apps.get_model(its[0].model)
        for some in chunks(its):
            for each in _as_before(model, versions_before(model, some), some):
                candidate = copy.copy(each.record)
                for name, value in each.fields.items():
                    setattr(candidate, name, value)
                others = {field.name for field in candidate._meta.fields if field.attname not in each.fields}
                candidate.full_clean(exclude=others)


def _as_before(model: type[models.Model], before: dict[int, models.Model], changes: Iterable[Change]) -> list[Unsaved]:
    """The rows with the earlier values of all fields; if compared by value, of those that the action wrote."""
    written = written_values(model, [change for change in changes if change.by_value])
    unsaved = []
    for row in model._base_manager.in_bulk(list(before)).values():
        earlier = before[row.pk]
        names = written[row.pk] if row.pk in written else [each.attname for each in model.history.model.tracked_fields]
        fields = {name: getattr(earlier, name) for name in names if getattr(earlier, name) != getattr(row, name)}
        unsaved.append(Unsaved(row, fields))
    return unsaved


def _hand_over(model: type[models.Model], before: dict[int, models.Model]):
    """Record the new versions in an earlier action whose versions were restored, so that it can be undone too."""
    newest = newest_versions(model, before)
    changes = Change.objects.filter(
        model=model._meta.label, object_id__in=before, last_history__in=[each.history_id for each in before.values()]
    )
    for change in changes:
        change.last_history = newest[change.object_id]
    Change.objects.bulk_update(changes, ["last_history"], CHUNK)

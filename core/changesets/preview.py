"""The rows of a changeset before and after the action, for display."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.text import capfirst

from core.changesets.versions import by_model, versions_before
from core.field_permissions import unreadable
from core.history import NEVER_SHOWN, FieldChange, field_changes
from core.models import Change, User
from core.undo import name_of

MADE, CHANGED, REMOVED = "made", "changed", "removed"


@dataclass
class RowChange:
    """A row, whether it was created, changed or deleted, and its fields before and after the action."""

    what: str
    name: str
    url: str
    model: str
    object_id: int
    done: str
    fields: list[FieldChange] = field(default_factory=list)


def row_changes(changes: Iterable[Change], *, user: User) -> list[RowChange]:
    """In the order of the changes. Fields that the user may not read are left out, and all fields of rows that the user
    may not see. A fixed number of queries for each model.
    """
    changes, found = list(changes), {}
    for label, its in by_model(changes).items():
        found |= _of_model(apps.get_model(label), its, user)
    return [found[change.pk] for change in changes]


def _of_model(model: type[models.Model], changes: list[Change], user: User) -> dict[int, RowChange]:
    meta = model._meta
    sees = user.has_perm(f"{meta.app_label}.view_{meta.model_name}")
    there = model._base_manager.select_related().in_bulk([change.object_id for change in changes])
    versions = _versions(model, changes)
    found, raw = {}, []
    for change in changes:
        before, after = versions[change.pk]
        row = there.get(change.object_id)
        found[change.pk] = RowChange(
            what=capfirst(str(meta.verbose_name)),
            name=row_name(model, change.object_id, row or (after or before)) if sees else "",
            url=row.get_absolute_url() if sees and hasattr(row, "get_absolute_url") else "",
            model=meta.label,
            object_id=change.object_id,
            done=MADE if change.made else REMOVED if change.removed else CHANGED,
        )
        raw.append((change.pk, before, after))
    if sees:
        tell_fields(model, found, raw, hidden=NEVER_SHOWN | unreadable(user, model))
        _tell_links(model, found, changes, hidden=unreadable(user, model))
    return found


def _versions(model: type[models.Model], changes: list[Change]) -> dict[int, tuple]:
    """By change, the row's versions before and after the action; None where it did not exist."""
    if not hasattr(model, "history"):
        return {change.pk: (None, None) for change in changes}
    written = [change for change in changes if change.first_history is not None]
    before = versions_before(model, written)
    left = model.history.in_bulk([change.last_history for change in written])
    return {
        change.pk: (
            (left.get(change.last_history), None)
            if change.removed
            else (before.get(change.object_id), left.get(change.last_history))
        )
        if change.first_history is not None
        else (None, None)
        for change in changes
    }


def row_name(model: type[models.Model], key: int, row: models.Model | None) -> str:
    try:
        return str(getattr(row, "instance", row)) if row is not None else name_of(model, key, None)
    except ObjectDoesNotExist:  # its name depends on rows that are deleted too
        return name_of(model, key, None)


def tell_fields(model: type[models.Model], found: dict[int, RowChange], raw: list[tuple], *, hidden: frozenset[str]):
    tracked = model.history.model.tracked_fields if hasattr(model, "history") else ()
    shown = [each for each in tracked if not each.primary_key and each.name not in hidden]
    differing = [
        (pk, (each, getattr(before, each.attname, None), getattr(after, each.attname, None)))
        for pk, before, after in raw
        for each in shown
        if _differs(each, before, after)
    ]
    for (pk, _raw), words in zip(differing, field_changes([raw for _pk, raw in differing]), strict=True):
        found[pk].fields.append(words)


def _differs(shown: models.Field, before: models.Model | None, after: models.Model | None) -> bool:
    """Whether to show the field: of a created or deleted row, if it has a value."""
    if before is None or after is None:
        return bool(getattr(before or after, shown.attname, None))
    return getattr(before, shown.attname) != getattr(after, shown.attname)


def _tell_links(model: type[models.Model], found: dict[int, RowChange], changes: list[Change], *, hidden: frozenset):
    wanted = defaultdict(set)
    for change in changes:
        for name, links in change.links.items():
            wanted[name].update(links["added"], links["removed"])
    for name in sorted(wanted.keys() - hidden):
        relation = model._meta.get_field(name)
        target = relation.related_model
        there = target._base_manager.in_bulk(list(wanted[name]))

        def words(keys: list[int], target=target, there=there) -> str:
            return ", ".join(str(there[key]) if key in there else name_of(target, key, None) for key in keys)

        for change in changes:
            links = change.links.get(name, {"added": [], "removed": []})
            if links["added"] or links["removed"]:
                told = FieldChange(capfirst(str(relation.verbose_name)), words(links["removed"]), words(links["added"]))
                found[change.pk].fields.append(told)

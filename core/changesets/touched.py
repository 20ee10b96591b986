"""What prevents undoing an action: rows changed or used since."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.translation import gettext

from core.bulk_save import DELETED, chunks
from core.changesets.versions import Link, by_model, newest_versions, written_values
from core.models import Change, User
from core.undo import name_of

Keys = dict[str, set[int]]


@dataclass(frozen=True)
class Touched:
    """A row that was changed after the action, or that a later row points to."""

    title: str
    name: str  # with the name of its model
    url: str
    why: str
    when: dt.datetime | None = None
    who: User | None = None


def lock(changes: Iterable[Change]):
    """Lock the rows, so that nobody changes one between `touched_since` and `take_back`."""
    for label, its in sorted(by_model(changes).items()):
        rows = apps.get_model(label)._base_manager.select_for_update().order_by("pk")
        for some in chunks(sorted(change.object_id for change in its)):
            list(rows.filter(pk__in=some).values_list("pk"))


def made_by(changes: Iterable[Change]) -> Keys:
    """By model, the keys of the rows that the action created and that undoing deletes."""
    made: Keys = defaultdict(set)
    for change in changes:
        if change.made and not change.by_value:
            made[change.model].add(change.object_id)
    return made


def written_by(changes: Iterable[Change]) -> Keys:
    """By model, the keys of all rows that the action wrote; undone together, they may point to each other."""
    written: Keys = defaultdict(set)
    for change in changes:
        if not change.by_value:
            written[change.model].add(change.object_id)
    return written


def touched_since(changes: list[Change], *, ours: Keys) -> list[Touched]:
    """Rows changed since the action, and rows that it created and that rows other than `ours` point to.

    A row is unchanged while its newest history record is the action's; if the change is `by_value`, while the fields
    and links that the action wrote have the values that it gave them.
    """
    found, returning = [], _removed_by(changes)
    for label, its in by_model(changes).items():
        model = apps.get_model(label)
        found += _changed(model, [change for change in its if not change.by_value])
        found += _otherwise(model, [change for change in its if change.by_value and not change.made])
        found += _lacking(model, [change for change in its if change.removed], returning)
    for label, keys in made_by(changes).items():
        found += _in_use(apps.get_model(label), keys, ours)
    return found


def _changed(model: type[models.Model], changes: list[Change]) -> list[Touched]:
    if not hasattr(model, "history"):  # rows of such models are never changed
        return []
    newest = {}
    for keys in chunks(change.object_id for change in changes):
        newest |= newest_versions(model, keys)
    later = [newest[e.object_id] for e in changes if newest.get(e.object_id) != e.last_history]
    return list(_told(model, later)) if later else []


def _told(model: type[models.Model], versions: Iterable[int]) -> Iterator[Touched]:
    for keys in chunks(versions):
        history = model.history.filter(history_id__in=keys).select_related("history_user").order_by("history_id")
        living = model._base_manager.in_bulk(list(history.values_list("id", flat=True)))
        for row in history:
            there = living.get(row.id)
            yield Touched(
                title=str(there or row.instance),
                name=name_of(model, row.id, there),
                url=_address(there),
                why=gettext("borttagen") if row.history_type == DELETED else gettext("ändrad"),
                when=row.history_date,
                who=row.history_user,
            )


def _otherwise(model: type[models.Model], changes: list[Change]) -> list[Touched]:
    """Rows compared by value in which a field or link that the action wrote has another value now."""
    keys = [change.object_id for change in changes]
    there = model._base_manager.in_bulk(keys)
    wrote = written_values(model, changes)
    held = {name: Link(model, name).held(keys) for name in {name for change in changes for name in change.links}}
    other, unlinked = set(), set()
    for change in changes:
        row = there.get(change.object_id)
        if row is None or any(getattr(row, name) != value for name, value in wrote.get(row.pk, {}).items()):
            other.add(change.object_id)
        elif any(set(links["added"]) - held[name][row.pk] for name, links in change.links.items()):
            unlinked.add(row.pk)
    found = []
    if other and hasattr(model, "history"):
        found += _told(model, newest_versions(model, other).values())
    elif other:
        found += [
            Touched(name_of(model, key, None), name_of(model, key, None), "", gettext("borttagen")) for key in other
        ]
    return found + [still_there(there[key], gettext("ändrad")) for key in sorted(unlinked)]


def still_there(row: models.Model, why: str) -> Touched:
    return Touched(str(row), name_of(type(row), row.pk, row), _address(row), why)


def gone(model: type[models.Model], key: int) -> Touched:
    name = name_of(model, key, None)
    return Touched(name, name, "", gettext("borttagen"))


def _removed_by(changes: Iterable[Change]) -> Keys:
    removed: Keys = defaultdict(set)
    for change in changes:
        if change.removed:
            removed[change.model].add(change.object_id)
    return removed


def _lacking(model: type[models.Model], changes: list[Change], returning: Keys) -> Iterator[Touched]:
    """Rows that deleted rows point to and that no longer exist: without them those cannot be restored."""
    for pointer in model._meta.concrete_fields:
        if not pointer.is_relation:
            continue
        target = pointer.remote_field.model
        keys = {change.removed.get(pointer.name) for change in changes} - {None} - returning[target._meta.label]
        there = set(target._base_manager.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        for key in sorted(keys - there):
            yield gone(target, key)


def _in_use(model: type[models.Model], keys: set[int], ours: Keys) -> list[Touched]:
    users = used_by(model, keys, ours)
    rows = model._base_manager.in_bulk(list(users))
    return [still_there(rows[key], gettext("används av %(what)s") % {"what": what}) for key, what in users.items()]


def used_by(model: type[models.Model], keys: set[int], ours: Keys) -> dict[int, str]:
    """The keys that rows other than `ours` point to, with the plural name of those rows' model."""
    own = {field.remote_field.through for field in model._meta.many_to_many}
    users: dict[int, str] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        foreign = getattr(relation, "field", None)
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete or foreign is None:
            continue
        user = relation.related_model
        if hasattr(user, "history_id") or (user in own and user._meta.auto_created):
            continue
        for key in _used(user, foreign, keys, ours):
            # Name a link table by the model that declares the links.
            named = user._meta.auto_created or user
            users.setdefault(key, str(named._meta.verbose_name_plural))
    return users


def _used(user: type[models.Model], foreign: models.ForeignKey, keys: set[int], ours: Keys) -> set[int]:
    """The keys that rows of the model `user` point to, other than `ours`."""
    target, name = foreign.attname, "pk"
    label = user._meta.label
    if user._meta.auto_created:  # a link table: its rows belong to the row at the other end
        other = next(
            field for field in user._meta.concrete_fields if field.is_relation and field.attname != foreign.attname
        )
        name, label = other.attname, other.related_model._meta.label
    pointing = user._base_manager.filter(getattr(user, "is_use", models.Q()))
    found = set()
    for some in chunks(keys):
        for key, by in pointing.filter(**{f"{target}__in": some}).values_list(target, name):
            if by not in ours.get(label, ()):
                found.add(key)
    return found


def _address(row) -> str:
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""

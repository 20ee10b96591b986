"""What stands in the way of undoing an act."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.translation import gettext

from core.bulk_save import chunks
from core.changesets.versions import by_model, newest_versions
from core.models import Change, User
from core.undo import name_of

Keys = dict[str, set[int]]


@dataclass(frozen=True)
class Touched:
    """A row that somebody has changed since, or that a later row points to."""

    title: str
    name: str  # with what it is
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
    """Keys of the rows that the act made, by model."""
    made: Keys = defaultdict(set)
    for change in changes:
        if change.made:
            made[change.model].add(change.object_id)
    return made


def touched_since(changes: Iterable[Change], *, ours: Keys) -> list[Touched]:
    """Rows whose newest version is not the act's own, and made rows that rows other than `ours` point to."""
    found = []
    for label, its in by_model(changes).items():
        found += _changed(apps.get_model(label), its)
    for label, keys in made_by(changes).items():
        found += _in_use(apps.get_model(label), keys, ours)
    return found


def _changed(model: type[models.Model], changes: list[Change]) -> list[Touched]:
    newest = {}
    for keys in chunks(change.object_id for change in changes):
        newest |= newest_versions(model, keys)
    later = [newest[e.object_id] for e in changes if newest.get(e.object_id) != e.last_history]
    found = []
    for keys in chunks(later):
        history = model.history.filter(history_id__in=keys).select_related("history_user").order_by("history_id")
        living = model._base_manager.in_bulk(list(history.values_list("id", flat=True)))
        for row in history:
            why = gettext("borttagen") if row.history_type == "-" else gettext("ändrad")
            row_there = living.get(row.id)
            found.append(
                Touched(
                    title=str(row_there or row.instance),
                    name=name_of(model, row.id, row_there),
                    url=_address(row_there),
                    why=why,
                    when=row.history_date,
                    who=row.history_user,
                )
            )
    return found


def _in_use(model: type[models.Model], keys: set[int], ours: Keys) -> list[Touched]:
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
            # A table of links has no name that anybody knows; the rows at its other end have.
            named = user._meta.auto_created or user
            users.setdefault(key, str(named._meta.verbose_name_plural))
    rows = model._base_manager.in_bulk(list(users))
    found = []
    for key, what in users.items():
        why = gettext("används av %(what)s") % {"what": what}
        found.append(Touched(str(rows[key]), name_of(model, key, rows[key]), _address(rows[key]), why))
    return found


def _used(user: type[models.Model], foreign: models.ForeignKey, keys: set[int], ours: Keys) -> set[int]:
    """Of the keys, those that a row of `user` points to which is not one of `ours`."""
    target, name = foreign.attname, "pk"
    label = user._meta.label
    if user._meta.auto_created:  # a table of links: it belongs to the row at its other end
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

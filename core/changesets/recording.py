"""Record the rows that an action writes, from the history records that they leave."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter

from django.apps import apps
from django.db import models
from django.dispatch import receiver
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from core.bulk_save import CHUNK, DELETED, MADE
from core.changesets.versions import Link, by_model, newest_versions
from core.models import Change, Changeset, User
from core.undo import raw_values


@dataclass
class Recorder:
    """Records each row written within `attempt`. With a `reason`, that and `by` are stored in every history record."""

    by: User
    reason: str = ""
    number: int = 0
    changes: dict[tuple[str, int], Change] = field(default_factory=dict)
    _links: dict[tuple[str, int], dict[str, set[int]]] = field(default_factory=dict)
    _numbers: dict[int, int] = field(default_factory=dict)
    _noted: list[Callable[[], None]] | None = None
    _by_value: set[tuple[str, int]] = field(default_factory=set)
    _unwritten: dict[tuple[str, int], None] = field(default_factory=dict)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Record what is written in this context, unless it raises: the caller then rolls the transaction back."""
        self._noted = []
        try:
            yield
            for count in self._noted:
                count()
        finally:
            self._noted, self._numbers = None, {}

    def about(self, row: models.Model, number: int):
        """Assign this row to part `number` of the action, whatever `self.number` is when it is saved."""
        self._numbers[id(row)] = number

    def links(self, row: models.Model, *names: str):
        """Note a row's many-to-many links before it is changed, as history does not record them."""
        before = {name: {linked.pk for linked in getattr(row, name).all()} for name in names}
        self._links.setdefault((row._meta.label, row.pk), before)

    def linked(self, row: models.Model, name: str, *, added: Iterable[int], removed: Iterable[int], by_value=False):
        """Record links added to and removed from a row, whether or not the row itself is saved."""
        self._in_turn(partial(self._count_links, row._meta.label, row.pk, name, (set(added), set(removed))))
        if by_value:
            self.by_value(row)

    def made(self, row: models.Model):
        """Record a new row of a model without history."""
        number = self._numbers.get(id(row), self.number)
        self._in_turn(partial(self._count_made, row._meta.label, row.pk, number))

    def by_value(self, row: models.Model):
        """Compare only the fields that the action writes in this row. See Change.by_value."""
        self._by_value.add((row._meta.label, row.pk))

    def note(self, row: models.Model, history: models.Model):
        if self._noted is not None:
            removed = raw_values(row) if history.history_type == DELETED else None
            number = self._numbers.get(id(row), self.number)
            self._noted.append(partial(self._count, row._meta.label, row.pk, number, (history, removed)))

    def _in_turn(self, count: Callable[[], None]):
        """Record now; within `attempt`, when it ends, in order."""
        if self._noted is None:
            count()
        else:
            self._noted.append(count)

    def _count_made(self, label: str, key: int, number: int):
        self._counted(label, key, number).made = True

    def _count(self, label: str, key: int, number: int, version: tuple[models.Model, dict | None]):
        change, (history, removed) = self._counted(label, key, number), version
        if change.first_history is None:
            change.first_history, change.made = history.history_id, history.history_type == MADE
        change.last_history, change.removed = history.history_id, removed

    def _count_links(self, label: str, key: int, name: str, links: tuple[set[int], set[int]]):
        added, removed = links
        _add_links(self._counted(label, key, self.number), name, added=added, removed=removed)

    def _counted(self, label: str, key: int, number: int) -> Change:
        self._unwritten[label, key] = None
        if (label, key) not in self.changes:
            self.changes[label, key] = Change(number=number, model=label, object_id=key, made=False)
        return self.changes[label, key]

    def write(self, changeset: Changeset, *, only: Iterable[models.Model] | None = None):
        """Store what was recorded since the last write; with `only`, just those rows and those compared by value."""
        if only is not None:
            named = {(row._meta.label, row.pk) for row in only} | self._by_value
            self._unwritten = {key: None for key in self._unwritten if key in named}
        counted = [self.changes[key] for key in self._unwritten]
        self._compare_links(counted)
        for label, its in by_model(change for change in counted if change.last_history is None).items():
            if not hasattr(apps.get_model(label), "history"):
                continue
            newest = newest_versions(apps.get_model(label), [change.object_id for change in its])
            for change in its:
                change.last_history = newest[change.object_id]
        for change in counted:
            change.changeset, change.by_value = changeset, (change.model, change.object_id) in self._by_value
        self._unwritten.clear()
        # In the order of the parts: many rows saved at once are recorded model by model.
        new = sorted((change for change in counted if change.pk is None), key=attrgetter("number"))
        Change.objects.bulk_update([change for change in counted if change.pk], ["last_history", "links"], CHUNK)
        Change.objects.bulk_create(new, batch_size=CHUNK)

    def _compare_links(self, changes: list[Change]):
        """One query for each kind of link."""
        written = {(change.model, change.object_id) for change in changes}
        before = {key: self._links.pop(key) for key in written & self._links.keys()}
        for label, name in {(label, name) for (label, _key), links in before.items() for name in links}:
            of_model = {key: links[name] for (own, key), links in before.items() if own == label}
            there = Link(apps.get_model(label), name).held(of_model)
            for key, had in of_model.items():
                _add_links(self.changes[label, key], name, added=there[key] - had, removed=had - there[key])

    def resume(self, changeset: Changeset):
        """Continue an interrupted changeset."""
        changeset.changes.filter(undone=True).delete()
        for change in changeset.changes.all():
            self.changes[change.model, change.object_id] = change


def _add_links(change: Change, name: str, *, added: set[int], removed: set[int]):
    """A link that the action adds and later removes, or the reverse, is not recorded."""
    earlier = change.links.get(name, {"added": (), "removed": ()})
    on, off = set(earlier["added"]), set(earlier["removed"])
    change.links[name] = {
        "added": sorted((on - removed) | (added - off)),
        "removed": sorted((off - added) | (removed - on)),
    }


_open: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


@contextmanager
def recording(*, by: User, reason: str = "") -> Iterator[Recorder]:
    recorder = Recorder(by, reason)
    token = _open.set(recorder)
    try:
        yield recorder
    finally:
        _open.reset(token)


@receiver(pre_create_historical_record)
def _explain(sender, history_instance, **kwargs):
    if (recorder := _open.get()) and recorder.reason:
        history_instance.history_change_reason = recorder.reason
        history_instance.history_user_id = recorder.by.pk


@receiver(post_create_historical_record)
def _note(sender, instance, history_instance, **kwargs):
    if recorder := _open.get():
        recorder.note(instance, history_instance)

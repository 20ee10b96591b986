"""Record what an act writes, by row of the history, say what stands in the way of undoing it, and undo it.

What services write on the side is recorded too: a company that becomes active when it signs, the deliveries it is
promised.
"""

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from django.apps import apps
from django.db import models
from django.db.models import Max
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from core.bulk_save import CHUNK, MADE, Unsaved, chunks, save_records
from core.models import Change, Changeset, User
from core.undo import name_of

Keys = dict[str, set[int]]


# --- Recording ------------------------------------------------------------------------------------


@dataclass
class Recorder:
    """Count each row written within `attempt`. A `reason`, and then `by`, go into every version while it is open."""

    by: User
    reason: str = ""
    number: int = 0
    changes: dict[tuple[str, int], Change] = field(default_factory=dict)
    _links: dict[tuple[str, int], dict[str, set[int]]] = field(default_factory=dict)
    _numbers: dict[int, int] = field(default_factory=dict)
    _noted: list[tuple] | None = None
    _unwritten: dict[tuple[str, int], None] = field(default_factory=dict)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Count what is written within, unless it ends in an error: then the caller rolls it back."""
        self._noted = []
        try:
            yield
            for number, row, history in self._noted:
                self._count(number, row, history)
        finally:
            self._noted, self._numbers = None, {}

    def about(self, row: models.Model, number: int):
        """The versions of this row belong to part `number` of the act, whatever `self.number` is by then."""
        self._numbers[id(row)] = number

    def links(self, row: models.Model, *names: str):
        """Remember the links of a row that is about to be changed: history does not keep them."""
        before = {name: {linked.pk for linked in getattr(row, name).all()} for name in names}
        self._links.setdefault((row._meta.label, row.pk), before)

    def linked(self, row: models.Model, name: str, *, added: list[int], removed: list[int]):
        """Count links put on and taken off a row, whether or not the row itself was written."""
        key = row._meta.label, row.pk
        if key not in self.changes:
            self.changes[key] = Change(number=self.number, model=key[0], object_id=row.pk, made=False)
        self.changes[key].links = {name: {"added": added, "removed": removed}}
        self._unwritten[key] = None

    def note(self, row: models.Model, history: models.Model):
        if self._noted is not None:
            self._noted.append((self._numbers.get(id(row), self.number), row, history))

    def _count(self, number: int, row: models.Model, history: models.Model):
        key = row._meta.label, row.pk
        change = self.changes.get(key)
        if change is None:
            change = self.changes[key] = Change(
                number=number,
                model=key[0],
                object_id=row.pk,
                made=history.history_type == MADE,
                first_history=history.history_id,
            )
        change.last_history = history.history_id
        self._unwritten[key] = None

    def write(self, changeset: Changeset, *, only: Iterable[models.Model] | None = None):
        """Keep what has been counted since the last write; `only` of these rows, if they are given."""
        if only is not None:
            named = {(row._meta.label, row.pk) for row in only}
            self._unwritten = {key: None for key in self._unwritten if key in named}
        counted = [self.changes[key] for key in self._unwritten]
        self._compare_links(counted)
        for label, its in _by_model(change for change in counted if change.last_history is None).items():
            newest = _newest(apps.get_model(label), [change.object_id for change in its])
            for change in its:
                change.last_history = newest[change.object_id]
        for change in counted:
            change.changeset = changeset
        self._unwritten.clear()
        # In the order of the parts: of many rows, those that came together were written together.
        new = sorted((change for change in counted if change.pk is None), key=attrgetter("number"))
        Change.objects.bulk_update([change for change in counted if change.pk], ["last_history", "links"], CHUNK)
        Change.objects.bulk_create(new, batch_size=CHUNK)

    def _compare_links(self, changes: list[Change]):
        """One query for each kind of link."""
        written = {(change.model, change.object_id) for change in changes}
        before = {key: self._links.pop(key) for key in written & self._links.keys()}
        for label, name in {(label, name) for (label, _key), links in before.items() for name in links}:
            of_model = {key: links[name] for (own, key), links in before.items() if own == label}
            there = _Link(apps.get_model(label), name).held(of_model)
            for key, had in of_model.items():
                _add_links(self.changes[label, key], name, added=there[key] - had, removed=had - there[key])

    def resume(self, changeset: Changeset):
        """Go on with a changeset that was interrupted."""
        for change in changeset.changes.all():
            self.changes[change.model, change.object_id] = change


def _add_links(change: Change, name: str, *, added: set[int], removed: set[int]):
    """What an earlier part of the act put on and a later one takes off is neither."""
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


# --- What stands in the way -----------------------------------------------------------------------


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
    for label, its in sorted(_by_model(changes).items()):
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
    for label, its in _by_model(changes).items():
        found += _changed(apps.get_model(label), its)
    for label, keys in made_by(changes).items():
        found += _in_use(apps.get_model(label), keys, ours)
    return found


def _by_model(changes: Iterable[Change]) -> dict[str, list[Change]]:
    by_model: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_model[change.model].append(change)
    return by_model


def _changed(model: type[models.Model], changes: list[Change]) -> list[Touched]:
    newest = {}
    for keys in chunks(change.object_id for change in changes):
        newest |= _newest(model, keys)
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


# --- Undoing --------------------------------------------------------------------------------------


def in_order_back(changes: list[Change]) -> list[list[Change]]:
    """The order of undoing: changed rows first, then made ones, the last first, as they may point to earlier ones.

    Each list is of one model, either changed or made.
    """
    changed = reversed([change for change in changes if not change.made])
    made = _by_model(change for change in changes if change.made)
    return [*(list(its) for _label, its in groupby(changed, attrgetter("model"))), *reversed(made.values())]


def take_back(changes: list[Change], *, validated: bool = False):
    """Give changed rows of one model the values and links they had, or remove made ones.

    `validated`: the rows may be as they were even if a rule has come since.
    """
    model = apps.get_model(changes[0].model)
    if changes[0].made:
        model._base_manager.filter(pk__in=[change.object_id for change in changes]).delete()
    else:
        before = _versions_before(model, changes)
        save_records(_as_before(model, before), validated=validated)
        _link_back(model, changes)
        _hand_over(model, before)


class _Link:
    """The table of a many-to-many field."""

    def __init__(self, model: type[models.Model], name: str):
        relation = model._meta.get_field(name)
        self.target, self.rows = relation.related_model, relation.remote_field.through._base_manager
        self.ours, self.theirs = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"

    def held(self, keys: Iterable[int]) -> dict[int, set[int]]:
        held = defaultdict(set)
        for some in chunks(keys):
            for one, other in self.rows.filter(**{f"{self.ours}__in": some}).values_list(self.ours, self.theirs):
                held[one].add(other)
        return held

    def put(self, pairs: Iterable[tuple[int, int]]):
        """Targets that are gone since are passed over."""
        pairs, there = list(pairs), set()
        for some in chunks(target for _key, target in pairs):
            there.update(self.target._base_manager.filter(pk__in=some).values_list("pk", flat=True))
        links = [self.rows.model(**{self.ours: one, self.theirs: other}) for one, other in pairs if other in there]
        self.rows.bulk_create(links, ignore_conflicts=True)

    def take(self, pairs: Iterable[tuple[int, int]]):
        by_target = defaultdict(list)
        for key, target in pairs:
            by_target[target].append(key)
        for target, keys in by_target.items():
            for some in chunks(keys):
                self.rows.filter(**{self.theirs: target, f"{self.ours}__in": some}).delete()


def _link_back(model: type[models.Model], changes: list[Change]):
    for name in dict.fromkeys(name for change in changes for name in change.links):
        link = _Link(model, name)
        its = [(change.object_id, change.links[name]) for change in changes if name in change.links]
        link.take((key, target) for key, links in its for target in links["added"])
        link.put((key, target) for key, links in its for target in links["removed"])


def close(changeset: Changeset, *, by: User) -> Changeset:
    """Mark it as undone."""
    changeset.undone_by, changeset.undone_at = by, timezone.now()
    changeset.save(update_fields=["undone_by", "undone_at"])
    return changeset


def check_return(changes: list[Change]):
    """Raises ValidationError for a changed row whose values before a rule no longer allows."""
    for its in in_order_back([change for change in changes if not change.made]):
        model = apps.get_model(its[0].model)
        for some in chunks(its):
            for each in _as_before(model, _versions_before(model, some)):
                candidate = copy.copy(each.record)
                for name, value in each.fields.items():
                    setattr(candidate, name, value)
                others = {field.name for field in candidate._meta.fields if field.attname not in each.fields}
                candidate.full_clean(exclude=others)


def _as_before(model: type[models.Model], before: dict[int, models.Model]) -> list[Unsaved]:
    """One query for the rows."""
    unsaved = []
    for row in model._base_manager.in_bulk(list(before)).values():
        earlier = before[row.pk]
        fields = {
            field.attname: getattr(earlier, field.attname)
            for field in model.history.model.tracked_fields
            if getattr(earlier, field.attname) != getattr(row, field.attname)
        }
        unsaved.append(Unsaved(row, fields))
    return unsaved


def _hand_over(model: type[models.Model], before: dict[int, models.Model]):
    """Rows are as an earlier act left them, if one did: give it their new versions, so that it can be undone too."""
    newest = _newest(model, before)
    changes = Change.objects.filter(
        model=model._meta.label, object_id__in=before, last_history__in=[each.history_id for each in before.values()]
    )
    for change in changes:
        change.last_history = newest[change.object_id]
    Change.objects.bulk_update(changes, ["last_history"], CHUNK)


def _newest(model: type[models.Model], keys: Iterable[int]) -> dict[int, int]:
    """By key, the number of its newest version in the history."""
    rows = model.history.filter(id__in=list(keys)).order_by().values("id").annotate(newest=Max("history_id"))
    return dict(rows.values_list("id", "newest"))


def _versions_before(model: type[models.Model], changes: list[Change]) -> dict[int, models.Model]:
    """By key, the last version that is older than the act's first; none for new links alone. Two queries."""
    first = {change.object_id: change.first_history for change in changes if change.first_history is not None}
    versions = model.history.filter(id__in=first).order_by("history_id").values_list("id", "history_id")
    last = {key: version for key, version in versions if version < first[key]}
    found = model.history.in_bulk(list(last.values()))
    return {key: found[version] for key, version in last.items()}

"""Look up what changes refer to: rows by model, history records, many-to-many links."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import Max

from core.bulk_save import chunks
from core.models import Change


def by_model(changes: Iterable[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.model].append(change)
    return found


def newest_versions(model: type[models.Model], keys: Iterable[int]) -> dict[int, int]:
    """By key, the id of the row's newest history record."""
    rows = model.history.filter(id__in=list(keys)).order_by().values("id").annotate(newest=Max("history_id"))
    return dict(rows.values_list("id", "newest"))


def versions_before(model: type[models.Model], changes: Iterable[Change]) -> dict[int, models.Model]:
    """By key, the last history record before the action's first; none if only links were changed. Two queries."""
    first = {change.object_id: change.first_history for change in changes if change.first_history is not None}
    versions = model.history.filter(id__in=first).order_by("history_id").values_list("id", "history_id")
    last = {key: version for key, version in versions if version < first[key]}
    found = model.history.in_bulk(list(last.values()))
    return {key: found[version] for key, version in last.items()}


def written_values(model: type[models.Model], changes: Iterable[Change]) -> dict[int, dict]:
    """By key, the fields that the action changed, with the values that it gave them. Three queries."""
    changes = [change for change in changes if change.first_history is not None]
    if not changes:
        return {}
    before = versions_before(model, changes)
    left = model.history.in_bulk([change.last_history for change in changes])
    names = [field.attname for field in model.history.model.tracked_fields]
    found = {}
    for change in changes:
        was, now = before.get(change.object_id), left[change.last_history]
        values = {name: getattr(now, name) for name in names}
        found[change.object_id] = {
            name: value for name, value in values.items() if was is not None and getattr(was, name) != value
        }
    return found


class Link:
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
        """Skips targets that no longer exist."""
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

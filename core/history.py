"""Change logs in words, built from django-simple-history's rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from core.kept_queries import KeptQuery
from core.models import User
from core.money import MoneyField, format_amount
from core.querysets import USER_SHOWN, fields_of
from core.undo import raw_values

LONGEST = 120
NEVER_SHOWN = frozenset({"search_key", "sort_key", "version"})


@dataclass(frozen=True)
class FieldChange:
    label: str
    old: str  # empty if there was no value
    new: str


@dataclass(frozen=True)
class Change:
    when: dt.datetime
    user: User | None
    kind: str  # "+" created, "~" changed, "-" deleted
    reason: str
    fields: list[FieldChange] = field(default_factory=list)


def as_seen(record: models.Model, version: int) -> dict | None:
    """Return the stored field values of a version; None when the history is incomplete. Two queries.

    Each save increments the version and adds a history row, so the counts must be equal. The caller must hold a lock on
    the row, so that no save comes between.
    """
    kept = record.history.order_by("history_id")
    if not 1 <= version <= record.version or kept.count() != record.version:
        return None
    return raw_values(kept[version - 1])


def changes(
    instance: models.Model,
    *,
    limit: int = 20,
    offset: int = 0,
    year: int | None = None,
    hidden_fields: frozenset[str] = frozenset(),
) -> list[Change]:
    """Return one row's changes, newest first, without saves that changed no visible field.

    With `year`, only those of that Swedish calendar year. Costs one query, plus one for each model that a changed field
    points to, whatever the length of the history. Many-to-many links have no history and are left out.
    """
    skipped = NEVER_SHOWN | hidden_fields
    tracked = [f for f in instance.history.model.tracked_fields if not f.primary_key and f.name not in skipped]
    found = []
    for row, older in pairwise([*_history_of(type(instance))(instance.pk), None]):
        if year is not None and timezone.localtime(row.history_date).year != year:
            continue
        differing = _differing(tracked, older, row)
        # List a change whose previous row is missing (made by a migration), without its fields.
        if differing or row.history_type != "~" or older is None or row.history_change_reason:
            found.append((row, differing))
            if len(found) == offset + limit:
                break
    found = found[offset:]
    words = _Words([change for _row, differing in found for change in differing])
    return [
        Change(
            when=row.history_date,
            user=row.history_user,
            kind=row.history_type,
            reason=row.history_change_reason or "",
            fields=[words.field_change(*change) for change in differing],
        )
        for row, differing in found
    ]


@cache
def _history_of(model: type[models.Model]) -> KeptQuery:
    """All rows of the history of one row, the newest first."""

    def build(key) -> models.QuerySet:
        rows = model.history.filter(**{model._meta.pk.name: key}).select_related("history_user")
        own = (field.name for field in model.history.model._meta.concrete_fields)
        return rows.only(*own, *fields_of("history_user", USER_SHOWN)).order_by("-history_date", "-history_id")

    return KeptQuery(build)


def field_changes(raw: list[tuple[models.Field, Any, Any]]) -> list[FieldChange]:
    """Format fields with their old and new values. One query for each model that a field points to."""
    words = _Words(raw)
    return [words.field_change(*change) for change in raw]


def value_words(record: models.Model, shown: models.Field) -> str:
    """Format a field's value as the history does; one query if it is a foreign key."""
    value = getattr(record, shown.attname)
    return _Words([(shown, value, value)])._words(shown, value)


def values_in_words(values: Iterable[tuple[models.Field, Any]]) -> list[str]:
    """Format values of any fields as the history does; one query for each model that the fields point to."""
    values = list(values)
    words = _Words([(shown, value, value) for shown, value in values])
    return [words._words(shown, value) for shown, value in values]


def _differing(tracked, older, row) -> list[tuple[models.Field, Any, Any]]:
    if older is None or row.history_type != "~":
        return []
    values = ((f, getattr(older, f.attname), getattr(row, f.attname)) for f in tracked)
    return [(f, before, after) for f, before, after in values if before != after]


class _Words:
    """Format values as words, fetching the objects behind keys with one query per model."""

    def __init__(self, raw_changes):
        wanted = defaultdict(set)
        for changed, old, new in raw_changes:
            if changed.is_relation:
                wanted[changed.related_model] |= {old, new} - {None}
        # select_related: an object's name may be built from its own relations.
        self.objects = {model: model._base_manager.select_related().in_bulk(keys) for model, keys in wanted.items()}

    def field_change(self, changed: models.Field, old, new) -> FieldChange:
        label = capfirst(str(changed.verbose_name))
        return FieldChange(label, *_shortened(self._words(changed, old), self._words(changed, new)))

    def _name(self, model, key) -> str:
        found = self.objects[model].get(key)
        if found is None:
            return gettext("borttagen (%(name)s %(key)s)") % {"name": model._meta.verbose_name, "key": key}
        return str(found)

    def _words(self, changed, value) -> str:
        if value is None or value == "":
            return ""
        if changed.is_relation:
            return self._name(changed.related_model, value)
        if changed.choices:
            return str(dict(changed.flatchoices).get(value, value))
        if isinstance(changed, MoneyField):
            return format_amount(value)
        for kind, words in _BY_TYPE.items():
            if isinstance(value, kind):
                return words(value)
        return str(value)


def _shortened(old: str, new: str) -> tuple[str, str]:
    """Cut long texts, keeping visible where they begin to differ."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    pairs = enumerate(zip(old, new, strict=False))
    alike = next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(0, alike - LONGEST // 3)
    lead = "\N{HORIZONTAL ELLIPSIS}" if start else ""
    return tuple(text and Truncator(lead + text[start:]).chars(LONGEST) for text in (old, new))


_BY_TYPE: dict[type, Callable[..., str]] = {  # bool before int and datetime before date: they are subclasses
    bool: lambda value: gettext("Ja") if value else gettext("Nej"),
    int: lambda value: number_format(value, use_l10n=True),
    Decimal: lambda value: number_format(value.normalize() + 0, use_l10n=True),
    dt.datetime: lambda value: f"{timezone.localtime(value):%Y-%m-%d %H:%M}",
    dt.date: lambda value: value.isoformat(),
    dt.time: lambda value: f"{value:%H:%M}",
}

"""What changed, when and by whom, in words, from the rows that django-simple-history keeps."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.db import models
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext

from core.models import User
from core.money import MoneyField, format_amount

LONGEST = 120
NEVER_SHOWN = frozenset({"search_key", "sort_key", "version"})


@dataclass(frozen=True)
class FieldChange:
    label: str
    old: str  # empty when there was nothing
    new: str


@dataclass(frozen=True)
class Change:
    when: dt.datetime
    user: User | None
    kind: str  # "+" made, "~" changed, "-" deleted
    reason: str
    fields: list[FieldChange] = field(default_factory=list)


def changes(
    instance: models.Model, *, limit: int = 20, offset: int = 0, hidden_fields: frozenset[str] = frozenset()
) -> list[Change]:
    """The changes of one row, newest first; rows of history where nothing visible changed do not count.

    The number of queries depends on the model (one, one for each tracked many-to-many field, and one for
    each model that a changed field points to), never on how long the history is.
    """
    model = instance.history.model
    skipped = NEVER_SHOWN | hidden_fields
    tracked = [f for f in model.tracked_fields if not f.primary_key and f.name not in skipped]
    many = [f for f in model._history_m2m_fields if f.name not in skipped]
    linked = {f: _linked(instance, f) for f in many}

    found = []
    rows = instance.history.select_related("history_user").order_by("-history_date", "-history_id")
    for row, older in pairwise([*rows, None]):
        raw = []
        if row.history_type == "~" and older is not None:
            raw = [
                (f, before, after)
                for f in tracked
                if (before := getattr(older, f.attname)) != (after := getattr(row, f.attname))
            ]
            raw += [
                (f, before, after)
                for f in many
                if (before := linked[f][older.pk]) != (after := linked[f][row.pk])
            ]
        if raw or row.history_type != "~":
            found.append((row, raw))
            if len(found) == offset + limit:
                break
    found = found[offset:]
    words = _Words(change for _row, raw in found for change in raw)
    return [
        Change(
            when=row.history_date,
            user=row.history_user,
            kind=row.history_type,
            reason=row.history_change_reason or "",
            fields=[words.field_change(*change) for change in raw],
        )
        for row, raw in found
    ]


def _linked(instance, many: models.ManyToManyField) -> defaultdict:
    """For each row of the instance's history, the keys of the objects it was linked to then."""
    links = getattr(instance.history.model, many.name).model
    keys = defaultdict(frozenset)
    pairs = links.objects.filter(history__in=instance.history.order_by().values("pk"))
    for row, key in pairs.values_list("history_id", f"{many.m2m_reverse_field_name()}_id"):
        keys[row] |= {key}
    return keys


class _Words:
    """Turns values into words; the objects that keys stand for are fetched once for each model."""

    def __init__(self, raw_changes):
        wanted = defaultdict(set)
        for changed, old, new in raw_changes:
            if changed.is_relation:
                wanted[changed.related_model].update(*(_keys(value) for value in (old, new)))
        # select_related, because the name of an object may be made of the objects it points to.
        self.objects = {
            model: model._base_manager.select_related().in_bulk(keys) for model, keys in wanted.items()
        }

    def field_change(self, changed: models.Field, old, new) -> FieldChange:
        label = str(changed.verbose_name)
        label = label[:1].upper() + label[1:]
        if changed.many_to_many:  # only what was taken away and what was added
            return FieldChange(label, self._names(changed, old - new), self._names(changed, new - old))
        return FieldChange(label, self._words(changed, old), self._words(changed, new))

    def _names(self, changed, keys) -> str:
        return ", ".join(sorted(self._name(changed.related_model, key) for key in keys))

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
        return Truncator(str(value)).chars(LONGEST)


def _keys(value) -> set:
    if value is None:
        return set()
    return set(value) if isinstance(value, frozenset) else {value}


_BY_TYPE: dict[type, Callable[..., str]] = {  # bool before int and datetime before date: they are subclasses
    bool: lambda value: gettext("Ja") if value else gettext("Nej"),
    int: lambda value: number_format(value, use_l10n=True),
    Decimal: lambda value: number_format(value.normalize() + 0, use_l10n=True),
    dt.datetime: lambda value: f"{timezone.localtime(value):%Y-%m-%d %H:%M}",
    dt.date: lambda value: value.isoformat(),
    dt.time: lambda value: f"{value:%H:%M}",
}

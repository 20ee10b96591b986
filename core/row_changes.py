"""Changes of rows of every kind, from their histories: who, when, and each field before and after."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import django_filters
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.bulk_save import CHANGED as SAVED
from core.bulk_save import DELETED
from core.bulk_save import MADE as ADDED
from core.changesets.preview import CHANGED, MADE, REMOVED, RowChange, row_name, tell_fields
from core.field_permissions import unreadable
from core.filters import FilterSet
from core.history import NEVER_SHOWN
from core.models import User

DAYS_SHOWN = 7  # where no first day is chosen: all of them are many
DONE = {ADDED: MADE, SAVED: CHANGED, DELETED: REMOVED}
SPAN = 2**31 - 1


class Version(NamedTuple):
    """A row of some history."""

    label: str
    history_id: int


@dataclass
class LoggedChange:
    when: dt.datetime
    by: User | None
    reason: str
    row: RowChange


@cache
def models_with_history() -> list[type[models.Model]]:
    ours = [model for app in settings.OUR_APPS for model in apps.get_app_config(app).get_models()]
    return sorted((model for model in ours if hasattr(model, "history")), key=lambda model: model._meta.label)


def subject_choices() -> list[tuple[str, str]]:
    named = [(model._meta.label, capfirst(str(model._meta.verbose_name_plural))) for model in models_with_history()]
    return sorted(named, key=lambda choice: choice[1])


@dataclass(frozen=True)
class Versions:
    """Rows of the histories of some models, newest first: what a paginator counts and takes pages of.

    In SQL of our own: to say the same of all models takes Django 80,000 calls.
    """

    models: list[type[models.Model]]
    since: dt.datetime | None = None
    before: dt.datetime | None = None
    by: User | None = None
    row: int | None = None

    def count(self) -> int:
        [(number,)] = self._ask("SELECT count(*) FROM ({}) AS found", [])
        return number

    def __getitem__(self, part: slice) -> list[Version]:
        # By number too, or changes of the same moment could stand on two pages.
        rows = self._ask(
            "SELECT place, number FROM ({}) AS found ORDER BY moment DESC, number DESC, place LIMIT %s OFFSET %s",
            [part.stop - (part.start or 0), part.start or 0],
        )
        return [Version(self.models[place]._meta.label, number) for place, number in rows]

    def _ask(self, sql: str, params: list) -> list[tuple]:
        write, quoted = connection.ops.adapt_datetimefield_value, connection.ops.quote_name
        parts, values = [], []
        for place, model in enumerate(self.models):
            wanted = {
                "history_date >= %s": self.since and write(self.since),
                "history_date < %s": self.before and write(self.before),
                "history_user_id = %s": self.by and self.by.pk,
                f"{quoted(model._meta.pk.column)} = %s": self.row,
            }
            wanted = {words: value for words, value in wanted.items() if value is not None}
            where = " AND ".join(wanted) or "1 = 1"
            table = quoted(model.history.model._meta.db_table)
            parts.append(
                f"SELECT {place} AS place, history_id AS number, history_date AS moment FROM {table} WHERE {where}"  # noqa: S608  names of ours
            )
            values += wanted.values()
        with connection.cursor() as cursor:
            cursor.execute(sql.format(" UNION ALL ".join(parts)), values + params)
            return cursor.fetchall()


def midnight(day: dt.date | None, *, after: int = 0) -> dt.datetime | None:
    """When the day begins, or one so many days later; None at the ends of the calendar."""
    try:
        day = day and day + dt.timedelta(days=after)
        return day and timezone.make_aware(dt.datetime.combine(day, dt.time.min)).astimezone(dt.UTC)
    except OverflowError:
        return None


class ChangeFilterSet(FilterSet):
    """Chooses among the histories of every kind of row."""

    at_from = django_filters.DateFilter(label=_("Från och med"), method="skip")
    at_to = django_filters.DateFilter(label=_("Till och med"), method="skip")
    user = django_filters.ModelChoiceFilter(label=_("Av"), queryset=User.objects.all(), method="skip")
    subject = django_filters.ChoiceFilter(label=_("Slags rader"), choices=subject_choices, method="skip")
    subject_id = django_filters.NumberFilter(label=_("Nr i Medspel"), method="skip", min_value=1, max_value=SPAN)

    class Meta:
        model = User  # none of its own: see qs
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        week = timezone.localdate() - dt.timedelta(days=DAYS_SHOWN - 1)
        if not (data and data.get("subject_id")):
            data = self.assume(data, at_from=week.isoformat())
        super().__init__(data, *args, **kwargs)

    def skip(self, queryset, name, value):
        return queryset

    @cached_property
    def qs(self) -> Versions:
        self.form.is_valid()
        chosen = self.form.cleaned_data
        kinds = models_with_history()
        return Versions(
            [model for model in kinds if chosen.get("subject") in {"", None, model._meta.label}],
            since=midnight(chosen.get("at_from")),
            before=midnight(chosen.get("at_to"), after=1),
            by=chosen.get("user"),
            row=chosen.get("subject_id") and int(chosen["subject_id"]),
        )


def explain(versions: Iterable[Version], *, user: User) -> list[LoggedChange]:
    """In the order given, without fields that the user may not read, and without those of rows that they may not see.

    A few queries for each model, whatever the number of versions. What an erasure has just taken away is left out.
    """
    versions, by_label = list(versions), defaultdict(list)
    for version in versions:
        by_label[version.label].append(version.history_id)
    told = {}
    for label, its in by_label.items():
        told |= _of_model(apps.get_model(label), its, user)
    found = [told[version] for version in versions if version in told]
    people = User.objects.in_bulk({row.history_user_id for row, _change in found} - {None})
    return [
        LoggedChange(row.history_date, people.get(row.history_user_id), row.history_change_reason or "", change)
        for row, change in found
    ]


def _of_model(model: type[models.Model], numbers: list[int], user: User) -> dict[Version, tuple]:
    meta, key = model._meta, model._meta.pk.attname
    sees = user.has_perm(f"{meta.app_label}.view_{meta.model_name}")
    older = model.history.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    written = model.history.annotate(before_id=Subquery(older.order_by("-history_id").values("history_id")[:1]))
    after = written.in_bulk(numbers)
    before = model.history.in_bulk({row.before_id for row in after.values()} - {None})
    there = model._base_manager.select_related().in_bulk({getattr(row, key) for row in after.values()})
    found, raw = {}, []
    for number, left in after.items():
        row = there.get(getattr(left, key))
        found[number] = RowChange(
            what=capfirst(str(meta.verbose_name)),
            name=row_name(model, getattr(left, key), row or left) if sees else "",
            url=row.get_absolute_url() if sees and hasattr(row, "get_absolute_url") else "",
            model=meta.label,
            object_id=getattr(left, key),
            done=DONE[left.history_type],
        )
        is_gone = left.history_type == DELETED
        raw.append((number, left if is_gone else before.get(left.before_id), None if is_gone else left))
    if sees:
        tell_fields(model, found, raw, hidden=NEVER_SHOWN | unreadable(user, model))
    return {Version(meta.label, number): (after[number], change) for number, change in found.items()}

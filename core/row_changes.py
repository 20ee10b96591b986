"""What was changed in rows of every kind, from their histories: who, when, and each field as it was and became."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import django_filters
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
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
    object_id: int
    when: dt.datetime
    user_id: int | None
    sign: str


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


def versions_of(model: type[models.Model], rows: QuerySet) -> QuerySet:
    """The rows of a model's history in the shape of Version, so that those of many models can be united."""
    return rows.order_by().values_list(
        Value(model._meta.label, output_field=models.CharField()),
        "history_id",
        F(model._meta.pk.attname),
        "history_date",
        "history_user_id",
        "history_type",
    )


class ChangeFilterSet(FilterSet):
    """Filters the history of each kind of row, and unites what is left; newest first."""

    at_from = django_filters.DateFilter(label=_("Från och med"), field_name="history_date", lookup_expr="date__gte")
    at_to = django_filters.DateFilter(label=_("Till och med"), field_name="history_date", lookup_expr="date__lte")
    user = django_filters.ModelChoiceFilter(label=_("Av"), field_name="history_user", queryset=User.objects.all())
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
    def qs(self) -> QuerySet:
        self.form.is_valid()
        chosen = self.form.cleaned_data
        parts = []
        for model in models_with_history():
            if chosen.get("subject") in {"", None, model._meta.label}:
                rows = self.filter_queryset(model.history.all())
                if chosen.get("subject_id"):
                    rows = rows.filter(**{model._meta.pk.attname: chosen["subject_id"]})
                parts.append(versions_of(model, rows))
        first, *rest = parts
        # By number too, or changes of the same moment could stand on two pages.
        return first.union(*rest, all=True).order_by("-history_date", "-history_id")


def explain(versions: Iterable[tuple], *, user: User) -> list[LoggedChange]:
    """In the order given, without fields that the user may not read; of rows that the user may not see, no more.

    A few queries for each model, whatever the number of versions.
    """
    versions = [Version(*version) for version in versions]
    by_label = defaultdict(list)
    for version in versions:
        by_label[version.label].append(version)
    told = {}
    for label, its in by_label.items():
        told |= _of_model(apps.get_model(label), its, user)
    people = User.objects.in_bulk({version.user_id for version in versions} - {None})
    return [
        LoggedChange(version.when, people.get(version.user_id), *told[version.label, version.history_id])
        for version in versions
    ]


def _of_model(model: type[models.Model], versions: list[Version], user: User) -> dict[tuple[str, int], tuple]:
    meta, key = model._meta, model._meta.pk.attname
    sees = user.has_perm(f"{meta.app_label}.view_{meta.model_name}")
    there = model._base_manager.select_related().in_bulk({version.object_id for version in versions})
    older = model.history.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    written = model.history.annotate(before_id=Subquery(older.order_by("-history_id").values("history_id")[:1]))
    after = written.in_bulk([version.history_id for version in versions])
    before = model.history.in_bulk({row.before_id for row in after.values()} - {None})
    told, found, raw = {}, {}, []
    for version in versions:
        left, row = after.get(version.history_id), there.get(version.object_id)
        found[version.history_id] = RowChange(
            what=capfirst(str(meta.verbose_name)),
            name=row_name(model, version.object_id, row or left) if sees else "",
            url=row.get_absolute_url() if sees and hasattr(row, "get_absolute_url") else "",
            model=meta.label,
            object_id=version.object_id,
            done=DONE[version.sign],
        )
        told[meta.label, version.history_id] = (
            (left.history_change_reason if left else "") or "",
            found[version.history_id],
        )
        if left is not None:
            was = left if version.sign == DELETED else before.get(left.before_id)
            raw.append((version.history_id, was, None if version.sign == DELETED else left))
    if sees:
        tell_fields(model, found, raw, hidden=NEVER_SHOWN | unreadable(user, model))
    return told

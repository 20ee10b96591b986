"""Filters as every list, export and API shares them."""

import datetime as dt

import django_filters
from django.db.models import Model, QuerySet
from django.forms import HiddenInput
from django.utils.translation import gettext as _

from core.styling import style_field


class SearchFilter(django_filters.CharFilter):
    """Rows that the queryset's own `matching` finds: every word typed, in any order."""

    def filter(self, qs, value):
        return qs.matching(value) if value else qs


class FilterSet(django_filters.FilterSet):
    def __init__(self, data=None, *args, **kwargs):
        super().__init__({} if data is None else data, *args, **kwargs)  # no choice made is a choice too

    def annotate(self, queryset: QuerySet) -> QuerySet:
        """What rows carry besides their columns, to be filtered and sorted by; it may depend on what is chosen."""
        return queryset

    def filter_queryset(self, queryset):
        return super().filter_queryset(self.annotate(queryset))

    @property
    def form(self):
        form = super().form
        for field in form.fields.values():
            style_field(field)
        return form


def describe(filterset: django_filters.FilterSet) -> list[tuple[str, str]]:
    """The active filters in words, as (label, words), in the order of the form."""
    return [(label, words) for _name, label, words in active_filters(filterset)]


def active_filters(filterset: django_filters.FilterSet) -> list[tuple[str, str, str]]:
    """The active filters as (name, label, words); a filter with an invalid value is not active."""
    form = filterset.form
    form.is_valid()
    return [
        (name, str(form.fields[name].label), _words(form.fields[name], value))
        for name, value in form.cleaned_data.items()
        if value not in (None, "", [])
    ]


def visible_fields(filterset: django_filters.FilterSet) -> list:
    return [field for field in filterset.form if not isinstance(field.field.widget, HiddenInput)]


def _words(field, value) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Model):
        return str(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))

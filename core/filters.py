"""Filters as every list, export and API shares them."""

import datetime as dt
from collections.abc import Mapping

import django_filters
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Model, QuerySet
from django.forms import HiddenInput
from django.utils.translation import gettext as _

from core.days import validate_year
from core.styling import style_field


class SearchFilter(django_filters.CharFilter):
    """Rows that the queryset's own `matching` finds: every word typed, in any order."""

    def filter(self, qs, value):
        return qs.matching(value) if value else qs


# What ends the names of the two ends of a period, by how the first is called.
LAST_OF = {"_from": "_to", "__gte": "__lte", "__date__gte": "__date__lte"}


MOST_SOUGHT = 200  # characters: SQLite compares with no pattern that is much longer


class BoundedForm:
    """Mixin of a form: words and years are such as somebody may mean, and no period begins after its end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.validators.append(validate_year)
            elif type(field) is forms.CharField:
                field.validators.append(MaxLengthValidator(MOST_SOUGHT))

    def clean(self):
        cleaned = super().clean()
        for name, first in list(self.cleaned_data.items()):
            for ending, other in LAST_OF.items():
                until = name.removesuffix(ending) + other
                last = self.cleaned_data.get(until) if name.endswith(ending) else None
                if first and last and first > last:
                    self.add_error(until, _("Slutet kan inte ligga före början."))
        return cleaned


class Bounded:
    """Mixin of a filter set: what nobody may mean is an error of its form, not an empty list."""

    def get_form_class(self):
        form = super().get_form_class()
        return type(form.__name__, (BoundedForm, form), {})


class FilterSet(Bounded, django_filters.FilterSet):
    def __init__(self, data=None, *args, **kwargs):
        super().__init__({} if data is None else data, *args, **kwargs)  # no choice made is a choice too

    def annotate(self, queryset: QuerySet) -> QuerySet:
        """What rows carry besides their columns, to be filtered and sorted by; it may depend on what is chosen."""
        return queryset

    def filter_queryset(self, queryset):
        return super().filter_queryset(self.annotate(queryset))

    def idle(self) -> set[str]:
        """Filters that are filled in and choose no rows, because of what else is chosen."""
        return set()

    @property
    def form(self):
        form = super().form
        for field in form.fields.values():
            style_field(field)
        return form


def describe(filterset: django_filters.FilterSet) -> list[tuple[str, str]]:
    """The active filters in words, as (label, words), in the order of the form; then those that choose no rows."""
    idle = filterset.idle()
    found = active_filters(filterset)
    described = [(label, words) for name, label, words in found if name not in idle]
    passed_by = [f"{label}: {words}" for name, label, words in found if name in idle]
    return described + ([(_("Påverkar inte urvalet"), ", ".join(passed_by))] if passed_by else [])


def file_name_parts(filterset: FilterSet, query: Mapping) -> tuple[list[str], list[str]]:
    """By what a workbook of the rows is named: all that `query` chooses of them, in words, and the day or the period.

    So a part is never named as the whole. What the list assumes by itself is not in the name.
    """
    named, days, idle = [], [], filterset.idle()
    for name, label, words in active_filters(filterset):
        value = filterset.form.cleaned_data[name]
        if isinstance(value, dt.date):
            lead = "fran-" if name.endswith("_from") else "till-" if name.endswith(("_to", "_by")) else ""
            days.append(f"{lead}{value.isoformat()}")
        elif name in query and name not in idle:
            named.append(f"{label} {words}" if isinstance(value, bool) else words)
    return named, days


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

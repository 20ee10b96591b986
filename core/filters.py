"""Filters shared by lists, exports and the API."""

import datetime as dt
from collections.abc import Callable, Mapping
from copy import copy

import django_filters
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Model, QuerySet
from django.forms import HiddenInput
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.days import validate_year
from core.kept_queries import KeptQuery
from core.styling import style_field


class SearchFilter(django_filters.CharFilter):
    """Filter by the queryset's `matching`: every word, in any order."""

    def filter(self, qs, value):
        return qs.matching(value) if value else qs


# The suffixes of the two ends of a period: that of the last day by that of the first.
LAST_OF = {"_from": "_to", "__gte": "__lte", "__date__gte": "__date__lte"}


MOST_SOUGHT = 200  # characters: SQLite refuses much longer LIKE patterns


class BoundedForm:
    """Form mixin: bound the length of text and the years, and require that no period ends before it begins.

    A choice that cannot be read is an error, and the rows are those of the `assumed` choice: the filter would otherwise
    be skipped and every row shown.
    """

    assumed: Mapping = {}

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
        for name, value in self.assumed.items():
            if name in self.errors:
                self.cleaned_data[name] = self.fields[name].clean(value)
        return cleaned


class Bounded:
    """Filter set mixin: report an impossible value as a form error instead of returning an empty list."""

    def get_form_class(self):
        form = super().get_form_class()
        bounded = type(form.__name__, (BoundedForm, form), {})
        bounded.base_fields = Fields(bounded.base_fields)
        return bounded


class Fields(dict):
    """The fields of a filter set's form. The form copies them deeply, but they are made for it alone."""

    def __deepcopy__(self, memo):
        return dict(self)


class KeptChoices(django_filters.fields.ModelChoiceIterator):
    """Choices read by a query that is kept; the field's queryset is asked for the chosen one."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        if self.field.null_label is not None:
            yield self.field.null_value, self.field.null_label
        yield from map(self.choice, self.field.kept())


class KeptChoiceField(django_filters.fields.ModelChoiceField):
    iterator = KeptChoices

    def __init__(self, *args, kept: Callable[[], QuerySet], **kwargs):
        self.kept = kept
        super().__init__(*args, **kwargs)


class KeptChoiceFilter(django_filters.ModelChoiceFilter):
    """Filter by one of all rows of a queryset. One that depends on the request says by `kept` what gives them."""

    field_class = KeptChoiceField

    def __init__(self, *args, queryset: QuerySet, **kwargs):
        super().__init__(*args, queryset=queryset, kept=KeptQuery(lambda: queryset), **kwargs)


class Filters(dict):
    """The filters of a class. Every filter set copies them deeply, but changes only their choices."""

    def __deepcopy__(self, memo):
        return {name: self._copy(each) for name, each in self.items()}

    @staticmethod
    def _copy(each: django_filters.Filter) -> django_filters.Filter:
        made = copy(each)
        made.extra = dict(each.extra)
        made.__dict__.pop("_field", None)
        if each.method:
            made.method = each.method  # binds it to the copy
        return made


class FilterSet(Bounded, django_filters.FilterSet):
    assumed: Mapping = {}  # by name of a filter: what is chosen where nothing is, or what cannot be read

    @classmethod
    def get_filters(cls):
        return Filters(super().get_filters())

    def __init__(self, data=None, *args, **kwargs):
        super().__init__({} if data is None else data, *args, **kwargs)  # no parameters still bind the form

    def assume(self, data: Mapping | None, **choices: str) -> QueryDict:
        """The query with these choices where none is made. Call it before `__init__` reads the query."""
        self.assumed = choices
        data = (data or QueryDict()).copy()
        for name, value in choices.items():
            if not data.get(name):
                data[name] = value
        return data

    def annotate(self, queryset: QuerySet) -> QuerySet:
        """Add the annotations to filter and sort by; they may depend on the chosen filters."""
        return queryset

    def filter_queryset(self, queryset):
        return super().filter_queryset(self.annotate(queryset))

    def idle(self) -> set[str]:
        """Filters with a value that have no effect because of the other filters."""
        return set()

    @cached_property
    def form(self):
        form = super().form
        form.assumed = self.assumed
        for field in form.fields.values():
            style_field(field)
        return form


ALL_STATES = "all"


class StateFilter(django_filters.ChoiceFilter):
    """The choice of `ByState`, which applies it: no filter is asked when its value is invalid."""

    def __init__(self, choices, *, empty_label, **kwargs):
        choices = [*((str(state), words) for state, words in choices), (ALL_STATES, gettext_lazy("Alla"))]
        super().__init__(label=gettext_lazy("Visa"), choices=choices, empty_label=empty_label, **kwargs)

    def filter(self, qs, value):
        return qs


class ByState:
    """Filter set mixin: rows in the state that `show` (a StateFilter) says, in `first_state` if it says none."""

    first_state: str

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("show") or self.first_state
        return queryset if state == ALL_STATES else self.in_state(queryset, state)

    def in_state(self, queryset: QuerySet, state: str) -> QuerySet:
        return queryset.filter(state=state)


def describe(filterset: django_filters.FilterSet) -> list[tuple[str, str]]:
    """The active filters as (label, words) in the form's order, then those without effect."""
    idle = filterset.idle()
    found = active_filters(filterset)
    described = [(label, words) for name, label, words in found if name not in idle]
    passed_by = [f"{label}: {words}" for name, label, words in found if name in idle]
    return described + ([(_("Påverkar inte urvalet"), ", ".join(passed_by))] if passed_by else [])


def file_name_parts(filterset: FilterSet, query: Mapping) -> tuple[list[str], list[str]]:
    """Words and dates for a workbook's file name: every filter set in `query`, and the day or the period.

    So a partial export is never named as a whole one. Filters that the list applies by default are left out.
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

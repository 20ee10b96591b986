import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from crm.models import Import, ImportKind, ImportRow, ImportState, RowStatus


class ImportFilterSet(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Innehåll"), choices=ImportKind.choices)
    state = django_filters.ChoiceFilter(label=_("Läge"), choices=ImportState.choices)

    class Meta:
        model = Import
        fields = []


class ImportRowFilterSet(FilterSet):
    """Chosen by the counts on top of the page, so nothing is shown of it but the chip."""

    status = django_filters.ChoiceFilter(
        label=_("Vad som händer"), choices=RowStatus.choices, widget=forms.HiddenInput, empty_label=None
    )
    moved = django_filters.BooleanFilter(
        label=_("Annorlunda sedan förhandsgranskningen"), widget=forms.HiddenInput, method="filter_moved"
    )

    class Meta:
        model = ImportRow
        fields = []

    def filter_moved(self, queryset, name, value):
        return queryset.filter(moved=True) if value else queryset

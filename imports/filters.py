import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from imports.models import Import, ImportKind, ImportRow, ImportState, RowStatus, kinds
from imports.queries import mistake_groups


class ImportFilterSet(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Innehåll"), choices=ImportKind.choices)
    state = django_filters.ChoiceFilter(label=_("Läge"), choices=ImportState.choices)

    class Meta:
        model = Import
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = kinds()  # apps above add theirs when they are ready


class ImportRowFilterSet(FilterSet):
    """Chosen by the counts at the top of the page, so only its chip is shown."""

    status = django_filters.ChoiceFilter(
        label=_("Vad som händer"), choices=RowStatus.choices, widget=forms.HiddenInput, empty_label=None
    )
    moved = django_filters.BooleanFilter(
        label=_("Annorlunda sedan förhandsgranskningen"), widget=forms.HiddenInput, method="filter_moved"
    )

    lacking = django_filters.BooleanFilter(
        label=_("Utan värden som inte går att läsa"), widget=forms.HiddenInput, method="filter_lacking"
    )
    why = django_filters.ChoiceFilter(
        label=_("Fel"), choices=(), widget=forms.HiddenInput, empty_label=None, method="filter_why"
    )

    class Meta:
        model = ImportRow
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.data.get("why"):
            self.groups = {group.key: group for group in mistake_groups(self.queryset)}
            self.filters["why"].extra["choices"] = [(key, str(group)) for key, group in self.groups.items()]

    def filter_why(self, queryset, name, value):
        return queryset.filter(pk__in=self.groups[value].rows)

    def filter_lacking(self, queryset, name, value):
        return queryset.lacking() if value else queryset

    def filter_moved(self, queryset, name, value):
        return queryset.filter(moved=True) if value else queryset

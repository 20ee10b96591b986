import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from crm.models import BulkChange, BulkKind


class BulkFilterSet(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Lista"), choices=BulkKind.choices)
    state = django_filters.ChoiceFilter(
        label=_("Läge"), choices=[("standing", _("Gäller")), ("undone", _("Ångrad"))], method="filter_state"
    )

    class Meta:
        model = BulkChange
        fields = []

    def filter_state(self, queryset, name, value):
        return queryset.filter(undone_at__isnull=value == "standing")

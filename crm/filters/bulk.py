import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from crm.models import BulkChange, BulkKind


class BulkFilterSet(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Lista"), choices=BulkKind.choices)
    undone = django_filters.BooleanFilter(
        field_name="undone_at", lookup_expr="isnull", exclude=True, label=_("Ångrade")
    )

    class Meta:
        model = BulkChange
        fields = []

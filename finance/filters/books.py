import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from core.models import LockedMonth
from finance.models import LedgerExport


class LedgerExportFilterSet(FilterSet):
    period_from = django_filters.DateFilter(label=_("Månad från"), field_name="period", lookup_expr="gte")
    period_to = django_filters.DateFilter(label=_("Till"), field_name="period", lookup_expr="lte")

    class Meta:
        model = LedgerExport
        fields = ("period_from", "period_to")


class LockedMonthFilterSet(FilterSet):
    month_from = django_filters.DateFilter(label=_("Månad från"), field_name="month", lookup_expr="gte")
    month_to = django_filters.DateFilter(label=_("Till"), field_name="month", lookup_expr="lte")

    class Meta:
        model = LockedMonth
        fields = []

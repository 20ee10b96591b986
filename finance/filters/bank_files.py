import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from core.querysets import holding
from finance.models import BankFile, FileFormat


class BankFileFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök filnamn"), method="filter_name")
    format = django_filters.ChoiceFilter(label=_("Format"), choices=FileFormat.choices, empty_label=_("Alla"))
    day_from = django_filters.DateFilter(label=_("Med rader från"), field_name="to_on", lookup_expr="gte")
    day_to = django_filters.DateFilter(label=_("Till och med"), field_name="from_on", lookup_expr="lte")

    class Meta:
        model = BankFile
        fields = ("q", "format", "day_from", "day_to")

    def filter_name(self, queryset, name, value):
        return queryset.filter(holding(value, "name"))

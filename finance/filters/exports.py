import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from crm.filters.choices import user_filter
from finance.models import ExportRecord


def _titles() -> list[tuple[str, str]]:
    found = ExportRecord.objects.order_by("title").values_list("title", flat=True).distinct()
    return [(title, title) for title in found]


class ExportFilterSet(FilterSet):
    title = django_filters.ChoiceFilter(label=_("Lista"), choices=_titles)
    made_by = user_filter(_("Av"))
    made_from = django_filters.DateFilter(label=_("Från och med"), field_name="made_at", lookup_expr="date__gte")
    made_to = django_filters.DateFilter(label=_("Till och med"), field_name="made_at", lookup_expr="date__lte")

    class Meta:
        model = ExportRecord
        fields = []

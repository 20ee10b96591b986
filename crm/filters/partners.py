"""Filter companies and their contacts by active partnership."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field

from core.filters import FilterSet
from crm.models import Sponsorship


class PartnerFilterSet(FilterSet):
    """Goal and tier must match the same sponsorship, active today.

    Subclasses declare both with `method="filter_partner"` and restrict their rows in `only_partners`.
    """

    def only_partners(self, queryset: QuerySet, in_force: QuerySet) -> QuerySet:
        raise NotImplementedError

    def filter_queryset(self, queryset):
        self._terms = {}
        found = super().filter_queryset(queryset)
        if not self._terms:
            return found
        return self.only_partners(found, Sponsorship.objects.active_on(timezone.localdate()).filter(**self._terms))

    @extend_schema_field(int)
    def filter_partner(self, queryset, name, value):
        self._terms[name] = value
        return queryset

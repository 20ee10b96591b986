"""By what a company is a partner of today: the same for lists of companies and of their people."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field

from core.filters import FilterSet
from crm.models import Sponsorship


class PartnerFilterSet(FilterSet):
    """Goal and tier are of one and the same sponsorship, in force today.

    A subclass declares them with `method="filter_partner"`, and says in `only_partners` which rows are left.
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

import django_filters
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from crm.filters.choices import goal_filter
from finance.models import Instalment


class BasisFilterSet(FilterSet):
    """What is planned until a day, the last of this month unless told: earlier ones that were not invoiced too."""

    until = django_filters.DateFilter(label=_("Faktureras till och med"), method="filter_until")
    goal = goal_filter(field_name="sponsorship__goal")

    class Meta:
        model = Instalment
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        last = timezone.localdate() + relativedelta(day=31)
        super().__init__(self.assume(data, until=last.isoformat()), *args, **kwargs)

    def filter_until(self, queryset, name, value):
        return queryset.to_invoice(value)

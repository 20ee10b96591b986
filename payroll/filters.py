import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from crm.filters.choices import goal_filter
from payroll.models import PayrollMonth, PayrollScheme, SchemeStatus


class PayrollSchemeFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök arbetsgivare eller referens"), method="filter_words")
    status = django_filters.ChoiceFilter(label=_("Läge"), choices=SchemeStatus.choices, method="filter_status")
    goal = goal_filter(field_name="shares__goal")

    class Meta:
        model = PayrollScheme
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    def filter_status(self, queryset, name, value):
        today = timezone.localdate()
        chosen = {
            SchemeStatus.UPCOMING: queryset.upcoming_on,
            SchemeStatus.RUNNING: queryset.running_on,
            SchemeStatus.ENDED: queryset.ended_on,
        }
        return chosen[value](today)


class PayrollMonthFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök arbetsgivare eller referens"), method="filter_words")

    class Meta:
        model = PayrollMonth
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.filter(scheme__in=PayrollScheme.objects.mentioning(value))

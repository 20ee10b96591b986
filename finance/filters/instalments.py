import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import FilterSet
from crm.filters.choices import goal_filter, linked_filter, user_filter
from crm.models import Company, Sponsorship
from finance.models import Instalment
from finance.rules.instalments import Age, InstalmentState


class InstalmentFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök företag, avtal eller fakturanummer"), method="filter_words")
    state = django_filters.ChoiceFilter(label=_("Läge"), choices=InstalmentState.choices)
    goal = goal_filter(field_name="sponsorship__goal")
    owner = user_filter(_("Ansvarig"), field_name="sponsorship__owner")
    planned_on_from = django_filters.DateFilter(label=_("Faktureras från"), field_name="planned_on", lookup_expr="gte")
    planned_on_to = django_filters.DateFilter(
        label=_("Faktureras till och med"), field_name="planned_on", lookup_expr="lte"
    )
    due_on_from = django_filters.DateFilter(label=_("Förfaller från"), field_name="due_on", lookup_expr="gte")
    due_on_to = django_filters.DateFilter(label=_("Förfaller till och med"), field_name="due_on", lookup_expr="lte")
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all(), field_name="sponsorship__company")
    sponsorship = linked_filter(_("Sponsorskap"), Sponsorship.objects.select_related("company"))

    class Meta:
        model = Instalment
        fields = []

    def annotate(self, queryset):
        return queryset.with_state(timezone.localdate())

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)


class ReminderFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök företag, avtal eller fakturanummer"), method="filter_words")
    age = django_filters.ChoiceFilter(label=_("Ålder"), choices=Age.choices, method="filter_age")
    goal = goal_filter(field_name="sponsorship__goal")
    owner = user_filter(_("Ansvarig"), field_name="sponsorship__owner")
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all(), field_name="sponsorship__company")

    class Meta:
        model = Instalment
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    def filter_age(self, queryset, name, value):
        return queryset.aged(Age(value), timezone.localdate())

import django_filters
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from drf_spectacular.utils import extend_schema_field

from core.filters import FilterSet
from crm.filters.choices import goal_filter, linked_filter, tier_filter, user_filter
from crm.models import Company, Delivery, DeliveryState, Sponsorship


class DeliveryScope(models.TextChoices):
    OWED = "owed", _("Kvar att göra")
    OVERDUE = "overdue", _("Försenade")
    ALL = "all", pgettext_lazy("leveranser", "Alla")


class DeliveryFilterSet(FilterSet):
    """Lists owed deliveries by default, all if a state or a sponsorship is chosen."""

    q = django_filters.CharFilter(label=_("Sök motprestation eller företag"), method="filter_words")
    scope = django_filters.ChoiceFilter(
        label=_("Visa"), choices=DeliveryScope.choices, empty_label=None, method="filter_scope", required=False
    )
    state = django_filters.ChoiceFilter(label=_("Läge"), choices=DeliveryState.choices)
    due_to = django_filters.DateFilter(label=_("Senast till och med"), field_name="due_on", lookup_expr="lte")
    goal = goal_filter(field_name="sponsorship__goal")
    tier = tier_filter(field_name="sponsorship__tier")
    owner = user_filter(_("Vem gör det"), method="filter_owner")
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all(), field_name="sponsorship__company")
    sponsorship = linked_filter(pgettext_lazy("ett", "Sponsorskap"), Sponsorship.objects.select_related("company"))

    class Meta:
        model = Delivery
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        chosen = data or {}
        scope = DeliveryScope.ALL if chosen.get("state") or chosen.get("sponsorship") else DeliveryScope.OWED
        super().__init__(self.assume(data, scope=scope), *args, **kwargs)

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    @extend_schema_field(int)
    def filter_owner(self, queryset, name, value):
        return queryset.done_by(value)

    def filter_scope(self, queryset, name, value: str):
        if value == DeliveryScope.OWED:
            return queryset.owed()
        if value == DeliveryScope.OVERDUE:
            return queryset.overdue_on(timezone.localdate())
        return queryset

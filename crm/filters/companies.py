import django_filters
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from core.filters import KeptChoiceFilter, SearchFilter
from crm.filters.choices import goal_filter, tier_filter, user_filter
from crm.filters.partners import PartnerFilterSet
from crm.models import Company, CompanyStatus, Tag


class Needs(models.TextChoices):
    SILENT = "silent", _("Tysta partner")
    UNPLANNED = "unplanned", _("Saknar nästa steg")
    PAUSED = "paused", _("Pausade")


class CompanyFilterSet(PartnerFilterSet):
    q = SearchFilter(label=_("Sök namn, nummer, ort eller bransch"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=CompanyStatus.choices)
    owner = user_filter(_("Ansvarig"))
    goal = goal_filter(method="filter_partner")
    tier = tier_filter(method="filter_partner")
    tag = KeptChoiceFilter(label=_("Etikett"), field_name="tags", queryset=Tag.objects.all())

    needs = django_filters.ChoiceFilter(label=_("Att tänka på"), choices=Needs.choices, method="filter_needs")

    class Meta:
        model = Company
        fields = []

    @extend_schema_field({"type": "string", "enum": Needs.values})
    def filter_needs(self, queryset, name, value: str):
        today = timezone.localdate()
        if value == Needs.SILENT:
            return queryset.silent_on(today)
        return queryset.without_next_step(today) if value == Needs.UNPLANNED else queryset.paused_on(today)

    def only_partners(self, queryset, in_force):
        return queryset.filter(Exists(in_force.filter(company=OuterRef("pk"))))

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from drf_spectacular.utils import extend_schema_field

from core.filters import FilterSet, SearchFilter
from crm.filters.choices import goal_filter, linked_filter, user_filter
from crm.models import Company
from inbox.models import Enquiry, EnquiryState, InboundMail, InboundReason, InboundState, MailRule, MailRuleAction


class EnquiryListing(models.TextChoices):
    ACCEPTED = EnquiryState.ACCEPTED.value, _("Omhändertagna")
    DISMISSED = EnquiryState.DISMISSED.value, _("Avfärdade")
    ALL = "all", _("Alla")


class EnquiryFilterSet(FilterSet):
    """By default only open enquiries."""

    q = SearchFilter(label=_("Sök företag, person eller ord"))
    show = django_filters.ChoiceFilter(
        label=_("Visa"), choices=EnquiryListing.choices, empty_label=_("De nya"), method="keep"
    )
    goal = goal_filter(field_name="goals")
    assignee = user_filter(_("Ansvarig"))
    date_from = django_filters.DateFilter(label=_("Från"), field_name="received_at", lookup_expr="date__gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="received_at", lookup_expr="date__lte")
    email = django_filters.CharFilter(label=_("E-post eller @domän"), method="filter_email")
    same_sender = linked_filter(_("Samma nätadress som"), Enquiry.objects.all(), method="filter_sender")
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all())

    class Meta:
        model = Enquiry
        fields = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        show = self.form.cleaned_data.get("show")
        return queryset if show == EnquiryListing.ALL else queryset.filter(state=show or EnquiryState.NEW)

    def filter_email(self, queryset, name, value: str):
        return queryset.from_address(value)

    @extend_schema_field(int)
    def filter_sender(self, queryset, name, value):
        return queryset.from_sender_of(value)

    def keep(self, queryset, name, value):
        """No-op: applied in `filter_queryset`."""
        return queryset


class InboundListing(models.TextChoices):
    LOGGED = InboundState.LOGGED.value, _("Loggade")
    ASIDE = InboundState.ASIDE.value, _("Sorterade undan")
    THROWN = InboundState.THROWN.value, _("Kastade")
    ALL = "all", _("Alla")


class InboundFilterSet(FilterSet):
    """By default those that wait."""

    q = SearchFilter(label=_("Sök avsändare eller ämne"))
    show = django_filters.ChoiceFilter(
        label=_("Visa"), choices=InboundListing.choices, empty_label=_("De som väntar"), method="keep"
    )
    reason = django_filters.ChoiceFilter(label=_("Skäl"), choices=InboundReason.choices)
    date_from = django_filters.DateFilter(label=_("Från"), field_name="received_at", lookup_expr="date__gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="received_at", lookup_expr="date__lte")

    class Meta:
        model = InboundMail
        fields = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        show = self.form.cleaned_data.get("show")
        return queryset if show == InboundListing.ALL else queryset.filter(state=show or InboundState.WAITING)

    def keep(self, queryset, name, value):
        """No-op: applied in `filter_queryset`."""
        return queryset


class RuleFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök adress"))
    action = django_filters.ChoiceFilter(label=_("Vad som händer"), choices=MailRuleAction.choices)

    class Meta:
        model = MailRule
        fields = []

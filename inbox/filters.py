import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from drf_spectacular.utils import extend_schema_field

from core.filters import ByState, FilterSet, SearchFilter, StateFilter
from crm.filters.choices import goal_filter, linked_filter, user_filter
from crm.models import Company
from inbox.models import Enquiry, EnquiryState, InboundMail, InboundReason, InboundState, MailRule, MailRuleAction


class EnquiryFilterSet(ByState, FilterSet):
    first_state = EnquiryState.NEW

    q = SearchFilter(label=_("Sök företag, person eller ord"))
    show = StateFilter(
        [(EnquiryState.ACCEPTED, _("Omhändertagna")), (EnquiryState.DISMISSED, _("Avfärdade"))],
        empty_label=_("De nya"),
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

    def filter_email(self, queryset, name, value: str):
        return queryset.from_address(value)

    @extend_schema_field(int)
    def filter_sender(self, queryset, name, value):
        return queryset.from_sender_of(value)


class InboundFilterSet(ByState, FilterSet):
    first_state = InboundState.WAITING

    q = SearchFilter(label=_("Sök avsändare eller ämne"))
    show = StateFilter(
        [
            (InboundState.LOGGED, _("Loggade")),
            (InboundState.ASIDE, _("Sorterade undan")),
            (InboundState.THROWN, _("Kastade")),
        ],
        empty_label=_("De som väntar"),
    )
    reason = django_filters.ChoiceFilter(label=_("Skäl"), choices=InboundReason.choices)
    date_from = django_filters.DateFilter(label=_("Från"), field_name="received_at", lookup_expr="date__gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="received_at", lookup_expr="date__lte")

    class Meta:
        model = InboundMail
        fields = []


class RuleFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök adress"))
    action = django_filters.ChoiceFilter(label=_("Vad som händer"), choices=MailRuleAction.choices)

    class Meta:
        model = MailRule
        fields = []

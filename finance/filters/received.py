import datetime as dt

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from crm.filters.choices import goal_filter, linked_filter
from finance.models import Account, Allocation, Flow, Instalment, Payment
from finance.queries.received import FLOWS_OF, Giver


class ReceivedFilterSet(FilterSet):
    """What was received, by the month it is booked in: of this year, unless a month is chosen, or what it is of."""

    days_are_chosen_by = ("period_from", "period_to", "payment", "instalment")

    q = django_filters.CharFilter(label=_("Sök företag eller referens"), method="filter_words")
    period_from = django_filters.DateFilter(label=_("Bokfört från"), field_name="period", lookup_expr="gte")
    period_to = django_filters.DateFilter(label=_("Bokfört till"), field_name="period", lookup_expr="lte")
    flow = django_filters.ChoiceFilter(label=_("Slag"), choices=Flow.choices)
    giver = django_filters.ChoiceFilter(label=_("Givare"), choices=Giver.choices, method="filter_giver")
    goal = goal_filter()
    account = django_filters.ChoiceFilter(label=_("Konto"), field_name="payment__account", choices=Account.choices)

    payment = linked_filter(_("Inbetalning"), Payment.objects.all())
    instalment = linked_filter(_("Delbetalning"), Instalment.objects.select_related("sponsorship"))

    class Meta:
        model = Allocation
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        year = timezone.localdate().year
        days = {"period_from": dt.date(year, 1, 1), "period_to": dt.date(year, 12, 31)}
        chosen = any((data or {}).get(name) for name in self.days_are_chosen_by)
        assumed = {} if chosen else {name: day.isoformat() for name, day in days.items()}
        super().__init__(self.assume(data, **assumed), *args, **kwargs)

    def filter_giver(self, queryset, name, value):
        return queryset.filter(flow__in=FLOWS_OF[Giver(value)])

    def filter_words(self, queryset, name, value):
        numbered = Q(payment__reference=value.strip()) | Q(payment__bank_id=value.strip())
        return queryset.filter(numbered | Q(pk__in=Allocation.objects.of_companies(value).order_by().values("pk")))

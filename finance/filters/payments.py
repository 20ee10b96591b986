import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from finance.models import Account, Payment, PaymentKind


class PaymentListing(models.TextChoices):
    UNALLOCATED = "unallocated", _("Inte fördelade")
    TAKEN_BACK = "taken_back", _("Tagna tillbaka")
    REPLACED = "replaced", _("Ersatta av bankens rad")


class PaymentFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök betalare, text, referens"), method="filter_words")
    account = django_filters.ChoiceFilter(label=_("Konto"), choices=Account.choices)
    kind = django_filters.ChoiceFilter(label=_("Källa"), choices=PaymentKind.choices)
    show = django_filters.ChoiceFilter(
        label=_("Visa"), choices=PaymentListing.choices, method="filter_shown", empty_label=_("Det som gäller")
    )
    date_from = django_filters.DateFilter(label=_("Från"), field_name="booked_on", lookup_expr="gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="booked_on", lookup_expr="lte")

    class Meta:
        model = Payment
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    def filter_queryset(self, queryset):
        """Without a choice, what is money: replaced payments, and pairs that were taken back, are left out."""
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("show") else queryset.standing()

    def filter_shown(self, queryset, name, value):
        chosen = {
            PaymentListing.UNALLOCATED: queryset.unallocated,
            PaymentListing.TAKEN_BACK: queryset.taken_back,
            PaymentListing.REPLACED: queryset.replaced,
        }
        return chosen[value]()

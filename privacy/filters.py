import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from crm.filters.choices import linked_filter, user_filter
from crm.models import Contact
from privacy.models import DataRequest, Erasure, LegalHold, PersonKind, RequestKind, RequestState


class RequestListing(models.TextChoices):
    DONE = RequestState.DONE.value, _("Besvarade")
    REFUSED = RequestState.REFUSED.value, _("Avslagna")
    ALL = "all", _("Alla")


class DataRequestFilterSet(FilterSet):
    """By default only open requests."""

    q = django_filters.CharFilter(label=_("Sök person, företag eller ord"), method="search")
    show = django_filters.ChoiceFilter(
        label=_("Visa"), choices=RequestListing.choices, empty_label=_("De öppna"), method="keep"
    )
    kind = django_filters.ChoiceFilter(label=_("Gäller"), choices=RequestKind.choices)
    assignee = user_filter(_("Ansvarig"))
    due_from = django_filters.DateFilter(label=_("Senast, från"), field_name="due_on", lookup_expr="gte")
    due_to = django_filters.DateFilter(label=_("Senast, till"), field_name="due_on", lookup_expr="lte")
    contact = linked_filter(_("Kontaktperson"), Contact.objects.all())

    class Meta:
        model = DataRequest
        fields = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        show = self.form.cleaned_data.get("show")
        return queryset if show == RequestListing.ALL else queryset.filter(state=show or RequestState.OPEN)

    def search(self, queryset, name, value):
        return queryset.mentioning(value)

    def keep(self, queryset, name, value):
        """No-op: applied in `filter_queryset`."""
        return queryset


class ErasureFilterSet(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Vad"), choices=PersonKind.choices)
    date_from = django_filters.DateFilter(label=_("Från"), field_name="erased_at", lookup_expr="date__gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="erased_at", lookup_expr="date__lte")

    class Meta:
        model = Erasure
        fields = []


class HoldListing(models.TextChoices):
    LIFTED = "lifted", _("Hävda")
    ALL = "all", _("Alla")


class LegalHoldFilterSet(FilterSet):
    """By default only those in force."""

    show = django_filters.ChoiceFilter(
        label=_("Visa"), choices=HoldListing.choices, empty_label=_("De som gäller"), method="keep"
    )

    class Meta:
        model = LegalHold
        fields = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        show = self.form.cleaned_data.get("show")
        return queryset if show == HoldListing.ALL else queryset.filter(lifted_at__isnull=show != HoldListing.LIFTED)

    def keep(self, queryset, name, value):
        """No-op: applied in `filter_queryset`."""
        return queryset

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import FilterSet
from crm.filters.choices import linked_filter, user_filter
from crm.models import Company, Document, DocumentKind, Sponsorship


class DocumentState(models.TextChoices):
    REMOVED = "removed", _("Borttagna")
    ALL = "all", _("Alla")


class DocumentFilterSet(FilterSet):
    """Lists stored documents by default; removed ones, kept as an audit trail, on request."""

    q = django_filters.CharFilter(label=_("Sök i titel, anteckning och bland företag"), method="filter_words")
    kind = django_filters.ChoiceFilter(label=_("Typ"), choices=DocumentKind.choices)
    added_by = user_filter(_("Upplagt av"))
    date_from = django_filters.DateFilter(label=_("Från"), field_name="dated_on", lookup_expr="gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="dated_on", lookup_expr="lte")
    show = django_filters.ChoiceFilter(
        label=_("Visa"), choices=DocumentState.choices, empty_label=_("De som finns"), method="keep"
    )
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all())
    sponsorship = linked_filter(_("Sponsorskap"), Sponsorship.objects.select_related("company"))

    class Meta:
        model = Document
        fields = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        show = self.form.cleaned_data.get("show")
        if show == DocumentState.ALL:
            return queryset
        return queryset.removed() if show == DocumentState.REMOVED else queryset.kept()

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    def keep(self, queryset, name, value):
        """A no-op: `filter_queryset` applies the value."""
        return queryset

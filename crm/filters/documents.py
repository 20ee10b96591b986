import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import ByState, FilterSet, StateFilter
from crm.filters.choices import linked_filter, user_filter
from crm.models import Company, Document, DocumentKind, Sponsorship

KEPT, REMOVED = "kept", "removed"


class DocumentFilterSet(ByState, FilterSet):
    """Removed documents stay as an audit trail and are listed on request."""

    first_state = KEPT

    q = django_filters.CharFilter(label=_("Sök i titel, anteckning och bland företag"), method="filter_words")
    kind = django_filters.ChoiceFilter(label=_("Typ"), choices=DocumentKind.choices)
    added_by = user_filter(_("Upplagt av"))
    date_from = django_filters.DateFilter(label=_("Från"), field_name="dated_on", lookup_expr="gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="dated_on", lookup_expr="lte")
    show = StateFilter([(REMOVED, _("Borttagna"))], empty_label=_("De som finns"))
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all())
    sponsorship = linked_filter(_("Sponsorskap"), Sponsorship.objects.select_related("company"))

    class Meta:
        model = Document
        fields = []

    def in_state(self, queryset, state):
        return queryset.removed() if state == REMOVED else queryset.kept()

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import FilterSet
from crm.filters.choices import goal_filter, linked_filter, user_filter
from crm.models import Company, Contact, Interaction, InteractionKind, Outcome


class InteractionFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök i text och bland företag"), method="filter_words")
    kind = django_filters.ChoiceFilter(label=_("Typ"), choices=InteractionKind.choices)
    outcome = django_filters.ChoiceFilter(label=_("Utfall"), choices=Outcome.choices)
    goal = goal_filter()
    logged_by = user_filter(_("Loggad av"))
    date_from = django_filters.DateFilter(label=_("Från"), field_name="happened_at", lookup_expr="date__gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="happened_at", lookup_expr="date__lte")
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all(), field_name="companies")
    contact = linked_filter(_("Person"), Contact.objects.all(), field_name="contacts")

    class Meta:
        model = Interaction
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ByState, FilterSet, StateFilter
from crm.filters.choices import linked_filter, user_filter
from crm.models import Contact
from privacy.models import DataRequest, Erasure, LegalHold, PersonKind, RequestKind, RequestState


class DataRequestFilterSet(ByState, FilterSet):
    first_state = RequestState.OPEN

    q = django_filters.CharFilter(label=_("Sök person, företag eller ord"), method="search")
    show = StateFilter(
        [(RequestState.DONE, _("Besvarade")), (RequestState.REFUSED, _("Avslagna"))], empty_label=_("De öppna")
    )
    kind = django_filters.ChoiceFilter(label=_("Gäller"), choices=RequestKind.choices)
    assignee = user_filter(_("Ansvarig"))
    due_from = django_filters.DateFilter(label=_("Senast, från"), field_name="due_on", lookup_expr="gte")
    due_to = django_filters.DateFilter(label=_("Senast, till"), field_name="due_on", lookup_expr="lte")
    contact = linked_filter(_("Kontaktperson"), Contact.objects.all())

    class Meta:
        model = DataRequest
        fields = []

    def search(self, queryset, name, value):
        return queryset.mentioning(value)


class ErasureFilterSet(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Vad"), choices=PersonKind.choices)
    date_from = django_filters.DateFilter(label=_("Från"), field_name="erased_at", lookup_expr="date__gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="erased_at", lookup_expr="date__lte")

    class Meta:
        model = Erasure
        fields = []


IN_FORCE, LIFTED = "in_force", "lifted"


class LegalHoldFilterSet(ByState, FilterSet):
    first_state = IN_FORCE

    show = StateFilter([(LIFTED, _("Hävda"))], empty_label=_("De som gäller"))

    class Meta:
        model = LegalHold
        fields = []

    def in_state(self, queryset, state):
        return queryset.filter(lifted_at__isnull=state != LIFTED)

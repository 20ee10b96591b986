import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ByState, FilterSet, StateFilter
from workplaces.models import LinkKind, Proposal, ProposalState


class ProposalFilterSet(ByState, FilterSet):
    first_state = ProposalState.PENDING

    show = StateFilter(ProposalState.choices[1:], empty_label=_("De som väntar"))
    kind = django_filters.ChoiceFilter(label=_("Från"), choices=LinkKind.choices, field_name="link__kind")

    class Meta:
        model = Proposal
        fields = []

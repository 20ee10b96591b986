import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet, SearchFilter
from mailing.kinds import kinds
from mailing.models import Letter, LetterState, Suppression, SuppressionReason


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.name, kind.title) for kind in kinds()]


class LetterFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök mottagare eller ämne"))
    state = django_filters.ChoiceFilter(label=_("Läge"), choices=LetterState.choices)
    kind = django_filters.ChoiceFilter(label=_("Sort"), choices=kind_choices)
    date_from = django_filters.DateFilter(label=_("Från"), field_name="made_at", lookup_expr="date__gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="made_at", lookup_expr="date__lte")

    class Meta:
        model = Letter
        fields = []


class SuppressionFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök adress"))
    reason = django_filters.ChoiceFilter(label=_("Skäl"), choices=SuppressionReason.choices)

    class Meta:
        model = Suppression
        fields = []

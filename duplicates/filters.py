import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from duplicates.models import CompanyPair, ContactPair
from duplicates.similarity import LOWEST, Likelihood


class PairState(models.TextChoices):
    OPEN = "open", _("Att titta på")
    DISTINCT = "distinct", _("Inte dubbletter")


class PairFilterSet(FilterSet):
    """Lists undecided pairs by default."""

    state = django_filters.ChoiceFilter(
        label=_("Visa"), choices=PairState.choices, empty_label=None, method="filter_state", required=False
    )
    likelihood = django_filters.ChoiceFilter(
        label=_("Hur troligt"), choices=Likelihood.choices, method="filter_likelihood"
    )

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(self.assume(data, state=PairState.OPEN), *args, **kwargs)

    def filter_state(self, queryset, name, value: str):
        return queryset.filter(distinct_at__isnull=value != PairState.DISTINCT)

    def filter_likelihood(self, queryset, name, value: str):
        higher = [lowest for lowest in LOWEST.values() if lowest > LOWEST[value]]
        queryset = queryset.filter(points__gte=LOWEST[value])
        return queryset.filter(points__lt=min(higher)) if higher else queryset


class CompanyPairFilterSet(PairFilterSet):
    class Meta:
        model = CompanyPair
        fields = []


class ContactPairFilterSet(PairFilterSet):
    class Meta:
        model = ContactPair
        fields = []

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from workplaces.models import LinkKind, Proposal, ProposalState


class ProposalFilterSet(FilterSet):
    """By default only those that wait."""

    show = django_filters.ChoiceFilter(
        label=_("Visa"),
        choices=[*ProposalState.choices[1:], ("all", _("Alla"))],
        empty_label=_("De som väntar"),
        method="keep",
    )
    kind = django_filters.ChoiceFilter(label=_("Från"), choices=LinkKind.choices, field_name="link__kind")

    class Meta:
        model = Proposal
        fields = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        show = self.form.cleaned_data.get("show")
        return queryset if show == "all" else queryset.filter(state=show or ProposalState.PENDING)

    def keep(self, queryset, name, value):
        """No-op: applied in `filter_queryset`."""
        return queryset

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from crm.filters.choices import tier_filter
from crm.models import Delivery, DeliveryState, Sponsorship

OVERDUE = "overdue"


class MatrixFilterSet(FilterSet):
    """Sponsorships active on a day, by default today; with a state, those with a delivery in it."""

    on = django_filters.DateFilter(label=_("Sponsorer den"), method="filter_on")
    tier = tier_filter()
    state = django_filters.ChoiceFilter(
        label=_("Läge"), choices=[(OVERDUE, _("Försenad")), *DeliveryState.choices], method="filter_state"
    )

    class Meta:
        model = Sponsorship
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(self.assume(data, on=timezone.localdate().isoformat()), *args, **kwargs)

    def filter_on(self, queryset, name, value):
        return queryset.active_on(value)

    def filter_state(self, queryset, name, value):
        return queryset.filter(Exists(self.deliveries.filter(sponsorship=OuterRef("pk"))))

    @property
    def deliveries(self) -> QuerySet[Delivery]:
        """Deliveries shown in the cells: all, or those in the chosen state."""
        state = self.form.cleaned_data.get("state") if self.form.is_valid() else None
        if state == OVERDUE:
            return Delivery.objects.overdue_on(timezone.localdate())
        return Delivery.objects.filter(state=state) if state else Delivery.objects.all()

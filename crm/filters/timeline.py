from functools import partial

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet, KeptChoiceFilter, SearchFilter
from crm.filters.choices import goal_filter
from crm.models import Company, Contact, Interaction, InteractionKind
from crm.queries.company_page import first_contact_of, people_of
from crm.queries.timeline import STREAMS, ChosenKinds, Stream


class TimelineFilterSet(FilterSet):
    """Filter a company's timeline by kind, person, goal, year and words in contacts.

    `qs` holds the contacts, `chosen` the filters for the other streams. Two queries for the choices.
    """

    q = SearchFilter(label=_("Sök i det som sagts"))
    kind = django_filters.ChoiceFilter(
        label=_("Typ"),
        choices=[
            *InteractionKind.choices,
            (Stream.STEP, _("Avklarade steg")),
            (Stream.SPONSORSHIP, _("Sponsorskap")),
            (Stream.PAUSE, _("Pauser")),
            (Stream.CHANGE, _("Ändrade uppgifter")),
        ],
        method="filter_kind",
    )
    contact = KeptChoiceFilter(label=_("Person"), field_name="contacts", queryset=Contact.objects.none())
    goal = goal_filter()
    year = django_filters.ChoiceFilter(label=_("År"), field_name="happened_at", lookup_expr="year")

    class Meta:
        model = Interaction
        fields = []

    def __init__(self, data, *, company: Company):
        super().__init__(data, queryset=company.interactions.order_by("-happened_at", "-pk"))
        self.filters["contact"].queryset = people_of.build(company.pk)
        self.filters["contact"].extra["kept"] = partial(people_of, company.pk)
        first = first_contact_of.first(company.pk) or company.created_at
        this_year = timezone.localdate().year
        first_year = min(timezone.localtime(first).year, timezone.localtime(company.created_at).year)
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in range(this_year, first_year - 1, -1)]

    @property
    def form(self):
        form = super().form
        form.auto_id = "timeline_%s"  # unique ids: the page has other forms
        return form

    def filter_kind(self, queryset, name, value):
        return queryset.none() if value in Stream.values else queryset.filter(kind=value)

    @property
    def chosen(self) -> ChosenKinds:
        self.form.is_valid()
        values = self.form.cleaned_data
        kind = values.get("kind")
        streams = STREAMS
        if kind:
            streams = {kind if kind in Stream.values else Stream.INTERACTION}
        # Only contacts have text and people to filter by.
        if values.get("q") or values.get("contact"):
            streams = streams & {Stream.INTERACTION}
        return ChosenKinds(
            frozenset(streams), goal=values.get("goal"), year=int(values["year"]) if values.get("year") else None
        )

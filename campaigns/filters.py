import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import (
    Activity,
    Competition,
    CompetitionKind,
    Entry,
    EntryState,
    PayrollMonth,
    PayrollScheme,
    SchemeStatus,
    State,
    Team,
)
from core.filters import FilterSet, SearchFilter
from crm.filters import goal_filter, linked_filter
from crm.models import Company


class CompetitionFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök tävling, lag eller företag"), method="filter_words")
    state = django_filters.ChoiceFilter(label=_("Läge"), choices=State.choices)
    kind = django_filters.ChoiceFilter(label=_("Typ"), choices=CompetitionKind.choices)
    goal = goal_filter(field_name="goals")

    class Meta:
        model = Competition
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)


class TeamFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök lag, företag eller kod"))
    competition = linked_filter(_("Tävling"), Competition.objects.all())
    company = linked_filter(_("Företag"), Company.objects.all())

    class Meta:
        model = Team
        fields = []


class PayrollSchemeFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök arbetsgivare eller referens"), method="filter_words")
    status = django_filters.ChoiceFilter(label=_("Läge"), choices=SchemeStatus.choices, method="filter_status")
    goal = goal_filter(field_name="shares__goal")

    class Meta:
        model = PayrollScheme
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    def filter_status(self, queryset, name, value):
        today = timezone.localdate()
        chosen = {
            SchemeStatus.UPCOMING: queryset.upcoming_on,
            SchemeStatus.RUNNING: queryset.running_on,
            SchemeStatus.ENDED: queryset.ended_on,
        }
        return chosen[value](today)


class PayrollMonthFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök arbetsgivare eller referens"), method="filter_words")

    class Meta:
        model = PayrollMonth
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.filter(scheme__in=PayrollScheme.objects.mentioning(value))


class ActivityFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök aktivitet"))
    is_active = django_filters.BooleanFilter(label=_("Går att välja"))

    class Meta:
        model = Activity
        fields = []


class EntryFilterSet(FilterSet):
    """The teams to choose among are those of the competition, once one is chosen."""

    competition = django_filters.ModelChoiceFilter(
        label=_("Tävling"), field_name="team__competition", queryset=Competition.objects.all()
    )
    team = django_filters.ModelChoiceFilter(label=_("Lag"), queryset=Team.objects.all())
    activity = django_filters.ModelChoiceFilter(label=_("Aktivitet"), queryset=Activity.objects.all())
    state = django_filters.ChoiceFilter(label=_("Läge"), choices=EntryState.choices)

    class Meta:
        model = Entry
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        chosen = self.data.get("competition", "")
        if chosen.isdecimal():
            self.filters["team"].queryset = Team.objects.filter(competition=chosen)
        else:
            self.filters["team"].extra["widget"] = forms.HiddenInput  # the teams of all years are too many for a menu

    @property
    def chosen(self) -> Competition | None:
        return self.form.cleaned_data.get("competition") if self.form.is_valid() else None

from functools import partial

import django_filters
from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaigns.models import (
    Activity,
    Batch,
    Channel,
    Competition,
    CompetitionKind,
    CompetitionState,
    Contribution,
    Entry,
    EntryState,
    Idea,
    IdeaCost,
    IdeaSize,
    IdeaTime,
    Team,
)
from core.filters import FilterSet, KeptChoiceFilter, SearchFilter
from core.kept_queries import KeptQuery
from core.numbers import whole_number
from crm.filters.choices import goal_filter, linked_filter
from crm.models import Company


class CompetitionFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök tävling, lag eller företag"), method="filter_words")
    state = django_filters.ChoiceFilter(label=_("Läge"), choices=CompetitionState.choices)
    kind = django_filters.ChoiceFilter(label=_("Typ"), choices=CompetitionKind.choices)
    goal = goal_filter(field_name="goals")

    class Meta:
        model = Competition
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)


class TeamFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök lag, företag eller kod"), method="filter_words")
    competition = linked_filter(_("Tävling"), Competition.objects.all())
    company = linked_filter(_("Företag"), Company.objects.all())

    class Meta:
        model = Team
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)


class ContributionListing(models.TextChoices):
    STANDING = "standing", _("Det som gäller")
    CORRECTED = "corrected", _("Rättade och rättelser")
    LEFT_OVER = "left_over", _("Utan lag")
    NAMES = "names", _("Namn att godkänna")


class ContributionFilterSet(FilterSet):
    q = django_filters.CharFilter(label=_("Sök givare, meddelande, referens"), method="filter_words")
    competition = django_filters.ModelChoiceFilter(label=_("Tävling"), queryset=Competition.objects.all())
    team = KeptChoiceFilter(label=_("Lag"), queryset=Team.objects.all())
    channel = django_filters.ChoiceFilter(label=_("Kanal"), choices=Channel.choices)
    show = django_filters.ChoiceFilter(label=_("Visa"), choices=ContributionListing.choices, method="filter_shown")
    date_from = django_filters.DateFilter(label=_("Från"), field_name="received_on", lookup_expr="gte")
    date_to = django_filters.DateFilter(label=_("Till"), field_name="received_on", lookup_expr="lte")
    batch = linked_filter(_("Inläsning"), Batch.objects.all())

    class Meta:
        model = Contribution
        fields = []

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    def filter_shown(self, queryset, name, value):
        chosen = {
            ContributionListing.STANDING: queryset.effective,
            ContributionListing.CORRECTED: queryset.corrected,
            ContributionListing.LEFT_OVER: queryset.left_over,
            ContributionListing.NAMES: queryset.waiting_for_name,
        }
        return chosen[value]()


@KeptQuery
def _teams(competition: int) -> QuerySet[Team]:
    return Team.objects.filter(competition=competition)


class CompetitionContributionFilterSet(ContributionFilterSet):
    """For one competition's page: offers only its own teams."""

    competition = None

    def __init__(self, data=None, *args, competition: Competition, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.filters["team"].queryset = competition.teams.all()
        self.filters["team"].extra["kept"] = partial(_teams, competition.pk)
        self.filters["batch"].queryset = competition.batches.all()


class ActivityFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök aktivitet"))
    is_active = django_filters.TypedChoiceFilter(
        label=_("Visa"), choices=[("1", _("Går att välja")), ("0", _("Avstängda"))], coerce=lambda choice: choice == "1"
    )

    class Meta:
        model = Activity
        fields = []


class IdeaFilterSet(FilterSet):
    """Time, cost and size as somebody who looks for an idea means them: at most so much."""

    q = SearchFilter(label=_("Sök idé"))
    time = django_filters.TypedChoiceFilter(label=_("Tid"), choices=IdeaTime.choices, coerce=int, lookup_expr="lte")
    cost = django_filters.TypedChoiceFilter(label=_("Kostnad"), choices=IdeaCost.choices, coerce=int, lookup_expr="lte")
    size = django_filters.TypedChoiceFilter(
        label=_("Hur många"), choices=IdeaSize.choices, coerce=int, lookup_expr="lte"
    )
    is_public = django_filters.TypedChoiceFilter(
        label=_("Visas"), choices=[("1", _("På webben")), ("0", _("Bara för oss"))], coerce=lambda choice: choice == "1"
    )

    class Meta:
        model = Idea
        fields = []


class EntryFilterSet(FilterSet):
    """Offers the teams of the chosen competition."""

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
        chosen = whole_number(self.data.get("competition"))
        if chosen is not None:
            self.filters["team"].queryset = Team.objects.filter(competition=chosen)
        else:
            self.filters["team"].extra["widget"] = forms.HiddenInput  # the teams of all years are too many for a select

    @property
    def chosen(self) -> Competition | None:
        self.form.is_valid()
        return self.form.cleaned_data.get("competition")

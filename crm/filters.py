import datetime as dt

import django_filters
from django import forms
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from drf_spectacular.utils import extend_schema_field

from core.filters import FilterSet, SearchFilter
from core.models import User
from crm.models import Company, CompanyStatus, Contact, Interaction, InteractionKind, Outcome, Sponsorship, Stage, Tag
from goals.models import Goal, Tier


def goal_filter(**kwargs):
    return django_filters.ModelChoiceFilter(label=pgettext_lazy("ett", "Mål"), queryset=Goal.objects.all(), **kwargs)


def tier_filter(**kwargs):
    return django_filters.ModelChoiceFilter(label=_("Nivå"), queryset=Tier.objects.all(), **kwargs)


def user_filter(label, **kwargs):
    return django_filters.ModelChoiceFilter(label=label, queryset=User.objects.filter(is_active=True), **kwargs)


def linked_filter(label, queryset, **kwargs):
    """Set by a link from another page and shown as a chip: too many rows for a menu."""
    return django_filters.ModelChoiceFilter(label=label, queryset=queryset, widget=forms.HiddenInput, **kwargs)


class CompanyFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök namn, nummer, ort eller bransch"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=CompanyStatus.choices)
    owner = user_filter(_("Ansvarig"))
    goal = goal_filter(method="filter_partner")
    tier = tier_filter(method="filter_partner")
    tag = django_filters.ModelChoiceFilter(label=_("Etikett"), field_name="tags", queryset=Tag.objects.all())

    class Meta:
        model = Company
        fields = []

    @extend_schema_field(int)
    def filter_partner(self, queryset, name, value):
        """Companies with a sponsorship in force today on this goal or tier."""
        active = Sponsorship.objects.active_on(timezone.localdate()).filter(company=OuterRef("pk"))
        return queryset.filter(Exists(active.filter(**{name: value})))


class ContactFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök namn, e-post eller telefon"))
    company = linked_filter(
        pgettext_lazy("ett", "Företag"), Company.objects.all(), field_name="affiliations__company", distinct=True
    )
    do_not_contact = django_filters.BooleanFilter(
        label=_("Vill inte bli kontaktad"),
        widget=forms.Select(choices=[("", _("Alla")), ("true", _("Ja")), ("false", _("Nej"))]),
    )

    class Meta:
        model = Contact
        fields = []


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


class Scope(models.TextChoices):
    ACTIVE = "active", _("Gäller")
    OPEN = "open", _("Pågående dialoger")
    ALL = "all", _("Alla")


class SponsorshipFilterSet(FilterSet):
    """Without a choice it lists what is in force today; a date or a period moves that, a scope lifts it."""

    q = django_filters.CharFilter(label=_("Sök företag eller avtalsnummer"), method="filter_words")
    scope = django_filters.ChoiceFilter(
        label=_("Visa"), choices=Scope.choices, empty_label=None, method="filter_scope", required=False
    )
    on = django_filters.DateFilter(label=_("Gäller den"), method="keep")
    period_from = django_filters.DateFilter(label=_("Period från"), method="keep")
    period_to = django_filters.DateFilter(label=_("Period till"), method="keep")
    goal = goal_filter()
    tier = tier_filter()
    owner = user_filter(_("Ansvarig"))
    stage = django_filters.ChoiceFilter(label=_("Steg"), choices=Stage.choices)
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all())

    class Meta:
        model = Sponsorship
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        data = (data or QueryDict()).copy()
        if not data.get("scope"):
            data["scope"] = Scope.ALL if data.get("stage") else Scope.ACTIVE
        if data["scope"] == Scope.ACTIVE and not any(data.get(name) for name in ("on", "period_from", "period_to")):
            data["on"] = timezone.localdate().isoformat()
        super().__init__(data, *args, **kwargs)

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day for which amounts are counted: the chosen period, else the calendar year of the day."""
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        day = chosen.get("on") or timezone.localdate()
        first, last = chosen.get("period_from"), chosen.get("period_to")
        year = (first or last or day).year
        return first or dt.date(year, 1, 1), last or dt.date(year, 12, 31)

    def keep(self, queryset, name, value):
        return queryset  # read together by filter_scope

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    def filter_scope(self, queryset, name, value: str):
        if value == Scope.OPEN:
            return queryset.open()
        if value == Scope.ALL:
            return queryset
        if day := self.form.cleaned_data.get("on"):
            return queryset.active_on(day)
        return queryset.active_between(*self.period)

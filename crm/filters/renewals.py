import datetime as dt

import django_filters
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import FilterSet, KeptChoiceFilter
from crm.filters.choices import goal_filter, linked_filter, tier_filter, user_filter
from crm.models import Company, LapseReason, Sponsorship


class RenewalState(models.TextChoices):
    NOT_SIGNED = "not_signed", _("Att förnya")
    NOT_BEGUN = "not_begun", _("Inte påbörjade")
    TALKING = "talking", _("Dialog pågår")
    RENEWED = "renewed", _("Förnyade")
    GIVEN_UP = "given_up", _("Förnyas inte")
    ALL = "all", _("Alla")


class RenewalFilterSet(FilterSet):
    """Running sponsorships that can be renewed; by default those not renewed and not given up."""

    q = django_filters.CharFilter(label=_("Sök företag eller avtalsnummer"), method="filter_words")
    state = django_filters.ChoiceFilter(
        label=_("Visa"), choices=RenewalState.choices, empty_label=None, method="filter_state", required=False
    )
    notice_by = django_filters.DateFilter(label=_("Besked senast"), field_name="notice_on", lookup_expr="lte")
    goal = goal_filter()
    tier = tier_filter()
    owner = user_filter(_("Ansvarig"))

    class Meta:
        model = Sponsorship
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(self.assume(data, state=RenewalState.NOT_SIGNED), *args, **kwargs)

    def annotate(self, queryset):
        return queryset.with_notice_on().with_final_amount().with_is_renewed()

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.to_renew(timezone.localdate()))

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    def filter_state(self, queryset, name, value: str):
        successors = Sponsorship.objects.filter(renews=OuterRef("pk"))
        talking = Exists(successors.open())
        return {
            RenewalState.NOT_SIGNED: queryset.filter(is_renewed=False).not_given_up(),
            RenewalState.NOT_BEGUN: queryset.filter(~talking, is_renewed=False).not_given_up(),
            RenewalState.TALKING: queryset.filter(talking),
            RenewalState.RENEWED: queryset.filter(is_renewed=True),
            RenewalState.GIVEN_UP: queryset.filter(lapse_reason__isnull=False),
            RenewalState.ALL: queryset,
        }[value]


MISSING = "missing"


def validate_is_over(day: dt.date):
    """Reject a period that has not begun: nothing can have ended in it."""
    if day >= timezone.localdate():
        raise ValidationError(_("Perioden har inte börjat: inget i den har hunnit ta slut."), code="not_yet")


class LapseFilterSet(FilterSet):
    """Sponsorships that ended in a period without renewal; by default the last twelve months."""

    q = django_filters.CharFilter(label=_("Sök företag eller avtalsnummer"), method="filter_words")
    period_from = django_filters.DateFilter(label=_("Slut från"), method="keep", validators=[validate_is_over])
    period_to = django_filters.DateFilter(label=_("Slut till"), method="keep")
    goal = goal_filter()
    tier = tier_filter()
    owner = user_filter(_("Ansvarig"))
    reason = KeptChoiceFilter(
        label=_("Skäl"),
        queryset=LapseReason.objects.all(),
        null_label=_("Skäl saknas"),
        null_value=MISSING,
        method="keep",
    )
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all())

    class Meta:
        model = Sponsorship
        fields = []

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day of the period: as chosen, capped at yesterday; by default the twelve months up to then."""
        self.form.is_valid()
        chosen = self.form.cleaned_data
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        last = min(chosen.get("period_to") or yesterday, yesterday)
        return chosen.get("period_from") or last - relativedelta(years=1) + dt.timedelta(days=1), last

    def annotate(self, queryset):
        return queryset.with_last_on().with_final_amount().with_is_renewed()

    def filter_queryset(self, queryset):
        # Keep renewed ones for the rate above the list, which ignores the reason filter.
        self.over = super().filter_queryset(queryset).over_between(*self.period)
        lapsed = self.over.filter(is_renewed=False)
        reason = self.form.cleaned_data.get("reason")
        if not reason:
            return lapsed
        if reason == MISSING:
            return lapsed.filter(lapse_reason=None, closing_reason="")
        return lapsed.filter(lapse_reason=reason)

    def keep(self, queryset, name, value):
        return queryset  # applied by filter_queryset

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

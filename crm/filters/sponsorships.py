import datetime as dt
from contextlib import suppress
from decimal import Decimal

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from drf_spectacular.utils import extend_schema_field

from core.filters import FilterSet
from core.text import period_words
from crm.filters.choices import goal_filter, linked_filter, tier_filter, user_filter
from crm.models import Company, Sponsorship, SponsorshipKind, Stage
from crm.stages import open_per_year_words


class SponsorshipScope(models.TextChoices):
    ACTIVE = "active", _("Gäller")
    OPEN = "open", _("Pågående dialoger")
    UNPLANNED = "unplanned", _("Dialoger utan nästa steg")
    ALL = "all", _("Alla")


class SponsorshipFilterSet(FilterSet):
    """Without a choice it lists what is in force today; a date or a period moves that, a scope lifts it."""

    q = django_filters.CharFilter(label=_("Sök företag eller avtalsnummer"), method="filter_words")
    scope = django_filters.ChoiceFilter(
        label=_("Visa"), choices=SponsorshipScope.choices, empty_label=None, method="filter_scope", required=False
    )
    on = django_filters.DateFilter(label=_("Gäller den"), method="keep")
    period_from = django_filters.DateFilter(label=_("Period från"), method="keep")
    period_to = django_filters.DateFilter(label=_("Period till"), method="keep")
    goal = goal_filter()
    tier = tier_filter()
    owner = user_filter(_("Ansvarig"))
    stage = django_filters.ChoiceFilter(label=_("Steg"), choices=Stage.choices, method="filter_stage")
    kind = django_filters.ChoiceFilter(label=_("Slag"), choices=SponsorshipKind.choices)
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all())

    class Meta:
        model = Sponsorship
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        data = (data or QueryDict()).copy()
        if not data.get("scope"):
            data["scope"] = SponsorshipScope.ALL if data.get("stage") else SponsorshipScope.ACTIVE
        if data["scope"] == SponsorshipScope.ACTIVE and not any(
            data.get(name) for name in ("on", "period_from", "period_to")
        ):
            data["on"] = timezone.localdate().isoformat()
        self._complete_period(data)
        super().__init__(data, *args, **kwargs)

    @staticmethod
    def _complete_period(data):
        """Of a period with one end, the other is that of the calendar year: list, workbook and its name tell both."""
        ends = "period_from", "period_to"
        for name, other, month, day in zip(ends, reversed(ends), (12, 1), (31, 1), strict=True):
            if data.get(name) and not data.get(other):
                with suppress(ValidationError):
                    data[other] = forms.DateField().clean(data[name]).replace(month=month, day=day).isoformat()

    @property
    def _readable(self) -> dict:
        """What is chosen, without what cannot be read."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day for which amounts are counted: the chosen period, else the calendar year of the day."""
        chosen = self._readable
        day = chosen.get("on") or timezone.localdate()
        first, last = chosen.get("period_from"), chosen.get("period_to")
        year = (first or last or day).year  # one end alone is left where the other cannot be read
        return first or dt.date(year, 1, 1), last or dt.date(year, 12, 31)

    @property
    def day(self) -> dt.date:
        """The day for which yearly amounts are told: the chosen one, else the last of the chosen period, else today."""
        return self._one_day or self.period[1]

    @property
    def is_of_one_day(self) -> bool:
        """Whether the rows are those in force on a day, rather than in a period or whatever they are."""
        return self._readable.get("scope") == SponsorshipScope.ACTIVE and bool(self._one_day)

    @property
    def _one_day(self) -> dt.date | None:
        """The chosen day; today where neither it nor a period can be read, as if nothing were chosen."""
        chosen = self._readable
        in_period = chosen.get("period_from") or chosen.get("period_to")
        return chosen.get("on") or (None if in_period else timezone.localdate())

    def idle(self):
        if self._readable.get("scope") != SponsorshipScope.ACTIVE:
            return {"on", "period_from", "period_to"}
        return {"period_from", "period_to"} if self.is_of_one_day else set()

    def sums(self, rows: QuerySet[Sponsorship]) -> list[tuple[str, Decimal]]:
        """What the rows come to, each sum with words that say exactly what is in it.

        A yearly total is as at one day, of what is in force then, so that an agreement and its renewal never count
        both; what is not signed is summed apart, and what was declined not at all. Where the rows are those of one
        day, the period has another sum, of all that was in force at some time in it.
        """
        words = {"day": self.day, "period": period_words(*self.period)}
        sums = [(_("Per år, i kraft %(day)s") % words, rows.active_on(self.day).per_year(self.day))]
        if self._readable.get("scope") != SponsorshipScope.ACTIVE:
            expected, without = rows.in_open_stage().expected_per_year(self.day)
            sums.append((open_per_year_words(without=without), expected))
        in_period = rows.in_period(*self.period)
        if not self.is_of_one_day:
            return [*sums, (_("Kronor %(period)s") % words, in_period)]
        return [
            *sums,
            (_("Kronor %(period)s, av de avtal som gäller %(day)s") % words, in_period),
            (_("Kronor %(period)s, av alla avtal under perioden") % words, self._of_the_period()),
        ]

    def _of_the_period(self) -> Decimal:
        first, last = self.period
        chosen = self.data.copy()
        chosen.update({"on": "", "period_from": first.isoformat(), "period_to": last.isoformat()})
        every = type(self)({name: chosen[name] for name in chosen}, queryset=Sponsorship.objects.order_by())
        return every.qs.in_period(first, last)

    def annotate(self, queryset):
        return queryset.with_kind().with_yearly(self.day)

    def keep(self, queryset, name, value):
        return queryset  # read together by filter_scope

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    @extend_schema_field({"type": "string", "enum": Stage.values})
    def filter_stage(self, queryset, name, value: str):
        """The same as the board's column of the stage."""
        return queryset.shown_on_board().filter(stage=value)

    def filter_scope(self, queryset, name, value: str):
        if value == SponsorshipScope.OPEN:
            return queryset.open()
        if value == SponsorshipScope.UNPLANNED:
            return queryset.without_next_step(timezone.localdate())
        if value == SponsorshipScope.ALL:
            return queryset
        return queryset.active_on(self._one_day) if self._one_day else queryset.active_between(*self.period)

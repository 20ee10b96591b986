import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
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
    """Lists sponsorships active today by default; a date or a period changes the days, a scope removes the limit."""

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
    kind = django_filters.ChoiceFilter(label=_("Slag"), choices=SponsorshipKind.choices, method="filter_kind")
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all())

    class Meta:
        model = Sponsorship
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        assumed = self.default_scope(data or {})
        data = self.assume(data, scope=assumed)
        scope = data["scope"] if data["scope"] in SponsorshipScope.values else assumed
        if scope == SponsorshipScope.ACTIVE and not any(data.get(name) for name in ("on", "period_from", "period_to")):
            data["on"] = timezone.localdate().isoformat()
        self._complete_period(data)
        super().__init__(data, *args, **kwargs)

    @staticmethod
    def default_scope(query: Mapping) -> SponsorshipScope:
        return SponsorshipScope.ALL if query.get("stage") else SponsorshipScope.ACTIVE

    @staticmethod
    def _complete_period(data):
        """Fill in a missing end of the period from the calendar year: list, workbook and file name state both."""
        ends = "period_from", "period_to"
        for name, other, month, day in zip(ends, reversed(ends), (12, 1), (31, 1), strict=True):
            if data.get(name) and not data.get(other):
                with suppress(ValidationError):
                    data[other] = forms.DateField().clean(data[name]).replace(month=month, day=day).isoformat()

    @property
    def _readable(self) -> dict:
        """The valid filter values."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day to count amounts for: the chosen period, else the calendar year of the chosen day."""
        chosen = self._readable
        day = chosen.get("on") or timezone.localdate()
        first, last = chosen.get("period_from"), chosen.get("period_to")
        year = (first or last or day).year  # only one end is left if the other is invalid
        return first or dt.date(year, 1, 1), last or dt.date(year, 12, 31)

    @property
    def day(self) -> dt.date:
        """The day of yearly amounts: the chosen day, else the last day of the chosen period, else today."""
        return self._one_day or self.period[1]

    @property
    def is_of_one_day(self) -> bool:
        """Whether the rows are those active on one day, rather than in a period or without limit."""
        return self._readable.get("scope") == SponsorshipScope.ACTIVE and bool(self._one_day)

    @property
    def _one_day(self) -> dt.date | None:
        """The chosen day; today if neither it nor a period is valid."""
        chosen = self._readable
        in_period = chosen.get("period_from") or chosen.get("period_to")
        return chosen.get("on") or (None if in_period else timezone.localdate())

    def idle(self):
        if self._readable.get("scope") != SponsorshipScope.ACTIVE:
            return {"on", "period_from", "period_to"}
        return {"period_from", "period_to"} if self.is_of_one_day else set()

    def sums(self, rows: QuerySet[Sponsorship]) -> list[tuple[str, Decimal]]:
        """Totals of the rows, each with a label that states exactly what it contains.

        The yearly total covers agreements in force on one day, so that an agreement and its renewal are never both
        counted; unsigned ones are summed separately, declined ones not at all. If the rows are those of one day, the
        period gets a second sum, of all agreements in force at some time in it.
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
        """Kronor of all agreements that the other filters match and the period does."""
        every = Sponsorship.objects.order_by()
        for name, value in self._readable.items():
            if name != "scope":
                every = self.filters[name].filter(every, value)
        return every.in_period(*self.period)

    def keep(self, queryset, name, value):
        return queryset  # applied by filter_scope

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    @extend_schema_field({"type": "string", "enum": Stage.values})
    def filter_stage(self, queryset, name, value: str):
        """Match the rows of the board's column."""
        return queryset.shown_on_board().filter(stage=value)

    def filter_kind(self, queryset, name, value: str):
        return queryset.with_kind().filter(kind=value)

    def filter_scope(self, queryset, name, value: str):
        if value == SponsorshipScope.OPEN:
            return queryset.open()
        if value == SponsorshipScope.UNPLANNED:
            return queryset.without_next_step(timezone.localdate())
        if value == SponsorshipScope.ALL:
            return queryset
        return queryset.active_on(self._one_day) if self._one_day else queryset.active_between(*self.period)

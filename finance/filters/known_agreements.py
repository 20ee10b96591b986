import datetime as dt

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.days import FIRST_YEAR, LAST_YEAR
from core.filters import FilterSet
from core.querysets import holding
from core.text import period_words
from crm.filters.choices import goal_filter
from crm.models import Sponsorship, SponsorshipEvent
from finance.queries.known_agreements import KnownList


def year_filter(**kwargs):
    return django_filters.NumberFilter(
        label=_("Kronor under år"), method="keep", min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs
    )


class KnownFilterSet(FilterSet):
    """Agreements as they were known when a day was over: those in force on a day, or at some time in the year."""

    q = django_filters.CharFilter(label=_("Sök företag eller avtalsnummer"), method="filter_words")
    known = django_filters.DateFilter(label=_("Som det var känt den"), method="filter_known")
    year = year_filter()
    on = django_filters.DateFilter(label=_("Gäller den"), method="keep")
    goal = goal_filter()

    class Meta:
        model = SponsorshipEvent
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        today = timezone.localdate()
        super().__init__(self.assume(data, known=today.isoformat(), year=str(today.year)), *args, **kwargs)

    @property
    def _readable(self) -> dict:
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def known_day(self) -> dt.date:
        return self._readable.get("known") or timezone.localdate()

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """The first and last day whose kronor are counted."""
        year = int(self._readable.get("year") or timezone.localdate().year)
        return dt.date(year, 1, 1), dt.date(year, 12, 31)

    @property
    def period_words(self) -> str:
        return period_words(*self.period)

    def filter_known(self, queryset, name, value):
        on = self._readable.get("on")
        first, last = (on, on) if on else self.period
        return queryset.known_on(value).agreed_between(first, last)

    def filter_words(self, queryset, name, value):
        found = Sponsorship.objects.mentioning(value).values("pk")
        return queryset.filter(Q(sponsorship__in=found) | holding(value, "company_name"))

    def keep(self, queryset, name, value):
        return queryset  # applied by filter_known


class ComparisonFilterSet(FilterSet):
    """Two days of knowing, and the year and goal whose kronor are compared."""

    since = django_filters.DateFilter(label=_("Känt den"), method="keep")
    known = django_filters.DateFilter(label=_("Jämfört med känt den"), method="keep")
    year = year_filter()
    goal = goal_filter(method="keep")

    class Meta:
        model = SponsorshipEvent
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        today = timezone.localdate()
        assumed = {"since": today.replace(day=1), "known": today, "year": today.year}
        data = self.assume(data, **{name: str(value) for name, value in assumed.items()})
        super().__init__(data, *args, **kwargs)

    def keep(self, queryset, name, value):
        return queryset

    def lists(self) -> tuple[KnownList, KnownList]:
        """The earlier list and the later one; what cannot be read is as assumed."""
        today = timezone.localdate()
        self.form.is_valid()
        chosen = self.form.cleaned_data
        year = int(chosen.get("year") or today.year)
        terms = {"first": dt.date(year, 1, 1), "last": dt.date(year, 12, 31), "goal": chosen.get("goal")}
        days = chosen.get("since") or today.replace(day=1), chosen.get("known") or today
        return tuple(KnownList(day, **terms) for day in days)

"""Queries for the goal pages."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from goals.models import GlobalGoalReason, Goal, KeyFigure, KeyFigureValue, TierOffer, YearlyAim


def goals_with_figures() -> QuerySet[Goal]:
    """Every goal with its global goals and its key figures' values. Four queries for any number of rows."""
    return Goal.objects.prefetch_related("global_goals", Prefetch("key_figures", KeyFigure.objects.with_values()))


def goals_with_offers() -> QuerySet[Goal]:
    """As `goals_with_figures`, with yearly aims, and offers with benefits by tier rank. Three more queries."""
    offers = TierOffer.objects.select_related("tier").prefetch_related("benefits").order_by("tier__rank")
    return goals_with_figures().prefetch_related(Prefetch("offers", offers), "aims")


def goals_with_pages() -> QuerySet[Goal]:
    """As `goals_with_figures`, with what each says in public. Four more queries."""
    reasons = GlobalGoalReason.objects.select_related("global_goal")
    parts = ("goalsection_set", "waytohelp_set", "sharetext_set", Prefetch("globalgoalreason_set", reasons))
    return goals_with_figures().select_related("page").prefetch_related(*parts)


def aim_on(aims: Iterable[YearlyAim], day: dt.date) -> YearlyAim | None:
    """The aim in force on `day`, of one goal's aims. None, or an aim with amount None, means that no aim is set."""
    begun = (aim for aim in aims if aim.applies_from <= day)
    return max(begun, key=lambda aim: aim.applies_from, default=None)


@dataclass(frozen=True)
class Series:
    """A key figure with its values, oldest first."""

    figure: KeyFigure
    values: list[KeyFigureValue]

    @property
    def first(self) -> KeyFigureValue | None:
        return self.values[0] if self.values else None

    @property
    def latest(self) -> KeyFigureValue | None:
        return self.values[-1] if self.values else None

    @property
    def newest_first(self) -> list[KeyFigureValue]:
        return self.values[::-1]

    @property
    def points(self) -> list[Decimal]:
        return [value.value for value in self.values]


def series_of(goal: Goal) -> list[Series]:
    """The goal's key figures in order. No query if the goal comes from `goals_with_figures`."""
    return [Series(figure, list(figure.values.all())) for figure in goal.key_figures.all()]


def headline_of(goal: Goal) -> Series | None:
    """The first key figure with a value."""
    return next((series for series in series_of(goal) if series.values), None)

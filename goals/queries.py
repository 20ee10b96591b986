"""What the goals' pages read."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from goals.models import Goal, KeyFigure, KeyFigureValue, TierOffer, YearlyAim


def goals_with_figures() -> QuerySet[Goal]:
    """Every goal with its global goals and its key figures' values: four queries however many there are."""
    return Goal.objects.prefetch_related("global_goals", Prefetch("key_figures", KeyFigure.objects.with_values()))


def goals_with_offers() -> QuerySet[Goal]:
    """As `goals_with_figures`, with yearly aims, and what each tier asks and promises by rank: three queries more."""
    offers = TierOffer.objects.select_related("tier").prefetch_related("benefits").order_by("tier__rank")
    return goals_with_figures().prefetch_related(Prefetch("offers", offers), "aims")


def aim_on(aims: Iterable[YearlyAim], day: dt.date) -> YearlyAim | None:
    """Of one goal's aims the one that applies on `day`; its amount may be None, and so may the aim: nothing is set."""
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
    """The goal's key figures in their order. No query when the goal comes from `goals_with_figures`."""
    return [Series(figure, list(figure.values.all())) for figure in goal.key_figures.all()]


def headline_of(goal: Goal) -> Series | None:
    """The first key figure that has been measured."""
    return next((series for series in series_of(goal) if series.values), None)

"""Local goals, key figures, tiers and what each tier offers on a goal."""

from goals.models.goals import (
    BY_DATE,
    BY_DAYS,
    MOST_NOTICE_DAYS,
    Benefit,
    DueRule,
    GlobalGoal,
    Goal,
    KeyFigure,
    KeyFigureValue,
    Tier,
    TierOffer,
    TwoNames,
    YearlyAim,
)

__all__ = [
    "BY_DATE",
    "BY_DAYS",
    "MOST_NOTICE_DAYS",
    "Benefit",
    "DueRule",
    "GlobalGoal",
    "Goal",
    "KeyFigure",
    "KeyFigureValue",
    "Tier",
    "TierOffer",
    "TwoNames",
    "YearlyAim",
]

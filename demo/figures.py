"""Example key figures, marked as such, for goals without figures, and example aims."""

import datetime as dt
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from core.services import save_record
from demo.plot import EXAMPLE_AIMS, EXAMPLE_FIGURES, EXAMPLE_SUFFIX, TOWN_FIGURES, TOWN_READ_ON, TOWN_SOURCE
from goals.models import Goal, KeyFigure, KeyFigureValue, YearlyAim


def show_town(goal: Goal):
    """Words and figures of one town for the goal of homelessness, which name none from the start."""
    if goal.key_figures.exists():
        return
    words = "Hundratals människor i Västerås saknar ett eget hem, och många av dem har ingenstans att ta vägen i natt."
    save_record(goal, problem=words)
    for position, (name, unit, value) in enumerate(TOWN_FIGURES, start=1):
        figure = save_record(KeyFigure(goal=goal), name=name, unit=unit, position=position)
        save_record(KeyFigureValue(key_figure=figure), measured_on=TOWN_READ_ON, value=value, source=TOWN_SOURCE)


def show_example_figures(goals: dict[int, Goal], *, today: dt.date):
    for number, name, unit, values in EXAMPLE_FIGURES:
        goal = goals[number]
        if any(figure.values.count() > 1 for figure in goal.key_figures.all()):
            continue
        figure = save_record(
            KeyFigure(goal=goal), name=f"{name} {EXAMPLE_SUFFIX}", unit=unit, position=goal.key_figures.count() + 1
        )
        for back, value in enumerate(reversed(values)):
            day = today.replace(day=1) - relativedelta(months=6 * back)
            save_record(KeyFigureValue(key_figure=figure), measured_on=day, value=value, source="Exempeldata")


def show_example_aims(goals: dict[int, Goal], *, today: dt.date):
    """Create yearly aims of goals without any."""
    unset = {number for number, goal in goals.items() if not goal.aims.exists()}
    for number, years_ago, amount in EXAMPLE_AIMS:
        if number in unset:
            begun = dt.date(today.year - years_ago, 1, 1)
            save_record(YearlyAim(goal=goals[number]), applies_from=begun, amount=Decimal(amount))

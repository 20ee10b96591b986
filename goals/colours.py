"""The goals' colours as CSS, readable by the WCAG 2.2 contrast ratio."""

from collections.abc import Iterable

from core.colours import is_hex, readable, text_on

# The worst case of each theme: the darkest light surface and the lightest dark one.
LIGHT_SURFACE, DARK_SURFACE = "#EFEFEA", "#22282C"


def stylesheet_rules(goals: Iterable, global_goals: Iterable) -> str:
    """CSS variables for each goal: its colour, the text colour on it, and its colour as text in both themes.

    Leaves out a colour that is not # and six hexadecimal digits, so that data cannot inject CSS.
    """
    rules = []
    for goal in goals:
        if is_hex(goal.colour):
            light, dark = readable(goal.colour, on=LIGHT_SURFACE), readable(goal.colour, on=DARK_SURFACE)
            colours = f"--goal: {goal.colour}; --on-goal: {text_on(goal.colour)}"
            rules += [
                f".goal-{goal.number:d} {{ {colours}; --goal-text: {light}; }}",
                f'[data-bs-theme="dark"] .goal-{goal.number:d} {{ --goal-text: {dark}; }}',
            ]
    for goal in global_goals:
        if is_hex(goal.colour):
            rules += [f".sdg-{goal.number:d} {{ --sdg: {goal.colour}; --on-sdg: {text_on(goal.colour)}; }}"]
    return "\n".join(rules) + "\n"

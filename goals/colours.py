"""Readable text colours by the WCAG 2.2 contrast ratio."""

import re
from collections.abc import Iterable

HEX = re.compile(r"#[0-9A-Fa-f]{6}")
BLACK, WHITE = "#000000", "#FFFFFF"
READABLE = 4.5  # WCAG 2.2, 1.4.3, level AA


def is_hex(colour: str) -> bool:
    return bool(HEX.fullmatch(colour))


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, from 1 (same colour) to 21 (black on white); https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(colour: str) -> str:
    """Black or white, by the higher contrast against `colour`."""
    return max((WHITE, BLACK), key=lambda text: contrast(text, colour))


def readable(colour: str, *, on: str) -> str:
    """`colour` if it has READABLE contrast as text `on` a surface, else the nearest such mix with black or white."""
    towards = _channels(text_on(on))
    for percent in range(0, 101, 5):
        mixed = [
            round(channel + (target - channel) * percent / 100)
            for channel, target in zip(_channels(colour), towards, strict=True)
        ]
        candidate = "#{:02X}{:02X}{:02X}".format(*mixed)
        if contrast(candidate, on) >= READABLE:
            return candidate
    return text_on(on)


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

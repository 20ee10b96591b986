"""Colours that can be read: contrast by WCAG 2.2, and the nearest colour that has enough of it."""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

HEX = re.compile(r"#[0-9A-Fa-f]{6}")
BLACK, WHITE = "#000000", "#FFFFFF"
READABLE = 4.5  # WCAG 2.2, 1.4.3, level AA

hex_colour = RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("Skriv färgen som # och sex tecken, till exempel #0B7A75."))


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

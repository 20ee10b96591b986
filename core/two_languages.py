"""Texts that are written in Swedish and, where somebody has done it, in English."""

from typing import NamedTuple

from django.utils.translation import get_language


class Words(NamedTuple):
    """A text, and its language where that is another than the page's (WCAG 2.2, 3.1.2)."""

    text: str
    lang: str = ""

    def __str__(self):
        return self.text

    def __bool__(self):
        return bool(self.text)


def is_english() -> bool:
    return get_language() == "en"


def swedish(text: str) -> Words:
    """A text that is written in Swedish only."""
    return Words(text, "sv" if text and is_english() else "")


def words_of(row, name: str) -> Words:
    """A field in the active language, or in Swedish while `<name>_en` is empty."""
    english = getattr(row, f"{name}_en") if is_english() else ""
    return Words(english) if english else swedish(getattr(row, name))

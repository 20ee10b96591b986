"""Escaping for what stands hundreds of times on a page: as Django's, which asks of each value if it is lazy."""

import html
from collections.abc import Iterable
from unicodedata import normalize

from django.template.defaultfilters import truncatechars
from django.utils.functional import Promise
from django.utils.safestring import SafeString


def escaped(value) -> str:
    """As `conditional_escape`."""
    kind = type(value)
    if kind is str:
        return html.escape(value)
    if kind is SafeString:
        return value
    if isinstance(value, Promise):
        value = str(value)
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))


def markup(text: str, *values) -> SafeString:
    """As `format_html`."""
    return SafeString(text.format(*map(escaped, values)))


def joined(parts: Iterable[SafeString], by: str = "") -> SafeString:
    """What is markup already, as one."""
    return SafeString(by.join(parts))


def shortened(text: str, most: int) -> str:
    """As `truncatechars`, which works out how to cut what is short enough, too."""
    text = normalize("NFC", text)
    return truncatechars(text, most) if len(text) > most else text

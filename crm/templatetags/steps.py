import datetime as dt
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from crm.forms.next_steps import SOON, soon_label

register = template.Library()


@register.simple_tag
def soon() -> list[tuple[str, str]]:
    """The suggested dates as (value, label) of each button."""
    return _soon(timezone.localdate(), get_language())


@lru_cache(maxsize=16)
def _soon(today: dt.date, language: str) -> list[tuple[str, str]]:
    """Cached by day and language, since Idag calls it for each row."""
    return [(when.value, soon_label(when, today)) for when in SOON]

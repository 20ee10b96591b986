from django import template
from django.utils import timezone

from crm.forms.next_steps import SOON, soon_label

register = template.Library()


@register.simple_tag
def soon() -> list[tuple[str, str]]:
    """The days that a button proposes: what it sends and what stands on it."""
    today = timezone.localdate()
    return [(when.value, soon_label(when, today)) for when in SOON]

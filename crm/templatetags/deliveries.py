"""The state of a delivery in all templates: an icon and a word, never colour alone."""

import datetime as dt

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.templatetags.ui import icon
from crm.models import Delivery, DeliveryState

register = template.Library()

ICONS = {
    DeliveryState.PLANNED: "clock",
    DeliveryState.ONGOING: "arrow-path",
    DeliveryState.DELIVERED: "check-circle",
    DeliveryState.WAIVED: "hand-raised",
    DeliveryState.VOID: "minus-circle",
}


@register.simple_tag
def delivery_badge(delivery: Delivery, today: dt.date) -> str:
    if delivery.is_overdue_on(today):
        word = ", ".join(filter(None, [str(_("Försenad")), delivery.progress]))
        name, css = "exclamation-triangle", "overdue"
    else:
        name, css, word = ICONS[delivery.state], delivery.state, delivery.state_words
    return format_html('<span class="badge delivery-{}">{} {}</span>', css, icon(name, 16), word)

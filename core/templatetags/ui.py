"""Filters and tags for showing values the same way in all templates."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from heroicons.templatetags.heroicons import heroicon_outline

from core.field_permissions import changeable
from core.form_tokens import ONCE_FIELD, new_token
from core.inline import shown_inline
from core.kept_photos import KeptPhotoWidget
from core.markdown import to_html
from core.markup import markup
from core.models import Organisation, our_organisation
from core.money import format_amount
from core.querysets import found

register = template.Library()


@register.filter
def money(amount: Decimal | None) -> str:
    return format_amount(amount)


@register.filter
def markdown(text: str, below: int = 2) -> str:
    """HTML of a text, its headings below one of level `below`: core.markdown."""
    return to_html(text, below=below)


@register.filter
def lost_file(field: BoundField) -> str:
    """The name of a file that was sent and has to be chosen again, as the form is shown again; browsers keep none."""
    sent = field.form.files.get(field.html_name) if field.form.is_bound else None
    return "" if sent is None or isinstance(field.field.widget, KeptPhotoWidget) else sent.name


@register.filter
def percent(share: Decimal | None) -> str:
    """A fraction as whole per cent; a dash for None."""
    if share is None:
        return "\N{EN DASH}"
    return f"{(share * 100).quantize(Decimal(1), ROUND_HALF_UP)}\N{NO-BREAK SPACE}%"


@register.filter
def thousands(amount: Decimal) -> str:
    """Kronor as whole thousands, for narrow tables: 1 234 500 kr is 1 235, 400 kr is <1."""
    if 0 < amount < 500:
        return "<1"
    return format_amount((amount / 1000).quantize(Decimal(1), ROUND_HALF_UP), unit=False)


@register.simple_tag
@cache
def icon(name: str, size: int = 20) -> str:
    """A decorative icon, hidden from screen readers; text beside it carries the meaning."""
    return heroicon_outline(name, size=size, **{"class": "icon"}, aria_hidden="true", focusable="false")


@register.simple_tag(takes_context=True)
def organisation(context) -> Organisation:
    """Whose installation it is: {% organisation as ours %}. One query for a request."""
    request = context.get("request")
    known = getattr(request, "our_organisation", None) or our_organisation()
    if request:
        request.our_organisation = known
    return known


@register.simple_tag(takes_context=True)
def form_token(context) -> str:
    """The token by which a form is saved only once: core.views.submit_once."""
    return markup('<input type="hidden" name="{}" value="{}">', ONCE_FIELD, context.get("form_token") or new_token())


@register.filter
def relative_day(day: dt.date, today: dt.date | None = None) -> str:
    """A date relative to today: i dag, i morgon, om 5 dagar, för 3 dagar sedan."""
    distance = (day - (today or timezone.localdate())).days
    near = {0: gettext("i dag"), 1: gettext("i morgon"), -1: gettext("i går")}
    if distance in near:
        return near[distance]
    if distance > 0:
        return ngettext("om %(days)s dag", "om %(days)s dagar", distance) % {"days": distance}
    return ngettext("för %(days)s dag sedan", "för %(days)s dagar sedan", -distance) % {"days": -distance}


SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 120, 32, 4


@register.simple_tag
def sparkline(points: list[Decimal], label: str) -> str:
    """A small chart of a series, oldest first; `label` is its text alternative."""
    low, high = min(points), max(points)
    across = (SPARK_WIDTH - 2 * SPARK_EDGE) / max(len(points) - 1, 1)
    height = SPARK_HEIGHT - 2 * SPARK_EDGE
    places = [
        (SPARK_EDGE + index * across, SPARK_EDGE + height * (1 - float((value - low) / ((high - low) or 1))))
        for index, value in enumerate(points)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="3"/></svg>',
        SPARK_WIDTH,
        SPARK_HEIGHT,
        SPARK_WIDTH,
        SPARK_HEIGHT,
        label,
        line,
        f"{places[-1][0]:.1f}",
        f"{places[-1][1]:.1f}",
    )


@register.simple_tag
def meter(value: int, most: int, label: str) -> str:
    """A meter; the numbers are given as text beside it."""
    return format_html('<meter class="meter" min="0" max="{}" value="{}" aria-label="{}"></meter>', most, value, label)


@register.inclusion_tag("components/inline_field.html", takes_context=True)
def inline(context, record, name: str):
    """A field that users with permission can edit in place."""
    request = context["request"]
    may_change = name in changeable(request.user, type(record))
    return shown_inline(record, name, back=request.path, may_change=may_change)


register.filter("linked", found)


@register.filter
def have_all(perms, names: Iterable[str]) -> bool:
    """Whether the user has every permission that an act takes: {% if perms|have_all:start.permissions %}."""
    return all(name in perms for name in names)


@register.filter
def is_checkbox(field) -> bool:
    return isinstance(field.field.widget, CheckboxInput)

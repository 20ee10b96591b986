"""What a timeline shows most of is made in Python: a template takes ten times as long for each contact."""

import datetime as dt

from django import template
from django.template.defaultfilters import linebreaksbr, urlize
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.markup import joined, markup
from core.querysets import found
from core.templatetags.ui import icon
from crm.models import Company, Direction, Interaction

register = template.Library()

ARROWS = {Direction.OUTGOING: "arrow-up-right", Direction.INCOMING: "arrow-down-left"}


@register.simple_tag
def moment(when: dt.datetime) -> SafeString:
    local = timezone.localtime(when)
    return markup('<time datetime="{}">{}</time>', local.isoformat(), f"{local:%Y-%m-%d %H:%M}")


@register.simple_tag
def went(interaction: Interaction) -> SafeString | str:
    """Who wrote or rang, by an arrow and in words; nothing for a meeting."""
    way = interaction.went
    return markup('<span class="went went-{}">{} {}</span>', way, icon(ARROWS[way], 16), way.label) if way else ""


@register.simple_tag
def timeline_contact(interaction: Interaction, company: Company) -> SafeString:
    """A contact on the timeline of this company."""
    lines = [
        '<p class="timeline-head">',
        _link(interaction, interaction.get_kind_display()),
        went(interaction),
        moment(interaction.happened_at),
    ]
    if interaction.outcome != "reached":
        words = interaction.get_outcome_display()
        lines.append(markup('<span class="badge outcome-{}">{}</span>', interaction.outcome, words))
    if goal := interaction.goal:
        lines.append(markup('<span class="goal-chip goal-{}">{}</span>', goal.number, goal))
    lines.append("</p>")
    if interaction.subject:
        lines.append(markup('<p class="timeline-text fw-semibold">{}</p>', interaction.subject))
    if interaction.text:
        lines.append(markup('<p class="timeline-text">{}</p>', linebreaksbr(urlize(interaction.text))))
    people = joined((_link(person, person) for person in found(interaction, "contacts")), ", ")
    logged = gettext("loggad av %(user)s") % {"user": interaction.logged_by}
    others = joined(
        markup(" · {} {}", gettext("även"), _link(other, other))
        for other in found(interaction, "companies")
        if other != company
    )
    foot = people or gettext("Ingen person angiven")
    lines.append(markup('<p class="timeline-foot">{} · {}{}</p>', foot, logged, others))
    return joined(lines, "\n")


def _link(row, words) -> SafeString:
    return markup('<a href="{}">{}</a>', row.get_absolute_url(), words)

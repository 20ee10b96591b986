"""The rows of renewals on Idag."""

import datetime as dt

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.markup import joined, markup
from core.money import format_amount
from core.row_urls import route_to
from core.templatetags.ui import relative_day
from crm.models import Sponsorship
from reports.templatetags.todo import whom

register = template.Library()


@register.simple_tag(takes_context=True)
def renewal_row(context) -> SafeString:
    row, sponsorship = context["row"], context["row"].record
    facts = [
        _notice(sponsorship.notice_date, context["today"]),
        gettext("slutar %(day)s") % {"day": sponsorship.ends},
        format_amount(sponsorship.final_yearly),
    ]
    if context["everyone"]:
        facts.append(sponsorship.owner)
    successor = sponsorship.successor
    return markup(
        '<li class="line-item ending">\n<a class="fw-semibold" href="{}">{}</a>\n'
        '<div><span class="goal-chip goal-{}">{}</span></div>\n'
        '<ul class="facts-in-line text-tabular text-body-secondary">{}</ul>\n{}</li>',
        row.url,
        row.subject,
        sponsorship.goal.number,
        row.what,
        _items(facts),
        _begun(successor) if successor else _ways_on(context, sponsorship),
    )


def _items(facts: list) -> SafeString:
    return joined(markup("<li>{}</li>\n", fact) for fact in facts)


def _notice(day: dt.date, today: dt.date) -> SafeString:
    return markup(
        '<time{} datetime="{}">{}</time>',
        SafeString(' class="cell-late"') if day < today else "",
        day.isoformat(),
        gettext("sista besked %(when)s") % {"when": relative_day(day, today)},
    )


def _begun(successor: Sponsorship) -> SafeString:
    return markup(
        '<div><a class="text-tabular" href="{}">{}</a> <span class="badge stage-{}">{}</span></div>',
        successor.get_absolute_url(),
        successor.agreement_no,
        successor.stage,
        successor.stage_label,
    )


def _ways_on(context, sponsorship: Sponsorship) -> SafeString | str:
    page, of = context["page"], whom(context["row"])
    if not page.may("crm.add_sponsorship"):
        return ""
    renew = markup('<a href="{}">{}{}</a>', route_to("crm:sponsorship_renew", sponsorship.pk), gettext("Förnya"), of)
    ways = [renew]
    if page.may("crm.end_sponsorship"):
        address = route_to("crm:sponsorship_lapse", sponsorship.pk)
        ways.append(markup('<a href="{}?{}">{}{}</a>', address, page.next, gettext("Förnyar inte"), of))
    return markup('<ul class="facts-in-line">{}</ul>', _items(ways))

"""The rows of Idag, in Python but for what their kind adds: a page has up to a hundred."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.markup import joined, markup
from core.templatetags.components import parts_tag
from core.templatetags.ui import form_token
from crm.templatetags.steps import soon
from reports.queries.today.scope import TodayRow

register = template.Library()


@parts_tag(divider="todoactions", library=register)
def todo(parts, row: TodayRow, key: str) -> SafeString:
    """A row of the section with this key: facts, and what can be done; the row's links without the second part."""
    facts, actions = parts
    task = markup('<p class="todo-task">{}</p>', row.what) if row.what else ""
    reasons = joined(markup("<span>{}</span> ", reason) for reason in row.reasons)
    return markup(
        '<li class="todo" data-todo="{} {}">\n<div class="todo-what"><h3><a href="{}">{}</a></h3>\n{}\n{}{}</div>\n'
        "{}</li>",
        key,
        row.record.pk,
        row.url,
        row.subject,
        task,
        markup('<p class="todo-reason">{}</p>', reasons) if reasons else "",
        facts,
        _links(row) if actions is None else actions,
    )


def _links(row: TodayRow) -> SafeString | str:
    links = joined(
        markup('<a class="btn btn-sm btn-outline-secondary" href="{}">{}{}</a>', link.url, link.label, _of(row))
        for link in row.links
    )
    return markup('<div class="todo-actions">{}</div>', links) if links else ""


def _of(row: TodayRow) -> SafeString:
    """Whom a button is about, for who only hears it."""
    return markup('<span class="visually-hidden">: {}</span>', row.subject)


@register.simple_tag(takes_context=True)
def plan_form(context, name: str, *, log: bool = False) -> SafeString | str:
    """A text field and a button per date, and a link to the full form, which is at the address by this name.

    With `log`, also a link to log a contact with the company that the row is about.
    """
    user, row, request = context["user"], context["row"], context["request"]
    if not (user.has_perm("crm.add_nextstep") and user.has_perm("crm.add_pause")):
        return ""
    here = request.get_full_path()
    address = reverse(name, args=[row.record.pk])
    chips = joined(
        markup('<button class="chip" name="when" value="{}">{}{}</button>', when, label, _of(row))
        for when, label in soon()[:2]
    )
    return markup(
        '<form class="todo-plan" method="post" action="{}" hx-post="{}">\n'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}\n'
        '<input type="hidden" name="next" value="{}">\n{}'
        '<input type="hidden" name="assignee" value="{}">\n'
        '<input class="form-control" name="what_next" value="{}" data-most="200" required pattern=".*\\S.*" '
        'aria-label="{}">\n'
        '<div class="todo-chips">{}\n<a class="chip" href="{}?when=nothing">{}'
        '<span class="visually-hidden"> {}</span></a></div></form>',
        address,
        address,
        context["csrf_token"],
        form_token(context),
        here,
        _log_link(row, here) if log and user.has_perm("crm.add_interaction") else "",
        user.pk,
        gettext("Hör av dig"),
        gettext("Vad händer sedan med %(who)s") % {"who": row.subject},
        chips,
        address,
        gettext("Inget, för att …"),
        row.subject,
    )


def _log_link(row: TodayRow, here: str) -> SafeString:
    return markup(
        '<a class="btn btn-sm btn-outline-secondary" data-quicklog href="{}?{}">{}{}</a>\n',
        reverse("crm:interaction_create"),
        urlencode({"company": row.record.pk, "next": here}),
        gettext("Logga"),
        _of(row),
    )

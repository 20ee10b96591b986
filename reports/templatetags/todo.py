"""The rows of Idag, in Python but for what their kind adds: a page has up to a hundred."""

from django import template
from django.utils.safestring import SafeString

from core.markup import joined, markup
from core.row_urls import route, route_to
from core.templatetags.components import parts_tag
from core.templatetags.ui import form_token
from crm.models import Sponsorship
from crm.templatetags.steps import soon
from reports.queries.today.scope import TodayRow
from reports.todo_page import TodoPage

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
        markup('<a class="btn btn-sm btn-outline-secondary" href="{}">{}{}</a>', link.url, link.label, whom(row))
        for link in row.links
    )
    return markup('<div class="todo-actions">{}</div>', links) if links else ""


def whom(row: TodayRow) -> SafeString:
    """Whom a button is about, for who only hears it."""
    return markup('<span class="visually-hidden">: {}</span>', row.subject)


def goal_chip(sponsorship: Sponsorship, *, href: str) -> SafeString:
    goal = sponsorship.goal
    return markup('<a class="goal-chip goal-{}" href="{}">{}, {}</a>', goal.number, href, sponsorship.tier_label, goal)


def todo_form(page: TodoPage, address: str, body: SafeString, *, css: str = "") -> SafeString:
    """A form that htmx sends, too, and that leads back here."""
    return markup(
        '<form{} method="post" action="{}" hx-post="{}">\n{}{}</form>',
        markup(' class="{}"', css) if css else "",
        address,
        address,
        page.hidden,
        body,
    )


@register.simple_tag(takes_context=True)
def plan_form(context, name: str, *, log: bool = False) -> SafeString | str:
    """A text field and a button per date, and a link to the full form, which is at the address by this name.

    With `log`, also a link to log a contact with the company that the row is about.
    """
    page, row = context["page"], context["row"]
    if not (page.may("crm.add_nextstep") and page.may("crm.add_pause")):
        return ""
    address, of = route_to(name, row.record.pk), whom(row)
    chips = joined(
        markup('<button class="chip" name="when" value="{}">{}{}</button>', when, label, of)
        for when, label in soon()[:2]
    )
    body = markup(
        '{}\n{}<input type="hidden" name="assignee" value="{}">\n'
        '<input class="form-control" name="what_next" value="{}" data-most="200" required pattern=".*\\S.*" '
        'aria-label="{}">\n'
        '<div class="todo-chips">{}\n<a class="chip" href="{}?when=nothing">{}'
        '<span class="visually-hidden"> {}</span></a></div>',
        form_token(context),
        _log_link(page, row, of) if log and page.may("crm.add_interaction") else "",
        page.user.pk,
        page.gettext("Hör av dig"),
        page.gettext("Vad händer sedan med %(who)s") % {"who": row.subject},
        chips,
        address,
        page.gettext("Inget, för att …"),
        row.subject,
    )
    return todo_form(page, address, body, css="todo-plan")


def _log_link(page: TodoPage, row: TodayRow, of: SafeString) -> SafeString:
    return markup(
        '<a class="btn btn-sm btn-outline-secondary" data-quicklog href="{}?{}">{}{}</a>\n',
        route("crm:interaction_create"),
        f"company={row.record.pk}&{page.next}",
        page.gettext("Logga"),
        of,
    )

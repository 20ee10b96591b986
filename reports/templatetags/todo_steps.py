"""The rows of next steps on Idag: as many as are due."""

from collections.abc import Iterator

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.markup import joined, markup
from core.row_urls import route, route_to
from core.templatetags.ui import form_token
from crm.models import Contact, NextStep
from crm.tables.cells import phone
from reports.templatetags.todo import goal_chip, todo_form
from reports.todo_page import TodoPage

register = template.Library()


@register.simple_tag
def step_facts(step: NextStep) -> SafeString | str:
    """Whom to reach and how, and the dialogue it belongs to."""
    facts = [*_ways_to(step.contact)] if step.contact else []
    if step.sponsorship:
        facts.append(goal_chip(step.sponsorship, href=step.sponsorship.get_absolute_url()))
    items = joined(markup("<li>{}</li>\n", fact) for fact in facts if fact)
    return markup('<ul class="todo-facts">{}</ul>', items) if items else ""


def _ways_to(contact: Contact) -> Iterator[SafeString | str]:
    yield markup('<a href="{}">{}</a>', contact.get_absolute_url(), contact)
    if contact.do_not_contact:
        yield markup('<span class="badge badge-warning">{}</span>', gettext("Vill inte bli kontaktad"))
        return
    yield phone(contact)
    if contact.email:
        yield markup('<a href="mailto:{}">{}</a>', contact.email, contact.email)


@register.simple_tag(takes_context=True)
def step_actions(context) -> SafeString | str:
    page, step = context["page"], context["row"].record
    # Whom and what a button is about, for who only hears it.
    of = markup('<span class="visually-hidden">: {}, {}</span>', step.company, step.what)
    actions = []
    if page.may("crm.add_interaction"):
        actions += [_log(page, step, of), _no_answer(page, step, of, form_token(context))]
    if page.may("crm.change_nextstep"):
        done = _button(page.gettext("Klart"), of)
        actions += [todo_form(page, route_to("crm:nextstep_done", step.pk), done), _move(page, step, of)]
    return markup('<div class="todo-actions">{}</div>', joined(actions, "\n")) if actions else ""


def _button(label: str, of: SafeString) -> SafeString:
    return markup('<button class="btn btn-sm btn-outline-secondary">{}{}</button>', label, of)


def _log(page: TodoPage, step: NextStep, of: SafeString) -> SafeString:
    person = f"&contact={step.contact_id}" if step.contact_id else ""
    return markup(
        '<a class="btn btn-sm btn-outline-secondary" data-quicklog href="{}?{}">{}{}</a>',
        route("crm:interaction_create"),
        f"company={step.company_id}{person}&step={step.pk}&{page.next}",
        page.gettext("Logga"),
        of,
    )


def _no_answer(page: TodoPage, step: NextStep, of: SafeString, token: SafeString) -> SafeString:
    contact = markup('<input type="hidden" name="contact" value="{}">', step.contact_id) if step.contact_id else ""
    body = joined([token, contact, _button(page.gettext("Nådde ingen"), of)])
    return todo_form(page, route_to("crm:no_answer", step.company_id), body)


def _move(page: TodoPage, step: NextStep, of: SafeString) -> SafeString:
    """To another day or to a colleague."""
    menu = markup(
        '<div class="todo-chips">{}</div>\n<div class="todo-give"><label for="give-{}">{}</label>\n'
        '<select class="form-select" id="give-{}" name="assignee"><option value="">{}</option>{}</select>\n'
        '<button class="chip">{}{}</button></div>\n<a href="{}">{}</a>',
        page.days,
        step.pk,
        page.gettext("Ge till"),
        step.pk,
        step.assignee,
        page.others_than(step.assignee_id),
        page.gettext("Ge"),
        of,
        route_to("crm:nextstep_edit", step.pk),
        page.gettext("Annan dag eller annat ord"),
    )
    return markup(
        '<details class="todo-move" data-menu><summary class="btn btn-sm btn-link">{}{}</summary>\n{}</details>',
        page.gettext("Flytta"),
        of,
        todo_form(page, route_to("crm:nextstep_move", step.pk), menu, css="todo-menu"),
    )

"""Undo of a button: restores the row for the user who pressed it, unless it has changed since."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from config.roles import PARTNER_MANAGER, READER
from core.button_undo import NoWayBack, put_back, ticket_for
from core.form_tokens import ONCE_FIELD
from core.undo import TouchedSince
from crm.models import CompanyStatus, Interaction, NextStep, Pause
from crm.services.interactions import move_next_step, plan_next_step
from tests.factories import CompanyFactory, NextStepFactory, PauseFactory, UserFactory, make_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def press(client, name: str, pk: int, **data) -> str:
    """Press the button and return the URL of its undo."""
    answer = client.post(reverse(name, args=[pk]), {"next": "/"} | data)
    return list(get_messages(answer.wsgi_request))[-1].extra_tags


def undo(client, url: str) -> str:
    answer = client.post(url, {"next": "/"})
    return str(list(get_messages(answer.wsgi_request))[-1])


def test_step_that_was_moved_or_given_away_is_back_where_it_was(client_for):
    client, colleague = client_for(PARTNER_MANAGER), UserFactory(role=PARTNER_MANAGER)
    overdue = timezone.localdate() - dt.timedelta(days=40)
    step = NextStepFactory(assignee=client.user, due_on=overdue)
    for pressed in ({"when": "month"}, {"assignee": colleague.pk}):
        url = press(client, "crm:nextstep_move", step.pk, **pressed)
        moved = NextStep.objects.get()
        assert (moved.due_on, moved.assignee) != (overdue, client.user)
        assert undo(client, url) == "Ångrat. Det är som det var."
        back = NextStep.objects.get()
        assert (back.due_on, back.assignee) == (overdue, client.user)
        assert undo(client, url).startswith("Det går inte att ångra, för detta har ändrats sedan dess")


def test_unanswered_call_is_removed_from_the_log(client_for):
    client, company = client_for(PARTNER_MANAGER), CompanyFactory()
    url = press(client, "crm:no_answer", company.pk)
    assert Interaction.objects.count() == 1
    undo(client, url)
    assert Interaction.objects.count() == 0


def test_contact_that_is_all_that_was_written_is_offered_back(client_for):
    client, company = client_for(PARTNER_MANAGER), CompanyFactory()
    typed = {"company_0": company.pk, "kind": "call", "outcome": "reached", "direction": "out", "text": "Hej"}
    answer = client.post(reverse("crm:interaction_create"), typed | {"happened_at": "2026-11-02T10:00"})
    (message,) = get_messages(answer.wsgi_request)
    assert message.extra_tags == reverse("crm:interaction_take_back", args=[Interaction.objects.get().pk])


def test_what_a_row_on_idag_planned_or_paused_goes_again(client_for):
    client, company = client_for(PARTNER_MANAGER), CompanyFactory(status=CompanyStatus.ACTIVE)
    url = press(
        client,
        "crm:company_next",
        company.pk,
        what_next="Hör av dig",
        when="week",
        assignee=client.user.pk,
        **{ONCE_FIELD: "one"},
    )
    assert NextStep.objects.count() == 1
    undo(client, url)
    assert NextStep.objects.count() == 0
    again = {"what_next": "Hör av dig", "when": "week", "assignee": client.user.pk, ONCE_FIELD: "another"}
    press(client, "crm:company_next", company.pk, **again)  # the same values again
    assert NextStep.objects.count() == 1
    until = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    url = press(client, "crm:company_next", company.pk, when="nothing", reason="Bokslut", paused_until=until)
    assert Pause.objects.count() == 1
    undo(client, url)
    assert Pause.objects.count() == 0


def test_pause_that_was_ended_goes_on_and_one_over_already_offers_nothing(client_for):
    client = client_for(PARTNER_MANAGER)
    paused = PauseFactory()
    until = paused.until
    undo(client, press(client, "crm:pause_end", paused.pk))
    paused.refresh_from_db()
    assert paused.until == until
    press(client, "crm:pause_end", paused.pk)
    assert press(client, "crm:pause_end", paused.pk) == ""


def test_enquiry_that_was_taken_is_nobodys_again(client_for):
    client, enquiry = client_for(PARTNER_MANAGER), make_enquiry()
    undo(client, press(client, "inbox:enquiry_take", enquiry.pk))
    enquiry.refresh_from_db()
    assert enquiry.assignee is None


def test_ticket_is_for_who_pressed_while_they_may_and_nobody_has_touched_the_row():
    one, other, reader = UserFactory(role=PARTNER_MANAGER), UserFactory(role=PARTNER_MANAGER), UserFactory(role=READER)
    step = plan_next_step(company=CompanyFactory(), what="Ring", due_on=timezone.localdate(), assignee=one)
    may = {"permissions": ["crm.add_nextstep"]}
    made = ticket_for(step, by=one, **may)
    for ticket, by in (("forged", one), (made + "x", one), (made, other), (ticket_for(step, by=reader, **may), reader)):
        with pytest.raises(NoWayBack):
            put_back(ticket, by=by)
    move_next_step(step, assignee=other)
    with pytest.raises(TouchedSince):
        put_back(made, by=one)
    assert NextStep.objects.get().assignee == other

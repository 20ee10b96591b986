"""Interactions logged twice or by mistake: a form saves once, and the user can remove and restore one."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import ADMINISTRATOR, PARTNER_MANAGER
from core.undo import AlreadyUndone
from crm.models import Interaction, RemovedInteraction
from crm.services.interactions import log_interaction
from crm.services.removals import NotYoursToRemove, NotYoursToRestore, remove_interaction, restore_interaction
from duplicates.services.merging import merge
from tests.factories import (
    A_MOMENT,
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    UserFactory,
    contact_at,
    make_document,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def typed(company, form="abc", **fields) -> dict:
    return {
        "company_0": company.pk,
        "kind": "call",
        "outcome": "reached",
        "direction": "out",
        "happened_at": "2026-11-02T10:00",
        "text": "Hej",
        "form_token": form,
    } | fields


def test_form_sent_twice_is_logged_once_and_each_form_by_itself(client_for):
    client, company = client_for(PARTNER_MANAGER), CompanyFactory()
    url = reverse("crm:interaction_create")
    answers = [client.post(url, typed(company)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Interaction.objects.count() == 1
    asked = client.post(url, typed(company, text="Och en sak till"))  # with the same form, after going back
    assert (asked.status_code, Interaction.objects.count()) == (200, 1)
    client.post(url, typed(company, text="Och en sak till", form="another"))
    client.post(url, typed(company, text="Hej igen", form="a third"))
    assert Interaction.objects.count() == 3


def test_contact_goes_and_comes_back_with_all_that_belonged_to_it():
    by = UserFactory(role=PARTNER_MANAGER)
    one, two = CompanyFactory.create_batch(2)
    eva = contact_at(one)
    interaction = InteractionFactory(companies=[one, two], contacts=[eva], logged_by=by, text="Hej", goal=None)
    step = NextStepFactory(company=one, origin=interaction)
    document = make_document(company=one, interaction=interaction)
    removed = remove_interaction(Interaction.objects.get(), by=by)
    one.refresh_from_db()
    assert (Interaction.objects.count(), one.last_contact_at) == (0, None)
    back = restore_interaction(removed, by=by)
    for row in (one, step, document):
        row.refresh_from_db()
    assert (back.pk, back.text, set(back.companies.all()), list(back.contacts.all())) == (
        interaction.pk,
        "Hej",
        {one, two},
        [eva],
    )
    assert (step.origin, document.interaction, one.last_contact_at) == (back, back, A_MOMENT)
    assert Interaction.objects.matching("hej").get() == back
    with pytest.raises(AlreadyUndone):
        restore_interaction(removed, by=by)


def test_contact_comes_back_with_the_person_that_one_of_two_became():
    by, company = UserFactory(role=PARTNER_MANAGER), CompanyFactory()
    kept, lost = contact_at(company), contact_at(company)
    InteractionFactory(companies=[company], contacts=[lost], logged_by=by)
    removed = remove_interaction(Interaction.objects.get(), by=by)
    merge(lost=lost, kept=kept, by=by)
    assert list(restore_interaction(removed, by=by).contacts.all()) == [kept]


def test_contact_is_taken_out_by_its_own_for_a_day_and_by_administrators_always():
    own, other = UserFactory(role=PARTNER_MANAGER), UserFactory(role=PARTNER_MANAGER)
    interaction = log_interaction(by=own, companies=[CompanyFactory()])
    with pytest.raises(NotYoursToRemove):
        remove_interaction(interaction, by=other)
    removed = remove_interaction(interaction, by=own)
    with pytest.raises(NotYoursToRestore):
        restore_interaction(removed, by=other)
    administrator = UserFactory(role=ADMINISTRATOR)
    interaction = restore_interaction(removed, by=administrator)
    interaction.history.update(history_date=timezone.now() - dt.timedelta(days=1, minutes=1))
    with pytest.raises(NotYoursToRemove):
        remove_interaction(interaction, by=own)
    assert remove_interaction(interaction, by=administrator).removed_by == administrator


def test_pages_show_the_way_out_and_back_to_those_who_may(client_for):
    client, other = client_for(PARTNER_MANAGER), client_for(PARTNER_MANAGER)
    company = CompanyFactory()
    interaction = log_interaction(by=client.user, companies=[company], text="Hej")
    url = reverse("crm:interaction_delete", args=[interaction.pk])
    assert [who.get(interaction.get_absolute_url()).context["may_remove"] for who in (client, other)] == [True, False]
    assert other.post(url).status_code == 403
    page = client.post(url, {"version": interaction.version}, follow=True)
    restore = reverse("crm:interaction_restore", args=[RemovedInteraction.objects.get().pk])
    assert [message.extra_tags for message in page.context["messages"]] == [restore]
    kinds = [[item.kind for item in who.get(company.get_absolute_url()).context["timeline"]] for who in (client, other)]
    assert kinds == [["removal", "change"], ["change"]]
    client.post(restore)
    assert Interaction.objects.get().text == "Hej"


def test_finished_step_stands_in_the_timeline_and_can_be_opened_again(client_for):
    client, step = client_for(PARTNER_MANAGER), NextStepFactory()
    done = client.post(reverse("crm:nextstep_done", args=[step.pk]), {"next": "/"}, follow=True)
    reopen = reverse("crm:nextstep_reopen", args=[step.pk])
    assert [(str(m), m.extra_tags) for m in done.context["messages"]] == [("Klart: Ring upp", reopen)]
    (item, *_rest) = client.get(step.company.get_absolute_url()).context["timeline"]
    assert (item.kind, item.content.done_by) == ("step", client.user)
    client.post(reopen)
    step.refresh_from_db()
    assert step.done_at is None

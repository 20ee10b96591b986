import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from config.roles import PARTNER_MANAGER
from crm.models import Interaction, NextStep, Outcome, Pause
from crm.services.interactions import complete_next_step, reopen_next_step
from tests.factories import CompanyFactory, InteractionFactory, NextStepFactory, SponsorshipFactory, contact_at

pytestmark = pytest.mark.django_db


def log_form(company, **fields):
    return {
        "company_0": company.pk,
        "company_1": company.name,
        "kind": "call",
        "outcome": "reached",
        "direction": "out",
        "happened_at": "2026-11-24T10:30",
        **fields,
    }


def test_everything_but_company_and_text_is_prefilled(client_for):
    company = CompanyFactory()
    contact = contact_at(company)
    client = client_for("Partneransvarig")
    form = client.get(reverse("crm:interaction_create"), {"company": company.pk, "contact": contact.pk}).context["form"]
    initial = {name: form[name].value() for name in ("kind", "outcome", "direction", "assignee")}
    assert initial == {"kind": "call", "outcome": "reached", "direction": "out", "assignee": client.user.pk}
    assert form["company"].value() == [company.pk, company.name]
    assert form["contacts"].value() == [contact.pk]


def test_without_script_a_press_shows_the_people_and_keeps_a_text_of_any_length(client_for):
    company = CompanyFactory(name="Åkeri AB")
    contact = contact_at(company)
    text = "Långt samtal. " * 2000
    fields = log_form(company, company_0="", company_1="åkeri", text=text, kind="meeting", refresh="1")
    response = client_for("Partneransvarig").post(reverse("crm:interaction_create"), fields)
    form = response.context["form"]
    assert form.errors == {}
    assert form["company"].value() == [company.pk, "Åkeri AB"]
    assert list(form.fields["contacts"].queryset) == [contact]
    assert (form["text"].value(), form["kind"].value()) == (text, "meeting")
    assert not Interaction.objects.exists()


def test_logged_call_ticks_off_its_step_and_plans_the_next(client_for):
    company = CompanyFactory()
    contact = contact_at(company)
    client = client_for("Partneransvarig")
    step = NextStepFactory(company=company, assignee=client.user)
    client.post(
        reverse("crm:interaction_create"),
        log_form(
            company,
            text="De vill veta mer.",
            contacts=[contact.pk],
            completes=[step.pk],
            what_next="Skicka förslag",
            when="week",
            assignee=client.user.pk,
        ),
    )
    interaction = Interaction.objects.get()
    step.refresh_from_db()
    planned = NextStep.objects.open().get()
    assert (interaction.text, list(interaction.contacts.all())) == ("De vill veta mer.", [contact])
    assert step.done_by == client.user
    assert (planned.what, planned.due_on) == ("Skicka förslag", timezone.localdate() + dt.timedelta(days=7))
    assert (planned.origin, planned.contact) == (interaction, contact)


@pytest.mark.parametrize("paused", [False, True])
def test_notice_says_what_else_was_saved_and_undoes_it_all(paused, client_for):
    client, step = client_for("Partneransvarig"), NextStepFactory(what="Ring upp")
    week = timezone.localdate() + dt.timedelta(days=7)
    then = {"what_next": "Skicka förslag", "when": "week", "assignee": client.user.pk}
    told_then = f"Nytt steg: Skicka förslag den {week}."
    if paused:
        then = {"reason": "Semester", "paused_until": week.isoformat(), "when": "nothing"}
        told_then = f"Pausat till och med {week}."
    form = log_form(step.company, text="Hej", completes=[step.pk], **then)
    answer = client.post(reverse("crm:interaction_create"), form, follow=True)
    [told] = answer.context["messages"]
    assert str(told) == f"Kontakten är loggad. Steget Ring upp är klart. {told_then}"
    assert (NextStep.objects.open().count(), Pause.objects.count()) == ((0, 1) if paused else (1, 0))
    answer = client.post(told.extra_tags, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Kontakten är borttagen ur loggen, och stegen är som de var."
    ]
    assert list(NextStep.objects.all()) == list(NextStep.objects.open()) == [step]
    assert (Interaction.objects.count(), Pause.objects.count()) == (0, 0)
    step.company.refresh_from_db()
    assert step.company.last_contact_at is None


def test_undo_of_a_contact_leaves_it_all_when_its_step_has_changed_since(client_for):
    client, step = client_for("Partneransvarig"), NextStepFactory()
    form = log_form(step.company, completes=[step.pk])
    [told] = client.post(reverse("crm:interaction_create"), form, follow=True).context["messages"]
    reopen_next_step(step)
    [refused] = client.post(told.extra_tags, follow=True).context["messages"]
    assert str(refused).startswith("Det går inte att ångra, för detta har ändrats sedan dess")
    assert Interaction.objects.count() == 1


def test_delete_page_says_what_becomes_of_the_steps(client_for):
    client = client_for("Administratör")
    page = client.get(reverse("crm:interaction_delete", args=[InteractionFactory().pk])).content.decode()
    assert "steg som blev klara då är fortfarande klara" in page


def test_unanswered_call_keeps_its_step_and_can_be_undone(client_for):
    step = NextStepFactory()
    form = log_form(step.company, outcome="no_answer", completes=[step.pk])
    answer = client_for("Partneransvarig").post(reverse("crm:interaction_create"), form, follow=True)
    [told] = answer.context["messages"]
    assert str(told) == "Loggat att ingen svarade. Nästa steg ligger kvar."
    assert told.extra_tags == reverse("crm:interaction_take_back", args=[Interaction.objects.get().pk])
    assert NextStep.objects.open().get() == step


def test_step_without_a_day_is_an_error_that_loses_nothing(client_for):
    company = CompanyFactory()
    response = client_for("Partneransvarig").post(
        reverse("crm:interaction_create"), log_form(company, text="Långt samtal.", what_next="Ring igen")
    )
    form = response.context["form"]
    assert form.errors["when"] == ["Välj när nästa steg ska ske."]
    assert form["text"].value() == "Långt samtal."
    assert not Interaction.objects.exists()


def test_meeting_of_two_companies_is_one_row_in_the_log_of_both(client_for):
    one, two = CompanyFactory(name="Ett AB"), CompanyFactory(name="Två AB")
    client_for("Partneransvarig").post(
        reverse("crm:interaction_create"), log_form(one, kind="meeting", company_1_0=two.pk, company_1_1="Två AB")
    )
    interaction = Interaction.objects.get()
    assert set(interaction.companies.all()) == {one, two}


def test_unanswered_call_is_one_click_and_keeps_the_step(client_for):
    company = CompanyFactory()
    step = NextStepFactory(company=company)
    response = client_for("Partneransvarig").post(
        reverse("crm:no_answer", args=[company.pk]), {"next": company.get_absolute_url()}
    )
    step.refresh_from_db()
    assert response.headers["Location"] == company.get_absolute_url()
    assert Interaction.objects.get().outcome == Outcome.NO_ANSWER
    assert step.done_at is None


def test_button_never_sends_anybody_to_another_site(client_for):
    response = client_for("Partneransvarig").post(
        reverse("crm:no_answer", args=[CompanyFactory().pk]), {"next": "https://evil.example/"}
    )
    assert response.headers["Location"] == "/"


def test_step_ticked_off_by_mistake_is_opened_again(client_for):
    step = NextStepFactory()
    client = client_for("Partneransvarig")
    client.post(reverse("crm:nextstep_done", args=[step.pk]))
    assert not NextStep.objects.open().exists()
    client.post(reverse("crm:nextstep_reopen", args=[step.pk]))
    assert NextStep.objects.open().get() == step


def test_list_finds_text_and_company_whatever_the_case(client_for):
    InteractionFactory(companies=[CompanyFactory(name="Åkeri AB")], text="Om julgåvan")
    InteractionFactory(companies=[CompanyFactory(name="Bageri AB")], text="Om ÄLGEN")
    client = client_for("Läsare")

    def found(text):
        response = client.get(reverse("crm:interaction_list"), {"q": text})
        return [row.record.text for row in response.context["table"].rows]

    assert found("älgen") == ["Om ÄLGEN"]
    assert found("ÅKERI") == ["Om julgåvan"]
    assert found("saknas") == []


@pytest.mark.parametrize("number", [1, 30])
def test_interaction_list_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    for _ in range(number):
        company = CompanyFactory()
        InteractionFactory(companies=[company], contacts=[contact_at(company)])
    client = client_for("Läsare")
    with django_assert_num_queries(12):
        client.get(reverse("crm:interaction_list"))


def test_step_planned_on_a_sponsorship_belongs_to_it(client_for):
    sponsorship = SponsorshipFactory()
    client = client_for("Partneransvarig")
    client.post(
        f"{reverse('crm:nextstep_create')}?company={sponsorship.company_id}&sponsorship={sponsorship.pk}",
        {
            "what": "Ring",
            "due_on": "2099-12-01",
            "assignee": client.user.pk,
            "company_0": sponsorship.company_id,
            "company_1": sponsorship.company.name,
        },
    )
    assert NextStep.objects.get().sponsorship == sponsorship


def test_step_about_a_sponsorship_is_not_moved_to_another_company(client_for):
    sponsorship = SponsorshipFactory()
    step = NextStepFactory(company=sponsorship.company, sponsorship=sponsorship)
    other = CompanyFactory()
    fields = {"version": step.version, "what": "Ring", "due_on": "2099-12-01", "assignee": step.assignee_id}
    response = client_for("Partneransvarig").post(
        reverse("crm:nextstep_edit", args=[step.pk]), fields | {"company_0": other.pk, "company_1": other.name}
    )
    assert response.context["form"].errors == {"company": ["Steget gäller ett sponsorskap hos ett annat företag."]}


def test_interaction_is_edited_with_its_people_and_companies(client_for):
    one, two = CompanyFactory(name="Ett AB"), CompanyFactory(name="Två AB")
    contact = contact_at(two)
    interaction = InteractionFactory(companies=[one], text="Före")
    client = client_for("Partneransvarig")
    url = reverse("crm:interaction_edit", args=[interaction.pk])
    assert client.get(url).context["form"]["company"].value() == [one.pk, "Ett AB"]
    client.post(
        url,
        log_form(
            one,
            text="Efter",
            company_1_0=two.pk,
            company_1_1="Två AB",
            contacts=[contact.pk],
            version=interaction.version,
        ),
    )
    interaction.refresh_from_db()
    assert interaction.text == "Efter"
    assert set(interaction.companies.all()) == {one, two}
    assert list(interaction.contacts.all()) == [contact]


def test_step_completed_meanwhile_is_reported_and_no_error(client_for):
    client, company = client_for(PARTNER_MANAGER), CompanyFactory()
    step = complete_next_step(NextStepFactory(company=company, what="Ring upp"), by=client.user)
    named = {"company_0": company.pk, "company_1": company.name, "completes": [step.pk], "text": "Hej"}
    people = client.get(reverse("crm:interaction_people"), named)
    assert people.context["dropped"]["completes"] == []
    assert "Ring upp (redan avklarat)" in people.content.decode()
    kind = {"kind": "call", "outcome": "reached", "direction": "out", "happened_at": "2026-11-02T10:00"}
    answer = client.post(reverse("crm:interaction_create"), named | kind)
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert (Interaction.objects.count(), told[0]) == (1, "Steget Ring upp var redan avklarat.")
    assert NextStep.objects.get().done_at == step.done_at


def test_person_of_a_company_that_is_taken_off_a_contact_is_not_left_on_it(client_for):
    one, other = CompanyFactory(), CompanyFactory()
    stays, goes = contact_at(one), contact_at(other, first_name="Kim")
    logged = InteractionFactory(companies=[one, other], contacts=[stays, goes])
    client, url = client_for(PARTNER_MANAGER), reverse("crm:interaction_edit", args=[logged.pk])
    sent = {"version": logged.version, "company_0": one.pk, "company_1": one.name, "kind": "call", "outcome": "reached"}
    sent |= {"direction": "out", "happened_at": "2026-11-02T10:00", "contacts": [stays.pk, goes.pk]}
    (error,) = client.post(url, sent).context["form"].errors["contacts"]
    assert error.startswith("Kim Person hör inte till något av de valda företagen.")
    client.post(url, sent | {"contacts": [stays.pk]})
    assert (list(logged.companies.all()), list(logged.contacts.all())) == ([one], [stays])


@pytest.mark.parametrize("planned", [True, False])
def test_unanswered_call_mentions_a_step_only_if_there_is_one(client_for, planned):
    company = CompanyFactory()
    if planned:
        NextStepFactory(company=company)
    answer = client_for(PARTNER_MANAGER).post(reverse("crm:no_answer", args=[company.pk]), {"next": "/"})
    words = "Loggat att ingen svarade. Nästa steg ligger kvar." if planned else "Loggat att ingen svarade."
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [words]

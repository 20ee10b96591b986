"""Interactions with several companies and people, and actions on the rows selected in a list."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Changeset
from crm.models import Affiliation, Contact, Interaction, NextStep, Pause
from crm.services.bulk import plan_for_all
from crm.services.interactions import NextUp, complete_next_step
from crm.services.people import affiliate
from tests.factories import CompanyFactory, ContactFactory, NextStepFactory, contact_at

pytestmark = pytest.mark.django_db

LOG = reverse("crm:interaction_create")
MANAGER = "Partneransvarig"


def in_days(distance: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=distance)


def form_of(*companies, **fields) -> dict:
    named = {}
    for number, company in enumerate(companies):
        name = f"company_{number}" if number else "company"
        named |= {f"{name}_0": company.pk, f"{name}_1": company.name}
    kind = {"kind": "meeting", "outcome": "reached", "direction": "out", "happened_at": "2026-11-24T10:30"}
    return named | kind | fields


# --- Several companies and people -----------------------------------------------------------------


@pytest.mark.parametrize("number", [2, 12])
def test_meeting_takes_any_number_of_companies_and_their_people_and_steps(client_for, number):
    companies = [CompanyFactory(name=f"Bolag {letter} AB") for letter in "ABCDEFGHIJKL"[:number]]
    people = [contact_at(company, first_name="Kim", last_name=company.name[6]) for company in companies]
    steps = [NextStepFactory(company=company) for company in companies]
    client = client_for(MANAGER)
    asked = client.get(reverse("crm:interaction_people"), form_of(*companies)).context["form"]
    grouped = [(heading, [label for _pk, label in rows]) for heading, rows in asked.fields["contacts"].choices]
    assert grouped == [(company.name, [str(person)]) for company, person in zip(companies, people, strict=True)]
    assert [heading for heading, _rows in asked.fields["completes"].choices] == [company.name for company in companies]
    assert len(asked.more_companies) >= number  # there is always an empty one
    everybody = {"contacts": [p.pk for p in people], "completes": [s.pk for s in steps]}
    client.post(LOG, form_of(*companies, text="Nätverksträff.", **everybody))
    meeting = Interaction.objects.get()
    assert (set(meeting.companies.all()), set(meeting.contacts.all())) == (set(companies), set(people))
    assert not NextStep.objects.open().exists()


def test_people_of_one_company_stand_without_a_heading(client_for):
    company = CompanyFactory()
    person = contact_at(company)
    form = client_for(MANAGER).get(LOG, {"company": company.pk}).context["form"]
    assert [str(label) for _pk, label in form.fields["contacts"].choices] == [str(person)]


def test_without_script_further_companies_are_kept_and_there_is_room_for_more(client_for):
    companies = [CompanyFactory() for _number in range(4)]
    form = client_for(MANAGER).post(LOG, form_of(*companies, refresh="1")).context["form"]
    assert [form[name].value()[0] for name in form.company_names] == [company.pk for company in companies] + [None] * 2


@pytest.mark.parametrize("name", ["company_999_0", "company_99999999_0", "company_-1_0", "company_x_1", "company_2_9"])
def test_odd_names_of_companies_make_no_large_form(client_for, name):
    response = client_for(MANAGER).post(LOG, form_of(CompanyFactory(), text="Hej", **{name: "1"}))
    assert response.status_code in (200, 302)
    if response.status_code == 200:
        assert len(response.context["form"].company_names) < 60


# --- A new person from the log --------------------------------------------------------------------


def test_new_person_is_registered_from_the_log_and_took_part(client_for):
    first, second = CompanyFactory(name="Ett AB"), CompanyFactory(name="Två AB")
    new = {"new_name": "Eva Maria Ek", "new_role": "Vd", "new_email": "eva@tva.example", "new_at": second.pk}
    client_for(MANAGER).post(LOG, form_of(first, second, text="Möte.", **new))
    person = Contact.objects.get()
    role = Affiliation.objects.get()
    assert (person.first_name, person.last_name, person.email) == ("Eva Maria", "Ek", "eva@tva.example")
    assert (role.company, role.role) == (second, "Vd")
    assert list(Interaction.objects.get().contacts.all()) == [person]


def test_new_person_is_reported_and_not_left_behind_by_an_undo(client_for):
    answer = client_for(MANAGER).post(LOG, form_of(CompanyFactory(), new_name="Eva Ek"), follow=True)
    [told] = answer.context["messages"]
    assert (str(told), told.extra_tags) == ("Kontakten är loggad, och Eva Ek är registrerad.", "")


@pytest.mark.parametrize(
    ("new", "field", "words"),
    [
        ({"new_name": "Robin Person"}, "new_name", "Robin Person finns redan på företaget"),
        ({"new_name": "R P", "new_email": "ROBIN@ett.example"}, "new_name", "Robin Person finns redan på företaget"),
        ({"new_role": "Vd"}, "new_name", "Skriv personens namn."),
        ({"new_name": "Eva Ek", "new_email": "nej"}, "new_email", "giltig mejladress"),
    ],
)
def test_invalid_new_person_is_reported_and_input_is_kept(client_for, new, field, words):
    company = CompanyFactory()
    contact_at(company, email="robin@ett.example")
    form = client_for(MANAGER).post(LOG, form_of(company, text="Långt samtal.", **new)).context["form"]
    assert words in str(form.errors[field])
    assert (form["text"].value(), Interaction.objects.count(), Contact.objects.count()) == ("Långt samtal.", 0, 1)


def test_contact_that_is_refused_registers_nobody(client_for):
    form = form_of(CompanyFactory(), new_name="Eva Ek", happened_at="2099-01-01T10:00")
    client_for(MANAGER).post(LOG, form)
    assert (Contact.objects.count(), Interaction.objects.count()) == (0, 0)


def test_company_that_there_is_none_of_is_said_beside_the_field_though_a_new_person_is_named(client_for):
    sent = form_of(CompanyFactory(), text="Långt samtal.", new_name="Eva Ek") | {
        "company_0": "",
        "company_1": "Finns ej",
    }
    form = client_for(MANAGER).post(LOG, sent).context["form"]
    assert (list(form.errors), form["text"].value()) == (["company"], "Långt samtal.")


# --- Selected rows --------------------------------------------------------------------------------


def pages(kind: str) -> tuple[str, str]:
    return reverse(f"crm:{kind}_log_many"), reverse(f"crm:{kind}_plan_many")


def test_lists_offer_both_to_those_who_may(client_for):
    contact_at(CompanyFactory())
    others = {"company": [], "contact": [reverse("crm:contact_write_many")]}
    for kind, more in others.items():
        shown = client_for(MANAGER).get(reverse(f"crm:{kind}_list"))
        assert [url for url, _label in shown.context["many_actions"]] == [*pages(kind), *more]
        assert client_for("Läsare").get(reverse(f"crm:{kind}_list")).context["many_actions"] == []


def test_one_contact_is_logged_with_all_chosen_companies(client_for):
    companies = [CompanyFactory() for _number in range(3)]
    CompanyFactory()
    url = f"{pages('company')[0]}?" + "&".join(f"rows={company.pk}" for company in companies)
    client = client_for(MANAGER)
    sent = form_of(text="Frukostmöte.", form_token="abc")
    client.post(url, sent)
    client.post(url, sent)
    event = Interaction.objects.get()
    assert (set(event.companies.all()), event.text, event.logged_by) == (set(companies), "Frukostmöte.", client.user)


def test_one_contact_is_logged_with_all_people_that_a_filter_shows(client_for):
    people = [contact_at(CompanyFactory(), first_name="Eva", last_name=f"Ek {number}") for number in range(3)]
    contact_at(CompanyFactory(), first_name="Bo")
    nowhere = ContactFactory(first_name="Eva", last_name="Hemma")
    url = f"{pages('contact')[0]}?all=1&q=eva"
    client = client_for(MANAGER)
    assert client.get(url).context["chosen"].left_out == [nowhere]
    client.post(url, form_of(text="Julkort."))
    event = Interaction.objects.get()
    assert set(event.contacts.all()) == set(people)
    assert set(event.companies.all()) == {person.companies.get() for person in people}


@pytest.mark.parametrize("url_name", ["crm:company_log_many", "crm:company_plan_many"])
def test_only_people_named_in_the_request_are_selected(client_for, url_name):
    CompanyFactory(name="Ett", city="Sala")
    client, url = client_for(MANAGER), f"{reverse(url_name)}?all=1&q=sala"
    typed = form_of(text="Julkort", when="tomorrow") | {"seen": client.get(url).context["chosen"].digest}
    CompanyFactory(name="Två", city="Sala")
    answer = client.post(url, typed)
    assert "Andra är valda nu än när du öppnade sidan." in str(answer.context["form"].non_field_errors())
    assert (Interaction.objects.count(), NextStep.objects.count()) == (0, 0)
    chosen = answer.context["chosen"]
    assert [company.name for company in chosen.companies] == ["Ett", "Två"]
    assert f'value="{chosen.digest}"' in answer.content.decode()
    assert client.post(url, typed | {"seen": chosen.digest}).status_code == 302


def test_step_is_planned_for_each_of_all_chosen(client_for):
    people = [contact_at(CompanyFactory()) for _number in range(3)]
    url = f"{pages('contact')[1]}?" + "&".join(f"rows={person.pk}" for person in people)
    client = client_for(MANAGER)
    client.post(url, {"what_next": "Bjud in", "when": "date", "due_on": in_days(9), "assignee": client.user.pk})
    planned = {(step.contact, step.company, step.what, step.due_on) for step in NextStep.objects.all()}
    assert planned == {(person, person.companies.get(), "Bjud in", in_days(9)) for person in people}


def test_all_chosen_companies_are_paused_for_one_reason(client_for):
    companies = [CompanyFactory() for _number in range(2)]
    url = f"{pages('company')[1]}?" + "&".join(f"rows={company.pk}" for company in companies)
    client_for(MANAGER).post(url, {"when": "nothing", "reason": "Semester", "paused_until": in_days(30)})
    assert {pause.company for pause in Pause.objects.all()} == set(companies)


@pytest.mark.parametrize("reason", ["", "Semester"])
def test_what_was_planned_for_many_is_saved_once_and_undone_as_a_whole(client_for, reason):
    companies = [CompanyFactory() for _number in range(3)]
    kept = NextStepFactory(company=companies[0])
    url = f"{pages('company')[1]}?" + "&".join(f"rows={company.pk}" for company in companies)
    client = client_for(MANAGER)
    sent = (
        {"when": "nothing", "reason": reason, "paused_until": in_days(30)}
        if reason
        else {"what_next": "Bjud in", "when": "date", "due_on": in_days(9), "assignee": client.user.pk}
    )
    answers = [client.post(url, sent | {"form_token": "abc"}) for _time in range(2)]
    change = Changeset.objects.get()
    assert [answer.url for answer in answers] == [change.get_absolute_url()] * 2
    planned = Pause if reason else NextStep
    assert planned.objects.exclude(pk=None if reason else kept.pk).count() == 3
    page = client.get(change.get_absolute_url())
    assert page.context["title"] == "Planering för många: 3 rader"
    told = [(row.name, row.done, {each.new for each in row.fields}) for row in page.context["rows"]]
    rows = planned.objects.exclude(pk=None if reason else kept.pk).order_by("pk")
    assert [(name, done) for name, done, _words in told] == [(str(row), "made") for row in rows]
    assert [str(company) in words for company, (_name, _done, words) in zip(companies, told, strict=True)] == [True] * 3
    client.post(reverse("core:changeset", args=[change.pk]))
    assert (list(NextStep.objects.all()), Pause.objects.count()) == ([kept], 0)
    assert planned.history.first().history_change_reason == "Massändringen ångrades"


def test_rows_changed_since_are_not_undone(client_for):
    companies = [CompanyFactory() for _number in range(2)]
    client = client_for(MANAGER)
    change = plan_for_all(
        NextUp(on=in_days(9), what="Bjud in"), parties=[(company, None) for company in companies], by=client.user
    )
    complete_next_step(NextStep.objects.first(), by=client.user)
    page = client.post(reverse("core:changeset", args=[change.pk]))
    assert "detta har ändrats sedan dess" in page.context["form"].non_field_errors()[0]
    assert NextStep.objects.count() == 2
    listed = client.get(reverse("crm:bulk_list"), {"kind": "nextstep"}, follow=True)
    assert listed.redirect_chain == [(f"{reverse('core:changeset_list')}?subject=crm.NextStep", 302)]
    assert [row.record for row in listed.context["table"].rows] == [change]


def test_one_error_plans_nothing_and_keeps_input(client_for):
    url = f"{pages('company')[1]}?rows={CompanyFactory().pk}"
    form = client_for(MANAGER).post(url, {"what_next": "Bjud in", "when": "date"}).context["form"]
    assert (set(form.errors), form["what_next"].value()) == ({"when"}, "Bjud in")
    assert NextStep.objects.count() == 0


@pytest.mark.parametrize("asked", ["", "?rows=x", "?rows=99999999999999999999", "?all=1&goal=x"])
def test_nothing_chosen_says_what_to_do(client_for, asked):
    client = client_for(MANAGER)
    for url in (*pages("company"), *pages("contact")):
        assert "Inga rader är valda" in client.get(url + asked).content.decode()
        assert client.post(url + asked, form_of(text="Hej", when="week")).status_code == 200
    assert (Interaction.objects.count(), NextStep.objects.count()) == (0, 0)


@pytest.mark.parametrize("number", [1, 30])
def test_page_costs_the_same_queries_however_many_are_chosen(client_for, number, django_assert_num_queries):
    for _number in range(number):
        contact_at(CompanyFactory())
    client = client_for(MANAGER)
    with django_assert_num_queries(7):
        client.get(pages("contact")[1] + "?all=1")


# --- People with several companies ----------------------------------------------------------------


@pytest.mark.parametrize("by", ["all", "rows"])
@pytest.mark.parametrize("asked", [{"status": "prospect"}, {"q": "tindra robin"}, {"company": None}])
def test_person_in_a_filtered_list_is_meant_at_the_company_that_was_filtered_for(client_for, asked, by):
    first = CompanyFactory(name="Andra AB", status="active")
    meant = CompanyFactory(name="Tindra AB", status="prospect")
    person = contact_at(first)
    Affiliation.objects.filter(contact=person).update(is_primary=True)
    affiliate(contact=person, company=meant)
    asked = {name: value or meant.pk for name, value in asked.items()}
    client = client_for(MANAGER)
    page = client.get(reverse("crm:contact_list"), asked)
    filters = dict(page.context["bulk_filters"])
    assert filters == {name: str(value) for name, value in asked.items()}
    query = asked | {"all": "1"} if by == "all" else filters | {"rows": person.pk}
    url = reverse("crm:contact_log_many", query=query)
    assert client.get(url).context["chosen"].parties == [(meant, person)]
    client.post(url, {"kind": "call", "outcome": "reached", "direction": "out", "happened_at": "2026-11-24T10:30"})
    assert list(Interaction.objects.get().companies.all()) == [meant]


def test_names_of_all_who_are_chosen_are_shown(client_for):
    company = CompanyFactory()
    for _number in range(18):
        contact_at(company)
    page = client_for(MANAGER).get(reverse("crm:contact_log_many"), {"all": "1"}).content.decode()
    assert '<details class="form-section" open>' in page

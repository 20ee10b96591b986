"""Fields edited in place."""

import datetime as dt

import pytest
from django.urls import reverse

from core.services import save_record
from crm.models import Company, Contact, NextStep, Sponsorship
from crm.services.companies import save_company
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    NextStepFactory,
    SponsorshipFactory,
    UserFactory,
    signed_sponsorship,
)

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def address(row, name: str) -> str:
    return reverse(f"crm:{row._meta.model_name}_field", args=[row.pk, name])


CASES = [
    (CompanyFactory, "status", "paused", "Vilande"),
    (CompanyFactory, "trade", "Åkeri", "Åkeri"),
    (CompanyFactory, "employees", "1200", "1\N{NO-BREAK SPACE}200"),
    (CompanyFactory, "website", "akeri.example", 'href="https://akeri.example"'),
    (ContactFactory, "phone", "070-174 06 05", 'href="tel:+46701740605"'),
    (ContactFactory, "email", "eva@akeri.example", 'href="mailto:eva@akeri.example"'),
    (NextStepFactory, "due_on", "2031-02-03", 'datetime="2031-02-03"'),
    (SponsorshipFactory, "payment_note", "Betalas i mars.", "Betalas i mars."),
    (signed_sponsorship, "payment_note", "Betalas i mars.", "Betalas i mars."),
]


@pytest.mark.parametrize(("make", "name", "typed", "shown"), CASES)
def test_field_is_changed_in_place_and_kept_in_history(client_for, make, name, typed, shown):
    row, client = make(), client_for("Administratör")
    form = client.get(address(row, name), headers=HTMX)
    assert set(form.context["form"].fields) == {name, "version"}
    assert "<html" not in form.content.decode()
    answer = client.post(address(row, name), {name: typed, "version": row.version}, headers=HTMX)
    assert shown in answer.content.decode()
    assert "autofocus" in answer.content.decode()
    saved = type(row).objects.get(pk=row.pk)
    assert (saved.version, saved.history.first().history_user) == (row.version + 1, client.user)


@pytest.mark.parametrize(
    ("make", "name"), [(CompanyFactory, "owner"), (NextStepFactory, "assignee"), (SponsorshipFactory, "owner")]
)
def test_step_is_reassigned(client_for, make, name):
    row, other = make(), UserFactory(role="Partneransvarig", first_name="Åsa", last_name="Ö")
    client = client_for("Partneransvarig")
    answer = client.post(address(row, name), {name: other.pk, "version": row.version}, headers=HTMX)
    assert "Åsa Ö" in answer.content.decode()
    assert getattr(type(row).objects.get(pk=row.pk), name) == other


def test_without_script_it_is_a_page_that_redirects_back(client_for):
    contact, company = ContactFactory(), CompanyFactory()
    client = client_for("Partneransvarig")
    url = f"{address(contact, 'email')}?next={company.get_absolute_url()}"
    assert "<h1>E-post" in client.get(url).content.decode()
    response = client.post(url, {"email": "eva@akeri.example", "version": contact.version})
    assert (response.status_code, response.headers["Location"]) == (302, company.get_absolute_url())
    elsewhere = f"{address(contact, 'email')}?next=https://elsewhere.example/"
    response = client.post(elsewhere, {"email": "bo@akeri.example", "version": contact.version + 1})
    assert response.headers["Location"] == contact.get_absolute_url()


def test_wrong_value_is_reported_at_the_field_and_kept(client_for):
    contact = ContactFactory(phone="070-174 06 05")
    client = client_for("Partneransvarig")
    answer = client.post(address(contact, "phone"), {"phone": "12", "version": contact.version}, headers=HTMX)
    form = answer.context["form"]
    assert (form["phone"].value(), list(form.errors)) == ("12", ["phone"])
    assert f'id="contact-{contact.pk}-phone_error"' in answer.content.decode()
    assert Contact.objects.get().phone.as_e164 == "+46701740605"


def test_second_of_two_sees_both_values_and_may_then_decide(client_for):
    company = CompanyFactory(trade="Handel")
    first, second = client_for("Partneransvarig"), client_for("Administratör")
    first.post(address(company, "trade"), {"trade": "Åkeri", "version": company.version}, headers=HTMX)
    answer = second.post(address(company, "trade"), {"trade": "Bageri", "version": company.version}, headers=HTMX)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f"{first.user} har ändrat uppgifterna" in text
    assert "du skrev Bageri, nu står det Åkeri." in text
    assert 'value="Bageri"' in text
    assert Company.objects.get().trade == "Åkeri"
    version = answer.context["form"].data["version"]
    second.post(address(company, "trade"), {"trade": "Bageri", "version": version}, headers=HTMX)
    assert [row.trade for row in Company.objects.get().history.all()] == ["Bageri", "Åkeri", "Handel"]


def test_cancelling_an_edit_shows_the_stored_value(client_for):
    company = CompanyFactory(trade="Handel")
    answer = client_for("Partneransvarig").get(address(company, "trade"), {"visa": "1"}, headers=HTMX)
    assert "<form" not in answer.content.decode()
    assert "Handel" in answer.content.decode()


@pytest.mark.parametrize(
    ("make", "name"), [(CompanyFactory, "notes"), (CompanyFactory, "orgnr"), (SponsorshipFactory, "amount")]
)
def test_other_fields_cannot_be_reached_so(client_for, make, name):
    row, client = make(), client_for("Administratör")
    statuses = [client.get(address(row, name)).status_code, client.post(address(row, name), {name: "1"}).status_code]
    assert statuses == [404, 404]


def test_readers_see_the_values_without_a_way_to_change_them(client_for):
    company = CompanyFactory(trade="Handel")
    text = client_for("Läsare").get(company.get_absolute_url()).content.decode()
    assert ("Handel" in text, "Bransch" in text, "Webbplats" in text, "inline-edit" in text) == (
        True,
        True,
        False,
        False,
    )
    assert "inline-edit" in client_for("Partneransvarig").get(company.get_absolute_url()).content.decode()


def test_a_signed_sponsorship_keeps_its_terms(client_for):
    sponsorship = signed_sponsorship()
    before = {name: getattr(sponsorship, name) for name in ("amount", "starts", "ends", "tier_name", "stage")}
    client_for("Ekonomi").post(
        address(sponsorship, "payment_note"), {"payment_note": "Delas.", "version": sponsorship.version, "amount": "1"}
    )
    stored = Sponsorship.objects.get()
    assert ({name: getattr(stored, name) for name in before}, stored.payment_note) == (before, "Delas.")


def test_step_moved_by_somebody_else_is_not_moved_back(client_for):
    step = NextStepFactory()
    save_record(NextStep.objects.get(), due_on=dt.date(2031, 1, 1))
    client = client_for("Partneransvarig")
    answer = client.post(address(step, "due_on"), {"due_on": "2030-01-01", "version": step.version}, headers=HTMX)
    assert answer.status_code == 409
    assert "du skrev 2030-01-01, nu står det 2031-01-01." in answer.content.decode()
    assert NextStep.objects.get().due_on == dt.date(2031, 1, 1)


# --- Concurrent edits of different fields -----------------------------------------------------------


def test_two_who_change_different_fields_in_place_are_both_saved(client_for):
    company = CompanyFactory(trade="Handel", employees=110)
    first, second = client_for("Partneransvarig"), client_for("Administratör")
    first.post(address(company, "trade"), {"trade": "Åkeri", "version": company.version}, headers=HTMX)
    answer = second.post(address(company, "employees"), {"employees": 120, "version": company.version}, headers=HTMX)
    stored = Company.objects.get()
    assert (answer.status_code, stored.trade, stored.employees, stored.version) == (200, "Åkeri", 120, 3)
    assert [row.history_user for row in stored.history.all()[:2]] == [second.user, first.user]


def test_form_saves_what_it_changed_beside_what_others_did(client_for):
    sponsorship = SponsorshipFactory(payment_note="Faktura")
    save_record(Sponsorship.objects.get(), payment_note="Autogiro", notice_days=30)
    shown = {"company_0": sponsorship.company_id, "company_1": str(sponsorship.company), "goal": sponsorship.goal_id}
    shown |= {name: getattr(sponsorship, name) for name in ("starts", "ends", "payment_note", "version")}
    shown |= {"tier": sponsorship.tier_id, "owner": sponsorship.owner_id, "amount": "40 000"}
    client, url = client_for("Partneransvarig"), reverse("crm:sponsorship_edit", args=[sponsorship.pk])
    client.post(url, shown | {"amount": "50 000"})
    stored = Sponsorship.objects.get()
    assert (stored.amount, stored.payment_note, stored.notice_days) == (50_000, "Autogiro", 30)
    answer = client.post(url, shown | {"payment_note": "Swish"})
    assert (answer.status_code, Sponsorship.objects.get().payment_note) == (409, "Autogiro")


def test_same_change_by_two_is_no_conflict(client_for):
    company, client = CompanyFactory(trade="Handel"), client_for("Partneransvarig")
    save_record(Company.objects.get(), trade="Åkeri")
    sent = {"trade": "Åkeri", "version": company.version}
    assert client.post(address(company, "trade"), sent, headers=HTMX).status_code == 200


def test_row_without_history_of_the_version_is_a_conflict(client_for):
    company, client = CompanyFactory(trade="Handel"), client_for("Partneransvarig")
    save_record(Company.objects.get(), trade="Åkeri")
    company.history.last().delete()
    sent = {"employees": 120, "version": company.version}
    assert client.post(address(company, "employees"), sent, headers=HTMX).status_code == 409


def test_tags_of_a_form_are_not_put_over_those_set_meanwhile(client_for):
    company, client = CompanyFactory(name="Åkeriet AB", tags=["frakt"]), client_for("Partneransvarig")
    save_company(Company.objects.get(), tags=["frakt", "lokalt"])
    sent = {"name": "Åkeriet i Väst AB", "status": "prospect", "tags": "frakt", "version": company.version}
    answer = client.post(reverse("crm:company_edit", args=[company.pk]), sent)
    assert (answer.status_code, Company.objects.get().name) == (409, "Åkeriet AB")


@pytest.mark.parametrize("query", ["", "?visa=1"])
@pytest.mark.parametrize("name", ["amount", "x", "99999999999999999999"])
def test_field_that_is_not_changed_so_is_not_found(name, query, client_for):
    url = reverse("crm:company_field", args=[CompanyFactory().pk, name]) + query
    client = client_for("Partneransvarig")
    assert (client.get(url).status_code, client.get(url, headers={"HX-Request": "true"}).status_code) == (404, 404)

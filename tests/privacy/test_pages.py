"""The pages of people's rights: requests, extracts, erasure, holds and retention."""

import datetime as dt
import json

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry, AuditKind, Organisation
from crm.models import Contact, Interaction
from privacy.inventory import places
from privacy.models import DataRequest, Erasure, LegalHold, RetentionRule, deadline_of
from privacy.processing import COOKIES
from privacy.services.holds import put_hold
from privacy.services.requests import CannotExtend, extend_request, register_request
from tests import clock
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    contact_at,
    make_document,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("privacy.views.people", "privacy.management.commands.person"),
]

ADMIN = "Administratör"
QUERIES: dict[str, int] = {}


@pytest.fixture
def admin(client_for):
    return client_for(ADMIN)


@pytest.fixture
def kim():
    return contact_at(CompanyFactory(), first_name="Kim", last_name="Ek", email="kim.ek@akeriet.example")


def about(name: str, contact: Contact) -> str:
    return reverse(f"privacy:person_{name}", args=["contact", contact.pk])


# --- Requests -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-05", "2026-12-05"),
        ("2027-01-31", "2027-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2026-12-31", "2027-01-31"),
    ],
)
def test_deadline_is_the_same_date_of_the_next_month_or_its_last_day(received, due):
    assert deadline_of(dt.date.fromisoformat(received)) == dt.date.fromisoformat(due)


def test_request_is_registered_changed_answered_and_opened_again(admin, kim):
    today = timezone.localdate()
    fields = {"kind": "erasure", "received_on": today, "sender": "", "contact_0": kim.pk, "contact_1": "Kim Ek"}
    answer = admin.post(reverse("privacy:request_create"), fields)
    request = DataRequest.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, request.get_absolute_url())
    assert (request.contact, request.due_on, request.state) == (kim, deadline_of(today), "open")
    page = admin.get(request.get_absolute_url()).content.decode()
    assert about("erase", kim) in page
    edit = reverse("privacy:request_edit", args=[request.pk])
    admin.post(edit, fields | {"wish": "Allt ska bort", "version": request.version})
    reply = {"answer": "Raderad i dag.", "version": request.version + 1}
    admin.post(reverse("privacy:request_answer", args=[request.pk]), reply)
    request.refresh_from_db()
    told = (request.wish, request.state, request.answered_by, request.answered_on)
    assert told == ("Allt ska bort", "done", admin.user, today)
    admin.post(reverse("privacy:request_reopen", args=[request.pk]), {"version": request.version})
    request.refresh_from_db()
    assert (request.state, request.answered_by) == ("open", None)


def test_time_is_extended_once_within_the_month_and_gives_a_letter(admin, kim):
    today = timezone.localdate()
    asked = register_request(kind="access", received_on=today, contact=kim)
    url, page = reverse("privacy:request_extend", args=[asked.pk]), asked.get_absolute_url()
    text = admin.get(page).content.decode()
    assert (url in text, "Brev om längre tid" in text) == (True, False)
    assert admin.post(url, {"reason": "", "version": asked.version}).context["form"].errors.keys() == {"reason"}
    admin.post(url, {"reason": "Pärmarna är många.", "version": asked.version})
    asked.refresh_from_db()
    assert (asked.extended_on, asked.due_on) == (today, today + relativedelta(months=3))
    text = admin.get(page).content.decode()
    assert (url in text, "Pärmarna är många." in text, f"senast den {asked.due_on}" in text) == (False, True, True)
    with pytest.raises(CannotExtend):
        extend_request(asked, reason="En gång till")
    late = register_request(kind="access", received_on=today - dt.timedelta(days=40), contact=kim)
    with pytest.raises(CannotExtend):
        extend_request(late, reason="För sent")


def test_api_extends(api_client_for, kim):
    api, asked = api_client_for(ADMIN), register_request(kind="access", received_on=timezone.localdate(), contact=kim)
    url = f"/api/v1/data-requests/{asked.pk}/"
    done = api.post(f"{url}extend/", {"reason": "Svår."}, headers={"If-Match": api.get(url)["ETag"]}).json()
    assert (done["extended_on"], done["extension_reason"]) == (timezone.localdate().isoformat(), "Svår.")


def test_request_of_nobody_or_from_tomorrow_is_refused_with_what_was_typed(admin):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    fields = {"kind": "access", "received_on": tomorrow, "wish": "Vill veta"}
    page = admin.post(reverse("privacy:request_create"), fields).content.decode()
    assert ("Dagen har inte varit än." in page, "Vill veta" in page) == (True, True)
    page = admin.post(reverse("privacy:request_create"), fields | {"received_on": timezone.localdate()})
    assert "Skriv vem begäran kommer från" in page.content.decode()
    assert DataRequest.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_cost_the_same_queries_however_many_rows(rows, admin):
    for _ in range(rows):
        person = contact_at(CompanyFactory())
        request = register_request(kind="access", received_on=timezone.localdate(), contact=person, assignee=admin.user)
        put_hold(by=admin.user, reason="Tvist", contact=person)
        Erasure.objects.create(kind="contact", key=1, reason="Bad om det", request=request, erased_by=admin.user)
    numbers = {}
    for name in ("request_list", "erasure_list", "hold_list"):
        with CaptureQueriesContext(connection) as queries:
            admin.get(reverse(f"privacy:{name}"))
        numbers[name] = len(queries)
    assert numbers == {"request_list": 9, "erasure_list": 8, "hold_list": 8}


@clock.pinned
@pytest.mark.parametrize(
    ("days_ago", "reason"),
    [(40, "Skulle ha besvarats för 10 dagar sedan."), (30, "Ska besvaras i dag."), (29, "Ska besvaras inom 1 dag.")],
)
def test_idag_shows_a_request_that_is_due(days_ago, reason, admin, client_for):
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    request = register_request(kind="access", received_on=day, sender="Kim Ek")
    days = (request.due_on - timezone.localdate()).days
    page = admin.get(reverse("reports:today")).content.decode()
    assert request.get_absolute_url() in page
    assert ("för" in reason) == (days < 0)
    assert request.get_absolute_url() not in client_for("Ekonomi").get(reverse("reports:today")).content.decode()


def test_idag_leaves_out_what_is_not_due_or_somebody_elses(admin, make_user):
    today = timezone.localdate()
    early = register_request(kind="access", received_on=today, sender="Kim Ek")
    old = today - dt.timedelta(days=28)
    theirs = register_request(kind="access", received_on=old, sender="Kim Ek", assignee=make_user(ADMIN))
    page = admin.get(reverse("reports:today")).content.decode()
    assert [row for row in (early, theirs) if row.get_absolute_url() in page] == []


def test_api_registers_changes_and_answers(api_client_for, kim):
    api = api_client_for(ADMIN)
    fields = {"kind": "access", "received_on": timezone.localdate().isoformat(), "contact": kim.pk}
    made = api.post("/api/v1/data-requests/", fields)
    assert (made.status_code, made.json()["due_on"]) == (201, deadline_of(timezone.localdate()).isoformat())
    url = f"/api/v1/data-requests/{made.json()['id']}/"
    changed = api.patch(url, {"wish": "Allt"}, headers={"If-Match": made["ETag"]})
    answered = api.post(f"{url}answer/", {"answer": "Sänt."}, headers={"If-Match": changed["ETag"]})
    assert (answered.json()["state"], answered.json()["wish"]) == ("done", "Allt")
    again = api.post(f"{url}answer/", {"answer": "Sänt."}, headers={"If-Match": answered["ETag"]})
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    late = api.patch(url, {"wish": "Nej"}, headers={"If-Match": answered["ETag"]})
    assert late.status_code == 409
    opened = api.post(f"{url}reopen/", headers={"If-Match": answered["ETag"]})
    assert (opened.json()["state"], api.get("/api/v1/data-requests/").json()["count"]) == ("open", 1)


# --- Extract and erasure --------------------------------------------------------------------------


def test_extract_tells_all_and_the_audit_log_tells_of_it(admin, kim):
    company = kim.affiliations.get().company
    InteractionFactory(companies=[company], contacts=[kim], text="Kim gillar kaffe.")
    InteractionFactory(companies=[company], text="Fråga kim.ek@akeriet.example.")
    page = admin.get(about("extract", kim)).content.decode()
    for words in ("Registerutdrag för Kim Ek", "Inköpschef", "Kim gillar kaffe.", "Fråga kim.ek@akeriet.example"):
        assert (words, words in page) == (words, True)
    told = json.loads(admin.get(about("extract", kim), {"fil": "json"}).content)
    assert [each["title"] for each in told["sections"]] == [
        "Uppgifter om personen",
        "Uppdrag",
        "Kontakter",
        "Ändringar av uppgifterna",
        "Nämns i andra uppgifter",
    ]
    file = admin.get(about("extract", kim), {"fil": "html"})
    assert file["Content-Disposition"] == f'attachment; filename="registerutdrag-{kim.pk}.html"'
    seen = AuditEntry.objects.filter(kind=AuditKind.EXTRACT, person="crm.Contact", person_id=kim.pk, user=admin.user)
    assert [entry.facts["file"] for entry in seen.order_by("number")] == [False, True, True]


@pytest.mark.parametrize("rows", [1, 30])
def test_extract_and_preview_cost_the_same_queries_however_many_places(rows, admin, kim):
    company = kim.affiliations.get().company
    for _ in range(rows):
        InteractionFactory(companies=[company], contacts=[kim], text="Kim Ek ringde.")
        NextStepFactory(company=company, contact=kim, what="Ring Kim Ek")
    CompanyFactory.create_batch(rows, notes="Fråga Kim Ek")
    most = len(places()) + 90  # each table of the inventory once, and 90 of those that point at the person
    for name in ("extract", "erase"):
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(about(name, kim)).status_code == 200
        QUERIES.setdefault(name, len(queries))
        assert (len(queries), len(queries) <= most) == (QUERIES[name], True)


def test_erasure_shows_its_places_asks_for_the_name_and_erases(admin, kim):
    company = kim.affiliations.get().company
    InteractionFactory(companies=[company], contacts=[kim], text="Kim ringde.")
    unsure = InteractionFactory(companies=[company], text="Kim ska höra av sig.")
    named = InteractionFactory(companies=[CompanyFactory()], text="Kimpan var med.")
    paper = make_document(company=company, title="Avtal med Kim Ek")
    url = about("erase", kim)
    page = admin.get(url).content.decode()
    assert ("<mark>Kim</mark> ringde." in page, "Osäkra ställen" in page, "Kimpan" in page) == (True, True, False)
    shown = admin.post(url, {"preview": "1", "more": "Kimpan", "reason": "Bad om det"}).content.decode()
    assert ("<mark>Kimpan</mark> var med." in shown, 'value="Bad om det"' in shown) == (True, True)
    assert ("field-error" in shown, Contact.objects.filter(pk=kim.pk).exists()) == (False, True)
    fields = {"more": "Kimpan", "reason": "Bad om det", "documents": [paper.pk]}
    wrong = admin.post(url, fields | {"name": "Kim Eko"})
    assert "Det är inte namnet på den som ska raderas." in wrong.content.decode()
    answer = admin.post(url, fields | {"name": "kim ek"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("privacy:erasure_list"))
    texts = {row.pk: row.text for row in Interaction.objects.all()}
    assert (texts[unsure.pk], texts[named.pk]) == ("Kim ska höra av sig.", "[raderat] var med.")
    paper.refresh_from_db()
    assert (paper.is_removed, paper.title, Contact.objects.filter(pk=kim.pk).exists()) == (
        True,
        "Avtal med [raderat]",
        False,
    )
    entry = AuditEntry.objects.filter(kind=AuditKind.ERASED).get()
    assert (entry.user, entry.subject_id) == (admin.user, Erasure.objects.get().pk)
    assert admin.get(url).status_code == 404


@pytest.mark.parametrize("name", ["extract", "erase"])
def test_extract_and_erasure_ask_who_it_is(name, admin, kim):
    session = admin.session
    session["shown_at"] = 0
    session.save()
    answer = admin.get(about(name, kim))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("accounts:confirm"))


def test_company_that_is_no_sole_trader_is_no_person(admin):
    company = CompanyFactory()
    for name in ("extract", "erase"):
        assert admin.get(reverse(f"privacy:person_{name}", args=["company", company.pk])).status_code == 404
    assert admin.get(reverse("privacy:person_erase", args=["tag", 1])).status_code == 404


def test_search_finds_people_and_sole_traders(admin, kim):
    trader = CompanyFactory(name="Kims Måleri", orgnr="8112189876")
    CompanyFactory(name="Kims Bygg AB")
    page = admin.get(reverse("privacy:person_search"), {"q": "kim"}).content.decode()
    assert (about("extract", kim) in page, "Kims Måleri" in page, "Kims Bygg AB" in page) == (True, True, False)
    assert (
        reverse("privacy:person_extract", args=["company", trader.pk])
        in admin.get(trader.get_absolute_url()).content.decode()
    )
    assert "Ingen heter så" in admin.get(reverse("privacy:person_search"), {"q": "zzz"}).content.decode()


def test_hold_is_put_and_lifted_and_stops_the_form(admin, kim):
    admin.post(reverse("privacy:hold_contact", args=[kim.pk]), {"reason": "Tvist om avtalet"})
    hold = LegalHold.objects.get()
    page = admin.get(about("erase", kim)).content.decode()
    assert ("Tvist om avtalet" in page, "Radera för gott" in page) == (True, False)
    refused = admin.post(about("erase", kim), {"reason": "Bad om det", "name": "Kim Ek"})
    assert (refused.status_code, Contact.objects.filter(pk=kim.pk).exists()) == (200, True)
    admin.post(reverse("privacy:hold_lift", args=[hold.pk]), {"version": hold.version})
    hold.refresh_from_db()
    assert hold.lifted_by == admin.user
    assert "Radera för gott" in admin.get(about("erase", kim)).content.decode()


# --- Retention ------------------------------------------------------------------------------------


# --- Notices --------------------------------------------------------------------------------------


def test_notice_tells_visitors_who_is_responsible_and_which_cookies_there_are(client):
    Organisation.objects.update(name="Stadsmissionen i Prov", privacy_email="hej@prov.example")
    page = client.get(reverse("privacy:notice")).content.decode()
    assert ("Stadsmissionen i Prov" in page, "mailto:hej@prov.example" in page) == (True, True)
    english = client.get(reverse("privacy:notice"), {"lang": "en"}).content.decode()
    assert "Your rights" in english
    assert reverse("privacy:notice") in client.get(reverse("inbox:enquiry")).content.decode()


def test_record_of_processing_says_what_the_rules_say(admin):
    assert "Så länge samarbetet" in admin.get(reverse("privacy:processing")).content.decode()
    RetentionRule.objects.filter(kind="contacts").update(is_on=True, months=18)
    assert "18 månader efter den senaste kontakten." in admin.get(reverse("privacy:processing")).content.decode()


def test_every_cookie_that_the_program_sets_is_told_of(admin, kim):
    admin.post(reverse("core:set_language"), {"language": "sv"})
    admin.get(kim.get_absolute_url())
    assert set(admin.cookies) <= {cookie.name for cookie in COOKIES}

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from crm.models import Interaction, NextStep
from tests.factories import CompanyFactory, InteractionFactory, NextStepFactory, contact_at, get_goal


def test_interaction_is_logged_by_whoever_sends_it(api_client_for):
    company = CompanyFactory()
    contact = contact_at(company)
    client = api_client_for(COMPETITION_LEADER)
    response = client.post(
        "/api/v1/interactions/",
        {
            "companies": [company.pk],
            "contacts": [contact.pk],
            "goal": get_goal(2).pk,
            "kind": "meeting",
            "happened_at": "2026-11-02T09:30:00Z",
            "text": "Vi sågs.",
        },
    )
    assert response.status_code == 201
    assert response.json() == {
        "id": Interaction.objects.get().pk,
        "kind": "meeting",
        "direction": "out",
        "happened_at": "2026-11-02T10:30:00+01:00",
        "companies": [company.pk],
        "contacts": [contact.pk],
        "goal": get_goal(2).pk,
        "subject": "",
        "quoted": "",
        "message_id": "",
        "text": "Vi sågs.",
        "outcome": "reached",
        "logged_by": client.user.pk,
        "logged_by_name": str(client.user),
        "version": 1,
    }


def test_interaction_completes_a_step_and_plans_the_next(api_client_for):
    step = NextStepFactory()
    client = api_client_for(PARTNER_MANAGER)
    response = client.post(
        "/api/v1/interactions/",
        {"companies": [step.company.pk], "completes": [step.pk], "what_next": "Skicka avtal", "due_on": "2099-12-01"},
    )
    assert response.status_code == 201
    step.refresh_from_db()
    assert step.done_by == client.user
    planned = NextStep.objects.open().get()
    assert (planned.what, planned.due_on, planned.assignee, planned.company, planned.origin_id) == (
        "Skicka avtal",
        dt.date(2099, 12, 1),
        client.user,
        step.company,
        response.json()["id"],
    )


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"companies": []}, "companies"),
        ({"kind": "fax"}, "kind"),
        ({"what_next": "Skicka avtal"}, "due_on"),
        ({"due_on": "2099-12-01"}, "what_next"),
        ({"assignee": "me"}, "what_next"),
        ({"completes": "another"}, "completes"),
        ({"completes": "its own", "outcome": "no_answer"}, "completes"),
    ],
)
def test_interaction_with_an_error_is_refused_whole(sent, field, api_client_for):
    company, client = CompanyFactory(), api_client_for(PARTNER_MANAGER)
    if "completes" in sent:
        step = NextStepFactory(company=company if sent["completes"] == "its own" else CompanyFactory())
        sent = sent | {"completes": [step.pk]}
    if "assignee" in sent:
        sent = {"assignee": client.user.pk}
    before = NextStep.objects.open().count()
    response = client.post("/api/v1/interactions/", {"companies": [company.pk]} | sent)
    assert (response.status_code, list(response.json())) == (400, [field])
    assert (Interaction.objects.count(), NextStep.objects.open().count()) == (0, before)


def test_people_of_an_interaction_belong_to_one_of_its_companies(api_client_for):
    one, two, other = CompanyFactory(), CompanyFactory(), CompanyFactory()
    left, elsewhere = contact_at(two), contact_at(other, first_name="Kim")
    left.affiliations.update(ends=dt.date(2020, 1, 1))
    client, url = api_client_for("Partneransvarig"), reverse("api:interaction-list")
    sent = {"kind": "call", "happened_at": "2026-11-02T10:00:00+01:00", "companies": [one.pk, two.pk]}
    refused = client.post(url, sent | {"contacts": [left.pk, elsewhere.pk]})
    words = "Kim Person hör inte till något av de valda företagen. Bocka ur personen, eller välj företaget."
    assert (refused.status_code, refused.json()) == (400, {"contacts": [words]})
    made = client.post(url, sent | {"contacts": [left.pk]})
    assert (made.status_code, made.json()["contacts"]) == (201, [left.pk])
    row, version = reverse("api:interaction-detail", args=[made.json()["id"]]), {"If-Match": '"1"'}
    assert client.patch(row, {"companies": [one.pk]}, headers=version).status_code == 400
    assert client.patch(row, {"contacts": [elsewhere.pk]}, headers=version).status_code == 400
    assert client.patch(row, {"companies": [two.pk]}, headers=version).status_code == 200


def test_interaction_keeps_its_links_when_only_the_text_is_changed(api_client_for):
    company = CompanyFactory()
    interaction = InteractionFactory(companies=[company], contacts=[contact_at(company)])
    response = api_client_for(PARTNER_MANAGER).patch(
        f"/api/v1/interactions/{interaction.pk}/", {"text": "Rättat."}, headers={"If-Match": '"1"'}
    )
    answer = response.json()
    assert (response["ETag"], answer["text"], answer["companies"], len(answer["contacts"])) == (
        '"2"',
        "Rättat.",
        [company.pk],
        1,
    )


@pytest.mark.parametrize(("sent", "status"), [({}, 428), ({"If-Match": '"7"'}, 412), ({"If-Match": "7"}, 400)])
def test_interaction_is_changed_only_by_those_who_saw_its_version(sent, status, api_client_for):
    interaction = InteractionFactory(text="Före")
    client = api_client_for(PARTNER_MANAGER)
    response = client.patch(f"/api/v1/interactions/{interaction.pk}/", {"text": "Efter"}, headers=sent)
    interaction.refresh_from_db()
    assert (response.status_code, interaction.text) == (status, "Före")


@pytest.mark.parametrize("role", [READER, FINANCE])
def test_log_is_closed_to_those_who_only_read(role, api_client_for):
    client = api_client_for(role)
    sent = {"companies": [CompanyFactory().pk]}
    assert client.post("/api/v1/interactions/", sent).status_code == 403
    assert client.get("/api/v1/interactions/").status_code == 200


def test_interactions_are_searched_in_text_and_company_newest_first(api_client_for):
    old = InteractionFactory(text="Om Åkeriet", happened_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    new = InteractionFactory(companies=[CompanyFactory(name="Åkeriet AB")], text="")
    InteractionFactory(text="Annat")
    rows = api_client_for(READER).get("/api/v1/interactions/?q=åkeriet").json()["results"]
    assert [row["id"] for row in rows] == [new.pk, old.pk]


# --- Next steps -----------------------------------------------------------------------------------


def test_next_step_is_ones_own_unless_told(api_client_for):
    company = CompanyFactory()
    client = api_client_for(PARTNER_MANAGER)
    response = client.post("/api/v1/next-steps/", {"company": company.pk, "what": "Ring", "due_on": "2099-12-01"})
    assert (response.status_code, response.json()["assignee"], response.json()["done_at"]) == (
        201,
        client.user.pk,
        None,
    )


def test_next_step_is_moved(api_client_for):
    step = NextStepFactory()
    response = api_client_for(PARTNER_MANAGER).patch(
        f"/api/v1/next-steps/{step.pk}/", {"due_on": "2026-12-24"}, headers={"If-Match": '"1"'}
    )
    assert (response.status_code, response.json()["due_on"]) == (200, "2026-12-24")


def test_next_step_is_ticked_off_and_undone(api_client_for):
    step = NextStepFactory()
    client, url = api_client_for(COMPETITION_LEADER), f"/api/v1/next-steps/{step.pk}"
    done = client.post(f"{url}/complete/", headers={"If-Match": '"1"'})
    assert (done.status_code, done.json()["done_by"], done["ETag"]) == (200, client.user.pk, '"2"')
    again = client.post(f"{url}/reopen/", headers={"If-Match": done["ETag"]})
    assert (again.status_code, again.json()["done_at"]) == (200, None)


def test_next_step_is_ticked_off_only_with_its_version_and_by_those_who_may(api_client_for):
    step = NextStepFactory()
    url = f"/api/v1/next-steps/{step.pk}/complete/"
    assert api_client_for(PARTNER_MANAGER).post(url).status_code == 428
    assert api_client_for(PARTNER_MANAGER).post(url, headers={"If-Match": '"2"'}).status_code == 412
    assert api_client_for(READER).post(url, headers={"If-Match": '"1"'}).status_code == 403
    step.refresh_from_db()
    assert step.done_at is None


def test_due_days_filter_next_steps(api_client_for):
    today = timezone.localdate()
    late, soon = (NextStepFactory(due_on=today + dt.timedelta(days=days)) for days in (-1, 1))
    client = api_client_for(READER)
    found = [
        [row["id"] for row in client.get(f"/api/v1/next-steps/?{query}={today}").json()["results"]]
        for query in ("due_on__lte", "due_on__gte")
    ]
    assert found == [[late.pk], [soon.pk]]

"""The API of enquiries, tags, stages and imports: the same permissions as the pages."""

import pytest

from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from crm.models import Company, Interaction, StageRule, Tag
from crm.services.tags import tag_company
from imports.models import ImportKind
from inbox.models import Enquiry
from tests.factories import CompanyFactory, UserFactory, contact_at, get_goal, make_enquiry
from tests.imports.drafts import draft

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ENQUIRIES = "/api/v1/enquiries/"
TAGS = "/api/v1/tags/"


def act(client, enquiry, action, sent=None):
    url = f"{ENQUIRIES}{enquiry.pk}/{action}/"
    return client.post(url, sent or {}, headers={"If-Match": f'"{enquiry.version}"'})


def test_list_holds_the_enquiries_that_wait_and_each_is_found_by_its_address(api_client_for):
    waiting, closed = make_enquiry(goals=[get_goal(2)]), make_enquiry()
    client = api_client_for(COMPETITION_LEADER)
    act(client, closed, "dismiss", {"reason": "spam"})
    assert [row["id"] for row in client.get(ENQUIRIES).json()["results"]] == [waiting.pk]
    answer = client.get(f"{ENQUIRIES}{closed.pk}/")
    assert (answer.json()["state"], answer.json()["dismissal"], answer["ETag"]) == ("dismissed", "spam", '"2"')
    assert client.get(f"{ENQUIRIES}{waiting.pk}/").json()["goals"] == [get_goal(2).pk]


def test_enquiry_is_assigned_dismissed_and_opened_again_with_the_version_seen(api_client_for):
    enquiry, owner = make_enquiry(), UserFactory(role=PARTNER_MANAGER)
    client = api_client_for(PARTNER_MANAGER)
    answer = act(client, enquiry, "assign", {"assignee": owner.pk})
    assert (answer.json()["assignee"], answer["ETag"]) == (owner.pk, '"2"')
    assert act(client, enquiry, "dismiss", {"reason": "spam"}).status_code == 412
    enquiry.refresh_from_db()
    assert act(client, enquiry, "dismiss", {"reason": "spam", "note": "Reklam"}).json()["dismissal_note"] == "Reklam"
    enquiry.refresh_from_db()
    again = act(client, enquiry, "assign", {"assignee": None})
    assert (again.status_code, again.json()["code"]) == (409, "enquiry_closed")
    assert act(client, enquiry, "reopen").json()["state"] == "new"


def test_accepted_enquiry_is_the_company_and_in_its_log(api_client_for):
    company = CompanyFactory()
    kim = contact_at(company)
    enquiry = make_enquiry(message="Vi vill vara med.")
    answer = act(api_client_for(PARTNER_MANAGER), enquiry, "accept", {"company": company.pk, "contact": kim.pk}).json()
    row = Interaction.objects.get()
    assert [answer[name] for name in ("state", "company", "contact", "interaction")] == [
        "accepted",
        company.pk,
        kim.pk,
        row.pk,
    ]
    assert row.text.endswith("Vi vill vara med.")
    assert Company.objects.count() == 1


def test_number_of_a_sole_trader_is_for_those_who_may_see_it(api_client_for):
    enquiry = make_enquiry(orgnr="800101-0019")
    seen = {
        role: api_client_for(role).get(f"{ENQUIRIES}{enquiry.pk}/") for role in (PARTNER_MANAGER, COMPETITION_LEADER)
    }
    assert [answer.json()["orgnr"] for answer in seen.values()] == ["8001010019", ""]


def test_tags_are_made_renamed_merged_and_removed(api_client_for):
    client = api_client_for(PARTNER_MANAGER)
    tag = tag_company(CompanyFactory(), name="frakt")
    made = client.post(TAGS, {"name": " åkeri "}).json()
    assert made == {"id": made["id"], "name": "åkeri", "companies": 0}
    assert client.post(TAGS, {"name": "Frakt"}).json() == {
        "name": ["Etiketten frakt finns redan. Slå ihop dem i stället."]
    }
    assert client.patch(f"{TAGS}{tag.pk}/", {"name": "frakter"}).json()["name"] == "frakter"
    assert client.post(f"{TAGS}{tag.pk}/merge/", {"into": made["id"]}).json() == made | {"companies": 1}
    same = client.post(f"{TAGS}{made['id']}/merge/", {"into": made["id"]})
    assert (same.status_code, same.json()["code"]) == (409, "same_tag")
    assert client.delete(f"{TAGS}{made['id']}/").status_code == 204
    assert not Tag.objects.exists()


def test_stage_is_changed_by_administrators_with_the_version_seen(api_client_for):
    rule = StageRule.objects.order_by("pk").first()
    url, client = f"/api/v1/stage-rules/{rule.pk}/", api_client_for(ADMINISTRATOR)
    sent = {"probability": 35}
    assert client.patch(url, sent).status_code == 428
    answer = client.patch(url, sent, headers={"If-Match": f'"{rule.version}"'}).json()
    assert (answer["probability"], answer["stage"], answer["version"]) == (35, rule.stage, rule.version + 1)
    other = client.patch(url, {"stage": "signed"}, headers={"If-Match": f'"{rule.version + 1}"'})
    assert (other.status_code, list(other.json())) == (400, ["stage"])
    wrong = client.patch(url, {"expected_days": 9000}, headers={"If-Match": f'"{rule.version + 1}"'})
    assert (wrong.status_code, list(wrong.json())) == (400, ["warning_days"])


def test_imports_api_is_read_only(api_client_for):
    client = api_client_for(PARTNER_MANAGER)
    batch = draft(ImportKind.COMPANY, [["Namn"], ["Nytt AB"], [""]], by=client.user)
    url = f"/api/v1/imports/{batch.pk}/"
    answer = client.get(url)
    batch.refresh_from_db()
    assert (answer.json()["state"], answer.json()["new"], answer["ETag"]) == ("draft", 1, f'"{batch.version}"')
    rows = client.get(f"{url}rows/", {"status": "new"}).json()["results"]
    assert [(row["number"], row["title"]) for row in rows] == [(2, "Nytt AB")]
    assert client.get(f"{url}rows/", {"status": "annan"}).status_code == 400
    assert [client.post("/api/v1/imports/", {}).status_code, client.patch(url, {}).status_code] == [405, 405]


@pytest.mark.parametrize(
    ("url", "roles"),
    [
        (ENQUIRIES, {PARTNER_MANAGER, COMPETITION_LEADER, ADMINISTRATOR}),
        ("/api/v1/imports/", {PARTNER_MANAGER, FINANCE, ADMINISTRATOR}),
        (TAGS, {PARTNER_MANAGER, COMPETITION_LEADER, FINANCE, ADMINISTRATOR, READER}),
    ],
)
def test_lists_are_for_those_who_see_the_pages(url, roles, api_client_for):
    every = (PARTNER_MANAGER, COMPETITION_LEADER, FINANCE, ADMINISTRATOR, READER)
    assert {role for role in every if api_client_for(role).get(url).status_code == 200} == roles


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("url", "make", "queries"),
    [
        (ENQUIRIES, lambda by: make_enquiry(goals=[get_goal(1)]), 5),  # access 2, count, rows, goals
        (TAGS, lambda by: tag_company(CompanyFactory(), name=f"e{Tag.objects.count()}"), 4),
        ("/api/v1/imports/", lambda by: draft(ImportKind.COMPANY, [["Namn"], ["A"]], by=by), 4),
        ("/api/v1/stage-rules/", lambda by: None, 4),
    ],
)
def test_list_costs_the_same_queries_however_many_rows(
    url, make, queries, number, api_client_for, settings, django_assert_num_queries
):
    settings.ENQUIRIES_PER_DAY = 100
    client = api_client_for(ADMINISTRATOR)
    for _number in range(number):
        make(client.user)
    with django_assert_num_queries(queries):
        client.get(url)


def test_closed_enquiries_are_shown_to_who_asks(api_client_for):
    enquiry = make_enquiry()
    client = api_client_for(PARTNER_MANAGER)
    act(client, enquiry, "dismiss", {"reason": "twice"})
    assert client.get(ENQUIRIES, {"show": "dismissed"}).json()["results"][0]["id"] == Enquiry.objects.get().pk

"""Behaviour shared by all lists of the API: paging, a constant number of queries, and the pages' filters."""

import pytest

from config.roles import READER
from crm.models import Affiliation
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    signed_sponsorship,
)

ACCESS = 2  # the user's own permissions and those of the role
COUNT = 1


def make_company():
    return CompanyFactory(owner=UserFactory(), tags=["bygg", "lokal"])


def make_contact():
    contact = contact_at(CompanyFactory())
    AffiliationFactory(contact=contact)


def make_interaction():
    company = CompanyFactory()
    InteractionFactory(companies=[company, CompanyFactory()], contacts=[contact_at(company)], goal=get_goal(2))


LISTS = {
    "companies": (make_company, "", ACCESS + COUNT + 2),  # rows with owners, tags
    "contacts": (make_contact, "", ACCESS + COUNT + 2),  # rows, roles with companies
    "affiliations": (AffiliationFactory, "", ACCESS + COUNT + 1),
    "interactions": (make_interaction, "", ACCESS + COUNT + 3),  # rows, companies, people
    "next-steps": (NextStepFactory, "", ACCESS + COUNT + 1),
    "deliveries": (signed_sponsorship, "", ACCESS + COUNT + 3),  # rows with sponsorships, parts, proofs
    "sponsorships": (signed_sponsorship, "?scope=all", ACCESS + COUNT + 3),  # rows, amendments, deliveries
}


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_queries_however_many_rows(name, rows, api_client_for, django_assert_num_queries):
    make, filters, queries = LISTS[name]
    for _number in range(rows):
        make()
    client = api_client_for(READER)
    with django_assert_num_queries(queries):
        response = client.get(f"/api/v1/{name}/{filters}")
    assert len(response.json()["results"]) >= rows


def test_page_holds_fifty_rows_and_at_most_two_hundred(api_client_for):
    CompanyFactory.create_batch(201)
    client = api_client_for(READER)
    sizes = [len(client.get(f"/api/v1/companies/{asked}").json()["results"]) for asked in ("", "?page_size=500")]
    assert sizes == [50, 200]


def test_list_names_its_next_page(api_client_for):
    CompanyFactory.create_batch(3)
    answer = api_client_for(READER).get("/api/v1/companies/?page_size=2").json()
    assert (answer["count"], answer["next"], answer["previous"]) == (
        3,
        "http://testserver/api/v1/companies/?page=2&page_size=2",
        None,
    )


def names(client, query):
    return [row["name"] for row in client.get(f"/api/v1/companies/{query}").json()["results"]]


def test_companies_are_filtered_and_sorted_as_on_the_page(api_client_for):
    for name, status in (("Öbergs Åkeri AB", "active"), ("Åkeri Mälaren", "active"), ("Åkeri Nord", "paused")):
        CompanyFactory(name=name, status=status)
    CompanyFactory(name="Bageriet", status="active")
    assert names(api_client_for(READER), "?q=åkeri&status=active") == ["Åkeri Mälaren", "Öbergs Åkeri AB"]


def test_filter_with_a_wrong_value_is_refused_by_name(api_client_for):
    response = api_client_for(READER).get("/api/v1/companies/?status=sovande")
    assert (response.status_code, list(response.json())) == (400, ["status"])


def test_affiliations_are_filtered_by_company(api_client_for):
    company = CompanyFactory()
    contact_at(company, role="Vd")
    contact_at(CompanyFactory())
    answer = api_client_for(READER).get(f"/api/v1/affiliations/?company={company.pk}").json()
    assert [row["role"] for row in answer["results"]] == ["Vd"]
    assert Affiliation.objects.count() == 2


def test_next_steps_are_filtered_by_what_is_left(api_client_for):
    from_today = [NextStepFactory(what=what) for what in ("Ring", "Mejla")]
    client = api_client_for(READER)
    assert [row["id"] for row in client.get("/api/v1/next-steps/?done_at__isnull=true").json()["results"]] == [
        step.pk for step in from_today
    ]
    assert client.get("/api/v1/next-steps/?done_at__isnull=false").json()["count"] == 0


def test_sponsorship_list_is_that_of_the_chosen_day(api_client_for):
    signed = signed_sponsorship()
    SponsorshipFactory()
    client = api_client_for(READER)
    found = {
        query: [row["id"] for row in client.get(f"/api/v1/sponsorships/?{query}").json()["results"]]
        for query in ("on=2026-12-31", "on=2027-06-30", "on=2028-01-01")
    }
    assert found == {"on=2026-12-31": [], "on=2027-06-30": [signed.pk], "on=2028-01-01": []}


def test_sponsorship_is_found_by_its_address_though_the_list_leaves_it_out(api_client_for):
    lead = SponsorshipFactory()
    client = api_client_for(READER)
    assert client.get("/api/v1/sponsorships/").json()["count"] == 0
    assert client.get(f"/api/v1/sponsorships/{lead.pk}/").json()["agreement_no"] == lead.agreement_no

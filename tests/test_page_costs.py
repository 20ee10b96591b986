"""What pages and their rows may cost, in calls of Python functions: about 0.2 ms of a processor for a thousand.

A page that costs more has got something that is done once per row or cell, and could be done once per page or process.
"""

from collections import Counter
from types import CodeType

import pytest
from django.urls import reverse

from tests.campaigns.factories import give, running_duel
from tests.core.test_empty_lists import LISTS
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
)
from tests.page_calls import calls_of, in_words

pytestmark = pytest.mark.django_db

HEADROOM = 1.15  # between versions of Python and of packages
ROWS = 20

# Calls of a page without rows.
PAGES = {
    "accounts:invitation_list": 11_800,
    "accounts:key_list": 12_300,
    "accounts:user_list": 16_300,
    "campaigns:activity_list": 16_600,
    "campaigns:competition_list": 18_200,
    "campaigns:entry_list": 16_800,
    "core:audit_changes": 93_700,  # asks the history of every kind of row
    "core:audit_list": 14_700,
    "core:changeset_list": 19_100,
    "crm:company_list": 16_400,
    "crm:contact_list": 16_300,
    "crm:delivery_list": 15_700,
    "crm:document_list": 14_100,
    "crm:interaction_list": 14_900,
    "crm:lapse_list": 32_900,
    "crm:pipeline": 47_400,
    "crm:renewal_list": 26_200,
    "crm:sponsorship_list": 49_300,
    "crm:tag_list": 10_100,
    "duplicates:company_pair_list": 11_200,
    "duplicates:contact_pair_list": 11_200,
    "imports:import_list": 15_100,
    "inbox:enquiry_list": 14_800,
    "payroll:list": 38_800,
    "payroll:overdue": 22_200,
    "privacy:erasure_list": 12_900,
    "privacy:hold_list": 11_600,
    "privacy:request_list": 15_000,
    "reports:today": 75_800,
    "core:profile": 15_200,
}
COMPANY_PAGE = 69_300
# Calls of each row of a list.
PER_ROW = {
    "company": 364,
    "person": 384,
    "contact": 427,
    "sponsorship": 498,
    "contribution": 261,
}


def check(what: str, calls: Counter[CodeType], number: float, budget: int):
    assert number <= budget * HEADROOM, (
        f"{what}: {number:.0f} calls, where {budget} were enough. Called most:\n{in_words(calls)}\n"
        "Compare with that list before the change. Look for a template, a query or a translation per row or cell: "
        "core/templatetags/rows.py and crm/tables/cells.py are how rows are made. If the page has to do more, "
        "write the new number here and say why in the commit."
    )


def test_each_page_has_a_budget():
    assert set(PAGES) == {*LISTS, "reports:today", "core:profile"}


@pytest.mark.parametrize("name", PAGES)
def test_page_without_rows_costs_no_more_than_its_budget(name, client_for):
    client, url = client_for("Administratör"), reverse(name)
    calls = calls_of(client, url)
    check(name, calls, calls.total(), PAGES[name])


def test_company_page_costs_no_more_than_its_budget(client_for):
    company = CompanyFactory(owner=UserFactory(), tags=["Bygg"])
    for _ in range(3):
        InteractionFactory(companies=[company], contacts=[contact_at(company)])
    NextStepFactory(company=company)
    SponsorshipFactory(company=company)
    calls = calls_of(client_for("Partneransvarig"), company.get_absolute_url())
    check("The page of a company", calls, calls.total(), COMPANY_PAGE)


def add_company(_competition, _team):
    CompanyFactory(owner=UserFactory(), tags=["Bygg", "Nära"])


def add_person(_competition, _team):
    contact_at(CompanyFactory(), phone="+46701740605")


def add_contact(_competition, _team):
    company = CompanyFactory()
    InteractionFactory(companies=[company], contacts=[contact_at(company)])


def add_sponsorship(_competition, _team):
    SponsorshipFactory(company__owner=UserFactory())


def add_contribution(_competition, team):
    give(team, giver="Robin", message="Heja!")


ADD = {
    "company": ("/foretag/", add_company),
    "person": ("/personer/", add_person),
    "contact": ("/kontakter/", add_contact),
    "sponsorship": ("/sponsorskap/?scope=all", add_sponsorship),
    "contribution": ("/tavlingar/{competition.pk}/bidrag/", add_contribution),
}


@pytest.mark.parametrize("kind", ADD)
def test_row_costs_no_more_than_its_budget(kind, client_for):
    url, add = ADD[kind]
    competition, team, _other = running_duel()
    client, url = client_for("Administratör"), url.format(competition=competition)
    add(competition, team)
    one = calls_of(client, url)
    for _ in range(ROWS):
        add(competition, team)
    rows = calls_of(client, url) - one
    check(f"A row of {url}", rows, rows.total() / ROWS, PER_ROW[kind])

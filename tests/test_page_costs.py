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
    "accounts:invitation_list": 7_000,
    "accounts:key_list": 7_700,
    "accounts:user_list": 10_500,
    "campaigns:activity_list": 12_200,
    "campaigns:competition_list": 13_700,
    "campaigns:entry_list": 13_000,
    "campaigns:idea_list": 15_400,
    "core:audit_changes": 66_500,  # a page full of rows, from the history of every kind
    "core:audit_list": 9_200,
    "core:changeset_list": 15_500,
    "crm:company_list": 9_200,
    "crm:contact_list": 10_000,
    "crm:delivery_list": 9_300,
    "crm:document_list": 8_400,
    "crm:interaction_list": 8_700,
    "crm:lapse_list": 23_700,
    "crm:pipeline": 35_000,
    "crm:renewal_list": 17_600,
    "crm:sponsorship_list": 20_100,
    "crm:tag_list": 6_900,
    "duplicates:company_pair_list": 7_700,
    "duplicates:contact_pair_list": 7_700,
    "finance:instalment_list": 23_200,  # states are worked out from what is paid and credited
    "finance:instalment_reminders": 22_300,
    "finance:invoice_basis": 12_900,
    "imports:import_list": 12_300,
    "inbox:enquiry_list": 8_900,
    "inbox:inbound_list": 8_400,
    "inbox:rule_list": 6_800,
    "finance:bankfile_list": 7_900,
    "finance:payment_list": 10_700,
    "mailing:letter_list": 8_800,
    "mailing:suppression_list": 6_900,
    "finance:ledgerexport_list": 7_800,
    "finance:period_list": 5_800,
    "finance:books_edit": 16_000,
    "finance:export_list": 7_900,
    "finance:known_changes": 12_600,
    "finance:known_list": 11_500,
    "finance:overview": 27_400,  # a year by goal and by month, beside the year before
    "finance:received_list": 14_800,
    "payroll:list": 30_000,
    "payroll:overdue": 15_600,
    "privacy:erasure_list": 8_300,
    "privacy:hold_list": 8_000,
    "privacy:request_list": 9_400,
    "workplaces:proposal_list": 7_600,
    "reports:today": 15_700,  # answers and enquiries from workplaces, letters, and money that is late
    "core:profile": 13_500,
}
COMPANY_PAGE = 22_600
# Calls of each row of a list.
PER_ROW = {
    "company": 143,
    "person": 192,
    "contact": 172,
    "sponsorship": 230,
    "contribution": 90,
}


def check(what: str, calls: Counter[CodeType], number: float, budget: int):
    assert number <= budget * HEADROOM, (
        f"{what}: {number:.0f} calls, where {budget} were enough. Called most:\n{in_words(calls)}\n"
        "Compare with that list before the change. Look for a template, a query or a translation per row or cell: "
        "core/templatetags/rows.py and crm/tables/cells.py are how rows are made. If the page has to do more, "
        "write the new number here and say why in the commit."
    )


def test_each_page_has_a_budget():
    others = {"reports:today", "core:profile", "finance:books_edit", "finance:overview", "finance:period_list"}
    others |= {"finance:known_changes"}
    assert set(PAGES) == {*LISTS, *others}


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

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
    "accounts:invitation_list": 10_400,
    "accounts:key_list": 11_000,
    "accounts:user_list": 14_000,
    "campaigns:activity_list": 15_200,
    "campaigns:competition_list": 17_000,
    "campaigns:entry_list": 16_200,
    "campaigns:idea_list": 19_300,
    "core:audit_changes": 66_500,  # a page full of rows, from the history of every kind
    "core:audit_list": 12_900,
    "core:changeset_list": 17_900,
    "crm:company_list": 13_700,
    "crm:contact_list": 14_700,
    "crm:delivery_list": 13_700,
    "crm:document_list": 12_200,
    "crm:interaction_list": 12_800,
    "crm:lapse_list": 28_100,
    "crm:pipeline": 39_800,
    "crm:renewal_list": 21_800,
    "crm:sponsorship_list": 30_200,
    "crm:tag_list": 10_100,
    "duplicates:company_pair_list": 11_000,
    "duplicates:contact_pair_list": 11_000,
    "finance:instalment_list": 55_000,  # states are worked out from what is paid and credited
    "finance:instalment_reminders": 55_000,
    "finance:invoice_basis": 30_000,
    "imports:import_list": 15_000,
    "inbox:enquiry_list": 12_600,
    "inbox:inbound_list": 12_600,
    "inbox:rule_list": 12_600,
    "finance:bankfile_list": 20_000,
    "finance:payment_list": 14_000,
    "mailing:letter_list": 12_900,
    "mailing:suppression_list": 11_000,
    "finance:ledgerexport_list": 14_000,
    "finance:period_list": 14_000,
    "finance:books_edit": 40_000,
    "finance:export_list": 20_000,
    "finance:known_changes": 20_000,
    "finance:known_list": 25_000,
    "finance:overview": 36_400,  # a year by goal and by month, beside the year before
    "finance:received_list": 25_000,
    "payroll:list": 33_500,
    "payroll:overdue": 18_700,
    "privacy:erasure_list": 11_300,
    "privacy:hold_list": 11_000,
    "privacy:request_list": 13_000,
    "workplaces:proposal_list": 13_000,
    "reports:today": 96_000,  # answers and enquiries from workplaces, letters, and money that is late
    "core:profile": 15_200,
}
COMPANY_PAGE = 50_400
# Calls of each row of a list.
PER_ROW = {
    "company": 215,
    "person": 352,
    "contact": 278,
    "sponsorship": 322,
    "contribution": 228,
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

"""The workbooks of the long lists: each row tells what it should, and costs no query of its own."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import PARTNER_MANAGER
from crm.services.amendments import amend_sponsorship
from crm.services.sponsorships import end_sponsorship
from tests.crm.renewals import renewed, running
from tests.factories import CompanyFactory, InteractionFactory, SponsorshipFactory, UserFactory, contact_at, get_goal
from tests.workbooks import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def workbook(client, name: str) -> list[dict]:
    return rows_of(client.get(reverse(name), {"scope": "all", "export": "xlsx"}))


def make_agreements(number: int):
    by = UserFactory()
    for _agreement in range(number):
        SponsorshipFactory(owner=by)
        before = running(days_left=20, owner=by)
        today = timezone.localdate()
        amend_sponsorship(before, starts=today, amount=Decimal(50_000), reason="Växer", by=by)
        end_sponsorship(renewed(before), on=before.ends + dt.timedelta(days=9), reason="Konkurs")


@pytest.mark.parametrize("number", [1, 30])
def test_agreements_cost_the_same_queries_however_many(number, client_for, django_assert_num_queries):
    make_agreements(number)
    client = client_for(PARTNER_MANAGER)
    workbook(client, "crm:sponsorship_list")  # what is kept for the process is not counted
    with django_assert_num_queries(24):
        rows = workbook(client, "crm:sponsorship_list")
    labels = Counter((row["Slag"], row["Läge"], bool(row["Förnyar avtal"])) for row in rows)
    assert labels == dict.fromkeys(
        [("Nytt", "Uppslag", False), ("Nytt", "Tecknat", False), ("Förnyat", "Avslutat i förtid", True)], number
    )


@pytest.mark.parametrize("number", [1, 30])
def test_contacts_cost_the_same_queries_however_many(number, client_for, django_assert_num_queries):
    by, company = UserFactory(), CompanyFactory(name="Åkeriet AB")
    for _call in range(number):
        InteractionFactory(companies=[company], contacts=[contact_at(company)], goal=get_goal(), logged_by=by)
    client = client_for(PARTNER_MANAGER)
    workbook(client, "crm:interaction_list")
    with django_assert_num_queries(16):
        rows = workbook(client, "crm:interaction_list")
    assert [(row["Företag"], row["Personer"]) for row in rows] == [("Åkeriet AB", "Robin Person")] * number

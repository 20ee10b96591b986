"""Orders that no list page shows, or that a rule of their own decides."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from campaigns.services.contributions import add_contribution
from crm.models import Affiliation
from tests.campaigns.factories import A_DAY, running_duel
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    ContactFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def test_contributions_by_team_have_those_without_one_last(client_for):
    competition, first, second = running_duel()
    for team in (second, first, None):
        add_contribution(competition=competition, team=team, amount=Decimal(100), received_on=A_DAY, by=UserFactory())
    client, url = client_for("Administratör"), reverse("campaigns:contribution_list", args=[competition.pk])
    for sort in ("team", "-team"):
        rows = [row.record for row in client.get(url, {"sort": sort}).context["table"].rows]
        assert (rows[-1].team, None in [row.team for row in rows[:-1]]) == (None, False)


def test_roles_of_a_person_have_those_without_a_first_day_last(api_client_for):
    contact, company = ContactFactory(), CompanyFactory()
    roles = [
        AffiliationFactory(contact=contact, company=company, role=f"Uppdrag {number}", starts=starts)
        for number, starts in enumerate((None, days(-9), days(-2)))
    ]
    found = api_client_for("Läsare").get("/api/v1/affiliations/", {"contact": contact.pk}).json()["results"]
    expected = [roles[2].pk, roles[1].pk, roles[0].pk]
    assert [role["id"] for role in found] == expected
    assert list(Affiliation.objects.values_list("pk", flat=True)) == expected


def test_dialogues_of_a_company_without_dates_come_after_those_that_have_them(client_for):
    company = CompanyFactory()
    undated = SponsorshipFactory(company=company, starts=None, ends=None)
    dated = [SponsorshipFactory(company=company, goal=get_goal(number)) for number in (2, 3)]
    chains = client_for("Läsare").get(company.get_absolute_url()).context["chains"]
    assert [chain[-1] for chain in chains] == [dated[1], dated[0], undated]


def test_default_order_of_a_model_places_nulls():
    """PostgreSQL and SQLite sort nulls differently by default."""
    loose = {}
    for model in apps.get_models():
        if model._meta.app_label not in settings.OUR_APPS or model.__name__.startswith("Historical"):
            continue
        for name in model._meta.ordering:
            if isinstance(name, str) and name.lstrip("-") != "pk":
                field, of = None, model
                for part in name.lstrip("-").split("__"):
                    field = of._meta.get_field(part)
                    of = field.related_model
                    if field.null:
                        loose.setdefault(model.__name__, []).append(name)
    assert loose == {}

"""Every list has the same order on both databases: Python's order, with empty values last."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from campaigns.services.contributions import add_contribution
from core.ordering import in_order
from crm.models import Affiliation, Company, Delivery, LapseReason, Sponsorship
from crm.services.renewals import record_lapse
from tests.campaigns.factories import A_DAY, running_duel
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    make_document,
    make_enquiry,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def value_at(row, path: str):
    for part in path.split("__"):
        row = getattr(row, part, None) if row is not None else None
    return row


def sorted_rows(rows: list, terms: list[str]) -> list:
    """Sort by the terms, then by primary key in the direction of the last term; empty values last."""
    terms = [*terms, "-pk" if terms[-1].startswith("-") else "pk"]
    for term in reversed(terms):
        path, falling = term.lstrip("-"), term.startswith("-")
        filled = [row for row in rows if value_at(row, path) not in (None, "")]
        empty = [row for row in rows if value_at(row, path) in (None, "")]
        # The sort is stable, so the order by earlier terms is kept in either direction.
        rows = sorted(filled, key=lambda row: value_at(row, path), reverse=falling) + empty
    return rows


@pytest.fixture
def register():
    """Rows of every kind, with an empty value in each sortable column that allows one."""
    owners = [UserFactory(first_name="ånn", last_name="Ek"), UserFactory(first_name="Eva", last_name="")]
    companies = [
        CompanyFactory(name="Åkeriet", orgnr=None, owner=None, trade="", city="Örebro"),
        CompanyFactory(name="Zäta", owner=owners[0], trade="åkeri", city="", employees=5),
        CompanyFactory(name="bageriet", owner=owners[1], trade="Åkeri", city="arboga", status="ended"),
        CompanyFactory(name="Bageriet 2", orgnr=None, owner=owners[0], trade="bygg", invoice_email="a@b.example"),
    ]
    people = [
        contact_at(company, email=email)
        for company, email in zip(companies, ["", "b@x.example", "", "A@x.example"], strict=True)
    ]
    for number, company in enumerate(companies):
        moment = timezone.now() - dt.timedelta(days=number)
        InteractionFactory(
            companies=[company], contacts=people[:1], goal=get_goal() if number % 2 else None, happened_at=moment
        )
        over = signed_sponsorship(company=company, starts=days(-400), ends=days(-40 - number), signed_on=days(-410))
        if number % 2:
            record_lapse(over, reason=LapseReason.objects.order_by("-position")[number % 3])
        signed_sponsorship(
            company=company, goal=get_goal(2), starts=days(-9), ends=days(50 + number), signed_on=days(-9)
        )
        SponsorshipFactory(company=company, goal=get_goal(3), starts=None, ends=None, amount=None)
        make_document(company=company, sponsorship=over if number % 2 else None, name=f"avtal{number}.txt")
        make_enquiry(company_name=company.name)
    return companies


LISTS = {
    "crm:company_list": {},
    "crm:contact_list": {},
    "crm:interaction_list": {},
    "crm:sponsorship_list": {"scope": "all"},
    "crm:renewal_list": {},
    "crm:lapse_list": {},
    "crm:delivery_list": {},
    "crm:document_list": {},
    "inbox:enquiry_list": {},
}


@pytest.mark.parametrize("name", LISTS)
def test_list_is_in_the_same_order_on_every_database(name, client_for, register):
    client, url = client_for("Administratör"), reverse(name)
    table = client.get(url, LISTS[name]).context["table"]
    tried = 0
    for column in table.columns.iterall():
        if not column.orderable or hasattr(table, f"order_{column.name}"):
            continue
        for sign in ("", "-"):
            answer = client.get(url, LISTS[name] | {"sort": sign + column.name})
            rows = [row.record for row in answer.context["table"].paginated_rows]
            terms = list(column.column.order_by or [str(column.accessor).replace(".", "__")])
            if sign:
                terms = [term[1:] if term.startswith("-") else f"-{term}" for term in terms]
            if any(isinstance(value_at(rows[0], term.lstrip("-")), models.Model) for term in terms):
                continue  # ordered by the related model, which is tested separately
            assert [row.pk for row in rows] == [row.pk for row in sorted_rows(rows, terms)], (column.name, sign)
            tried += 1
    assert tried > 3


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


def test_relation_is_in_the_order_of_what_it_points_to_and_empty_last(register):
    by_owner = [
        company.owner and company.owner.first_name for company in in_order(Company.objects.all(), "owner", "pk")
    ]
    assert by_owner == ["Eva", "ånn", "ånn", None]
    assert [c.owner and c.owner.first_name for c in in_order(Company.objects.all(), "-owner", "-pk")][-1] is None
    assert in_order(Sponsorship.objects.all(), "company", "-pk").query.order_by == ("company", "-pk")


def test_value_worked_out_for_the_list_has_empty_last(register):
    rows = in_order(Sponsorship.objects.with_yearly(days(0)), "yearly", "pk")
    yearly = [row.yearly for row in rows]
    assert yearly == sorted(value for value in yearly if value is not None) + [None] * yearly.count(None)


def test_own_order_of_a_model_says_where_the_empty_stands():
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


def test_deliveries_without_a_day_come_last_of_their_place(register):
    deliveries = list(Delivery.objects.filter(sponsorship=Sponsorship.objects.signed().first()))
    assert deliveries == sorted(deliveries, key=lambda d: (d.position, d.due_on is None, d.due_on or days(0), d.pk))

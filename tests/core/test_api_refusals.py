"""The API refuses unknown and read-only fields instead of ignoring them."""

import pytest
from django.urls import reverse
from drf_spectacular.generators import EndpointEnumerator
from rest_framework import parsers as drf

from config.roles import ADMINISTRATOR
from core.api_defaults import JSONParser
from crm.models import Company, Sponsorship, Stage
from tests.factories import CompanyFactory, SponsorshipFactory, get_goal, get_tier, signed_sponsorship

pytestmark = pytest.mark.django_db

NOT_WRITTEN = ["Fältet sätts inte här, så värdet skulle inte sparas."]


def if_match(row) -> dict:
    return {"If-Match": f'"{row.version}"'}


def test_sponsorship_is_not_signed_by_its_stage(api_client_for):
    client = api_client_for(ADMINISTRATOR)
    body = {"company": CompanyFactory().pk, "goal": get_goal().pk, "tier": get_tier().pk}
    for stage in Stage.values:
        answer = client.post("/api/v1/sponsorships/", body | {"stage": stage})
        assert (answer.status_code, answer.json()) == (400, {"stage": NOT_WRITTEN})
    assert not Sponsorship.objects.exists()
    lead = SponsorshipFactory()
    answer = client.patch(f"/api/v1/sponsorships/{lead.pk}/", {"stage": "signed"}, headers=if_match(lead))
    assert (answer.status_code, answer.json()) == (400, {"stage": NOT_WRITTEN})


def test_field_that_is_not_there_is_named_and_nothing_is_saved(api_client_for):
    client = api_client_for(ADMINISTRATOR)
    made = client.post("/api/v1/companies/", {"name": "Bo AB", "adress": "Storgatan 1"})
    assert (made.status_code, made.json()) == (400, {"adress": ["Fältet finns inte."]})
    assert not Company.objects.exists()
    company = CompanyFactory()
    answer = client.patch(
        f"/api/v1/companies/{company.pk}/", {"city": "Sala", "last_contact_at": "2026-01-01"}, headers=if_match(company)
    )
    company.refresh_from_db()
    assert (answer.status_code, company.city) == (400, "Västerås")


@pytest.mark.parametrize("make", [SponsorshipFactory, signed_sponsorship])
def test_row_that_was_read_may_be_sent_back_whole(api_client_for, make):
    client, row = api_client_for(ADMINISTRATOR), make()
    url = f"/api/v1/sponsorships/{row.pk}/"
    shown = client.get(url).json()
    answer = client.patch(url, shown | {"payment_note": "Autogiro"}, headers=if_match(row))
    assert (answer.status_code, answer.json()["payment_note"]) == (200, "Autogiro")


def test_action_refuses_what_it_does_not_ask_for(api_client_for):
    client, lead = api_client_for(ADMINISTRATOR), SponsorshipFactory()
    url = reverse("api:sponsorship-move", args=[lead.pk])
    answer = client.post(url, {"to": "meeting", "stage": "signed"}, headers=if_match(lead))
    assert (answer.status_code, answer.json()) == (400, {"stage": ["Fältet finns inte."]})
    lead.refresh_from_db()
    assert lead.stage == Stage.LEAD


def test_every_endpoint_reads_json_by_the_parser_that_refuses_what_cannot_be_kept():
    views = {callback.cls for _path, _regex, _method, callback in EndpointEnumerator().get_api_endpoints()}
    readers = {parser for view in views for parser in view.parser_classes if issubclass(parser, drf.JSONParser)}
    assert readers == {JSONParser}

"""Behaviour shared by all APIs: permissions, paging, versions, errors and fields."""

from decimal import Decimal
from functools import partial

import pytest
from django.contrib.auth.models import Permission
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers as drf
from rest_framework.test import APIClient

from core.serializers import ModelSerializer, MoneySerializerField
from crm.models import Company, Tag
from crm.services.companies import save_company
from goals.models import Benefit, Goal, TierOffer
from tests.core.own_api import CompanySerializer, CompanyViewSet, OfferSerializer, urlpatterns
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, get_offer
from tests.racing import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.own_api"), pytest.mark.database]
COMPANIES = "/api/v1/companies/"
OFFERS = "/api/v1/offers/"


def client_with(*permissions) -> APIClient:
    """A client of a user with exactly these permissions (`app.codename`)."""
    user = UserFactory()
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    client = APIClient()
    client.default_format = "json"
    client.force_authenticate(user)
    return client


@pytest.fixture
def company():
    return CompanyFactory(name="Åkeri AB", notes="hemligt")


@pytest.fixture
def address(company):
    return f"{COMPANIES}{company.pk}/"


@pytest.fixture
def client():
    return client_with(
        *(f"crm.{does}_company" for does in ("view", "add", "change", "delete")),
        *(f"goals.{does}_tieroffer" for does in ("view", "add", "change", "delete")),
        "crm.view_notes",
    )


# --- Permissions and pages ------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_needs_the_view_permission(method, address):
    for url in (COMPANIES, address):
        assert getattr(client_with("crm.view_company"), method)(url).status_code == 200
        assert getattr(client_with("crm.change_company"), method)(url).status_code == 403
        assert getattr(APIClient(), method)(url).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_view_permission_is_not_enough_to_write(method, address):
    url = COMPANIES if method == "post" else address
    assert getattr(client_with("crm.view_company"), method)(url, {"name": "x"}).status_code == 403


def test_pages_are_of_fifty_and_at_most_two_hundred(client):
    Company.objects.bulk_create(Company(name=f"Företag {number}", sort_key=f"{number:03}") for number in range(210))
    first = client.get(COMPANIES).data
    assert (first["count"], len(first["results"]), first["previous"]) == (210, 50, None)
    assert first["next"].endswith("?page=2")
    assert len(client.get(COMPANIES, {"page_size": 1000}).data["results"]) == 200
    assert len(client.get(COMPANIES, {"page_size": 7}).data["results"]) == 7
    missing = client.get(COMPANIES, {"page": 6})
    assert (missing.status_code, missing.data["code"]) == (404, "not_found")


# --- Versions -------------------------------------------------------------------------------------


def test_answers_carry_the_version_in_header_and_body(client, address):
    made = client.post(COMPANIES, {"name": "Ny AB"})
    assert (made.status_code, made["ETag"], made.data["version"]) == (201, '"1"', 1)
    read = client.get(address)
    assert (read.status_code, read["ETag"], read.data["version"]) == (200, '"1"', 1)
    for method, version in (("patch", 2), ("put", 3)):
        changed = getattr(client, method)(address, {"name": "Bytt AB"}, headers={"if-match": read["ETag"]})
        assert (changed.status_code, changed["ETag"], changed.data["version"]) == (200, f'"{version}"', version)
        read = client.get(address)
        assert read["ETag"] == changed["ETag"]


def test_lists_and_errors_carry_no_version(client, address):
    assert "ETag" not in client.get(COMPANIES)
    assert "ETag" not in client.patch(address, {"name": ""}, headers={"if-match": '"1"'})


@pytest.mark.parametrize(("method", "more"), [("put", ""), ("patch", ""), ("delete", ""), ("post", "close/")])
def test_writing_without_a_version_is_refused(method, more, client, address, company):
    answer = getattr(client, method)(address + more, {"name": "Bytt AB"})
    assert (answer.status_code, answer.data["code"]) == (428, "version_required")
    assert "If-Match" in answer.data["detail"]
    company.refresh_from_db()
    assert (company.name, company.version) == ("Åkeri AB", 1)


@pytest.mark.parametrize(("method", "more"), [("put", ""), ("patch", ""), ("delete", ""), ("post", "close/")])
def test_writing_with_a_stale_version_is_refused(method, more, client, address, company):
    company.save()
    answer = getattr(client, method)(address + more, {"name": "Bytt AB"}, headers={"if-match": '"1"'})
    assert answer.status_code == 412
    assert answer.data == {
        "detail": "Någon annan har ändrat uppgifterna sedan du öppnade dem.",
        "code": "stale_version",
        "version": 2,
        "differences": {"name": {"sent": "Bytt AB", "stored": "Åkeri AB"}},
    }
    company.refresh_from_db()
    assert (company.name, company.city, company.version) == ("Åkeri AB", "Västerås", 2)


@pytest.mark.parametrize(
    "header", ["1", "*", '"a"', '"1", "2"', "", '"-1"', '"1"x', '"99999999999"', f'"{"9" * 5000}"']
)
def test_malformed_version_is_refused(header, client, address):
    answer = client.patch(address, {"name": "Bytt AB"}, headers={"if-match": header})
    assert (answer.status_code, answer.data["code"]) == (400, "version_malformed")


@pytest.mark.parametrize("header", ['"1"', 'W/"1"', ' "1" '])
def test_version_is_taken_as_proxies_pass_it_on(header, client, address):
    assert client.patch(address, {"name": "Bytt AB"}, headers={"if-match": header}).status_code == 200


@pytest.mark.parametrize("body", ['{"name":', '{"name": "a\\u0000b"}', '{"name": "\\ud800"}', "[" * 100_000])
@pytest.mark.parametrize("header", ['"1"', '"0"'], ids=["as seen", "stale"])
def test_body_that_cannot_be_read_is_refused_before_anything_else(body, header, client, address):
    answer = client.patch(address, body, content_type="application/json", headers={"if-match": header})
    assert (answer.status_code, answer.data["code"]) == (400, "parse_error")


def test_missing_row_is_missing_whatever_the_version(client):
    answer = client.patch(f"{COMPANIES}0/", {"name": "x"})
    assert (answer.status_code, answer.data) == (404, {"detail": "Hittades inte.", "code": "not_found"})


def test_own_action_that_writes_is_versioned_too(client, address):
    answer = client.post(f"{address}close/", headers={"if-match": '"1"'})
    assert (answer.status_code, answer["ETag"], answer.data["city"]) == (200, '"2"', "Stängt")


def test_delete_with_the_version_seen(client, address, company):
    answer = client.delete(address, headers={"if-match": '"1"'})
    assert (answer.status_code, "ETag" in answer) == (204, False)
    assert not Company.objects.filter(pk=company.pk).exists()


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_somebody_who_saves_after_the_check_is_not_overwritten(method, client, address, company, monkeypatch):
    get_object = CompanyViewSet.get_object

    def get_object_then_somebody_saves(view):
        seen = get_object(view)
        save_company(Company.objects.get(pk=company.pk), city="Sala")
        return seen

    monkeypatch.setattr(CompanyViewSet, "get_object", get_object_then_somebody_saves)
    answer = getattr(client, method)(address, {"city": "Köping"}, headers={"if-match": '"1"'})
    assert (answer.status_code, answer.data["version"]) == (412, 2)
    company.refresh_from_db()
    assert (company.city, company.version) == ("Sala", 2)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_with_the_same_version_one_wins(client, address, company):
    def change(number):
        own = APIClient()
        own.default_format = "json"
        own.force_authenticate(client.handler._force_user)
        return own.patch(address, {"city": f"Ort {number}"}, headers={"if-match": '"1"'}).status_code

    codes = at_once(*[partial(change, number) for number in range(8)])
    assert sorted(codes) == [200] + [412] * 7
    company.refresh_from_db()
    assert company.version == 2


# --- Errors ---------------------------------------------------------------------------------------


def test_refusal_is_a_conflict_with_its_name(client, address):
    answer = client.post(f"{address}refuse/")
    assert answer.status_code == 409
    assert answer.data == {"detail": "Det finns ingen plats kvar.", "code": "no_room_left"}


def test_validation_in_the_model_is_reported_by_field(client, address):
    answer = client.post(f"{address}invalid/")
    assert answer.status_code == 400
    assert answer.data == {"name": ["Fel namn."], "non_field_errors": ["Fel i helheten."]}


def test_row_that_others_point_to_is_not_deleted(client, company, address):
    SponsorshipFactory(company=company)
    version = Company.objects.get(pk=company.pk).version
    answer = client.delete(address, headers={"if-match": f'"{version}"'})
    assert (answer.status_code, answer.data["code"]) == (409, "protected")
    assert Company.objects.get(pk=company.pk).version == version


def test_model_rules_hold_in_the_api(client):
    answer = client.post(COMPANIES, {"name": "Ny AB", "orgnr": "556703-7486"})
    assert answer.status_code == 400
    assert list(answer.data) == ["orgnr"]
    CompanyFactory(orgnr="556703-7485")
    answer = client.post(COMPANIES, {"name": "Ny AB", "orgnr": "556703-7485"})
    assert answer.status_code == 400
    assert list(answer.data) == ["orgnr"]


def test_error_codes_are_reported(client, address):
    forbidden = client_with().get(address)
    assert (forbidden.status_code, forbidden.data["code"]) == (403, "permission_denied")
    anonymous = APIClient().get(address)
    assert (anonymous.status_code, anonymous.data["code"]) == (401, "not_authenticated")
    wrong_method = client.put(COMPANIES, {})
    assert (wrong_method.status_code, wrong_method.data["code"]) == (405, "method_not_allowed")


# --- Serializers ----------------------------------------------------------------------------------


def test_tags_are_saved_with_the_row(client):
    tag = Tag.objects.create(name="lokal")
    made = client.post(COMPANIES, {"name": "Ny AB", "tags": [tag.pk]})
    assert made.data["tags"] == [tag.pk]
    url = f"{COMPANIES}{made.data['id']}/"
    assert client.patch(url, {"city": "Sala"}, headers={"if-match": '"1"'}).data["tags"] == [tag.pk]
    assert client.patch(url, {"tags": []}, headers={"if-match": '"2"'}).data["tags"] == []


def test_field_is_hidden_from_those_without_its_permission(client, address):
    reader = client_with("crm.view_company")
    assert client.get(address).data["notes"] == "hemligt"
    assert "notes" not in reader.get(address).data
    assert "notes" not in reader.get(COMPANIES).data["results"][0]


def test_hidden_field_is_refused_and_left_as_it_was(address, company):
    writer = client_with("crm.view_company", "crm.change_company")
    refused = writer.patch(address, {"notes": "mitt"}, headers={"if-match": '"1"'})
    assert refused.status_code == 403
    assert "notes" in refused.data["detail"]
    changed = writer.put(address, {"name": "Bytt AB"}, headers={"if-match": '"1"'})
    assert (changed.status_code, "notes" in changed.data) == (200, False)
    company.refresh_from_db()
    assert (company.name, company.notes) == ("Bytt AB", "hemligt")


def test_without_a_request_guarded_fields_are_hidden(company):
    assert set(CompanySerializer(company).data) == {"id", "name", "city", "orgnr", "tags", "version"}


def test_money_is_text_with_two_decimals(client):
    offer = get_offer()
    TierOffer.objects.filter(pk=offer.pk).update(yearly_amount=Decimal("1234.5"))
    url = f"{OFFERS}{offer.pk}/"
    assert client.get(url).json()["yearly_amount"] == "1234.50"
    changed = client.patch(url, {"yearly_amount": "987654321.99"}, headers={"if-match": f'"{offer.version}"'})
    assert changed.json()["yearly_amount"] == "987654321.99"
    assert TierOffer.objects.get(pk=offer.pk).yearly_amount == Decimal("987654321.99")


@pytest.mark.parametrize("amount", ["1 234,50", "1234.50", "1234.5"])
def test_money_reads_what_the_forms_read(amount):
    assert MoneySerializerField().run_validation(amount) == Decimal("1234.50")
    assert MoneySerializerField().run_validation(1234) == Decimal(1234)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (1234.5, "invalid"),
        (True, "invalid"),
        ("tolv", "invalid"),
        ("1.005", "invalid"),
        (["1"], "invalid"),
        ("", "invalid"),
        (None, "null"),
        ("-0.01", "min_value"),
        ("9" * 16, "max_value"),
        ("9" * 60, "max_value"),
    ],
)
def test_money_that_is_refused_says_why(amount, code):
    with pytest.raises(drf.ValidationError) as refused:
        MoneySerializerField(min_value=Decimal(0)).run_validation(amount)
    assert [detail.code for detail in refused.value.detail] == [code]


def test_money_field_of_a_model_keeps_its_limits(client):
    fields = OfferSerializer().get_fields()
    assert isinstance(fields["yearly_amount"], MoneySerializerField)
    assert (fields["yearly_amount"].min_value, fields["yearly_amount"].required) == (Decimal(0), True)

    class BenefitSerializer(ModelSerializer):
        class Meta:
            model = Benefit
            fields = ["market_value"]

    assert BenefitSerializer().get_fields()["market_value"].required is False
    answer = client.post(OFFERS, {"goal": Goal.objects.first().pk, "tier": 1, "yearly_amount": "-1"})
    assert answer.data["yearly_amount"] == [f"Beloppet får inte vara mindre än 0{chr(0xA0)}kr."]


# --- OpenAPI --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator(patterns=urlpatterns).get_schema(request=None, public=True)


def parameters(operation):
    return {parameter["name"]: parameter for parameter in operation["parameters"] if parameter["in"] == "header"}


@pytest.mark.parametrize(
    ("url", "method"),
    [
        ("/api/v1/companies/{id}/", "put"),
        ("/api/v1/companies/{id}/", "patch"),
        ("/api/v1/companies/{id}/", "delete"),
        ("/api/v1/companies/{id}/close/", "post"),
    ],
)
def test_schema_describes_what_a_write_needs(schema, url, method):
    operation = schema["paths"][url][method]
    assert parameters(operation)["If-Match"]["required"] is True
    assert {"412", "428"} <= set(operation["responses"])
    stale = operation["responses"]["412"]["content"]["application/json"]["schema"]
    assert set(stale["properties"]) == {"detail", "code", "version", "differences"}


def test_schema_describes_where_the_version_is(schema):
    read = schema["paths"]["/api/v1/companies/{id}/"]["get"]
    assert "ETag" in read["responses"]["200"]["headers"]
    assert not parameters(read)
    assert set(read["responses"]) == {"200"}
    made = schema["paths"]["/api/v1/companies/"]["post"]
    assert "ETag" in made["responses"]["201"]["headers"]


def test_schema_shows_every_field_and_money_as_text(schema):
    components = schema["components"]["schemas"]
    assert "notes" in components["Company"]["properties"]
    amount = components["Offer"]["properties"]["yearly_amount"]
    assert (amount["type"], amount["format"]) == ("string", "decimal")
    assert components["Company"]["properties"]["version"]["readOnly"] is True

"""Responses to unhandled errors: a page that says what to do, or JSON for the API."""

import json

import pytest
from django.core.handlers.exception import convert_exception_to_response
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from core.views.errors import ErrorMiddleware

pytestmark = pytest.mark.django_db


def answered(error: Exception, path: str = "/foretag/"):
    return ErrorMiddleware(lambda _request: HttpResponse()).process_exception(RequestFactory().get(path), error)


@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (OperationalError("database is locked"), 503, "Databasen svarar inte"),
        (InterfaceError("connection already closed"), 503, "Databasen svarar inte"),
        (OverflowError("Python int too large to convert to SQLite INTEGER"), 400, "Förfrågan gick inte att läsa"),
        (DataError("integer out of range"), 400, "Förfrågan gick inte att läsa"),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), 400, "Förfrågan gick inte att läsa"),
    ],
)
def test_error_of_the_database_is_answered_by_what_it_is(error, status, heading):
    response = answered(error)
    assert (response.status_code, f"<h1>{heading}</h1>" in response.content.decode()) == (status, True)


@pytest.mark.parametrize(
    ("path", "way_on"),
    [
        ("/public/goals/99/", 'href="/public/goals/"'),
        ("/public/goals/99/?lang=en", 'href="/public/goals/?lang=en"'),
        ("/public/nothing/", 'href="/public/goals/"'),
        ("/t/none/", 'href="/public/goals/"'),
        ("/nothing/", 'href="/"'),
    ],
)
def test_visitor_is_led_on_to_what_visitors_may_see(client, client_for, path, way_on):
    page = (client if path.startswith(("/public", "/t/")) else client_for()).get(path)
    assert (page.status_code, way_on in page.content.decode()) == (404, True)


def test_error_of_ours_is_left_to_django():
    assert answered(KeyError("x")) is None


def test_database_that_is_away_says_when_to_try_again():
    assert answered(OperationalError()).headers["Retry-After"] == "30"


def test_program_is_answered_in_json():
    response = answered(OperationalError(), "/api/v1/companies/")
    assert json.loads(response.content) == {
        "detail": "Databasen svarar inte just nu. Försök igen om en stund.",
        "code": "unavailable",
    }


@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (KeyError, 500)])
def test_error_before_any_view_is_answered_by_its_type(error, status):
    """The session is loaded before URL resolution, so process_exception does not apply."""

    def session_that_fails(request):
        raise error

    answer = convert_exception_to_response(session_that_fails)
    assert answer(RequestFactory().get("/")).status_code == status


@pytest.mark.parametrize("path", ["/foretag/?q=a%00b", "/finns%00inte/", "/public/bli-partner/?goal=%00"])
def test_nul_in_an_address_is_a_bad_request(client_for, path):
    assert client_for("Administratör").get(path).status_code == 400


def test_nul_in_a_cookie_is_a_bad_request():
    client = Client()
    client.cookies["sessionid"] = "a\x00b"
    assert client.get(reverse("core:login")).status_code == 400


@pytest.mark.parametrize("path", ["/api/v1/finns-inte/", "/api/v1/companies/1/x/"])
def test_unknown_address_of_the_api_is_json(client_for, path):
    response = client_for("Administratör").get(path)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "body",
    ["[" * 100_000, '{"name": "\\ud800"}', '{"name": "a\\u0000b"}', '{"a\\ud800": 1}', '{"version": ' + "1" * 5000],
)
def test_json_that_cannot_be_kept_is_a_bad_request(api_client_for, body):
    client = api_client_for("Administratör")
    response = client.post(reverse("api:company-list"), body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "parse_error")


def test_text_with_pairs_of_surrogates_is_ordinary(api_client_for):
    body = json.dumps({"name": "Åkeriet \N{GRINNING FACE}"})
    response = api_client_for("Administratör").post(reverse("api:company-list"), body, content_type="application/json")
    assert (response.status_code, response.json()["name"]) == (201, "Åkeriet \N{GRINNING FACE}")


def test_form_without_its_cookie_gets_an_explanation():
    response = Client(enforce_csrf_checks=True).post(reverse("core:login"), {"username": "a", "password": "b"})
    assert (response.status_code, "Sidan var för gammal" in response.content.decode()) == (403, True)


def test_address_of_a_button_that_is_opened_says_so(client_for):
    client = client_for("Läsare")
    response = client.get(reverse("core:logout"))
    assert (response.status_code, response.headers["Allow"]) == (405, "POST, OPTIONS")
    assert "<h1>Här finns ingen sida</h1>" in response.content.decode()

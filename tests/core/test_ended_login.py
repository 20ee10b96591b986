"""Messages and redirects when the session has ended while a form was filled in."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db


def login(page: str) -> str:
    return f"{reverse('core:login')}?ended=1&next={page}"


def test_sent_form_leads_back_to_the_page_where_it_stood():
    step = reverse("crm:nextstep_done", args=[1])  # it has no page
    came_from = {"referer": "http://testserver/foretag/?q=bageri"}
    answer = Client().post(step, headers=came_from)
    assert answer.headers["Location"] == login("http%3A//testserver/foretag/%3Fq%3Dbageri")
    elsewhere = Client().post(step, headers={"referer": "https://annanstans.example/"})
    assert elsewhere.headers["Location"] == login(step)


def test_login_page_says_that_the_login_had_ended_only_when_something_was_sent():
    told = "Du hade loggats ut, så inget är sparat än."
    pages = [Client().get(url).content.decode() for url in (login("/"), reverse("core:login"))]
    assert [told in page for page in pages] == [True, False]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_part_of_a_page_gets_no_login_page(method):
    company = CompanyFactory()
    url = reverse("crm:company_field", args=[company.pk, "trade"])
    answer = Client().generic(method, url, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.parametrize(
    "page", ["/login/", "/login/?next=/login/", "/%6Cogin/", "http://testserver/login/", "/logout/"]
)
def test_login_page_leads_whoever_is_logged_in_away_from_itself(page, client_for):
    client = client_for("Läsare")
    assert client.get(reverse("core:login"), {"next": page}).headers["Location"] == "/"
    assert client.get(reverse("core:login"), {"next": "/foretag/"}).headers["Location"] == "/foretag/"

"""What is too long is refused by its head: not a byte of it is read."""

import pytest
from django.urls import reverse

from config.request_bodies import BY_LINK, FROM_STRANGERS, FROM_USERS, LARGER
from core.models import ApiToken
from tests.factories import CompanyFactory, UserFactory
from tests.test_access import ROUTES
from tests.workplaces.factories import coordinated
from workplaces.services.personal_links import make_link, revoke_link

pytestmark = pytest.mark.django_db

MANAGER = "Partneransvarig"
LOGIN = reverse("core:login")
MAIL = reverse("inbox:mail_create")
API = "/api/v1/companies/"


class Unread:
    """A body that nobody may touch."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = read


def send(client, address: str, *, length: object = "", **more):
    head = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length), "CONTENT_TYPE": "multipart/form-data; boundary=b"}
    return client.post(address, **head | more)


@pytest.mark.parametrize("address", [LOGIN, MAIL, "/finns-inte/", "/public/bli-partner/", "/admin/login/"])
def test_strangers_may_send_little_to_any_address(address, client):
    response = send(client, address, length=FROM_STRANGERS + 1)
    assert (response.status_code, "för stort" in response.content.decode()) == (413, True)


@pytest.mark.parametrize("length", [500_000_000, "9" * 5_000, FROM_USERS + 1])
def test_who_is_logged_in_may_send_more_but_not_anything(length, client_for):
    client = client_for(MANAGER)
    assert send(client, reverse("core:profile"), length=length).status_code == 413


def test_an_address_that_takes_files_takes_larger_ones_of_who_is_logged_in(client_for, client):
    most = LARGER["inbox:mail_create"]
    assert send(client_for(MANAGER), MAIL, length=most + 1).status_code == 413
    with pytest.raises(AssertionError, match="the body was read"):
        send(client_for(MANAGER), MAIL, length=most)
    assert send(client, MAIL, length=most).status_code == 413


@pytest.mark.parametrize("address", [LOGIN, API])
def test_what_does_not_say_how_long_it_is_is_refused(address, client):
    assert send(client, address, HTTP_TRANSFER_ENCODING="chunked").status_code == 411


def test_a_program_is_told_in_json_and_known_by_its_key(api_client_for, client):
    refused = send(client, API, length=FROM_STRANGERS + 1)
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
    bad_key = send(client, API, length=FROM_STRANGERS + 1, HTTP_AUTHORIZATION="Token medspel_x")
    assert bad_key.status_code == 413


@pytest.mark.parametrize("key", ["\xff\xfe", "å", "a b", "medspel_\x00", "medspel_" + "x" * 500, "medspel_x", ""])
@pytest.mark.parametrize("address", [API, "/api/schema"])
def test_whatever_is_no_key_lets_nobody_in(address, key, client):
    refused = client.get(address, HTTP_AUTHORIZATION=f"Token {key}")
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Token")
    assert send(client, API, length=FROM_STRANGERS + 1, HTTP_AUTHORIZATION=f"Token {key}").status_code == 413


def test_every_larger_address_is_one_of_ours():
    assert (LARGER | BY_LINK).keys() - {route.name for route in ROUTES} == set()


def test_key_that_may_only_read_sends_no_more_than_a_stranger(make_user, client):
    _key, secret = ApiToken.objects.create(user=make_user(MANAGER), name="Kalkylark")
    for address in (API, LOGIN):
        answer = send(client, address, length=FROM_STRANGERS + 1, HTTP_AUTHORIZATION=f"Token {secret}")
        assert answer.status_code == 413


def sent_by_link(client, name: str, secret: str, length: int, **arguments):
    return send(client, reverse(f"workplace:{name}", kwargs={"token": secret, **arguments}), length=length)


def test_who_has_a_link_sends_pictures_from_a_phone_and_no_more(client):
    link, secret = coordinated()
    most, _kind = BY_LINK["workplace:activity_report"]
    assert most > 3 * 8_000_000
    with pytest.raises(AssertionError, match="the body was read"):
        sent_by_link(client, "activity_report", secret, most)
    assert sent_by_link(client, "activity_report", secret, most + 1).status_code == 413
    assert sent_by_link(client, "team_report", secret, FROM_STRANGERS + 1).status_code == 413
    revoke_link(link, by=UserFactory())
    assert sent_by_link(client, "activity_report", secret, FROM_STRANGERS + 1).status_code == 413


def test_link_of_another_kind_sends_no_files(client):
    _link, secret = make_link("sponsor", CompanyFactory(), by=None)
    assert sent_by_link(client, "activity_report", secret, FROM_STRANGERS + 1).status_code == 413
    with pytest.raises(AssertionError, match="the body was read"):
        sent_by_link(client, "details_change", secret, FROM_STRANGERS + 1)

"""The limits of an API key: its last day, reading only, its addresses; and when it was last used."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from config.roles import PARTNER_MANAGER
from core.addresses import parse_networks, validate_networks
from core.models import ApiToken
from core.services import KEY_USE_NOTED_EVERY

pytestmark = pytest.mark.django_db

URL = "/api/v1/tags/"


@pytest.fixture
def make_key(make_user):
    """The stored key, and a call with it."""

    def make(client, **fields):
        key, secret = ApiToken.objects.create(user=make_user(PARTNER_MANAGER), name="Skript", **fields)

        def call(method="get", data=None, **extra):
            headers = {"Authorization": f"Token {secret}"}
            return getattr(client, method)(URL, data, content_type="application/json", headers=headers, **extra)

        return key, call

    return make


def test_key_is_good_for_a_year_or_as_long_as_was_chosen_and_is_then_refused_and_kept(client, make_key, time_machine):
    (year, call), (_week, call_week) = make_key(client), make_key(client, expiry=dt.timedelta(days=7))
    made = timezone.now()
    assert (year.expiry - made).days in {364, 365}
    answers = []
    for days in (6, 8, 364, 366):
        time_machine.move_to(made + dt.timedelta(days=days))
        answers.append((call().status_code, call_week().status_code))
    assert answers == [(200, 200), (200, 401), (200, 401), (401, 401)]
    assert {key.has_expired for key in ApiToken.objects.all()} == {True}


def test_key_that_may_only_read_is_refused_all_else(client, make_key):
    _key, call = make_key(client)
    refused = [call(method, {"name": "Bygg"}) for method in ("post", "put", "patch", "delete")]
    assert [(answer.status_code, answer.json()["detail"]) for answer in refused] == [
        (403, "Nyckeln får bara läsa.")
    ] * 4
    assert call().status_code == 200
    _key, call = make_key(client, may_write=True)
    assert call("post", {"name": "Bygg"}).status_code == 201


@pytest.mark.parametrize(
    ("addresses", "address", "status"),
    [
        ("", "203.0.113.9", 200),
        ("203.0.113.9", "203.0.113.9", 200),
        ("198.51.100.1\n203.0.113.0/24", "203.0.113.9", 200),
        ("203.0.113.9", "203.0.113.8", 401),
        ("203.0.113.9", "2001:db8::1", 401),
        ("2001:db8::1", "2001:db8::1", 200),
        ("2001:db8::1", "2001:db8::2", 401),  # one address, though clients are counted by network
        ("2001:db8::/48", "2001:db8:0:7::2", 200),
        ("203.0.113.9", "::ffff:203.0.113.9", 200),
        ("0.0.0.0/0", "okänd", 401),
    ],
)
def test_key_is_refused_from_other_addresses(addresses, address, status, client, make_key):
    _key, call = make_key(client, addresses=addresses)
    assert call(REMOTE_ADDR=address).status_code == status


def test_address_of_a_key_is_that_of_the_client_behind_the_proxy(client, make_key, settings):
    settings.PROXIES = 1
    _key, call = make_key(client, addresses="203.0.113.9")
    forged = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.1", "REMOTE_ADDR": "10.0.0.2"}
    assert call(HTTP_X_FORWARDED_FOR="203.0.113.9", REMOTE_ADDR="10.0.0.2").status_code == 200
    assert call(**forged).status_code == 401


@pytest.mark.parametrize("text", ["hemma", "203.0.113.9/33", "203.0.113.9-12", "1.2.3.4\nx'y", "/", "2001:db8::/200"])
def test_addresses_that_are_none_are_refused_by_name(text):
    with pytest.raises(ValidationError, match="Det här är ingen nätadress: "):
        validate_networks(text)


def test_addresses_are_written_on_lines_or_with_commas():
    assert [str(each) for each in parse_networks("198.51.100.7, 203.0.113.5/24\n\n2001:db8::1;")] == [
        "198.51.100.7/32",
        "203.0.113.0/24",
        "2001:db8::1/128",
    ]


def test_use_is_noted_at_most_every_hour(client, make_key, time_machine, django_assert_num_queries):
    key, call = make_key(client)
    call()
    key.refresh_from_db()
    first = key.used_at
    with django_assert_num_queries(4):  # the key with its user, two for permissions, the count of none
        call()
    time_machine.move_to(first + KEY_USE_NOTED_EVERY)
    with django_assert_num_queries(7):  # besides: a savepoint, the key, and its release
        call()
    key.refresh_from_db()
    assert key.used_at >= first + KEY_USE_NOTED_EVERY


def test_key_that_is_refused_is_not_noted_as_used(client, make_key):
    key, call = make_key(client, addresses="198.51.100.1")
    call()
    key.refresh_from_db()
    assert key.used_at is None

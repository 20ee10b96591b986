"""What holds for every address that is open to visitors, and for every address that holds a secret."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from lxml import html

from config.access import POLICY, VISITOR
from core.middleware import SECRETS
from tests.access_samples import QUERIES, make_samples
from tests.core.test_page_weight import sent
from tests.test_access import ROUTES, Route, longest_fit
from tests.website.factories import make_figure, make_partner

pytestmark = pytest.mark.django_db
LOGINS = ("core:", "account_", "accounts:", "mfa_", "openid_connect_")  # these have a session, and so cookies
FOREIGN = re.compile(rb'(?:\bsrc="|<link rel="(?:stylesheet|preload|icon)"[^>]*href="|url\()(?:https?:)?//')
FONT = "fonts/inter-latin.woff2"
MOST_BYTES = 100_000  # of a page with all that it loads, as sent, pictures apart
BY_ETAG = {"board:board", "board:board_data", "board:team", "board:diploma"}
PICTURES = {"board:board_picture", "board:board_activity_picture", "website:board_picture"}
OPEN = [route for route in ROUTES if VISITOR in POLICY.get(route.name, POLICY["core:profile"]).who.get("GET", ())]
SECRET = [route for route in ROUTES if SECRETS & route.arguments]


@pytest.fixture
def samples(make_user) -> dict:
    return make_samples(make_user("Administratör"))


def address(route: Route, samples: dict, **other: str) -> str:
    known = (longest_fit(samples, route.name) or {}) | other
    url = reverse(route.name, kwargs={name: known.get(name, "x") for name in route.arguments})
    return url + (f"?{urlencode(QUERIES[route.name])}" if route.name in QUERIES else "")


def is_login(route: Route) -> bool:
    return route.name.startswith(LOGINS)


def test_no_page_for_visitors_sets_a_cookie_or_loads_anything_from_others(samples):
    told = [route for route in OPEN if not is_login(route) or "organisation" in route.name]
    assert len(told) > 40
    surprises = []
    for route in told:
        answer = Client().get(address(route, samples))
        if answer.cookies or FOREIGN.search(answer.getvalue().replace(b"http://testserver/", b"/")):
            surprises.append((route.name, sorted(answer.cookies)))
    assert surprises == []


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "options"])
@pytest.mark.parametrize("made_up", [False, True])
def test_address_with_a_secret_is_neither_indexed_nor_named_to_others(made_up, method, samples):
    other = {"token": "x" * 43} if made_up else {}
    surprises = []
    for route in SECRET:
        answer = getattr(Client(), method)(address(route, samples, **other))
        told = (answer.headers.get("Referrer-Policy"), answer.headers.get("X-Robots-Tag"))
        # Of a page without a referrer browsers send forms with "Origin: null", which is refused where a login is.
        has_form = b"csrfmiddlewaretoken" in answer.getvalue()
        policies = {"same-origin", *([] if has_form else ["no-referrer"])} if is_login(route) else {"no-referrer"}
        if told[0] not in policies or told[1] != "noindex, nofollow":
            surprises.append((route.name, answer.status_code, told))
    assert surprises == []


@pytest.mark.parametrize("made_up", [False, True])
def test_no_personal_page_is_kept(made_up, samples):
    other = {"token": "x" * 43} if made_up else {}
    kept = []
    for route in SECRET:
        answer = Client().get(address(route, samples, **other))
        if "no-store" not in answer.headers["Cache-Control"]:
            kept.append(route.name)
    assert set(kept) == (set() if made_up else BY_ETAG | PICTURES | {"reports:calendar"})


def loaded_by(page: bytes) -> dict[str, bytes]:
    """What the page loads before anybody presses anything, by its path: pictures are apart."""
    tree = html.fromstring(page.decode())
    asked = [*tree.xpath("//script/@src"), *tree.xpath("//link[@rel='stylesheet' or @rel='preload']/@href")]
    files = {url: Client().get(url).getvalue() for url in asked if not url.startswith("/static/")}
    names = {url.removeprefix("/static/") for url in asked if url.startswith("/static/")} | {FONT}
    return files | {name: Path(finders.find(name)).read_bytes() for name in names}


def test_every_page_for_visitors_is_light(samples):
    make_figure(), make_partner()
    heavy, weighed = {}, 0
    for route in OPEN:
        answer = Client().get(address(route, samples))
        if is_login(route) or b"<!doctype html" not in answer.getvalue()[:200]:
            continue
        parts = {"": answer.content} | loaded_by(answer.content)
        total = sum(sent(content, name) for name, content in parts.items())
        weighed += 1
        if total >= MOST_BYTES:
            heavy[route.name] = total
    assert (heavy, weighed > 30) == ({}, True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_secret_of_one_kind_opens_no_page_of_another(samples, method):
    routes = [route for route in SECRET if "token" in route.arguments]
    own = {route: longest_fit(samples, route.name)["token"] for route in routes}
    secrets = set(own.values())
    boards = {secret for route, secret in own.items() if route.name in BY_ETAG | PICTURES}  # of two competitions
    assert len(secrets) > 8
    opened = []
    for route, secret in own.items():
        for other in secrets - (boards if secret in boards else {secret}):
            cache.clear()  # who tries so many has to wait
            answer = getattr(Client(), method)(address(route, samples, token=other))
            if answer.status_code not in {404, 405, 410}:
                opened.append((route.name, answer.status_code))
    assert opened == []

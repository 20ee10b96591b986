"""Every address, tried as everybody, against config/access."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from config.access import POLICY, SITES, VISITOR, Rule
from config.roles import ADMINISTRATOR, ROLES
from core.models import User
from tests.access_samples import HEADERS, METRICS_TOKEN, QUERIES, make_samples
from tests.factories import UserFactory

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
DISABLED = "disabled"
ACTORS = (VISITOR, DISABLED, *ROLES)
HARMLESS = {"admin:logout"}  # sends who is not let in to the admin's start page, which refuses


class Route(NamedTuple):
    name: str
    text: str
    arguments: frozenset[str]
    unnamed: int  # arguments without a name, as in the admin's history


def walk(patterns, *, names=(), text="", arguments=frozenset(), unnamed=0) -> Iterator[Route]:
    for pattern in patterns:
        here = text + str(pattern.pattern)
        regex = pattern.pattern.regex
        needs = arguments | regex.groupindex.keys()
        more = unnamed + regex.groups - len(regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from walk(pattern.url_patterns, names=inner, text=here, arguments=needs, unnamed=more)
        else:
            yield Route(":".join((*names, pattern.name or "")), here, frozenset(needs), more)


ROUTES = list(walk(get_resolver().url_patterns))
AREA_OF = {  # apps of about as many requests together; those not named are others
    "crm": "crm",
    "campaigns": "campaigns",
    "finance": "finance",
    "api": "api",
    "core": "house",
    "accounts": "house",
    "goals": "house",
    "inbox": "outside",
    "mailing": "outside",
    "website": "outside",
    "workplace": "outside",
    "workplaces": "outside",
}
ADMIN_AREA_OF = {
    "campaigns": "admin campaigns",
    "crm": "admin crm",
    "finance": "admin crm",
    "goals": "admin goals",
}  # by the second part of the address
AREAS = (*dict.fromkeys((*AREA_OF.values(), *ADMIN_AREA_OF.values())), "others", "admin others")


def area_of(route: Route) -> str:
    app = route.name.partition(":")[0]
    if app == "admin":
        return ADMIN_AREA_OF.get(route.text.split("/")[1], "admin others")
    return AREA_OF.get(app, "others")


def longest_fit(table: dict, name: str):
    """The entry whose key the name begins with, the longest such key; None without one."""
    key = max((key for key in table if name.startswith(key)), key=len, default=None)
    return None if key is None else table[key]


def outcome(response) -> str:
    if response.status_code in {301, 302}:
        target = urlsplit(response.headers["Location"])
        logins = {resolve_url("core:login"), resolve_url("admin:login")}
        return "login" if target.path in logins and "next=" in target.query else "allowed"
    named = {401: "unauthorized", 403: "denied", 404: "missing", 405: "not served"}
    return named.get(response.status_code, "allowed" if response.status_code < 500 else "broken")


def accepted(rule: Rule, method: str, actor: str) -> set[str]:
    stranger = actor in {VISITOR, DISABLED}
    allowed = rule.who.get(method)
    if allowed is not None and (actor in allowed or (stranger and VISITOR in allowed)):
        return {"allowed"}
    refused = {"denied"} if not stranger else {"unauthorized"} if rule.to_programs else {"login"}
    # Whether the method or the person is looked at first does not matter. Django's forms take PUT for POST.
    as_post = (
        accepted(rule, "POST", actor) if method == "PUT" and "PUT" not in rule.who and "POST" in rule.who else set()
    )
    return refused | {"not served"} | as_post


def served(rule: Rule | None) -> list[str]:
    if rule is None:
        return list(METHODS[:2])  # what somebody else wrote is only tried at the door
    return [method for method in METHODS if method in rule.who]


def unserved(rule: Rule | None) -> list[str]:
    return [] if rule is None else [method for method in METHODS if method not in rule.who]


def try_everything(client: Client, samples: dict, actor: str, area: str, methods=served) -> list[str]:
    """Every route and method of an area, each undone after it is tried; gives a line for each surprise."""
    surprises = []
    cookies = client.cookies.output(header="", sep=";")
    for route in ROUTES:
        if area_of(route) != area:
            continue
        rule = POLICY.get(route.name)
        site = longest_fit(SITES, route.name) if rule is None else None
        if (rule is None and site is None) or route.name.endswith(":") or route.name in HARMLESS:
            continue  # the test below tells
        known = longest_fit(samples, route.name) or {}
        if route.arguments - known.keys():
            surprises.append(f"{route.name}: tests/access_samples.py gives no {set(route.arguments - known.keys())}")
            continue
        url = reverse(route.name, args=["0"] * route.unnamed, kwargs={name: known[name] for name in route.arguments})
        url += f"?{urlencode(QUERIES[route.name])}" if route.name in QUERIES else ""
        for method in methods(rule):
            client.cookies = SimpleCookie(cookies)
            with transaction.atomic():
                response = client.generic(method, url, content_type="application/json", headers=HEADERS.get(route.name))
                if response.streaming:
                    list(response)  # to its end, which closes the file
                transaction.set_rollback(True)
            was = outcome(response)
            if rule is not None:
                may = accepted(rule, method, actor)
            elif actor in site:
                may = {"allowed", "denied", "missing", "not served"}
            else:
                may = {"login", "denied"}
            if was not in may:
                surprises.append(
                    f"{method} {url} ({route.name}): {response.status_code} {was}, not {' or '.join(sorted(may))}"
                )
    return surprises


class Actor(NamedTuple):
    role: str  # or VISITOR, DISABLED
    user: User
    samples: dict[str, dict]


@pytest.fixture(scope="module", params=ACTORS)
def actor(request, django_db_setup, django_db_blocker) -> Iterator[Actor]:
    """Who tries, with the rows that are tried: made once for all areas."""
    role = request.param
    with django_db_blocker.unblock(), transaction.atomic():
        user = UserFactory(role=role if role in ROLES else None, is_staff=role == ADMINISTRATOR, password="Prov")
        yield Actor(role, user, make_samples(user))
        transaction.set_rollback(True)


@pytest.fixture
def tried(actor, db, caplog, settings):
    def trial(area: str, methods=served) -> list[str]:
        settings.METRICS_TOKEN = METRICS_TOKEN
        settings.MAIL_PROVIDER, settings.MAIL_WEBHOOK_SECRET = "brevo", "name:secret"
        settings.ANYMAIL = {"WEBHOOK_SECRET": settings.MAIL_WEBHOOK_SECRET}
        caplog.set_level("ERROR", logger="django.request")
        client = Client(raise_request_exception=False)
        if actor.role != VISITOR:
            client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
        if actor.role == DISABLED:
            User.objects.filter(pk=actor.user.pk).update(is_active=False)
        return try_everything(client, actor.samples, actor.role, area, methods)

    return trial


@pytest.mark.parametrize("area", AREAS)
def test_every_address_does_what_the_policy_says(area, tried):
    surprises = tried(area)
    assert not surprises, "\n" + "\n".join(surprises)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("actor", [ADMINISTRATOR], indirect=True)
def test_what_no_address_serves_is_refused_to_who_may_do_everything(area, tried):
    surprises = tried(area, unserved)
    assert not surprises, "\n" + "\n".join(surprises)


def test_every_address_is_in_the_policy():
    unnamed = [
        route.text
        for route in ROUTES
        if route.name not in POLICY
        and (route.name.endswith(":") or not route.name)
        and not longest_fit(SITES, route.name)
    ]
    named = {route.name for route in ROUTES if route.text not in unnamed}
    missing = sorted(name for name in named if name not in POLICY and longest_fit(SITES, name) is None)
    assert (unnamed, missing) == ([], [])


def test_the_policy_names_no_address_that_is_gone():
    assert sorted(POLICY.keys() - {route.name for route in ROUTES}) == []


@pytest.mark.parametrize(
    ("method", "actor", "may"),
    [
        ("GET", VISITOR, {"login", "not served"}),
        ("GET", "Läsare", {"denied", "not served"}),
        ("GET", "Ekonomi", {"allowed"}),
        ("POST", "Ekonomi", {"denied", "not served"}),
        ("PUT", "Ekonomi", {"denied", "not served"}),
        ("DELETE", "Administratör", {"denied", "not served"}),
    ],
)
def test_accepted_reads_a_rule_strictly(method, actor, may):
    assert accepted(Rule({"GET": frozenset({"Ekonomi"}), "POST": frozenset()}), method, actor) == may

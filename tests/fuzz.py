"""Ways to try every parameter of every address with values that nobody means.

Find the parameters by what the product itself shows: forms on its pages, filters of its lists, its OpenAPI document.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from http.cookies import SimpleCookie
from itertools import product
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import lxml.html
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse
from drf_spectacular.generators import SchemaGenerator

from config.access import POLICY
from tests.test_access import ROUTES, longest_fit

LIST_PARAMETERS = ("page", "sort", "per_page", "columns", "q", "on", "from", "to", "year", "export", "next", "lang")
API_PARAMETERS = ("page", "page_size", "ordering")
NASTY = (
    "9" * 20,
    "-1",
    "9" * 5000,
    "a\x00b",
    "\ud800",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "1e999",
    "NaN",
    "999999999999999999,99",
    "[]",
    "%",
    "\u202e\ufeff",
    "å" * 100_000,
)
DEEP = "[" * 100_000
NASTY_JSON = (*NASTY, 10**30, -1, 1.5, True, None, [], [10**30], ["\ud800"], {}, {"pk": 1}, [[]], [None])


class Fault(NamedTuple):
    method: str
    url: str
    name: str
    value: str
    status: int


def arguments_of(route, samples: dict) -> dict | None:
    known = longest_fit(samples, route.name) or {}
    return None if route.arguments - known.keys() else {name: known[name] for name in route.arguments}


def addresses(samples: dict, *, method: str) -> Iterator[tuple[str, str]]:
    """Name and address of every route of the policy that serves the method."""
    for route in ROUTES:
        rule = POLICY.get(route.name)
        if rule is None or method not in rule.who or route.unnamed:
            continue
        arguments = arguments_of(route, samples)
        if arguments is not None:
            yield route.name, reverse(route.name, kwargs=arguments)


def odd_addresses(samples: dict) -> Iterator[tuple[str, str]]:
    """The same with each argument in turn a value that a person may type into the address."""
    for route in ROUTES:
        if route.name not in POLICY or route.unnamed:
            continue
        arguments = arguments_of(route, samples)
        for name in arguments or ():
            if isinstance(arguments[name], UUID):
                continue  # the pattern lets nothing else through
            for value in (10**19, 10**200) if isinstance(arguments[name], int) else ("x", "x" * 300, "9" * 20):
                with suppress(NoReverseMatch):  # nothing leads there
                    yield route.name, reverse(route.name, kwargs=arguments | {name: value})


def send(client: Client, method: str, url: str, name: str, value, **more) -> Iterator[Fault]:
    """One request, taken back afterwards with its cookies; a fault when it is answered by an error of ours."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        response = getattr(client, method.lower())(url, **more)
        if response.streaming:
            list(response)
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)  # who has logged out is in again
    if response.status_code >= 500:
        yield Fault(method, url, name, str(value)[:30], response.status_code)


def page_at(client: Client, url: str) -> bytes:
    """Empty for a file, and for what a program reads."""
    response = client.get(url)
    if response.streaming:
        list(response)  # to its end, which closes the file
        return b""
    return response.content if "html" in response.headers.get("Content-Type", "") else b""


def fields_of_forms(page: bytes, url: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Method, address and values of each form on a page."""
    if not page.strip():
        return
    document = lxml.html.fromstring(page, base_url=f"http://testserver{url}")
    document.make_links_absolute()
    for form in document.forms:
        target = urlsplit(form.action or f"http://testserver{url}")
        values = {name: value or "" for name, value in form.form_values()}
        values |= {element.name: "" for element in form.inputs if element.name and element.name not in values}
        yield form.method.upper(), target.path, values


def filters_at(url: str) -> tuple[str, ...]:
    view = resolve(url).func
    owner = getattr(view, "view_class", None) or getattr(view, "cls", None)
    return tuple(getattr(getattr(owner, "filterset_class", None), "base_filters", ()))


def try_queries(client: Client, samples: dict, *, values=NASTY) -> Iterator[Fault]:
    for name, url in addresses(samples, method="GET"):
        usual = API_PARAMETERS if name.startswith("api:") else LIST_PARAMETERS
        with transaction.atomic():
            html = page_at(client, url)
            transaction.set_rollback(True)
        asked = {field for method, _path, fields in fields_of_forms(html, url) if method == "GET" for field in fields}
        for parameter in sorted({*usual, *filters_at(url), *asked}):
            for value in values:
                sent = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
                yield from send(client, "GET", url, parameter, value, data={parameter: sent})


def try_odd_addresses(client: Client, samples: dict) -> Iterator[Fault]:
    for _name, url in odd_addresses(samples):
        for method in ("GET", "POST"):
            yield from send(client, method, url, "", "")


def forms_by_address(client: Client, samples: dict) -> dict[str, dict[str, str]]:
    """The fields that any page of the product sends to each address."""
    forms = defaultdict(dict)
    for _name, url in addresses(samples, method="GET"):
        with transaction.atomic():
            html = page_at(client, url)
            transaction.set_rollback(True)
        for method, path, values in fields_of_forms(html, url):
            if method == "POST":
                forms[path] |= values
    return forms


def try_forms(client: Client, samples: dict, *, values=NASTY) -> Iterator[Fault]:
    for url, fields in forms_by_address(client, samples).items():
        filled = {name: value or "1" for name, value in fields.items()}
        for others, field, value in product((fields, filled), fields, values):
            yield from send(client, "POST", url, field, value, **as_form(others | {field: value}))


def as_form(fields: dict[str, str]) -> dict[str, str]:
    """The body of a form and its type. As multipart the test client would send the bytes of a value one by one."""
    body = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()})
    return {"data": body, "content_type": "application/x-www-form-urlencoded"}


def bodies_of_api(samples: dict) -> Iterator[tuple[str, str, dict]]:
    """Method, address and a well-formed example of every operation of the API that takes a body."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    shapes = schema["components"]["schemas"]
    for method in ("POST", "PATCH", "PUT"):
        for name, url in addresses(samples, method=method):
            if not name.startswith("api:"):
                continue
            pattern = next(path for path in schema["paths"] if same_address(path, url))
            body = schema["paths"][pattern].get(method.lower(), {}).get("requestBody")
            if body and "application/json" in body["content"]:
                shape = body["content"]["application/json"]["schema"]
                shape = shapes[shape["$ref"].rsplit("/", 1)[1]] if "$ref" in shape else shape
                yield method, url, dict.fromkeys(shape.get("properties", {}), "1")


def same_address(pattern: str, url: str) -> bool:
    ours, theirs = pattern.strip("/").split("/"), url.strip("/").split("/")
    return len(ours) == len(theirs) and all(a.startswith("{") or a == b for a, b in zip(ours, theirs, strict=True))


def try_bodies(client: Client, samples: dict, *, values=NASTY_JSON) -> Iterator[Fault]:
    as_json = {"content_type": "application/json", "headers": {"If-Match": '"1"'}}
    for method, url, fields in bodies_of_api(samples):
        for whole in (DEEP, "", "[]", "null", '"x"', "NaN", "1" * 6000, '{"a":', "\ufeff{}"):
            yield from send(client, method, url, "", whole, data=whole, **as_json)
        others = {} if method == "PATCH" else fields
        for field in fields:
            for value in values:
                body = json.dumps(others | {field: value})
                yield from send(client, method, url, field, value, data=body, **as_json)

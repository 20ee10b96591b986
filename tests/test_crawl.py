"""Nobody is told what their role may not see, whatever address, method, key or search they try. Long: `make soak`.

A word of its own stands in every field that can hold text about somebody, and in those of logins and keys. All rows are
somebody else's. Then three roles try every address: with each method, with keys of other rows and with keys that no row
has. Answers are read to their last byte, workbooks unpacked.
"""

import io
import logging
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from http.cookies import SimpleCookie
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from config.access import POLICY, VISITOR
from config.roles import ADMINISTRATOR, FINANCE, READER
from core.models import AuditWords, User
from privacy.inventory import live_model, places
from tests import fuzz
from tests.access_samples import make_samples
from tests.test_access import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.soak]

WORD = re.compile(r"kx(\d{3})q")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ROWS_TRIED = range(1, 7)
# Beside what can hold a person: logins, keys and names that are nobody else's business.
OF_LOGINS = {
    "core.User": ("username", "first_name", "last_name", "email"),
    "core.ApiToken": ("name", "digest", "addresses"),
    "core.CalendarLink": ("token_hash",),
    "accounts.Invitation": ("first_name", "last_name", "email"),
    "account.EmailAddress": ("email",),
    "crm.Sponsorship": ("agreement_no",),
    "campaigns.Competition": ("lot_seed",),
}

# What the public addresses show, which everybody may open: the website's partners, a competition's board, and what a
# secret link shows to whom it was given.
PUBLIC = {
    "crm.Company": {"name", "website"},
    "campaigns.Competition": {"name", "rules_text"},
    "campaigns.Team": {"name"},
    "campaigns.Activity": {"name"},
    "campaigns.Entry": {"title", "text"},
    "campaigns.EntryPicture": {"alt"},
    "campaigns.Juror": {"name"},
    "campaigns.Criterion": {"name", "guide"},
    "accounts.Invitation": {"first_name", "email"},
    "core.User": {"username"},
}
# Colleagues know each other by name, and posters say whom to write to; a company that another was merged into says
# what that was called.
AMONG_COLLEAGUES = {"core.User": {"username", "first_name", "last_name", "email"}, "core.Changeset": {"name"}}


class Planted:
    """Which field each word stands in."""

    def __init__(self):
        self.fields: dict[str, tuple[type[models.Model], str]] = {}
        for model, names in self._wanted():
            for name in names:
                self._plant(model, name)

    @staticmethod
    def _wanted() -> Iterator[tuple[type[models.Model], tuple[str, ...]]]:
        yield from places().items()
        for label, names in OF_LOGINS.items():
            yield apps.get_model(label), names

    def _plant(self, model: type[models.Model], name: str):
        field, number = model._meta.get_field(name), f"{len(self.fields) + 1:03}"
        if isinstance(field, models.JSONField | models.FileField | models.BinaryField) or model is AuditWords:
            return  # pages read their parts by name; the database refuses to change the log
        done = False
        for pk in list(model._base_manager.values_list("pk", flat=True)):
            word = f"kx{number}q{pk}" if field.unique else f"kx{number}q"
            if isinstance(field, models.EmailField):
                word += "@prov.example"
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=pk).update(**{name: word})
            except DatabaseError:
                continue
            done = True
        if done:
            self.fields[f"kx{number}q"] = (model, name)

    def label(self, word: str) -> str:
        model, name = self.fields[word]
        return f"{model._meta.label}.{name}"


def hidden_from(user: User | None, planted: Planted) -> dict[str, str]:
    """Words that the user's role may not see, with their fields."""
    hidden = {}
    for word, (model, name) in planted.fields.items():
        live = live_model(model)
        meta = live._meta
        shown = PUBLIC.get(meta.label, set()) | (AMONG_COLLEAGUES.get(meta.label, set()) if user else set())
        seen = user is not None and user.has_perm(f"{meta.app_label}.view_{meta.model_name}")
        guard = getattr(live, "guarded_fields", {}).get(name)
        if name not in shown and (not seen or (guard and not user.has_perm(guard))):
            hidden[word] = planted.label(word)
    return hidden


def other_values(value) -> list:
    """Keys of other rows, or secrets that are almost right."""
    if isinstance(value, UUID):
        return []  # the pattern lets nothing else through
    return list(ROWS_TRIED) if isinstance(value, int) else [f"{value[:-1]}x", value.upper(), "0" * len(value)]


def requests_of(samples: dict) -> Iterator[tuple[str, str]]:
    """Method and address: every address by each method, with other keys, and with keys that nobody has."""
    for route in ROUTES:
        arguments = None if route.unnamed or route.name not in POLICY else fuzz.arguments_of(route, samples)
        if arguments is None:
            continue
        url = reverse(route.name, kwargs=arguments)
        yield from ((method, url) for method in METHODS)
        yield "GET", f"{url}?export=xlsx"
        for name, value in arguments.items():
            for other in other_values(value):
                with suppress(NoReverseMatch):
                    yield "GET", reverse(route.name, kwargs=arguments | {name: other})
    for _name, url in fuzz.odd_addresses(samples):
        yield "GET", url
        yield "POST", url


def text_of(response) -> str:
    """The headers and the body, with what a workbook or another archive has inside."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    return f"{response.headers}\n{body.decode('utf-8', 'replace')}"


class Crawler:
    def __init__(self, client: Client):
        self.client, self.cookies = client, client.cookies.output(header="", sep=";")
        self.statuses: Counter[int] = Counter()

    def ask(self, method: str, url: str) -> tuple[int, str]:
        """Take back what it did, and log in again who was logged out."""
        body = "{}" if method in {"POST", "PUT", "PATCH"} and url.startswith("/api/") else ""
        with transaction.atomic():
            response = self.client.generic(method, url, body, content_type="application/json")
            text = text_of(response)
            transaction.set_rollback(True)
        self.client.cookies = SimpleCookie(self.cookies)
        self.statuses[response.status_code] += 1
        return response.status_code, text


@pytest.fixture(autouse=True)
def nothing_is_logged():
    """What pytest keeps of each record holds its request, which is gigabytes in the end."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("actor", [VISITOR, READER, FINANCE])
def test_no_answer_tells_what_the_role_may_not_see(actor, make_user, capsys):
    client = Client(raise_request_exception=False)
    samples = make_samples(make_user(ADMINISTRATOR))
    planted = Planted()
    user = None if actor == VISITOR else make_user(actor)
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    hidden, crawler = hidden_from(user, planted), Crawler(client)
    leaks, broken = defaultdict(set), []
    for method, url in requests_of(samples):
        status, text = crawler.ask(method, url)
        if status >= 500:
            broken.append(f"{status} {method} {url}")
        for number in WORD.findall(text):
            if (word := f"kx{number}q") in hidden:
                leaks[hidden[word]].add(f"{method} {url[:80]}")
    said = [f"{crawler.statuses.total()} requests as {actor}", f"{len(hidden)} of {len(planted.fields)} words hidden"]
    with capsys.disabled():
        print("", *said, dict(crawler.statuses), sep="\n")  # noqa: T201
    assert ([f"{label}: {sorted(where)[:3]}" for label, where in sorted(leaks.items())], broken) == ([], [])

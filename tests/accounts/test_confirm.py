"""Being asked again who one is, before what does most harm."""

import datetime as dt
from hashlib import sha256
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.views import View

from core.models import Job, JobState
from core.views.recent_login import RecentLoginMixin
from tests.conftest import PASSWORD
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db
CONFIRM = reverse("accounts:confirm")


class Dangerous(RecentLoginMixin, View):
    def get(self, request):
        return HttpResponse("open")

    post = get


@pytest.fixture
def later(time_machine):
    """Let so long pass that the login is no longer recent."""
    time_machine.move_to(timezone.now(), tick=False)
    return lambda: time_machine.shift(dt.timedelta(minutes=16))


def answer(client, method: str = "get", **headers) -> HttpResponse:
    """What the view answers to this client, at an address that has a query of its own."""
    request = getattr(RequestFactory(), method)("/farligt/?q=1", headers=headers)
    request.session, request.user = client.session, client.user
    request.htmx = bool(headers.get("HX-Request")) and type("Htmx", (), {"current_url": headers["HX-Current-URL"]})()
    return Dangerous.as_view()(request)


def test_what_does_most_harm_opens_shortly_after_a_login_and_asks_later(client_for, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    client = client_for("Läsare")
    time_machine.shift(dt.timedelta(minutes=14))
    assert answer(client).content == b"open"
    time_machine.shift(dt.timedelta(minutes=1))
    assert answer(client).headers["Location"] == f"{CONFIRM}?next=%2Ffarligt%2F%3Fq%3D1"
    time_machine.shift(dt.timedelta(hours=-2))
    assert answer(client).status_code == 302


def test_form_sent_too_late_leads_back_to_its_page_and_htmx_leaves_its_own(client_for, later):
    client = client_for("Läsare")
    later()
    sent = answer(client, "post", Referer="http://testserver/farligt/")
    assert sent.headers["Location"] == f"{CONFIRM}?next=http%3A%2F%2Ftestserver%2Ffarligt%2F&ended=1"
    part = answer(client, **{"HX-Request": "true", "HX-Current-URL": "http://testserver/foretag/"})
    assert part.headers["HX-Redirect"] == f"{CONFIRM}?next=http%3A%2F%2Ftestserver%2Fforetag%2F"
    stranger = answer(client, **{"HX-Request": "true", "HX-Current-URL": "https://annanstans.example/"})
    assert stranger.headers["HX-Redirect"] == f"{CONFIRM}?next=%2F"


def test_right_password_leads_on_and_a_wrong_one_does_not(client_for, later):
    client = client_for("Läsare")
    later()
    wrong = client.post(CONFIRM, {"password": "fel", "next": "/foretag/"})
    assert (wrong.status_code, wrong.context["form"].errors["password"]) == (200, ["Det är inte ditt lösenord."])
    assert (wrong.context["next"], answer(client).status_code) == ("/foretag/", 302)
    right = client.post(CONFIRM, {"password": PASSWORD, "next": "/foretag/"})
    assert (right.headers["Location"], answer(client).content) == ("/foretag/", b"open")
    assert client.post(CONFIRM, {"password": PASSWORD, "next": "//annanstans.example"}).headers["Location"] == "/"


def test_wrong_passwords_here_are_counted_with_those_at_login(client_for, settings):
    settings.AXES_ENABLED = True
    client = client_for("Läsare")
    assert [client.post(CONFIRM, {"password": "fel"}).status_code for _each in range(7)] == [200] * 7
    assert client.post(CONFIRM, {"password": PASSWORD}).status_code == 302
    assert [client.post(CONFIRM, {"password": "fel"}).status_code for _each in range(8)] == [200] * 7 + [429]
    credentials = {"username": client.user.username, "password": PASSWORD}
    assert Client().post(reverse("core:login"), credentials).status_code == 429


@pytest.mark.parametrize(
    ("arguments", "asks"),
    [
        ({"path": "/personer/"}, True),
        ({"path": "/foretag/"}, False),
        ({"path": "/listan-finns-inte/"}, True),
        ({}, False),
    ],
)
def test_file_that_was_ordered_before_asks_when_it_names_people(arguments, asks, client_for, later):
    client, now = client_for("Läsare"), timezone.now()
    job = Job.objects.create(
        owner=client.user,
        kind="workbook",
        title="Lista",
        arguments=arguments,
        state=JobState.DONE,
        seen_at=now,
        finished_at=now,
        file=ContentFile(b"x", name="x"),
        digest=sha256(b"x").hexdigest(),
        file_name="lista.xlsx",
    )
    url, page = reverse("core:job_file", args=[job.pk]), quote(job.get_absolute_url(), safe="")
    assert client.get(url).status_code == 200
    later()
    answer = client.get(url)
    asked = (302, f"{CONFIRM}?next={page}")
    assert (answer.status_code, answer.get("Location")) == (asked if asks else (200, None))


def test_workbook_of_people_asks_and_then_leads_back_to_the_list(client_for, later):
    client, people, companies = client_for("Läsare"), reverse("crm:contact_list"), reverse("crm:company_list")
    export = {"export": "xlsx", "q": "kim"}
    assert book_of(client.get(people, export))
    later()
    assert client.get(people, export).headers["Location"] == f"{CONFIRM}?next=%2Fpersoner%2F%3Fq%3Dkim"
    assert book_of(client.get(companies, export))

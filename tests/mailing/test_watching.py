"""How the queue is watched: the health check, the figures for Prometheus, and the letters for programs."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mailing.models import Letter
from operations.doctor.running_services import check_letters
from tests.mailing.letters import LOCMEM, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mails(settings, prov):
    settings.EMAIL_BACKEND = LOCMEM


def told() -> list[tuple[str, int]]:
    return [(finding.level, finding.values["number"]) for finding in check_letters()]


def test_letters_that_wait_fail_or_bounce_are_told():
    now = timezone.now()
    assert told() == []
    write(due_at=now - dt.timedelta(minutes=16))
    write(due_at=now - dt.timedelta(minutes=14))
    write(state="failed", ended_at=now)
    write(state="failed", ended_at=now - dt.timedelta(days=2))
    write(state="bounced", ended_at=now)
    assert told() == [("error", 1), ("warning", 1), ("warning", 1)]


def test_letters_wait_without_harm_where_mail_goes_nowhere(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    write(due_at=timezone.now() - dt.timedelta(days=1))
    assert told() == []


def test_metrics_count_letters_by_state_and_say_how_late_the_oldest_is(client, settings):
    settings.METRICS_TOKEN = "prov"
    write(due_at=timezone.now() - dt.timedelta(minutes=5))
    write(state="failed", ended_at=timezone.now())
    text = client.get("/metrics", headers={"Authorization": "Bearer prov"}).content.decode()
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("medspel_letter"))
    assert (lines['medspel_letters{state="waiting"}'], lines['medspel_letters{state="failed"}']) == ("1.0", "1.0")
    assert 299 < float(lines["medspel_letter_oldest_seconds"]) < 310


def test_letters_are_read_by_administrators_alone_and_without_what_they_say(client_for):
    letter = write(values={"förnamn": "Kim", "länk": "https://hemlig.example/x"})
    client = client_for("Administratör")
    (told,) = client.get(reverse("api:letter-list"), {"state": "waiting"}).json()["results"]
    assert (told["id"], told["to_email"], told["subject"]) == (letter.pk, "kim@b.example", "Hej Kim")
    assert {"text", "html", "sealed", "about"} & set(told) == set()
    assert client.get(reverse("api:letter-list"), {"state": "failed"}).json()["results"] == []
    detail = reverse("api:letter-detail", args=[letter.pk])
    assert client.get(detail).json() == told
    assert [client_for(role).get(detail).status_code for role in ("Partneransvarig", "Läsare")] == [403, 403]
    assert client.post(reverse("api:letter-list"), {}, content_type="application/json").status_code in (403, 405)


def test_list_of_letters_costs_as_many_queries_for_one_as_for_thirty(client_for, django_assert_num_queries):
    client = client_for("Administratör")
    write()
    client.get(reverse("api:letter-list"))
    with django_assert_num_queries(6):
        client.get(reverse("api:letter-list"))
    for _number in range(29):
        write()
    with django_assert_num_queries(6):
        client.get(reverse("api:letter-list"))
    assert Letter.objects.count() == 30

"""Numbers for Prometheus, and what is told to Sentry."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from config.sentry import stripped
from core.heartbeat import WORKER, beat
from core.mail_backend import count_mail
from core.models import HealthReport, Job, JobState
from operations.models import Backup
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database("operations.views.metrics", "core.mail_backend")]

URL = reverse("operations:metrics")


@pytest.fixture
def observed(settings):
    settings.METRICS_TOKEN = "hemligt"
    settings.MIDDLEWARE = [
        settings.MIDDLEWARE[0],
        "operations.request_metrics.ObservingMiddleware",
        *settings.MIDDLEWARE[1:],
    ]


def numbers(client) -> dict[tuple, float]:
    answer = client.get(URL, headers={"Authorization": "Bearer hemligt"})
    samples = [each for family in text_string_to_metric_families(answer.content.decode()) for each in family.samples]
    return {(each.name, *each.labels.values()): each.value for each in samples if not each.name.endswith("_created")}


def test_there_is_no_page_without_the_setting_and_no_numbers_without_the_token(client, settings):
    assert client.get(URL).status_code == 404
    settings.METRICS_TOKEN = "hemligt"
    for sent in ("", "hemligt", "Bearer ", "Bearer fel", "Bearer hemligt2", "Bearer å"):
        answer = client.get(URL, headers={"Authorization": sent})
        assert (sent, answer.status_code == 200) == (sent, sent == "hemligt")
    assert client.get(URL).status_code == 401


def test_requests_are_counted_by_route_and_status_and_never_by_path(client, observed):
    before = numbers(client)
    client.get("/foretag/4711/?q=Eva")
    client.get("/finns-inte/4711/")
    client.get(reverse("core:healthz"))
    after = numbers(client)
    grown = {key: after[key] - before.get(key, 0) for key in after if key[0] == "medspel_requests_total"}
    assert grown[("medspel_requests_total", "GET", "crm:company_detail", "302")] == 1
    assert grown[("medspel_requests_total", "GET", "none", "404")] == 1
    assert grown[("medspel_requests_total", "GET", "core:healthz", "200")] == 1
    assert [key for key in after if "4711" in str(key) or "Eva" in str(key)] == []
    assert after[("medspel_request_seconds_count", "core:healthz")] >= 1


def test_state_is_read_from_the_database(client, settings, django_assert_num_queries):
    settings.METRICS_TOKEN = "hemligt"
    assert numbers(client)[("medspel_last_backup_seconds",)] == 0
    now = timezone.now()
    kept = {"owner": UserFactory(), "kind": "workbook", "title": "Företag", "seen_at": now}
    Job.objects.create(**kept)
    Job.objects.create(**kept, state=JobState.FAILED, finished_at=now)
    beat(f"{WORKER}one")
    count_mail(sent=3, failed=1)
    count_mail(sent=2)
    Backup.objects.create(taken_at=now, name="medspel", place="var")
    finding = {"level": "error", "text": "x", "values": {}}
    HealthReport.objects.create(checks=[{"name": "x", "title": "X", "seconds": 0, "findings": [finding]}])
    with django_assert_num_queries(10):
        found = numbers(client)
    assert found[("medspel_jobs", "waiting")] == found[("medspel_jobs", "failed")] == 1
    assert found[("medspel_workers",)] == 1
    assert (found[("medspel_mail_total", "sent")], found[("medspel_mail_total", "failed")]) == (5, 1)
    assert found[("medspel_last_backup_seconds",)] == pytest.approx(now.timestamp())
    assert (found[("medspel_health", "error")], found[("medspel_health", "warning")]) == (1, 0)
    assert found[("medspel_audit_entries_total",)] == 0


def test_request_is_a_line_of_the_json_log(client, settings, caplog):
    settings.LOG_FORMAT, settings.METRICS_TOKEN = "json", ""
    settings.MIDDLEWARE = [
        settings.MIDDLEWARE[0],
        "operations.request_metrics.ObservingMiddleware",
        *settings.MIDDLEWARE[1:],
    ]
    with caplog.at_level(logging.INFO, "medspel.requests"):
        client.get(reverse("core:healthz"), {"q": "Eva"})
    (record,) = [each for each in caplog.records if each.name == "medspel.requests"]
    assert (record.method, record.route, record.status) == ("GET", "core:healthz", 200)


# --- Several processes --------------------------------------------------------------------------------

COUNTED = """
import os, sys
import django
django.setup()
from operations import request_metrics
from prometheus_client import generate_latest
from operations.views.metrics import of_requests
child = os.fork()
request_metrics.requests.labels("GET", "core:today", 200).inc()
if child:
    os.waitpid(child, 0)
    print(generate_latest(of_requests()).decode())
    print("sentry_sdk" in sys.modules)
"""


def process(code: str, **surroundings) -> str:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", **surroundings}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=settings.BASE_DIR)
    return done.stdout


def test_counts_of_several_processes_are_added_up_and_sentry_is_not_even_loaded(tmp_path):
    told = process(COUNTED, PROMETHEUS_MULTIPROC_DIR=str(tmp_path)).splitlines()
    assert 'medspel_requests_total{method="GET",route="core:today",status="200"} 2.0' in told
    assert told[-1] == "False"


# --- Sentry -------------------------------------------------------------------------------------------

RAISED = """
import json, django
django.setup()
import sentry_sdk
from sentry_sdk.transport import Transport

class Kept(Transport):
    def capture_envelope(self, envelope):
        for item in envelope.items:
            print(json.dumps(item.payload.json))

sentry_sdk.get_client().transport = Kept(sentry_sdk.get_client().options)
sentry_sdk.set_user({"email": "eva@example.org"})
secret_of_eva = "Eva Ek"
try:
    raise ValueError(secret_of_eva)
except ValueError as error:
    sentry_sdk.capture_exception(error)
"""


def test_sentry_is_told_the_place_in_the_code_and_nothing_of_a_person():
    told = process(RAISED, SENTRY_DSN="https://key@sentry.example/1", MEDSPEL_DEVELOPMENT="1")
    (event,) = map(json.loads, told.splitlines())
    (found,) = event["exception"]["values"]
    assert (found["type"], event["release"]) == ("ValueError", f"medspel@{settings.VERSION}")
    assert len(found["stacktrace"]["frames"]) == 1
    assert [words for words in ("Eva", "eva@", "secret_of_eva", '"user"', '"request"') if words in told] == []
    assert event["tags"] == {"request_id": ""}


def test_sentry_is_told_only_what_was_chosen():
    event = {
        "event_id": "1",
        "request": {"url": "https://x.example/?q=Eva", "cookies": "c"},
        "user": {"id": 1},
        "breadcrumbs": {"values": ["Eva"]},
        "extra": {"sys.argv": ["Eva"]},
        "logentry": {"message": "Eva"},
        "contexts": {"trace": {"data": "Eva"}},
        "server_name": "maskin",
        "exception": {"values": [{"type": "E", "value": "Eva", "stacktrace": {"frames": [{"vars": {"a": "Eva"}}]}}]},
    }
    assert stripped(event, {}) == {
        "event_id": "1",
        "tags": {"request_id": ""},
        "exception": {"values": [{"type": "E", "module": None, "stacktrace": {"frames": [{}]}}]},
    }

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import ADMINISTRATOR, FINANCE
from core.models import AuditEntry, Job, JobState
from operations.jobs import back_up_every_night
from operations.models import Backup
from operations.rules import TOO_OLD, backup_name
from tests.core.job_worker import work

pytestmark = pytest.mark.django_db

LIST, TODAY = reverse("operations:backup_list"), reverse("reports:today")


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.BACKUP_TO = str(tmp_path / "kept")


def backup(hours: float = 1, **fields) -> Backup:
    moment = timezone.now() - dt.timedelta(hours=hours)
    named = {} if "error" in fields else {"name": backup_name(moment, encrypted=False)}
    return Backup.objects.create(taken_at=moment, place="/srv/backups", **named, **fields)


def told_today(client) -> list[list[str]]:
    shown = client.get(TODAY).context["main"]
    return [row.reasons for part in shown if part.section.key == "backups" for row in part.rows]


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    client = client_for(ADMINISTRATOR)
    for hours in range(number):
        backup(hours, made_by=client.user)
    with django_assert_num_queries(7):
        page = client.get(LIST)
    assert len(page.context["object_list"]) == number


def test_list_tells_what_failed_what_is_damaged_and_what_was_verified(client_for):
    client = client_for(ADMINISTRATOR)
    assert "Ingen säkerhetskopia är gjord än" in client.get(LIST).content.decode()
    backup(50, verified_at=timezone.now())
    backup(40, verify_error="Innehållet är ett annat.")
    backup(30, error="Disken är full.")
    page = client.get(LIST).content.decode()
    assert page.count("Disken är full.") == 2
    assert "Innehållet är ett annat." in page
    assert "Det ska komma en varje natt." in page


def test_backup_is_made_and_verified_by_jobs(client_for):
    client = client_for(ADMINISTRATOR)
    pressed = client.post(reverse("operations:backup_make"))
    job = Job.objects.get()
    assert pressed.headers["Location"] == job.get_absolute_url()
    work()
    job.refresh_from_db()
    made = Backup.objects.get()
    assert (job.state, made.made_by, made.error) == (JobState.DONE, client.user, "")
    assert AuditEntry.objects.get(kind="backup").facts["name"] == made.name
    client.post(reverse("operations:backup_verify", args=[made.pk]))
    work()
    made.refresh_from_db()
    assert made.verified_at is not None
    assert "stämmer" in Job.objects.latest("pk").words


def test_role_that_may_not_sees_and_makes_none(client_for):
    client, made = client_for(FINANCE), backup()
    assert client.get(LIST).status_code == 403
    for url in (reverse("operations:backup_make"), reverse("operations:backup_verify", args=[made.pk])):
        assert client.post(url).status_code == 403
    assert (told_today(client), Job.objects.count()) == ([], 0)


def test_permission_that_was_taken_away_stops_the_job(client_for):
    client = client_for(ADMINISTRATOR)
    client.post(reverse("operations:backup_make"))
    client.user.groups.clear()
    work()
    assert (Job.objects.get().words, Backup.objects.count()) == ("Du får inte göra säkerhetskopior.", 0)


def test_today_tells_administrators_of_a_backup_that_is_missing_old_failed_or_damaged(client_for):
    client = client_for(ADMINISTRATOR)
    assert told_today(client) == [["Ingen hel säkerhetskopia finns."]]
    hours = TOO_OLD / dt.timedelta(hours=1)
    old = backup(hours + 1)
    when = timezone.localtime(old.taken_at).strftime("%Y-%m-%d %H:%M")
    assert told_today(client) == [[f"Den senaste hela är från {when}."]]
    backup(hours - 1)
    assert told_today(client) == []
    backup(2, error="Disken är full.")
    assert told_today(client)[0][0] == "Disken är full."
    backup(1, verify_error="Innehållet är ett annat.")
    assert told_today(client)[0][0] == "Innehållet är ett annat."
    backup(0)
    assert told_today(client) == []


def test_every_night_one_is_made_and_verified():
    told = back_up_every_night()
    made = Backup.objects.get()
    assert (told, made.verified_at is not None) == (
        {"name": made.name, "rows": made.rows, "files": made.files},
        True,
    )

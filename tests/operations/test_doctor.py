"""What `doctor` finds, how it tells it, and the page with the latest report."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, get_connection
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from config.roles import ADMINISTRATOR, PARTNER_MANAGER
from core.audit import record
from core.heartbeat import WORKER, beat
from core.models import AuditKind, HealthReport, Heartbeat, Job, JobState, KeptKind, MailCount, ScheduledRun
from core.retention import days_kept
from crm.models import Company
from inbox.models import InboundMail, Mailbox
from operations.doctor import ERROR, OK, WARNING, Finding, results_of, run_checks, save_report
from operations.doctor.files import stored_files
from operations.doctor.registry import _registered
from operations.models import Backup
from operations.rules import backup_name
from tests.core.job_worker import work
from tests.factories import CompanyFactory, InboundFactory, UserFactory, make_document

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database(
        "operations.doctor.database", "operations.doctor.running_services", "core.heartbeat", "core.mail_backend"
    ),
]

PAGE = "operations:health"


def found(name: str) -> list[tuple[str, str]]:
    """What one check finds, in words."""
    _title, check = _registered[name]
    return [(finding.level, str(finding)) for finding in check()]


def kept_backup(folder: Path) -> Backup:
    """One that was made now, with its file."""
    name = backup_name(timezone.now(), encrypted=False)
    (folder / name).touch()
    return Backup.objects.create(taken_at=timezone.now(), name=name, place=str(folder))


def test_sound_installation_has_no_faults(settings, monkeypatch, tmp_path):
    monkeypatch.delitem(_registered, "clock")  # tests have a clock of their own, which PostgreSQL has not
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    beat(f"{WORKER}one")
    make_document()
    record(AuditKind.LOGIN, by=None)
    kept_backup(tmp_path)
    wrong = {result.name: list(map(str, result.findings)) for result in run_checks() if result.level == ERROR}
    assert wrong == {}


@pytest.mark.parametrize("name", ["database", "migrations", "audit", "tallies", "last_contact", "space"])
def test_check_is_silent_where_all_is_well(name):
    assert found(name) == []


def test_missing_file_and_changed_file_are_told():
    gone, changed = make_document(name="borta.txt"), make_document(name="annat.txt")
    default_storage.delete(gone.file.name)
    default_storage.delete(changed.file.name)
    default_storage.save(changed.file.name, ContentFile(b"annat"))
    assert found("missing_files") == [(ERROR, f"Filen {gone.file.name} finns inte. Hämta den ur en säkerhetskopia.")]
    assert found("checksums") == [
        (ERROR, f"Filen {changed.file.name} är ändrad sedan den sparades. Hämta den ur en säkerhetskopia.")
    ]


def test_file_that_no_row_names_is_told_when_it_is_a_day_old(time_machine):
    for name in list(stored_files()):  # of other tests
        default_storage.delete(name)
    make_document()
    name = default_storage.save("papers/lös.txt", ContentFile(b"x"))
    assert found("orphans") == []
    time_machine.move_to(timezone.now() + dt.timedelta(days=2), tick=False)
    assert found("orphans") == [(WARNING, f"1 filer hör inte till någon rad, bland dem {name}.")]


def test_wrong_last_contact_is_told():
    CompanyFactory()
    Company.objects.update(last_contact_at=timezone.now())
    ((level, words),) = found("last_contact")
    assert (level, words.split(".")[0]) == (ERROR, "1 företag har fel dag för senaste kontakt")


def test_worker_that_is_not_heard_of_is_told():
    assert [level for level, _words in found("worker")] == [ERROR]
    beat(f"{WORKER}one")
    assert found("worker") == []
    Heartbeat.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=10))
    assert [level for level, _words in found("worker")] == [ERROR]


def test_beat_forgets_processes_of_long_ago():
    Heartbeat.objects.create(name=f"{WORKER}old", seen_at=timezone.now() - dt.timedelta(days=3))
    beat(f"{WORKER}new")
    beat(f"{WORKER}new")
    assert list(Heartbeat.objects.values_list("name", flat=True)) == [f"{WORKER}new"]


def test_jobs_that_are_stuck_or_failed_are_told():
    now = timezone.now()
    kept = {"owner": UserFactory(), "kind": "workbook", "title": "Företag"}
    Job.objects.create(**kept, seen_at=now)
    assert found("jobs") == []
    Job.objects.create(**kept, seen_at=now - dt.timedelta(hours=1))
    Job.objects.create(**kept, seen_at=now, state=JobState.FAILED, finished_at=now)
    assert [level for level, _words in found("jobs")] == [ERROR, WARNING]


def test_recurring_job_that_failed_last_is_told():
    now = timezone.now()
    ScheduledRun.objects.create(
        name="begin_roles", day=now.date(), state=JobState.FAILED, started_at=now, seen_at=now, finished_at=now
    )
    assert found("recurring") == [(ERROR, "Låt nya uppdrag börja: senaste körningen misslyckades.")]


def test_backup_that_is_missing_old_or_failed_is_told(tmp_path):
    assert found("backup") == [(ERROR, "Det finns ingen säkerhetskopia.")]
    made = kept_backup(tmp_path)
    assert found("backup") == []
    Backup.objects.create(taken_at=timezone.now(), error="Disken är full.", place="var")
    assert found("backup") == [(ERROR, "Den senaste säkerhetskopieringen misslyckades.")]
    Backup.objects.exclude(pk=made.pk).delete()
    Backup.objects.update(taken_at=timezone.now() - dt.timedelta(days=2))
    assert [words[:33] for _level, words in found("backup")] == ["Den senaste säkerhetskopian är fr"]


def test_backup_whose_file_is_gone_is_told(tmp_path):
    made = kept_backup(tmp_path)
    assert found("backup") == []
    (tmp_path / made.name).unlink()
    words = f"Den senaste säkerhetskopian, {made.name}, finns inte i {tmp_path}."
    assert found("backup") == [(ERROR, words)]


def test_what_a_restoring_put_aside_is_told_until_it_is_removed(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    kept_backup(tmp_path)
    assert found("backup") == []
    aside = settings.VAR_DIR / "before-restore-2026-12-01T120000Z"
    aside.mkdir(parents=True)
    [(level, words)] = found("backup")
    assert (
        level,
        words.startswith(f"{aside} är vad som fanns före"),
        words.endswith("Ta bort mappen när inget saknas."),
    ) == (
        WARNING,
        True,
        True,
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the file is SQLite's")
def test_file_that_cannot_be_looked_through_is_told_as_damaged(monkeypatch, tmp_path):
    file = tmp_path / "medspel.sqlite3"
    file.write_bytes(b"SQLite format 3\0" + b"\xff" * 8192)
    other = connection.copy()
    other.settings_dict = other.settings_dict | {"NAME": str(file)}
    monkeypatch.setattr("operations.doctor.database.connection", other)
    ((level, words),) = found("database")
    assert (level, words.startswith("Databasen är skadad: "), "Återställ" in words) == (ERROR, True, True)


def test_mail_is_counted_and_failures_are_told(settings):
    settings.EMAIL_BACKEND = "core.mail_backend.CountingBackend"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    message = EmailMessage("Hej", "Text", to=["a@example.org"])
    assert get_connection().send_messages([message, message]) == 2
    assert found("mail") == []
    settings.MAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,  # nobody listens
    )
    with pytest.raises(ConnectionRefusedError):
        get_connection().send_messages([message])
    assert list(MailCount.objects.values_list("sent", "failed")) == [(2, 1)]
    assert found("mail") == [
        (ERROR, "Servern för e-post svarar inte: ConnectionRefusedError."),
        (WARNING, "1 mejl gick inte iväg sedan i går."),
    ]


def test_traffic_in_the_open_is_told_once_and_in_swedish(settings):
    settings.DEVELOPMENT = settings.HTTPS = settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS, settings.DEBUG = False, 0, False
    told = [words for _level, words in found("settings")]
    assert [words for words in told if "MEDSPEL_HTTPS" in words] == [
        "Trafiken är inte krypterad: MEDSPEL_HTTPS är 0. Lösenord och kakor går att läsa på vägen."
    ]
    assert not any(f"security.W0{number}" in words for words in told for number in ("04", "08", "10", "12", "16"))


def test_nothing_is_told_of_a_mailbox_that_is_not_set():
    assert found("mailbox") == []


def test_mailbox_that_is_not_read_is_told(settings):
    settings.MAILBOX_SECRET_URL, settings.MAILBOX_AUTHSERV = "imaps://a:b@imap.example/INBOX", "mx.example"
    assert found("mailbox") == [(WARNING, "Brevlådan är inte läst än.")]
    box = Mailbox.objects.create(name="a@imap.example/INBOX", read_at=timezone.now())
    assert found("mailbox") == []
    box.error, box.failures, box.read_at = "Lösenordet är fel.", 3, timezone.now() - dt.timedelta(days=2)
    box.save()
    assert found("mailbox") == [
        (ERROR, "Brevlådan har inte gått att läsa på 3 försök: Lösenordet är fel."),
        (ERROR, f"Brevlådan lästes senast {timezone.localtime(box.read_at):%Y-%m-%d %H:%M}."),
    ]
    settings.MAILBOX_SECRET_URL = "imap.example"
    assert [level for level, _words in found("mailbox")] == [ERROR]


def test_mailbox_that_nobody_vouches_for_and_what_has_waited_long_are_told(settings):
    settings.MAILBOX_SECRET_URL = "imaps://a:b@imap.example/INBOX"
    Mailbox.objects.create(name="a@imap.example/INBOX", read_at=timezone.now())
    row = InboundFactory()
    soon = timezone.now() - dt.timedelta(days=days_kept(KeptKind.INBOUND) - 6)
    InboundMail.objects.filter(pk=row.pk).update(received_at=soon)
    assert found("mailbox") == [
        (WARNING, "Ingenting styrker vem som skriver till brevlådan: sätt MAILBOX_AUTHSERV eller MAILBOX_BCC."),
        (WARNING, "1 mejl har väntat länge och töms inom en vecka. Gå igenom dem under Inkomna mejl."),
    ]


def test_mail_on_the_console_is_told(settings):
    settings.EMAIL_BACKEND = "core.mail_backend.CountingBackend"  # as it is outside tests
    settings.MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert found("mail") == [(WARNING, "Ingen e-post skickas: EMAIL_URL är inte satt.")]


def test_a_provider_of_mail_that_lacks_its_settings_is_told(settings):
    settings.EMAIL_BACKEND = "core.mail_backend.CountingBackend"  # as it is outside tests
    settings.MAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"
    [(level, words)] = found("mail")
    assert (level, words.split(":")[0]) == (ERROR, "MAIL_PROVIDER_SETTINGS räcker inte")
    assert "MAILGUN_API_KEY" in words


def test_database_whose_clock_differs_is_told(time_machine):
    time_machine.move_to(timezone.now() + dt.timedelta(days=3), tick=False)
    assert [level for level, _words in found("clock")] == ([ERROR] if connection.vendor == "postgresql" else [])


def test_clock_that_was_ahead_is_told(time_machine):
    time_machine.move_to(timezone.now() + dt.timedelta(hours=1), tick=False)
    record(AuditKind.LOGIN, by=None)
    time_machine.shift(-dt.timedelta(hours=1))
    assert (WARNING, "Loggen har en post") in [(level, words[:18]) for level, words in found("clock")]


def test_little_room_is_told(settings, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda place: type("Usage", (), {"free": 50 * 1024**2})())
    assert {level for level, _words in found("space")} == {ERROR}


def test_check_that_breaks_is_itself_a_finding_and_the_others_go_on(monkeypatch):
    def broken():
        raise ValueError("Eva Ek")
        yield

    monkeypatch.setitem(_registered, "clock", ("Klockan", broken))
    results = {result.name: result for result in run_checks()}
    assert [str(finding) for finding in results["clock"].findings] == [
        "Kontrollen gick inte att göra: ValueError. Felet står i loggen."
    ]
    assert results["audit"].level == OK


# --- The command and the page -----------------------------------------------------------------------


def test_command_tells_by_words_json_and_exit_code(settings, monkeypatch, tmp_path):
    monkeypatch.delitem(_registered, "clock")
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    beat(f"{WORKER}one")
    kept_backup(tmp_path)
    out = StringIO()
    call_command("doctor", "--json", "--save", stdout=out)
    told = json.loads(out.getvalue())
    assert {check["name"] for check in told["checks"]} >= {"settings", "migrations", "database", "audit", "mail"}
    assert HealthReport.objects.count() == 1
    Heartbeat.objects.all().delete()
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=out)
    assert ended.value.code == 1
    assert "error    Worker\n         error: No worker has been heard of." in out.getvalue()


def test_report_is_read_in_the_language_of_the_reader(client_for):
    _title, check = _registered["worker"]
    report = save_report([result for result in run_checks() if result.name == "worker"])
    assert results_of(report)[0].findings == list(check())
    user = UserFactory(role=ADMINISTRATOR, language="en")
    page = client_for(user).get(reverse(PAGE)).content.decode()
    assert "No worker has been heard of." in page


def test_page_without_a_report_offers_one_and_the_job_makes_it(client_for):
    client = client_for(ADMINISTRATOR)
    assert "Ingen kontroll är gjord än" in client.get(reverse(PAGE)).content.decode()
    answer = client.post(reverse("operations:health_check"))
    assert answer.url == Job.objects.get().get_absolute_url()
    work()
    job = Job.objects.get()
    assert (job.state, job.url) == (JobState.DONE, reverse(PAGE))
    page = client.get(reverse(PAGE)).content.decode()
    assert page.index("Arbetaren") < page.index("Migreringar")  # what is wrong comes first


@pytest.mark.parametrize("number", [1, 30])
def test_page_costs_as_many_queries_for_one_report_as_for_thirty(number, client_for, django_assert_num_queries):
    for _ in range(number):
        HealthReport.objects.create(checks=[{"name": "x", "title": "X", "seconds": 0, "findings": []}] * number)
    client = client_for(ADMINISTRATOR)
    with django_assert_num_queries(5):
        client.get(reverse(PAGE))


def test_page_is_for_administrators(client_for):
    assert client_for(PARTNER_MANAGER).get(reverse(PAGE)).status_code == 403
    assert client_for(PARTNER_MANAGER).post(reverse("operations:health_check")).status_code == 403


def test_old_reports_are_forgotten():
    HealthReport.objects.create(checks=[])
    HealthReport.objects.update(made_at=timezone.now() - dt.timedelta(days=40))
    save_report([])
    assert HealthReport.objects.count() == 1


def test_finding_says_its_values():
    assert str(Finding(WARNING, "%(number)s jobb har misslyckats det senaste dygnet.", {"number": 2})) == (
        "2 jobb har misslyckats det senaste dygnet."
    )

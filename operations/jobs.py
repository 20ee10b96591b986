"""The kinds of jobs that make a backup and check one, and that look through the installation."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refusal
from core.heartbeat import beating
from core.job_queue import JobReporter, JobResult, JobStopped, job_kind
from core.models import Job
from core.schedule import recurring
from operations.doctor import ERROR, WARNING, run_checks, save_report
from operations.services.backup_storage import Place
from operations.services.backups import make_backup
from operations.services.verifying import verify_backup

_BEAT_SECONDS = 10


def _goes_on(report: JobReporter) -> AbstractContextManager:
    """Say that the job goes on, while a database is copied in one long step."""

    def report_alive():
        with suppress(JobStopped):  # a backup that is begun is finished: it can only be of use
            report(0, 0)

    return beating(report_alive, seconds=_BEAT_SECONDS)


def _require_permission(job: Job) -> None:
    if not job.owner.has_perm("operations.make_backup"):
        raise Refusal(_("Du får inte göra säkerhetskopior."))


@job_kind("backup")
def back_up(job: Job, report: JobReporter) -> JobResult:
    _require_permission(job)
    with _goes_on(report):
        made = make_backup(by=job.owner)
    words = _("Säkerhetskopian %(name)s är gjord.") % {"name": made.name}
    return JobResult(url=reverse("operations:backup_list"), words=words)


@job_kind("verify")
def verify(job: Job, report: JobReporter) -> JobResult:
    _require_permission(job)
    with _goes_on(report):
        verify_backup(job.arguments["name"], place=Place(job.arguments["place"]))
    words = _("Säkerhetskopian går att återställa: rader, summor och filer stämmer.")
    return JobResult(url=reverse("operations:backup_list"), words=words)


@recurring(
    "backup",
    gettext_lazy("Säkerhetskopiera, och kontrollera kopian"),
    at=dt.time(3, 30),
    says=gettext_lazy("%(name)s: %(rows)s rader och %(files)s filer, återställda vid sidan av och jämförda."),
)
def back_up_every_night() -> dict[str, int | str]:
    made = make_backup()
    # With only the public half of a key nobody can look into it here.
    if not settings.BACKUP_KEY.startswith("age1"):
        verify_backup(made.name)
    return {"name": made.name, "rows": made.rows, "files": made.files}


def _look_through(tell: Callable[[int, int], None] = lambda done, total: None) -> dict[str, int]:
    results = run_checks(tell=tell)
    save_report(results)
    return {level: sum(result.level == level for result in results) for level in (ERROR, WARNING)}


@job_kind("health")
def check_health(job: Job, report: JobReporter) -> JobResult:
    if not job.owner.has_perm("core.view_healthreport"):
        raise Refusal(_("Du får inte göra hälsokontrollen."))
    words = _("Fel: %(error)s. Varningar: %(warning)s.") % _look_through(report)
    return JobResult(url=reverse("operations:health"), words=words)


@recurring(
    "doctor",
    gettext_lazy("Hälsokontroll"),
    at=dt.time(5, 30),
    says=gettext_lazy("Fel: %(error)s. Varningar: %(warning)s."),
)
def check_health_each_night() -> dict[str, int]:
    return _look_through()

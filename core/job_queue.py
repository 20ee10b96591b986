"""Jobs: work of a user that takes too long for a request. A worker process (`manage.py work`) runs it.

The queue is django-tasks'. A run may be killed at any moment: it reports as it goes, and one that has not reported for
LOST_AFTER is run again, MOST_ATTEMPTS times in all. Only the run of the job's current attempt can write to its row, so
that each job ends once.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.core.files import File
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from core.documents import sha256_of
from core.errors import Refusal
from core.models import Job, JobState, KeptKind, User
from core.retention import kept_since
from core.stored_files import delete_replaced, names_in

LOST_AFTER = dt.timedelta(seconds=90)
MOST_ATTEMPTS = 3
REPORT_SECONDS = 1
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class JobResult:
    """The result of a job: an open file or the URL of a page, and words about it."""

    file: BinaryIO | None = None
    file_name: str = ""
    url: str = ""
    words: str = ""


# Does the work. Raises Refusal if a rule forbids it; its context may hold the `url` of a page.
Work = Callable[[Job, "JobReporter"], JobResult]
_kinds: dict[str, Work] = {}


def job_kind(name: str) -> Callable[[Work], Work]:
    """Register what a kind of job does. It runs in its owner's language and may run again from the start."""

    def register(work: Work) -> Work:
        _kinds[name] = work
        return work

    return register


class JobStopped(Exception):
    """The job was cancelled, or a later attempt has taken over."""


class JobReporter:
    """`report(done, total)`: the progress, written at most once a second. Raises JobStopped."""

    def __init__(self, job: Job):
        self.job = job
        self._reported = float("-inf")

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._reported < REPORT_SECONDS:
            return
        self._reported = now
        if not _running(self.job).update(done=done, total=total, seen_at=timezone.now()):
            raise JobStopped


def _running(job: Job):
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)


@transaction.atomic
def start_job(kind: str, *, owner: User, title: str, **arguments) -> Job:
    """Queue a job; return the same one if it waits or runs already. `arguments` must be JSON."""
    same = Job.objects.of(owner).open().filter(kind=kind, arguments=arguments).first()
    if same:
        return same
    job = Job.objects.create(owner=owner, kind=kind, title=title, arguments=arguments, seen_at=timezone.now())
    _enqueue(job)
    return job


def cancel_job(job: Job) -> bool:
    """Stop a job that waits or runs; nothing of it is kept. False if it had ended."""
    now = timezone.now()
    return bool(Job.objects.open().filter(pk=job.pk).update(state=JobState.CANCELLED, finished_at=now))


def retry_job(job: Job) -> bool:
    """Run a job that failed or was cancelled again, from the start. False if it is in another state."""
    return _requeue(job, JobState.FAILED, JobState.CANCELLED)


@transaction.atomic
def _requeue(job: Job, *states: JobState) -> bool:
    queued = Job.objects.filter(pk=job.pk, attempt=job.attempt, state__in=states).update(
        attempt=F("attempt") + 1,
        state=JobState.WAITING,
        finished_at=None,
        seen_at=timezone.now(),
        words="",
        url="",
        done=0,
        total=0,
    )
    if queued:
        job.refresh_from_db()
        _enqueue(job)
    return bool(queued)


def _enqueue(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(task_id=run_job.enqueue(job.pk, job.attempt).id)


@task()
def run_job(pk: int, attempt: int) -> None:
    claimed = Job.objects.filter(pk=pk, attempt=attempt, state=JobState.WAITING)
    if not claimed.update(state=JobState.RUNNING, seen_at=timezone.now()):
        return  # cancelled, or queued anew
    job = Job.objects.select_related("owner").get(pk=pk)
    with translation.override(job.owner.language):
        try:
            _keep(job, _kinds[job.kind](job, JobReporter(job)))
        except JobStopped:
            pass
        except Refusal as refusal:
            _end(job, JobState.FAILED, words=str(refusal), url=refusal.context.get("url", ""))
        except Exception:
            logger.exception("Job %s failed", pk)
            _end(job, JobState.FAILED, words=_("Något gick fel. Försök igen, eller säg till den som sköter Medspel."))


def _end(job: Job, state: JobState, **fields) -> bool:
    now = timezone.now()
    return bool(_running(job).update(state=state, finished_at=now, seen_at=now, **fields))


def _keep(job: Job, result: JobResult) -> None:
    said = {"words": result.words, "url": result.url}
    if result.file is None:
        _end(job, JobState.DONE, **said)
        return
    with result.file as file:
        digest = sha256_of(file)
        storage = Job._meta.get_field("file").storage
        kept = storage.save(f"jobs/{job.pk}-{job.attempt}", File(file))
    if not _end(job, JobState.DONE, file=kept, file_name=result.file_name, digest=digest, **said):
        storage.delete(kept)


def recover_lost_jobs() -> int:
    """Run again what was lost with a killed worker; after MOST_ATTEMPTS it has failed. Returns how many were lost."""
    lost = 0
    for job in Job.objects.lost(before=timezone.now() - LOST_AFTER):
        if job.state == JobState.WAITING and DBTaskResult.objects.ready().filter(pk=job.task_id).exists():
            continue  # in the queue: the workers are busy, or none runs
        lost += 1
        if job.attempt < MOST_ATTEMPTS:
            _requeue(job, JobState.WAITING, JobState.RUNNING)
        else:
            with translation.override(job.owner.language):
                words = _("Det avbröts %(number)s gånger innan det blev klart.") % {"number": job.attempt}
            now = timezone.now()
            open_still = Job.objects.open().filter(pk=job.pk, attempt=job.attempt)
            open_still.update(state=JobState.FAILED, finished_at=now, words=words)
    return lost


def drop_files(jobs: QuerySet[Job]) -> int:
    """Take away what the jobs have made; it can be ordered anew. Returns how many had a file."""
    made = list(jobs.exclude(file=""))
    for job in made:
        name = job.file.name
        Job.objects.filter(pk=job.pk).update(file="", file_name="", digest="")
        delete_replaced(Job, "file", name)
    return len(made)


def remove_old_jobs() -> int:
    """Remove jobs that ended long ago, with their files, and files that a killed run left. Returns the jobs."""
    before = kept_since(KeptKind.FILES)
    old = Job.objects.ended(before=before)
    removed = old.count()
    old.delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    storage = Job._meta.get_field("file").storage
    kept = set(Job.objects.exclude(file="").values_list("file", flat=True))
    for name in (f"jobs/{name}" for name in names_in(storage, "jobs")):
        if name not in kept and storage.get_modified_time(name) < before:
            storage.delete(name)
    return removed

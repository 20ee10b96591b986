"""Recurring jobs: what the worker (`manage.py work`) does on its own on certain days, at a local time.

An app registers its own in its `jobs.py`. Each run is a row, unique by job and day: of any number of workers one claims
it. A day that no worker saw is made up for later, only the last one. A run that failed or was lost with a killed worker
is tried again; so a job must be able to run twice without harm.
"""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q
from django.utils import timezone, translation
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.heartbeat import beating
from core.job_states import OPEN_STATES
from core.models import JobState, ScheduledRun, User

EVERY_DAY, WEEKDAYS = frozenset(range(7)), frozenset(range(5))  # Monday is 0
MOST_ATTEMPTS = 3
RETRY_AFTER = dt.timedelta(minutes=10)
ALIVE_SECONDS = 20
LOST_AFTER = dt.timedelta(seconds=90)  # a sign of life may have to wait for SQLite's lock
KEPT = dt.timedelta(days=90)
logger = logging.getLogger(__name__)

# Does the work, outside any transaction, and returns the numbers that `says` tells. Raises Refusal with words for
# administrators.
Work = Callable[[], dict[str, int | str] | None]


@dataclass(frozen=True)
class RecurringJob:
    name: str
    title: str
    at: dt.time
    says: str
    days: frozenset[int]
    late: dt.timedelta | None
    work: Work

    def due_on(self, day: dt.date) -> dt.datetime:
        """The moment on that day: an hour later if summer time skips it, the first of two if it comes twice."""
        return dt.datetime.combine(day, self.at, ZoneInfo(settings.TIME_ZONE)).astimezone(dt.UTC)

    def last_due(self, now: dt.datetime) -> dt.date:
        """The last day whose moment has come."""
        return next(day for day in self._days_from(_local_day(now), -1) if self.due_on(day) <= now)

    def next_due(self, now: dt.datetime) -> dt.datetime:
        return next(due for day in self._days_from(_local_day(now), 1) if (due := self.due_on(day)) > now)

    def _days_from(self, day: dt.date, step: int) -> Iterable[dt.date]:
        found = (day + dt.timedelta(days=step * number) for number in range(15))
        return (day for day in found if day.weekday() in self.days)

    def told(self, result: dict) -> str:
        """What a run did, in the active language; a number that an earlier version did not keep is a dash."""
        return str(self.says) % defaultdict(lambda: "–", result) if result else ""


_registered: dict[str, RecurringJob] = {}


def recurring(
    name: str,
    title: str,
    *,
    at: dt.time,
    says: str = "",
    days: Iterable[int] = EVERY_DAY,
    late: dt.timedelta | None = None,
) -> Callable[[Work], Work]:
    """Register a job for these weekdays at this local time; `title` and `says` are lazy texts.

    `says` has a `%(name)s` for each number returned. Later than `late` a missed day is not made up for.
    """

    def register(work: Work) -> Work:
        _registered[name] = RecurringJob(name, title, at, says, frozenset(days), late, work)
        return work

    return register


def recurring_jobs() -> list[RecurringJob]:
    """All that apps have registered, in the order of the day."""
    autodiscover_modules("jobs")
    return sorted(_registered.values(), key=lambda job: (job.at, job.name))


def _local_day(now: dt.datetime) -> dt.date:
    return now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


# --- Running --------------------------------------------------------------------------------------


def run_next_due() -> bool:
    """Run the first job that is due, ordered or to be tried again, and that no other worker has. False without one.

    Call it outside any transaction.
    """
    now = timezone.now()
    recent = Q(state__in=OPEN_STATES) | Q(day__gte=_local_day(now) - dt.timedelta(days=15), by_hand=False)
    rows = list(ScheduledRun.objects.filter(recent))
    opened = {row.name: row for row in rows if row.is_open}
    by_day = {(row.name, row.day): row for row in rows if not row.by_hand}
    for job in recurring_jobs():
        day = job.last_due(now)
        run = opened.get(job.name) or by_day.get((job.name, day))
        claimed = _claim_again(run, now) if run else _claim_new(job, day, now)
        if claimed:
            _run(job, claimed)
            return True
    return False


def _claim_new(job: RecurringJob, day: dt.date, now: dt.datetime) -> ScheduledRun | None:
    if job.late is not None and now > job.due_on(day) + job.late:
        return None
    try:
        with transaction.atomic():
            return ScheduledRun.objects.create(
                name=job.name, day=day, state=JobState.RUNNING, started_at=now, seen_at=now
            )
    except IntegrityError:
        return None  # another worker was first


def _claim_again(run: ScheduledRun, now: dt.datetime) -> ScheduledRun | None:
    waits = run.state == JobState.WAITING
    lost = run.state == JobState.RUNNING and run.seen_at < now - LOST_AFTER
    failed = run.state == JobState.FAILED and run.finished_at < now - RETRY_AFTER
    if lost and run.attempt >= MOST_ATTEMPTS:
        words = _("Det avbröts %(number)s gånger innan det blev klart.") % {"number": run.attempt}
        _end(run, JobState.FAILED, words=words)
    elif waits or ((lost or failed) and run.attempt < MOST_ATTEMPTS):
        same = ScheduledRun.objects.filter(pk=run.pk, attempt=run.attempt, state=run.state)
        begun = {"state": JobState.RUNNING, "started_at": now, "seen_at": now, "finished_at": None, "words": ""}
        try:
            with transaction.atomic():
                claimed = same.update(attempt=F("attempt") + int(not waits), **begun)
        except IntegrityError:
            return None  # meanwhile ordered by hand
        if claimed:
            run.refresh_from_db()
            return run
    return None


def _run(job: RecurringJob, run: ScheduledRun) -> None:
    with translation.override(settings.LANGUAGE_CODE), beating(partial(_note_alive, run), seconds=ALIVE_SECONDS):
        try:
            _end(run, JobState.DONE, result=job.work() or {})
        except Refusal as refusal:
            logger.warning("Recurring job %s could not run: %s", job.name, refusal)
            _end(run, JobState.FAILED, words=str(refusal))
        except Exception:
            logger.exception("Recurring job %s failed", job.name)
            _end(run, JobState.FAILED, words=_("Något gick fel. Felet står i tjänstens logg."))


def _running(run: ScheduledRun):
    return ScheduledRun.objects.filter(pk=run.pk, attempt=run.attempt, state=JobState.RUNNING)


def _note_alive(run: ScheduledRun) -> None:
    _running(run).update(seen_at=timezone.now())


def _end(run: ScheduledRun, state: JobState, **fields) -> None:
    _running(run).update(state=state, finished_at=timezone.now(), **fields)


# --- By hand, and the page ------------------------------------------------------------------------


def order_run(name: str, *, by: User) -> ScheduledRun:
    """Let a worker run the job as soon as one is free. Raises Refusal if it waits or runs, or is not one of ours."""
    if name not in {job.name for job in recurring_jobs()}:
        raise Refusal(_("Det jobbet finns inte längre."))
    now = timezone.now()
    try:
        with transaction.atomic():
            return ScheduledRun.objects.create(
                name=name, day=_local_day(now), by_hand=True, ordered_by=by, state=JobState.WAITING, seen_at=now
            )
    except IntegrityError:
        raise Refusal(_("Jobbet väntar eller pågår redan.")) from None


def last_runs() -> dict[str, ScheduledRun]:
    """The latest run of each job, by its name. One query."""
    latest = ScheduledRun.objects.order_by().values("name").annotate(latest=Max("pk")).values("latest")
    return {run.name: run for run in ScheduledRun.objects.filter(pk__in=latest)}


def remove_old_runs() -> int:
    """Remove runs that ended over KEPT ago. Returns how many."""
    removed, _by_model = ScheduledRun.objects.filter(finished_at__lt=timezone.now() - KEPT).delete()
    return removed

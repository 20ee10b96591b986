"""Recurring jobs, for administrators: when each ran, what it did, when it runs next, and a button to run it now."""

import datetime as dt
from typing import NamedTuple

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS as NAMES
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.models import ScheduledRun
from core.schedule import EVERY_DAY, WEEKDAYS, RecurringJob, last_runs, order_run, recurring_jobs
from core.views.buttons import ButtonView

LATEST_SHOWN = 30
# A worker looks every few seconds, so a job that has not begun after this is behind a long one, or no worker runs.
LONG_WAIT = dt.timedelta(minutes=15)


class ShownRun(NamedTuple):
    run: ScheduledRun
    title: str
    told: str


class ShownJob(NamedTuple):
    job: RecurringJob
    when: str
    last: ShownRun | None
    next_at: dt.datetime
    waits_since: dt.datetime | None  # the moment at which it should have begun


def when_in_words(job: RecurringJob) -> str:
    if job.days == EVERY_DAY:
        days = _("Varje dag")
    elif job.days == WEEKDAYS:
        days = _("Måndag till fredag")
    else:
        days = ", ".join(str(NAMES[day]) for day in sorted(job.days)).capitalize()
    return f"{days} {job.at:%H:%M}"


class SchedulePage(PermissionRequiredMixin, TemplateView):
    permission_required = "core.view_scheduledrun"
    template_name = "core/schedule.html"
    extra_context = {"title": gettext_lazy("Återkommande jobb")}

    def get_context_data(self, **kwargs):
        now, last = timezone.now(), last_runs()
        by_name = {job.name: job for job in recurring_jobs()}
        latest = [
            self._shown(run, by_name.get(run.name))
            for run in ScheduledRun.objects.select_related("ordered_by")[:LATEST_SHOWN]
        ]
        jobs = [self._line(job, last.get(job.name), now) for job in by_name.values()]
        return super().get_context_data(jobs=jobs, latest=latest, **kwargs)

    def _shown(self, run: ScheduledRun, job: RecurringJob | None) -> ShownRun:
        told = run.words or (job.told(run.result) if job else "")
        return ShownRun(run, job.title if job else run.name, told)

    def _line(self, job: RecurringJob, run: ScheduledRun | None, now: dt.datetime) -> ShownJob:
        due, started = job.due_on(job.last_due(now)), run and (run.started_at or run.seen_at)
        in_time = job.late is None or now <= due + job.late
        waits = in_time and now > due + LONG_WAIT and (started is None or started < due)
        return ShownJob(
            job,
            when_in_words(job),
            self._shown(run, job) if run else None,
            job.next_due(now),
            due if waits else None,
        )


class RunNow(ButtonView):
    permission_required = "core.run_schedule"
    message = gettext_lazy("Jobbet körs strax. Läs in sidan igen om en stund för att se hur det gick.")
    asks_before_another = False

    def press(self, request, pk):
        order_run(pk, by=request.user)

    def get_home_url(self):
        return reverse("core:schedule")

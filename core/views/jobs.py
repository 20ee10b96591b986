"""A user's own jobs: how far each has come, its file, and the way to stop it."""

import datetime as dt
from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from core.job_queue import cancel_job, retry_job
from core.models import Job, JobState, KeptKind
from core.retention import days_kept, time_kept
from core.spreadsheets import CONTENT_TYPE
from core.views.buttons import ButtonView
from core.views.files import stored_file_response
from core.views.lists import PartialMixin
from core.views.recent_login import ask_who_it_is

# A worker takes what waits every second, so one that has not come after this is busy or not running.
LONG_WAIT = dt.timedelta(seconds=30)


class OwnJobs:
    def get_queryset(self):
        return Job.objects.of(self.request.user)


class JobList(OwnJobs, ListView):
    template_name = "core/job_list.html"
    extra_context = {"title": _("Mina filer"), "kept_days": partial(days_kept, KeptKind.FILES)}


class JobPage(OwnJobs, PartialMixin, DetailView):
    """The job: a page, and for htmx, which asks every second while the job runs, the part that changes."""

    template_name = "core/job.html"
    partial_template_name = "core/_job.html"

    def get_context_data(self, **kwargs):
        job = self.object
        waits_long = job.state == JobState.WAITING and job.seen_at < timezone.now() - LONG_WAIT
        return super().get_context_data(
            title=job.title,
            job=job,
            waits_long=waits_long,
            kept_until=(job.finished_at or timezone.now()) + time_kept(KeptKind.FILES),
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        add_never_cache_headers(response)
        return response


class JobFile(OwnJobs, DetailView):
    def get(self, request, *args, **kwargs):
        job = self.get_object()
        if job.state != JobState.DONE or not job.file:
            raise Http404
        if _names_people(job) and (asks := ask_who_it_is(request, back=job.get_absolute_url())):
            return asks
        return stored_file_response(job.file, filename=job.file_name, digest=job.digest, content_type=CONTENT_TYPE)


def _names_people(job: Job) -> bool:
    """Whether the file is a workbook of a list that asks who it is, or did: it is kept for a day."""
    try:
        view = resolve(job.arguments["path"]).func.view_class
    except KeyError:  # no list's
        return False
    except Resolver404:  # one that there is no longer
        return True
    return view.export_asks


class JobButton(ButtonView):
    """Every user may have jobs, so no permission is needed."""

    permission_required = ()

    def get_job(self) -> Job:
        return get_object_or_404(Job.objects.of(self.request.user), pk=self.kwargs["pk"])

    def get_home_url(self):
        return self.get_job().get_absolute_url()


class JobCancel(JobButton):
    message = _("Jobbet är avbrutet.")

    def press(self, request, pk):
        cancel_job(self.get_job())


class JobRetry(JobButton):
    message = _("Jobbet väntar på sin tur igen.")

    def press(self, request, pk):
        retry_job(self.get_job())

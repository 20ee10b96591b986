"""The job that makes the workbook of a list, and recurring jobs that delete what is old."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import FileResponse, HttpRequest, QueryDict
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refusal
from core.job_queue import JobReporter, JobResult, job_kind
from core.login_limits import forget_old_attempts
from core.models import Job
from core.schedule import recurring
from core.services import SENT_FORM_AGE, clear_sent_forms


@job_kind("workbook")
def make_workbook(job: Job, report: JobReporter) -> JobResult:
    """Ask the list's page for its workbook, as the owner of the job who may see what they see today."""
    request = HttpRequest()
    request.method, request.path = "GET", job.arguments["path"]
    request.GET = QueryDict(job.arguments["query"])
    request.user, request.htmx = job.owner, False
    request.resolver_match = match = resolve(request.path)
    view = match.func.view_class.as_view(**match.func.view_initkwargs, report=report)
    try:
        response = view(request, *match.args, **match.kwargs)
    except PermissionDenied:
        raise Refusal(_("Du får inte se de raderna.")) from None
    if not isinstance(response, FileResponse):
        raise Refusal(_("Ingen arbetsbok gjordes, för något i urvalet går inte att läsa."))
    return JobResult(file=response.file_to_stream, file_name=response.filename)


@recurring(
    "clear_sent_forms",
    gettext_lazy("Glöm vilka formulär som är sparade"),
    at=dt.time(4, 20),
    says=gettext_lazy("Glömda formulär: %(forms)s."),
)
def forget_sent_forms() -> dict[str, int]:
    return {"forms": clear_sent_forms(before=timezone.now() - SENT_FORM_AGE)}


@recurring("clearsessions", gettext_lazy("Glöm inloggningar som har gått ut"), at=dt.time(4, 25))
def forget_ended_logins() -> None:
    call_command("clearsessions")
    forget_old_attempts()

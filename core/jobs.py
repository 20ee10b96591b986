"""The kind of job that belongs to every list: its workbook."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, QueryDict
from django.urls import resolve
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.job_queue import JobReporter, JobResult, job_kind
from core.models import Job


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

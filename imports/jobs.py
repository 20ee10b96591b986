"""The job that reads a long list in."""

from django.utils.translation import gettext as _

from core.errors import Refusal
from core.job_queue import JobReporter, JobResult, job_kind
from core.models import Job
from core.progress import ProgressReporter
from imports.models import Import, ImportState
from imports.queries import counts, receipt, written_of
from imports.services.commit import PreviewMoved, commit_import
from imports.services.drafts import renew_preview
from imports.services.registry import may_import


@job_kind("import")
def read_in(job: Job, report: JobReporter) -> JobResult:
    """Read the list in as previewed; after an interrupted run, the rest of it. If cancelled, undo what was read in."""
    batch = Import.objects.filter(pk=job.arguments["batch"]).first()
    if batch is None:
        raise Refusal(_("Utkastet finns inte längre."))
    url = batch.get_absolute_url()
    if not (job.owner.has_perm("imports.add_import") and may_import(job.owner, batch.kind)):
        raise Refusal(_("Du får inte läsa in den listan."))
    total = written_of(counts(batch))
    try:
        with ProgressReporter(f"import-{batch.pk}", total=total) as tell:

            def tell_both(done: int) -> None:
                tell(done)
                report(done, total)

            commit_import(batch, by=job.owner, tell=tell_both, go_on=batch.state == ImportState.READING)
    except PreviewMoved as refusal:
        renew_preview(batch, by=job.owner)
        raise PreviewMoved(url=f"{url}?moved=true") from refusal
    except Refusal as refusal:
        raise Refusal(str(refusal), url=url) from refusal
    return JobResult(url=url, words="\n".join(filter(None, receipt(batch))))

"""The kind of job that compares all companies, or all people."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.job_queue import JobReporter, JobResult, job_kind
from core.models import Job
from duplicates.services.pairs import scan_companies, scan_contacts
from duplicates.views import found_words

_SCANS = {"company": scan_companies, "contact": scan_contacts}


@job_kind("scan")
def scan(job: Job, report: JobReporter) -> JobResult:
    model = job.arguments["model"]
    if not job.owner.has_perm(f"crm.merge_{model}"):
        raise Refusal(_("Du får inte söka efter dubbletter."))
    number = _SCANS[model](report=report)
    return JobResult(url=reverse(f"duplicates:{model}_pair_list"), words=found_words(number))

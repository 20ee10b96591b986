"""The job that compares all companies or all people, and the recurring job that compares both."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refusal
from core.job_queue import JobReporter, JobResult, job_kind
from core.models import Job
from core.schedule import recurring
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


@recurring(
    "find_duplicates",
    gettext_lazy("Leta efter dubbletter"),
    at=dt.time(4, 45),
    says=gettext_lazy("Par att titta på: %(companies)s av företag, %(people)s av personer."),
)
def find_duplicates() -> dict[str, int]:
    return {"companies": scan_companies(), "people": scan_contacts()}

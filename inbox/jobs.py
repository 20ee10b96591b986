import datetime as dt
import time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.job_queue import JobReporter, JobResult, job_kind
from core.models import Job, KeptKind
from core.retention import kept_since
from core.schedule import recurring
from core.worker_duties import duty
from inbox.services.email_to_log import DRAFT_AGE, clear_drafts
from inbox.services.enquiries import UNCONFIRMED_KEPT, erase_enquiries, forget_unconfirmed
from inbox.services.inbound import empty_old
from inbox.services.mailbox import read_by_itself, read_mailbox

MOST_SECONDS = 300  # of a reading that somebody ordered; what is left is read by itself
duty(every=60)(read_by_itself)


@recurring(
    "erase_enquiries",
    _("Radera vad folk skrev i avslutade förfrågningar"),
    at=dt.time(4, 10),
    says=_("Raderade förfrågningar: %(enquiries)s."),
)
def erase_closed_enquiries() -> dict[str, int]:
    return {"enquiries": erase_enquiries(on=timezone.localdate())}


@recurring(
    "forget_unconfirmed",
    _("Glöm förfrågningar vars adress inte bekräftats"),
    at=dt.time(4, 12),
    says=_("Glömda förfrågningar: %(enquiries)s."),
)
def forget_unconfirmed_enquiries() -> dict[str, int]:
    return {"enquiries": forget_unconfirmed(before=timezone.now() - UNCONFIRMED_KEPT)}


@recurring(
    "clear_mail_drafts", _("Släng övergivna mejlutkast"), at=dt.time(4, 15), says=_("Slängda utkast: %(drafts)s.")
)
def throw_away_drafts() -> dict[str, int]:
    return {"drafts": clear_drafts(before=timezone.now() - DRAFT_AGE)}


@job_kind("mailbox")
def read_now(job: Job, report: JobReporter) -> JobResult:
    if not job.owner.has_perm("inbox.view_mailbox"):
        raise Refusal(_("Du får inte läsa brevlådan."))
    ends, taken = time.monotonic() + MOST_SECONDS, 0
    while True:
        reading = read_mailbox()
        taken += reading.taken
        report(taken, taken + reading.left)
        if reading.busy:
            raise Refusal(_("Brevlådan läses redan. Vänta en minut."))
        if not reading.left or time.monotonic() > ends:
            break
    words = gettext("Nya mejl: %(taken)s. Kvar på servern: %(left)s.") % {"taken": taken, "left": reading.left}
    return JobResult(url=reverse("inbox:inbound_list"), words=words)


@recurring(
    "empty_mailbox",
    _("Töm gamla mejl från brevlådan"),
    at=dt.time(4, 16),
    says=_("Tömda mejl: %(mails)s."),
)
def empty_old_mails() -> dict[str, int]:
    return {"mails": empty_old(before=kept_since(KeptKind.INBOUND))}

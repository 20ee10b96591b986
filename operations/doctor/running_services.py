"""What runs beside the web: the worker, jobs, what is done on its own, and mail."""

import datetime as dt
from collections.abc import Iterator

from anymail.exceptions import AnymailConfigurationError
from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.heartbeat import workers_alive
from core.models import Job, JobState, KeptKind, MailCount
from core.outgoing_mail import NOT_SENT, can_mail
from core.retention import time_kept
from core.schedule import last_runs, recurring_jobs
from inbox.imap import MailboxTrouble, mailbox_address
from inbox.models import InboundMail, Mailbox
from mailing.models import Letter, LetterState
from operations.doctor.registry import ERROR, WARNING, Finding, health_check

LONG_WAIT = dt.timedelta(minutes=15)
LATELY = dt.timedelta(days=1)
SOON = dt.timedelta(days=7)


@health_check("worker", _("Arbetaren"))
def check_worker() -> Iterator[Finding]:
    if not workers_alive():
        yield Finding(
            ERROR, _("Ingen arbetare har hörts av. Starta manage.py work, eller gunicorn med MEDSPEL_WORKER=1.")
        )


@health_check("jobs", _("Jobb"))
def check_jobs() -> Iterator[Finding]:
    now = timezone.now()
    if stuck := Job.objects.lost(before=now - LONG_WAIT).count():
        yield Finding(ERROR, _("%(number)s jobb har inte kommit vidare på en kvart."), {"number": stuck})
    failed = Job.objects.filter(state=JobState.FAILED, finished_at__gt=now - LATELY).count()
    if failed:
        yield Finding(WARNING, _("%(number)s jobb har misslyckats det senaste dygnet."), {"number": failed})


@health_check("recurring", _("Återkommande jobb"))
def check_recurring() -> Iterator[Finding]:
    last = last_runs()
    for job in recurring_jobs():
        run = last.get(job.name)
        if run is not None and run.state == JobState.FAILED:
            yield Finding(ERROR, _("%(title)s: senaste körningen misslyckades."), {"title": str(job.title)})


@health_check("mailbox", _("Brevlådan"))
def check_mailbox() -> Iterator[Finding]:
    """The mailbox that is read by itself: its last reading, what is left there, and what waits for somebody."""
    now = timezone.now()
    try:
        address = mailbox_address()
    except MailboxTrouble as trouble:
        yield Finding(ERROR, "%(what)s", {"what": str(trouble)})
        return
    if address is None:
        return
    box = Mailbox.objects.filter(name=address.name).first()
    if box and box.error:
        values = {"what": box.error, "number": box.failures}
        yield Finding(ERROR, _("Brevlådan har inte gått att läsa på %(number)s försök: %(what)s"), values)
    if box is None or box.read_at is None:
        yield Finding(WARNING, _("Brevlådan är inte läst än."))
    elif box.read_at < now - LATELY:
        yield Finding(ERROR, _("Brevlådan lästes senast %(when)s."), {"when": _minute(box.read_at)})
    if not (settings.MAILBOX_AUTHSERV or settings.MAILBOX_SECRET_ADDRESS):
        text = _("Ingenting styrker vem som skriver till brevlådan: sätt MAILBOX_AUTHSERV eller MAILBOX_BCC.")
        yield Finding(WARNING, text)
    soon = now - time_kept(KeptKind.INBOUND) + SOON
    if number := InboundMail.objects.waiting().full().filter(received_at__lt=soon).count():
        text = _("%(number)s mejl har väntat länge och töms inom en vecka. Gå igenom dem under Inkomna mejl.")
        yield Finding(WARNING, text, {"number": number})


def _minute(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


@health_check("mail", _("E-post"))
def check_mail() -> Iterator[Finding]:
    if not can_mail():
        yield Finding(WARNING, _("Ingen e-post skickas: EMAIL_URL är inte satt."))
    else:
        try:
            connection = get_connection()
            connection.open()
            connection.close()
        except AnymailConfigurationError as error:
            yield Finding(ERROR, _("MAIL_PROVIDER_SETTINGS räcker inte: %(error)s"), {"error": str(error)})
        except NOT_SENT as error:
            text = _("Servern för e-post svarar inte: %(error)s.")
            yield Finding(ERROR, text, {"error": type(error).__name__})
    days = MailCount.objects.filter(day__gte=timezone.localdate() - LATELY)
    if failed := days.aggregate(total=Sum("failed"))["total"]:
        yield Finding(WARNING, _("%(number)s mejl gick inte iväg sedan i går."), {"number": failed})


@health_check("letters", _("Utskick"))
def check_letters() -> Iterator[Finding]:
    """Letters that wait too long, ended as failed, or whose kind has gone with an upgrade."""
    now = timezone.now()
    if can_mail() and (waiting := Letter.objects.overdue(before=now - LONG_WAIT).count()):
        yield Finding(ERROR, _("%(number)s mejl har väntat mer än en kvart på att skickas."), {"number": waiting})
    ended = Letter.objects.filter(ended_at__gt=now - LATELY).by_state()
    if failed := ended.get(LetterState.FAILED, 0):
        yield Finding(WARNING, _("%(number)s mejl gav upp det senaste dygnet. Se Utskick."), {"number": failed})
    if bounced := ended.get(LetterState.BOUNCED, 0):
        yield Finding(WARNING, _("%(number)s mejl studsade det senaste dygnet. Se Utskick."), {"number": bounced})

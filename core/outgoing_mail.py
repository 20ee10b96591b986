"""Mail that goes out: whether it goes anywhere, in whose name, and what can stop it."""

from email.utils import formataddr, parseaddr
from smtplib import SMTPException

from anymail.exceptions import AnymailConfigurationError, AnymailError
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from core.models import our_organisation

COUNTING = "core.mail_backend.CountingBackend"  # sends by MAIL_BACKEND
NOT_SENDING = ("console", "dummy")
# What sending may raise; UnicodeError for a domain that the network has no way to write (RFC 3490), which is no wrong
# address to Django's validator.
NOT_SENT = (OSError, SMTPException, AnymailError, AnymailConfigurationError, UnicodeError)


def can_mail() -> bool:
    """Whether mail goes anywhere: without EMAIL_URL it is printed, and links are handed over by hand instead."""
    backend = settings.MAIL_BACKEND if settings.EMAIL_BACKEND == COUNTING else settings.EMAIL_BACKEND
    return backend.split(".")[-2] not in NOT_SENDING


def mail_sender() -> str:
    """The sender of mails: DEFAULT_FROM_EMAIL under the organisation's name, if it has written one. One query."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((our_organisation().sender_name or name, address))


def signature() -> str:
    """Who sends, under a mail: empty while the organisation is not written. One query."""
    return render_to_string("components/organisation_signature.txt", {"ours": our_organisation()}).strip()


def letter(subject: str, body: str, *, to: str) -> EmailMessage:
    signed = "\n\n-- \n".join(filter(None, [body.rstrip(), signature()]))
    return EmailMessage(str(subject), f"{signed}\n", mail_sender(), [to])


def sender_domain() -> str:
    """The domain of DEFAULT_FROM_EMAIL, by which our Message-IDs are unique."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"

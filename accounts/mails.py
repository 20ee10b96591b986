"""Mail with one-time links."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Invitation
from core.letters import mail_sender

COUNTING = "core.mail_counts.CountingBackend"  # sends by MAIL_BACKEND
NOT_SENDING = ("console", "dummy")
logger = logging.getLogger(__name__)


def can_mail() -> bool:
    """Whether mail goes anywhere: without EMAIL_URL it is printed, and links are handed over by hand instead."""
    backend = settings.MAIL_BACKEND if settings.EMAIL_BACKEND == COUNTING else settings.EMAIL_BACKEND
    return backend.split(".")[-2] not in NOT_SENDING


def mail_invitation(invitation: Invitation, url: str) -> bool:
    """Mail the link. False if it could not be sent; the log says why, without the address."""
    with translation.override(invitation.language):
        body = render_to_string("accounts/mail/invitation.txt", {"invitation": invitation, "url": url})
        try:
            send_mail(_("Du är inbjuden till Medspel"), body, mail_sender(), [invitation.email])
        except (OSError, SMTPException) as error:
            logger.warning("An invitation was not sent: %s", type(error).__name__)
            return False
    return True

"""What logins tell: on the screen, and by mail when something about the account has changed."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation
from core.models import User
from core.outgoing_mail import NOT_SENT, letter

logger = logging.getLogger(__name__)

# By the names of django-allauth's templates; what is not here is not said.
MESSAGES = {
    "account/messages/password_changed.txt": _("Lösenordet är bytt."),
    "mfa/messages/totp_activated.txt": _("Koder från appen krävs nu när du loggar in."),
    "mfa/messages/totp_deactivated.txt": _("Koder från appen krävs inte längre."),
    "mfa/messages/recovery_codes_generated.txt": _("Här är dina reservkoder. Tidigare koder gäller inte längre."),
    "mfa/messages/webauthn_added.txt": _("Nyckeln är tillagd."),
    "mfa/messages/webauthn_removed.txt": _("Nyckeln är borttagen."),
}
NOTICES = {
    "account/email/password_changed": _("Ditt lösenord är bytt"),
    "account/email/password_reset": _("Ditt lösenord är bytt"),
    "account/email/email_changed": _("Din e-postadress är bytt"),
    "mfa/email/totp_activated": _("Koder från en app krävs nu när du loggar in"),
    "mfa/email/totp_deactivated": _("Koder från en app krävs inte längre när du loggar in"),
    "mfa/email/recovery_codes_generated": _("Du har fått nya reservkoder"),
    "mfa/email/webauthn_added": _("En nyckel är tillagd på ditt konto"),
    "mfa/email/webauthn_removed": _("En nyckel är borttagen från ditt konto"),
    "accounts/email/factors_removed": _("Det andra steget när du loggar in är borttaget av en administratör"),
    "socialaccount/email/account_connected": _("En inloggning är kopplad till ditt konto"),
}


def send_notice(kind: str, *, user: User, email: str, address: str | None = None):
    """Tell the user what has changed, in the language that is active; `address` is where on the network from.

    A failure is logged: the change stands.
    """
    if kind not in NOTICES:
        return
    subject = str(NOTICES[kind])
    context = {"now": timezone.localtime(), "address": address, "site_url": settings.SITE_URL}
    send(subject, "notice", user=user, to=email, **context)


def tell_later(kind: str, *, user: User, email: str):
    """After the commit: others wait for the end of the log until then, and a mail may take long."""

    def tell():
        with translation.override(user.language):
            send_notice(kind, user=user, email=email)

    transaction.on_commit(tell)


def mail_invitation(invitation: Invitation, url: str) -> bool:
    """Mail the link. False if it could not be sent."""
    with translation.override(invitation.language):
        return send(_("Du är inbjuden till Medspel"), "invitation", to=invitation.email, invitation=invitation, url=url)


def send(subject, template: str, *, to: str, **context) -> bool:
    """False, and a line in the log without the address, if it could not be sent or there is no address."""
    if not to:
        return False
    try:
        compose(subject, template, to=to, **context).send()
    except NOT_SENT as error:
        logger.warning("A mail was not sent: %s: %s", template, type(error).__name__)
        return False
    return True


def compose(subject, template: str, *, to: str, **context) -> EmailMessage:
    body = render_to_string(f"accounts/mail/{template}.txt", {"subject": subject, **context})
    return letter(subject, body, to=to)

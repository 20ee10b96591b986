"""A change of e-mail address, which waits in the link that is mailed to the new one."""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts.notices import send, send_notice
from accounts.services.users import is_free
from core.audit import record
from core.models import AuditKind, User
from core.services import mark_of_access, save_record

SALT = "accounts.email"
LINK_SECONDS = 3 * 24 * 60 * 60


class EmailChange(NamedTuple):
    user: User
    address: str


def send_confirmation(*, user: User, address: str) -> bool:
    """Mail the link that changes the user's address. False if it could not be sent."""
    token = signing.dumps([user.pk, user.email, address, mark_of_access(user)], salt=SALT)
    url = settings.SITE_URL + reverse("accounts:email_confirm", args=[token])
    return send(_("Bekräfta din e-postadress till Medspel"), "email_confirm", user=user, to=address, url=url)


def read_token(token: str) -> EmailChange | None:
    """What the link changes; None if it is too old or used, or if somebody else has the address by now.

    It ends with the password and with a pause: who was in meanwhile has not got the account by an address of theirs.
    """
    try:
        pk, before, address, mark = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=pk, email=before, is_active=True).first()
    good = user and constant_time_compare(mark, mark_of_access(user)) and is_free(address, user=user)
    return EmailChange(user, address) if good else None


def change_email(*, user: User, address: str) -> User:
    """Save the address and tell the old one. Raises ValidationError."""
    before = user.email
    with transaction.atomic():
        save_record(user, email=address)
        record(AuditKind.CHANGED, by=user, subject=user, facts={"fields": ["email"]})
    send_notice("account/email/email_changed", user=user, email=before)
    return user

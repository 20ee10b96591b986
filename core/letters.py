from email.utils import formataddr, parseaddr

from django.conf import settings

from core.models import our_organisation


def mail_sender() -> str:
    """The sender of mails: DEFAULT_FROM_EMAIL under the organisation's name, if it has written one. One query."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((our_organisation().sender_name or name, address))

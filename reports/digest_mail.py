"""Send the digests of a day, each once whatever happens: running again, or two at once, sends nothing twice."""

import datetime as dt
import logging
from collections import Counter

from django.core.mail import get_connection
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.models import Digest, DigestPace, User
from core.outgoing_mail import NOT_SENT
from core.services import note_digest_sent, take_digest
from reports.digests import digest_for, period_of

OUTCOMES = ("sent", "nothing", "taken", "failed")
logger = logging.getLogger(__name__)


def send_digests(*, on: dt.date) -> dict[str, int]:
    """Send each person who asked for it their digest. Returns the number of each of OUTCOMES.

    `taken` were sent before. What `failed` is not tried again: the server may have accepted the mail before the error.
    Raises Refusal if the mail server does not answer; a later run then sends the rest. A run that is killed while a
    mail leaves may lose that one mail.
    """
    mails = get_connection()
    asked = User.objects.filter(is_active=True).exclude(digest=DigestPace.NONE).exclude(email="").order_by("pk")
    try:
        outcomes = Counter(_send(user, on, mails) for user in asked)
    finally:
        mails.close()
    return {outcome: outcomes[outcome] for outcome in OUTCOMES}


def _send(user: User, day: dt.date, mails) -> str:
    period = period_of(user.digest, day)
    if Digest.objects.filter(user=user, period=period).exists():
        return "taken"
    mail = digest_for(user, day)
    if mail is None:
        return "nothing"
    try:
        mails.open()  # connect before claiming the digest
    except NOT_SENT as error:
        raise Refusal(_("Mejlservern svarar inte: %(error)s") % {"error": error}) from None
    digest = take_digest(user=user, period=period)
    if digest is None:
        return "taken"
    try:
        mails.send_messages([mail])
    except NOT_SENT:
        logger.exception("The digest of user %s could not be sent", user.pk)
        mails.close()
        return "failed"
    note_digest_sent(digest)
    return "sent"

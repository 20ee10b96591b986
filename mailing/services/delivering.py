"""Send what is queued. A letter is claimed in a transaction of its own before it is sent, so that none goes twice.

What certainly did not leave is tried again, later each time. Where a killed worker or a broken connection leaves it
unknown, the letter has failed and says so: a person decides whether to send it again.
"""

import datetime as dt
import json
import logging
import time
from contextlib import suppress
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from anymail.exceptions import AnymailAPIError
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.encryption import unseal
from core.outgoing_mail import NOT_SENT, can_mail, mail_sender
from mailing.letter_layout import html_of, text_with_foot, unsubscribe_headers
from mailing.merge_fields import merged
from mailing.models import Letter, LetterState, SuppressionReason
from mailing.services.queueing import SALT, why_not
from mailing.services.suppressions import suppress_address

TURN_SECONDS = 20
MOST_AT_ONCE = 50
LOST_AFTER = dt.timedelta(minutes=10)
# After each attempt; then it has failed.
PAUSES = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440)]
GIVE_UP_AFTER = dt.timedelta(days=3)  # without settings for mail: what is older is no news
NO_SUCH_ADDRESS = {550, 551, 553}
TRY_LATER = {408, 425, 429, 503}  # answers of a provider's API by which it has taken nothing
logger = logging.getLogger(__name__)


def deliver_waiting() -> int:
    """Send letters whose time has come, for TURN_SECONDS at most. Returns how many left.

    Without settings for mail none is sent, and none counts as sent.
    """
    if not can_mail():
        _give_up_old()
        return 0
    due = list(Letter.objects.due(timezone.now()).values_list("pk", flat=True)[:MOST_AT_ONCE])
    if not due:
        return 0
    mails = get_connection()
    try:
        mails.open()
    except NOT_SENT as error:
        logger.warning("The mail server does not answer: %s", type(error).__name__)
        return 0
    ends, sent = time.monotonic() + TURN_SECONDS, 0
    try:
        for pk in due:
            sent += _deliver(pk, mails)
            if time.monotonic() > ends:
                break
    finally:
        with suppress(*NOT_SENT):
            mails.close()
    return sent


def _deliver(pk: int, mails) -> bool:
    letter = _claim(pk)
    if letter is None:
        return False
    try:
        message = message_of(letter, mails)
    except (OSError, ValueError) as error:  # a file that is gone
        _unwritable(letter, error)
        return False
    try:
        mails.open()  # again, where an earlier letter broke it; nothing has been said of this one
    except NOT_SENT as error:
        _later(letter, error)
        return False
    try:
        message.send()
    except ValueError as error:  # a line break in a header, an address that mail cannot have: nothing has been said
        _unwritable(letter, error)
    except SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        _refused(letter, code, error)
    except SMTPResponseException as error:
        _refused(letter, error.smtp_code, error)
    except AnymailAPIError as error:
        _refused(letter, 450 if getattr(error, "status_code", None) in TRY_LATER else 554, error)
    except NOT_SENT as error:
        logger.warning("Letter %s: %s", pk, type(error).__name__)
        with suppress(*NOT_SENT):
            mails.close()
        _fail(letter, _("Förbindelsen bröts medan mejlet skickades, så det kan ha kommit fram."))
    else:
        note_sent(letter, provider_id=getattr(getattr(message, "anymail_status", None), "message_id", None) or "")
        return True
    return False


def _claim(pk: int) -> Letter | None:
    """Take the letter out of the queue; None if another worker has, or it must no longer be sent."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Letter.objects.filter(pk=pk, state=LetterState.WAITING, due_at__lte=now)
        if not waiting.update(state=LetterState.SENDING, claimed_at=now, attempts=F("attempts") + 1):
            return None
        letter = Letter.objects.get(pk=pk)
        if hindrance := why_not(letter.to_email, letter.basis):
            _end(letter, LetterState.SUPPRESSED, error=hindrance)
            return None
    return letter


def message_of(letter: Letter, mails=None) -> EmailMultiAlternatives:
    """The e-mail of a letter, its secrets put in."""
    secrets = json.loads((letter.sealed and unseal(letter.sealed, salt=SALT)) or "{}")
    text = merged(letter.text, secrets)
    with translation.override(letter.language):
        message = EmailMultiAlternatives(
            letter.subject,
            text_with_foot(letter, text),
            mail_sender(),
            [letter.to_email],
            reply_to=answers_go_to(letter),
            connection=mails,
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"} | unsubscribe_headers(letter),
        )
        message.attach_alternative(html_of(letter, text), "text/html")
    if letter.mailing_id or letter.made_by_id:
        del message.extra_headers["Auto-Submitted"]  # a person wrote it
    for enclosure in letter.enclosures.all():
        with enclosure.file.open("rb") as file:
            message.attach(enclosure.name, file.read())
    return message


def answers_go_to(letter: Letter) -> list[str] | None:
    """Who wrote it, and the mailbox that is read into the log, so that an answer is logged too."""
    return list(filter(None, [letter.reply_to, settings.MAILBOX_REPLY_TO])) if letter.reply_to else None


@transaction.atomic
def note_sent(letter: Letter, *, provider_id: str = ""):
    """It has left. What its kind then does is done in the same transaction; if that fails, it has left all the same."""
    if not _end(letter, LetterState.SENT, provider_id=provider_id[:200], error=""):
        return
    letter.refresh_from_db()
    kind = letter.letter_kind
    if kind and kind.sent:
        try:
            with transaction.atomic():
                kind.sent(letter)
        except Exception:
            logger.exception("What follows when letter %s has left could not be done", letter.pk)


def _end(letter: Letter, state: LetterState, **fields) -> bool:
    own = Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, attempts=letter.attempts)
    return bool(own.update(state=state, ended_at=timezone.now(), sealed="", **fields))


def _fail(letter: Letter, words: str):
    own = Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, attempts=letter.attempts)
    own.update(state=LetterState.FAILED, ended_at=timezone.now(), error=words[:300])


def _unwritable(letter: Letter, error: Exception):
    logger.error("Letter %s could not be written", letter.pk, exc_info=error)
    _fail(letter, _("Mejlet gick inte att sätta ihop."))


def _refused(letter: Letter, code: int, error: Exception):
    """The server has answered: 4xx says later, 5xx never (RFC 5321, 4.2.1)."""
    if 400 <= code < 500:
        _later(letter, error)
        return
    _fail(letter, _("Mejlservern tog inte emot det (%(code)s).") % {"code": code})
    if code in NO_SUCH_ADDRESS and isinstance(error, SMTPRecipientsRefused):
        suppress_address(letter.to_email, reason=SuppressionReason.BOUNCED, note=str(code))


def _later(letter: Letter, error: Exception):
    if letter.attempts > len(PAUSES):
        _fail(letter, _("Mejlservern har inte tagit emot det på %(times)s försök.") % {"times": letter.attempts})
        return
    own = Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, attempts=letter.attempts)
    words = _("Försök %(number)s: %(error)s") % {"number": letter.attempts, "error": type(error).__name__}
    own.update(
        state=LetterState.WAITING, due_at=timezone.now() + PAUSES[letter.attempts - 1], claimed_at=None, error=words
    )


def recover_lost_letters() -> int:
    """Letters whose worker was killed while it sent them: it is not known whether they left. Returns how many."""
    now = timezone.now()
    words = _("Det avbröts medan det skickades, så det kan ha kommit fram.")
    return Letter.objects.lost(before=now - LOST_AFTER).update(state=LetterState.FAILED, ended_at=now, error=words)


def _give_up_old() -> int:
    now = timezone.now()
    old = Letter.objects.waiting().filter(made_at__lt=now - GIVE_UP_AFTER, due_at__lt=now)
    return old.update(state=LetterState.FAILED, ended_at=now, error=_("Mejl är inte inställt, så det skickades inte."))

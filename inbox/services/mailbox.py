"""Read the mailbox: each message once, in the order of the server's numbers, and marked there only when it is stored.

How far is read is written in the same transaction as the message, so a reader that is killed leaves nothing out and
nothing twice. Only one reader has the claim; one that was taken for dead writes nothing more.
"""

import datetime as dt
import logging
import time
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from inbox.imap import Folder, MailboxAddress, MailboxTrouble, mailbox_address, opened
from inbox.models import InboundMail, InboundReason, Mailbox
from inbox.services.inbound import LostClaim, NotStored, Place, keep_unread, receive

TURN_SECONDS = 20
CLAIM_AGE = dt.timedelta(minutes=10)
EVERY = dt.timedelta(seconds=50)  # by itself; several workers share the mailbox
MOST_TRIES = 3  # of one message: then it is left on the server, and said so
MOST_WAITING_BYTES = 2 * 1024**3  # of unlogged messages, so that a flood does not fill the disk
MARKED_AT_ONCE = 50
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    taken: int = 0
    left: int = 0
    busy: bool = False  # another reader has the mailbox


def read_by_itself() -> int:
    """What the worker does: nothing without a mailbox, and more seldom after failures. Returns how many were taken."""
    try:
        address = mailbox_address()
        box = address and Mailbox.objects.filter(name=address.name).first()
        now = timezone.now()
        if address is None or (box and box.tried_at and now < max(box.tried_at + EVERY, box.waits_until() or now)):
            return 0
        return read_mailbox().taken
    except MailboxTrouble as trouble:
        logger.warning("The mailbox was not read: %s", trouble)
        return 0


def read_mailbox(*, seconds: float = TURN_SECONDS) -> Reading:
    """Read for at most so many seconds, outside any transaction. Raises MailboxTrouble, which is kept to be shown."""
    address = mailbox_address()
    if address is None:
        raise MailboxTrouble(_("Ingen brevlåda är inställd: MAILBOX_URL är inte satt."))
    box = _claimed(address)
    if box is None:
        return Reading(busy=True)
    own = Mailbox.objects.filter(pk=box.pk, claim=box.claim)
    try:
        reading = _read_folder(address, box, ends=time.monotonic() + seconds)
    except LostClaim:
        return Reading(busy=True)
    except MailboxTrouble as trouble:
        own.update(failures=F("failures") + 1, error=str(trouble)[:300])
        if isinstance(trouble, NotStored):
            own.update(tries=0)  # which says nothing of the message
        raise
    else:
        own.update(failures=0, error="", read_at=timezone.now(), left=reading.left)
        return reading
    finally:
        own.update(claim=None, claimed_at=None)


def _claimed(address: MailboxAddress) -> Mailbox | None:
    now = timezone.now()
    box, _new = Mailbox.objects.get_or_create(name=address.name)
    free = Mailbox.objects.filter(pk=box.pk).filter(Q(claim=None) | Q(claimed_at__lt=now - CLAIM_AGE))
    if not free.update(claim=uuid4(), claimed_at=now, tried_at=now):
        return None
    box.refresh_from_db()
    return box


def _read_folder(address: MailboxAddress, box: Mailbox, *, ends: float) -> Reading:
    with opened(address) as folder:
        _begin(box, folder)
        _mark_rest(folder, box)
        _require_room()
        waiting = folder.numbers_after(box.last_uid)
        taken = done = 0
        for uid in waiting:
            if time.monotonic() >= ends:
                break
            taken += _take(folder, box, uid)
            done += 1
        _mark_rest(folder, box)
    return Reading(taken, len(waiting) - done)


def _begin(box: Mailbox, folder: Folder):
    """A folder that the server has numbered anew is read from the beginning; what is known gets no second row."""
    if box.uidvalidity != folder.uidvalidity:
        box.uidvalidity, box.last_uid = folder.uidvalidity, 0
        _write(box, uidvalidity=folder.uidvalidity, last_uid=0, trying_uid=0, tries=0)


def _write(box: Mailbox, **fields):
    if not Mailbox.objects.filter(pk=box.pk, claim=box.claim).update(claimed_at=timezone.now(), **fields):
        raise LostClaim


def _take(folder: Folder, box: Mailbox, uid: int) -> int:
    """Take one message, whatever it is. 0 if it is gone."""
    place = Place(mailbox=box, claim=box.claim, uidvalidity=box.uidvalidity, uid=uid)
    tries = box.tries + 1 if box.trying_uid == uid else 1
    _write(box, trying_uid=uid, tries=tries)
    if tries > MOST_TRIES:
        words = _("Läsningen av det bröts %(number)s gånger. Det ligger kvar i brevlådan.") % {"number": MOST_TRIES}
        keep_unread(place, reason=InboundReason.BROKEN, note=words)
        return 1
    size, most = folder.size(uid), settings.MAIL_MAX_BYTES
    if size is None:
        _write(box, last_uid=uid, trying_uid=0, tries=0)
        return 0
    content = folder.content(uid, most=most) if size <= most else b""
    if size > most or len(content) > most:
        words = _("Det är större än %(most)s MB. Det ligger kvar i brevlådan.") % {"most": most // 1024 // 1024}
        keep_unread(place, reason=InboundReason.TOO_BIG, note=words, head=folder.head(uid), size=size)
    else:
        row = receive(content, place)
        if not row.marked and row.uid != uid:  # a copy of one that is to be marked in its own place
            folder.finish([uid])
    return 1


def _mark_rest(folder: Folder, box: Mailbox):
    """Tell the server of what is stored, also what an earlier reader had no time to tell."""
    rows = InboundMail.objects.unmarked(box, folder.uidvalidity).order_by("uid")
    while some := list(rows.values_list("pk", "uid")[:MARKED_AT_ONCE]):
        folder.finish([uid for _pk, uid in some])
        InboundMail.objects.filter(pk__in=[pk for pk, _uid in some]).update(marked=True)


def _require_room():
    waiting = InboundMail.objects.waiting().full()
    if (waiting.aggregate(total=Sum("size"))["total"] or 0) > MOST_WAITING_BYTES:
        raise MailboxTrouble(_("För mycket väntar på att loggas eller kastas, så läsningen stannade. Gå igenom det."))

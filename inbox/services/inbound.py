"""Messages of the mailbox: stored, judged and acted on in one transaction each, and what people then do with them."""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.email_files import NotMail, read_message
from core.errors import Refusal, said_by
from core.mime import MimePart
from core.models import User
from core.retention import not_held
from core.services import save_record
from core.text import visible
from inbox.imap import MailboxTrouble
from inbox.mailreader import Mail, mail_of
from inbox.models import InboundMail, InboundReason, InboundState, Mailbox, MailDraft, MailRule, MailRuleAction
from inbox.services.email_to_log import (
    AlreadyLogged,
    NotWaiting,
    discard_draft,
    papers_in,
    refused_attachments,
    write_inbound,
)
from inbox.services.triage import Verdict, judge
from mailing.services.events import note_report

logger = logging.getLogger(__name__)
_FAILED = gettext_lazy("Något gick fel när det lästes. Felet står i tjänstens logg.")
MAY_ADD_DOCUMENT = "crm.add_document"


class LostClaim(Exception):
    """Another reader has taken over: what this one does is taken back."""


class NotStored(MailboxTrouble):
    """Its file could not be written here."""


# What is tried again with the same message, since it says nothing of it.
PASSING = (LostClaim, MailboxTrouble, OperationalError, InterfaceError)


@dataclass(frozen=True)
class Place:
    """Where a message lies, and the claim that lets its reader write."""

    mailbox: Mailbox
    claim: UUID
    uidvalidity: int
    uid: int


@dataclass(frozen=True)
class _Read:
    """A message as far as it could be read."""

    message: MimePart | None
    mail: Mail | None
    refused: dict[str, str]
    problem: str = ""


def _read(content: bytes) -> _Read:
    """Whatever the bytes are, they stop nobody: what cannot be read says why."""
    try:
        message = read_message(content)
        mail = mail_of(message, size=len(content))
        return _Read(message, mail, refused_attachments(mail, BytesIO(content)))
    except NotMail:
        return _Read(None, None, {}, _("Det är inget mejl, eller ett som är trassligare än något mejlprogram gör."))
    except Exception:
        logger.exception("A message of the mailbox could not be read")
        return _Read(None, None, {}, _FAILED)


def key_of(content: bytes, message: MimePart | None) -> str:
    """By the Message-ID, whole, else by all bytes."""
    number = "".join(message.raw("message-id").split()) if message else ""
    return sha256(f"id:{number}".encode("utf-8", "surrogateescape") if number else b"bytes:" + content).hexdigest()


def receive(content: bytes, place: Place) -> InboundMail:
    """Store the message and do what its verdict says, all or nothing, and note that the folder is read so far.

    One that is known already gets no second row, and one that our own code fails at waits, unread. Raises LostClaim,
    MailboxTrouble if its file cannot be stored, and the database's errors of the moment.
    """
    read = _read(content)
    try:
        return _receive(content, read, place)
    except PASSING:
        raise
    except Exception:
        logger.exception("A message of the mailbox could not be dealt with")
        return _receive(content, _Read(read.message, None, {}, _FAILED), place)


def _receive(content: bytes, read: _Read, place: Place) -> InboundMail:
    row = _row_of(content, read, place)
    verdict, papers = _judged(content, read)
    earlier = InboundMail.objects.filter(key=row.key).first()
    if earlier and row.fingerprint and earlier.fingerprint and row.fingerprint != earlier.fingerprint:
        # Anybody can write another's number on a message: it must not take the other's place.
        row.key, verdict = sha256(f"{row.key}{row.fingerprint}".encode()).hexdigest(), Verdict(InboundReason.CLASH)
    try:
        row.file.save("mejl.eml", ContentFile(content), save=False)
    except OSError as error:
        words = _("Mejlet gick inte att spara här (%(error)s), så läsningen stannade. Finns det plats på disken?")
        raise NotStored(words % {"error": type(error).__name__}) from error
    storage, name = row.file.storage, row.file.name
    try:
        stored = _store(row, place, partial(_act, read=read, verdict=verdict, papers=papers))
    except BaseException:
        storage.delete(name)
        raise
    if stored.pk != row.pk:
        storage.delete(name)
    return stored


def keep_unread(place: Place, *, reason: InboundReason, note: str, head: bytes = b"", size: int = 0) -> InboundMail:
    """A row for a message that stays on the server: the beginning of it, if there is any, says whose it is."""
    read = _read(head) if head else _Read(None, None, {})
    unique = f"{place.mailbox.name}:{place.uidvalidity}:{place.uid}".encode()
    row = _row_of(head or unique, read, place)
    row.parsed, row.fingerprint, row.size, row.marked = {}, "", size, True  # nothing is marked there
    verdict = Verdict(reason, note=note)
    return _store(row, place, partial(_act, read=read, verdict=verdict, papers=[]))


def _row_of(content: bytes, read: _Read, place: Place) -> InboundMail:
    mail = read.mail
    sender = mail.sender if mail else None
    return InboundMail(
        key=key_of(content, read.message),
        fingerprint=mail.fingerprint if mail else "",
        sender=visible(sender.email)[:254] if sender else "",
        sender_name=visible(sender.name)[:160] if sender else "",
        subject=visible(mail.subject)[:200] if mail else "",
        sent_at=mail.sent_at if mail else None,
        size=len(content),
        parsed=mail.to_json() if mail else {},
        refused=read.refused,
        mailbox=place.mailbox,
        uidvalidity=place.uidvalidity,
        uid=place.uid,
    )


def _judged(content: bytes, read: _Read) -> tuple[Verdict, list[ContentFile]]:
    """What becomes of it, and the documents that come with it: its attachments, where who logs may add such."""
    if read.message is None or read.mail is None:
        return Verdict(InboundReason.BROKEN, note=read.problem), []
    verdict = judge(read.message, read.mail)
    if not verdict.log or not verdict.log.by.has_perm(MAY_ADD_DOCUMENT):
        return verdict, []
    wanted = [each for number, each in enumerate(read.mail.attachments) if str(number) not in read.refused]
    return verdict, papers_in(BytesIO(content), wanted)


def _store(row: InboundMail, place: Place, act) -> InboundMail:
    """Write the row if its key is new, act on it, and move the mark of how far is read: one transaction."""
    with transaction.atomic():
        box = Mailbox.objects.select_for_update().filter(pk=place.mailbox.pk, claim=place.claim).first()
        if box is None:
            raise LostClaim
        earlier = InboundMail.objects.filter(key=row.key).first()
        if earlier:
            # Where it lies now. One that the server is not told of yet keeps its place, and one left there is left.
            there = InboundMail.objects.filter(pk=earlier.pk, marked=True).exclude(file="", emptied_at=None)
            there.update(mailbox=box, uidvalidity=place.uidvalidity, uid=place.uid, marked=False)
        else:
            act(row)
        Mailbox.objects.filter(pk=box.pk).update(last_uid=place.uid, trying_uid=0, tries=0)
    return earlier or row


def _act(row: InboundMail, *, read: _Read, verdict: Verdict, papers: list[ContentFile]):
    """Write the row, and what its verdict says. If that is refused, it waits and says why."""
    outcome = verdict
    try:
        with transaction.atomic():
            _follow(row, verdict, read=read, papers=papers)
    except AlreadyLogged as refusal:
        earlier = refusal.context["interaction"]
        outcome = Verdict(InboundReason.EARLIER, InboundState.LOGGED, earlier=earlier)
    except (Refusal, ValidationError) as error:
        why = said_by(error)
        outcome = replace(verdict, reason=InboundReason.REFUSED, state=InboundState.WAITING, note=why, log=None)
    else:
        return
    _write(row, outcome)


def _follow(row: InboundMail, verdict: Verdict, *, read: _Read, papers: list[ContentFile]):
    interaction = None
    if log := verdict.log:
        interaction = write_inbound(
            row,
            mail=read.mail,
            by=log.by,
            companies=log.companies,
            contacts=log.contacts,
            papers=papers,
            direction=log.direction,
        )
    note = verdict.note
    if bounce := verdict.bounce:
        told = note_report(
            message_id=bounce.letter_id,
            kind="complained" if bounce.is_complaint else "bounced",
            reason=bounce.reason,
            is_final=bounce.is_final or bounce.is_complaint,
        )
        note = told or _("Rapporten gäller inget mejl som Medspel har kvar.")
    _write(row, replace(verdict, note=note, earlier=interaction or verdict.earlier))


def _write(row: InboundMail, verdict: Verdict):
    row.state, row.reason, row.note = verdict.state, verdict.reason, str(verdict.note)[:300]
    row.letter, row.interaction = verdict.letter, verdict.earlier
    row.ended_at = None if verdict.state == InboundState.WAITING else timezone.now()
    row.save()


# --- What people do with them ----------------------------------------------------------------------


@transaction.atomic
def _move(row: InboundMail, state: InboundState, *, by: User | None, reason: InboundReason | None = None):
    row = InboundMail.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not row.may_become(state):
        raise NotWaiting
    if row.emptied_at:
        raise Refusal(_("Mejlet är tömt, så det går inte att ta tillbaka."))
    row.state, row.reason = state, reason or row.reason
    row.ended_at, row.ended_by = (None, None) if state == InboundState.WAITING else (timezone.now(), by)
    row.save()
    return row


def throw_away(row: InboundMail, *, by: User) -> InboundMail:
    """It is kept until it is emptied, and can be taken back until then. Raises NotWaiting."""
    return _move(row, InboundState.THROWN, by=by)


def take_back(row: InboundMail, *, by: User) -> InboundMail:
    """Let it wait again, thrown away or sorted aside. Raises NotWaiting, and Refusal for what is emptied."""
    return _move(row, InboundState.WAITING, by=by)


@transaction.atomic
def save_rule(rule: MailRule, *, by: User, **fields) -> MailRule:
    """Raises ValidationError by field."""
    if not rule.pk:
        fields.setdefault("user", by)
    return save_record(rule, **fields)


@transaction.atomic
def never_log(row: InboundMail, *, pattern: str, by: User) -> MailRule:
    """A rule that mail from there is never logged; what waits from there is sorted aside. Raises ValidationError."""
    rule = MailRule.objects.filter(pattern=pattern.strip().casefold()).first() or MailRule()
    rule = save_rule(rule, by=by, pattern=pattern, action=MailRuleAction.NEVER)
    sent = {"sender__iendswith": rule.pattern} if rule.pattern.startswith("@") else {"sender__iexact": rule.pattern}
    waiting = InboundMail.objects.waiting().filter(**sent)
    waiting.update(state=InboundState.ASIDE, reason=InboundReason.BLOCKED, ended_at=timezone.now(), ended_by=by)
    return rule


# --- How long they are kept ------------------------------------------------------------------------


@transaction.atomic
def empty_mails(rows: QuerySet[InboundMail]) -> int:
    """Take away what they say and who wrote, and leave the number that keeps them from being read again."""
    found = list(rows.select_for_update(of=("self",)).full())
    _discard_drafts(row.pk for row in found)
    now = timezone.now()
    for row in found:
        storage, name = row.file.storage, row.file.name
        InboundMail.objects.filter(pk=row.pk).update(
            state=row.state if row.state != InboundState.WAITING else InboundState.THROWN,
            ended_at=row.ended_at or now,
            emptied_at=now,
            **dict.fromkeys(("file", "sender", "sender_name", "subject", "note", "search_key"), ""),
            parsed={},
            refused={},
        )
        if name:
            transaction.on_commit(partial(storage.delete, name))
    return len(found)


def _discard_drafts(keys: Iterable[int]):
    for draft in MailDraft.objects.filter(inbound__in=list(keys)):
        discard_draft(draft)


def empty_old(*, before: dt.datetime) -> int:
    return empty_mails(not_held(InboundMail.objects.to_be_emptied(before)))

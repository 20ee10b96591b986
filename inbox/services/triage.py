"""Decide what becomes of a message of the mailbox: logged by itself, waiting for somebody, or sorted aside.

Nothing is written here. By itself only that is logged where sender, people and company leave nothing to guess, and the
sender is vouched for: see inbox.mailheaders.is_vouched_for, and the secret address for BCC.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.mime import MimePart
from core.models import User
from crm.letter_kinds import parties_of
from crm.models import Company, Contact, Direction, Interaction
from crm.queries.recognition import contacts_with
from inbox.mailheaders import (
    Bounce,
    answered_ids,
    bounce_of,
    delivered_to,
    is_autoreply,
    is_bulk,
    is_from_machine,
    is_vouched_for,
)
from inbox.mailreader import Mail
from inbox.models import EVERYBODY, InboundReason, InboundState, MailRule, MailRuleAction
from inbox.parties import Ours, day_of, sure_companies
from mailing.models import Letter

MAY_LOG = "crm.add_interaction"


@dataclass(frozen=True)
class Log:
    """What is written in the log."""

    by: User
    direction: Direction
    companies: list[Company]
    contacts: list[Contact]


@dataclass(frozen=True)
class Verdict:
    reason: InboundReason
    state: InboundState = InboundState.WAITING
    note: str = ""
    log: Log | None = None
    letter: Letter | None = None
    earlier: Interaction | None = None
    bounce: Bounce | None = None


@dataclass
class _Rules:
    """The rules about some addresses. One query."""

    addresses: Iterable[str]
    found: dict[str, MailRule] = field(default_factory=dict)

    def __post_init__(self):
        asked = {pattern for address in self.addresses for pattern in self._patterns(address)}
        rows = MailRule.objects.filter(pattern__in=asked).select_related("user") if asked else []
        self.found = {row.pattern: row for row in rows}

    def _patterns(self, address: str) -> list[str]:
        """From the nearest to the widest."""
        return [address, f"@{address.rpartition('@')[2]}", EVERYBODY]

    def of(self, address: str) -> MailRule | None:
        return next((self.found[each] for each in self._patterns(address) if each in self.found), None)

    def forbids(self, address: str) -> bool:
        rule = self.of(address)
        return rule is not None and rule.action == MailRuleAction.NEVER


def judge(message: MimePart, mail: Mail) -> Verdict:
    if by_machine := _of_a_machine(message, mail):
        return by_machine
    earlier = Interaction.objects.of_mail(message_id=mail.message_id, fingerprint=mail.fingerprint).first()
    if earlier:
        return Verdict(InboundReason.EARLIER, InboundState.LOGGED, earlier=earlier)
    if not (mail.sender and mail.sender.email):
        return Verdict(InboundReason.UNKNOWN, note=_("Mejlet säger inte vem som skrev."))
    ours = Ours()
    return _from_colleague(message, mail, ours) if ours.has(mail.sender) else _from_outside(message, mail)


def _of_a_machine(message: MimePart, mail: Mail) -> Verdict | None:
    """Our own letters that come back, reports about them, and answers that nobody wrote: sorted aside."""
    if mail.message_id and Letter.objects.filter(message_id=f"<{mail.message_id}>").exists():
        return _aside(InboundReason.OURS)
    if bounce := bounce_of(message):
        return _aside(InboundReason.COMPLAINT if bounce.is_complaint else InboundReason.BOUNCE, bounce=bounce)
    if mail.sender and is_from_machine(mail.sender.email):
        return _aside(InboundReason.BOUNCE, note=_("Den säger inte på ett läsbart sätt vilket mejl den gäller."))
    return _aside(InboundReason.AUTOREPLY) if is_autoreply(message) else None


def _aside(reason: InboundReason, **more) -> Verdict:
    return Verdict(reason, InboundState.ASIDE, **more)


# --- What colleagues write -------------------------------------------------------------------------


def _from_colleague(message: MimePart, mail: Mail, ours: Ours) -> Verdict:
    """A copy of what a colleague wrote: the people that it is to are those of the log.

    To put the mailbox on BCC is to ask for it, so no rule is needed; a rule can forbid it.
    """
    sender, others = mail.sender.email, [person for person in [*mail.to, *mail.cc] if not ours.has(person)]
    addresses = [person.email for person in others if person.email]
    rules = _Rules([sender, *addresses])
    contacts = _contacts_at(addresses)
    wanted = [contact for email, contact in contacts.items() if not rules.forbids(email)]
    if rules.forbids(sender) or (contacts and not wanted):
        return _aside(InboundReason.BLOCKED)
    if not wanted:
        return Verdict(InboundReason.UNKNOWN, note=_("Ingen av dem som mejlet är till finns bland personerna."))
    user = User.objects.filter(email__iexact=sender, is_active=True).first()
    if user is None or not _is_proven(message, mail):
        return Verdict(InboundReason.DOUBTFUL, note=_not_proven_words(user))
    if not user.has_perm(MAY_LOG):
        return Verdict(InboundReason.REFUSED, note=_("%(who)s får inte logga kontakter.") % {"who": user})
    return _logged(InboundReason.COPY, mail, by=user, direction=Direction.OUTGOING, contacts=wanted)


def _not_proven_words(user: User | None) -> str:
    if user is None:
        return _("Avsändaren har vår domän men inget konto här.")
    return _("Avsändaren är en kollegas adress, men varken vår mejlserver eller den hemliga adressen styrker det.")


def _is_proven(message: MimePart, mail: Mail) -> bool:
    """By our own server's word, or by the address that only colleagues know; one that others can read is not secret."""
    secret = settings.MAILBOX_SECRET_ADDRESS.casefold()
    shown = {person.email for person in [*mail.to, *mail.cc]}
    by_address = bool(secret) and secret in delivered_to(message) and secret not in shown
    return by_address or _is_vouched(message, mail)


def _is_vouched(message: MimePart, mail: Mail) -> bool:
    return is_vouched_for(message, sender=mail.sender.email, server=settings.MAILBOX_AUTHSERV)


# --- What comes from outside -----------------------------------------------------------------------


def _from_outside(message: MimePart, mail: Mail) -> Verdict:
    sender = mail.sender.email
    rules = _Rules([sender])
    if rules.forbids(sender):
        return _aside(InboundReason.BLOCKED)
    letter = _answered_letter(message)
    verdict = (letter and _answer_to(letter, message, mail)) or _ruled(message, mail, rules.of(sender))
    return replace(verdict, letter=letter)


def _ruled(message: MimePart, mail: Mail, rule: MailRule | None) -> Verdict:
    contacts = list(_contacts_at([mail.sender.email]).values())
    if is_bulk(message):
        return Verdict(InboundReason.BULK)
    if not contacts or rule is None:
        return Verdict(InboundReason.KNOWN if contacts else InboundReason.UNKNOWN)
    if not _is_vouched(message, mail):
        return Verdict(InboundReason.DOUBTFUL)
    if not (rule.user.is_active and rule.user.has_perm(MAY_LOG)):
        words = _("Regeln loggar i %(who)s namn, som inte får logga kontakter.") % {"who": rule.user}
        return Verdict(InboundReason.REFUSED, note=words)
    return _logged(InboundReason.RULE, mail, by=rule.user, direction=Direction.INCOMING, contacts=contacts)


def _logged(reason: InboundReason, mail: Mail, *, by: User, direction: Direction, contacts: list[Contact]) -> Verdict:
    companies = _companies(contacts, mail)
    if companies is None:
        return Verdict(InboundReason.UNCLEAR)
    log = Log(by=by, direction=direction, companies=companies, contacts=contacts)
    return Verdict(reason, InboundState.LOGGED, log=log)


def _answered_letter(message: MimePart) -> Letter | None:
    """The letter of ours that it answers, the nearest one. One query."""
    ids = [f"<{each}>" for each in answered_ids(message)]
    found = {row.message_id: row for row in Letter.objects.filter(message_id__in=ids)} if ids else {}
    return next((found[each] for each in ids if each in found), None)


def _answer_to(letter: Letter, message: MimePart, mail: Mail) -> Verdict | None:
    """Logged with the company that our letter was about, in the name of who wrote it; None if it says too little.

    The letter's number is long, random and known to who got it, so an answer from the address that it went to needs no
    rule. Where our server tells of senders, it must vouch for this one too.
    """
    contact, company = parties_of(letter)
    theirs = {letter.to_email.casefold(), *(email.casefold() for email in (contact.emails if contact else ()))}
    if company is None or mail.sender.email not in theirs:
        return None
    if settings.MAILBOX_AUTHSERV and not _is_vouched(message, mail):
        return Verdict(InboundReason.DOUBTFUL)
    user = letter.made_by
    if user is None or not (user.is_active and user.has_perm(MAY_LOG)):
        return None
    log = Log(by=user, direction=Direction.INCOMING, companies=[company], contacts=[contact] if contact else [])
    return Verdict(InboundReason.REPLY, InboundState.LOGGED, log=log)


# --- Whose it is -----------------------------------------------------------------------------------


def _contacts_at(addresses: list[str]) -> dict[str, Contact]:
    """People by an address that they have now."""
    found = contacts_with(addresses)
    return {email: row for email, row in found.items() if email in {each.casefold() for each in row.emails}}


def _companies(contacts: list[Contact], mail: Mail) -> list[Company] | None:
    """None if somebody has to say which: also where several people share one of the addresses."""
    shared = Q()
    for contact in contacts:
        shared |= Q(email__iexact=contact.email) if contact.email else Q()
    others = Contact.objects.filter(shared).exclude(pk__in=[contact.pk for contact in contacts])
    if shared and others.exists():
        return None
    return sure_companies(contacts, day_of(mail))

"""Turn e-mails into log entries."""

import datetime as dt
from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO, Unpack

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.email_files import NotMail
from core.errors import Refusal
from core.models import User
from core.text import LONG_TEXT
from crm.models import Company, Contact, Direction, DocumentKind, Interaction, InteractionKind, Outcome
from crm.services.documents import check_file, check_files, check_size, keep_documents
from crm.services.fields import ContactFields
from crm.services.interactions import log_interaction
from crm.services.people import add_contact
from inbox import outlook
from inbox.mailreader import Attachment, Mail, Person, read_mail, read_pasted
from inbox.models import InboundMail, InboundState, MailDraft

DRAFT_AGE = dt.timedelta(days=1)
NOTHING_PASTED = {"text": _("Klistra in mejlets text.")}


class AlreadyLogged(Refusal):
    message = _("Mejlet är redan loggat.")


class NotWaiting(Refusal):
    message = _("Någon annan har redan tagit hand om mejlet.")


def start_draft(*, by: User, file=None, text: str = "") -> MailDraft:
    """Store an e-mail, from a file or copied text, as a draft until it is logged; delete abandoned drafts.

    Parse it here, once, outside any transaction. Raises ValidationError on `file` or `text` if it is not an e-mail or
    over the limit.
    """
    clear_drafts(before=timezone.now() - DRAFT_AGE)
    if file is not None:
        content, name = _content_of(file), "mejl.eml"
    else:
        content, name = text[:LONG_TEXT].encode(), "mejl.txt"
    is_outlook = file is not None and content.startswith(outlook.BEGINS)
    try:
        if is_outlook:
            content = outlook.as_message(content)
        mail = read_mail(content) if file is not None else read_pasted(text)
    except NotMail:
        raise ValidationError(_why_no_mail(is_outlook=is_outlook) if file is not None else NOTHING_PASTED) from None
    refused = refused_attachments(mail, BytesIO(content))
    return MailDraft.objects.create(
        user=by, file=ContentFile(content, name=name), parsed=mail.to_json(), refused=refused
    )


@transaction.atomic
def draft_of(row: InboundMail, *, by: User) -> MailDraft:
    """The mailbox's message as the user's own draft, to be seen through and logged; the one that they have, if any."""
    draft = MailDraft.objects.filter(user=by, inbound=row).first()
    if draft:
        return draft
    with row.file.open("rb") as file:
        content = ContentFile(file.read(), name="mejl.eml")
    return MailDraft.objects.create(user=by, inbound=row, file=content, parsed=row.parsed, refused=row.refused)


@transaction.atomic
def add_sender(
    row: InboundMail, *, by: User, company: Company, role: str = "", **fields: Unpack[ContactFields]
) -> tuple[Contact, MailDraft]:
    """Register who wrote the mailbox's message, and make it the user's draft: both or neither.

    Raises ValidationError by field.
    """
    contact = add_contact(company=company, role=role, data_source=gettext("Mejl"), **fields)
    return contact, draft_of(row, by=by)


def _why_no_mail(*, is_outlook: bool) -> dict:
    if is_outlook:
        return {
            "file": _(
                "Filen ser ut att komma från Outlook eller Office men går inte att läsa som ett mejl. Är den ett mejl: "
                "öppna det i Outlook, markera allt, kopiera det med raderna Från, Skickat, Till och Ämne, och klistra "
                "in det här nedanför."
            )
        }
    return {"file": _("Filen går inte att läsa som ett mejl.")}


def _content_of(file) -> bytes:
    if file.size > settings.MAIL_MAX_BYTES:
        size = settings.MAIL_MAX_BYTES // 1024 // 1024
        raise ValidationError({"file": _("Mejlet är större än %(size)s MB.") % {"size": size}})
    return file.read()


def refused_attachments(mail: Mail, content: BytesIO) -> dict[str, str]:
    """The reason why each unacceptable attachment is refused, by its number."""
    refused = {}
    for number, attachment in enumerate(mail.attachments):
        try:
            check_size(attachment.size)
            check_file(ContentFile(attachment.content(content), name=attachment.name))
        except ValidationError as error:
            refused[str(number)] = " ".join(error.messages)
    return refused


@transaction.atomic
def clear_drafts(*, before: dt.datetime) -> int:
    """Delete drafts made before that moment, with their files. Returns how many."""
    drafts = list(MailDraft.objects.filter(created_at__lt=before))
    for draft in drafts:
        discard_draft(draft)
    return len(drafts)


@transaction.atomic
def discard_draft(draft: MailDraft):
    storage, name = draft.file.storage, draft.file.name
    draft.delete()
    transaction.on_commit(lambda: storage.delete(name))


def keep_typed(draft: MailDraft, typed: str):
    """Store the form's unsaved text while its owner registers the company."""
    draft.typed = typed
    draft.save(update_fields=["typed"])


def log_mail(
    draft: MailDraft,
    *,
    by: User,
    mail: Mail,
    companies: list[Company],
    contacts: Iterable[Contact] = (),
    strangers: Iterable[Person] = (),
    attachments: Iterable[Attachment] = (),
    again: bool = False,
    **fields,
) -> Interaction:
    """Log a draft's e-mail: `strangers` become contacts at the first company and `attachments` its documents.

    Raises AlreadyLogged with the `interaction` unless `again` is set, and whatever log_interaction and add_documents
    raise; then only the draft is kept.
    """
    attachments = list(attachments)
    papers = []
    if attachments:
        with draft.file.open("rb") as file:
            papers = papers_in(file, attachments)
    check_files(papers)
    with transaction.atomic():
        interaction = write_mail(
            by=by,
            mail=mail,
            companies=companies,
            contacts=contacts,
            strangers=strangers,
            papers=papers,
            again=again,
            **fields,
        )
        if draft.inbound_id:
            note_logged(draft.inbound, interaction=interaction, by=by)
        discard_draft(draft)
    return interaction


@transaction.atomic
def write_mail(
    *,
    by: User,
    mail: Mail,
    companies: list[Company],
    contacts: Iterable[Contact] = (),
    strangers: Iterable[Person] = (),
    papers: Iterable[ContentFile] = (),
    again: bool = False,
    **fields,
) -> Interaction:
    """Log an e-mail, with `papers` that check_files has accepted. Raises as log_mail."""
    earlier = Interaction.objects.of_mail(message_id=mail.message_id, fingerprint=mail.fingerprint).first()
    if earlier and not again:
        raise AlreadyLogged(interaction=earlier)
    added = [_add(person, at=companies[0]) for person in strangers] if companies else []
    interaction = log_interaction(
        by=by,
        companies=companies,
        contacts=[*contacts, *added],
        anybody=True,  # an e-mail names its people, wherever they work
        message_id=mail.message_id,
        mail_fingerprint=mail.fingerprint,
        logged_again=earlier is not None,
        **fields,
    )
    for paper in papers:
        keep_documents(
            by=by,
            company=companies[0],
            files=[paper],
            kind=DocumentKind.LETTER,
            dated_on=timezone.localdate(interaction.happened_at),
            interaction=interaction,
        )
    return interaction


def write_inbound(
    row: InboundMail,
    *,
    mail: Mail,
    by: User,
    companies: list[Company],
    contacts: Iterable[Contact],
    papers: Iterable[ContentFile],
    direction: Direction,
) -> Interaction:
    """Log the mailbox's message as it stands, at the latest when it was received. Raises as write_mail."""
    return write_mail(
        by=by,
        mail=mail,
        companies=companies,
        contacts=contacts,
        papers=papers,
        kind=InteractionKind.EMAIL,
        direction=direction,
        outcome=Outcome.REACHED,
        happened_at=min(mail.sent_at or row.received_at, row.received_at),
        subject=mail.subject,
        text=mail.text,
        quoted=mail.rest,
    )


def log_inbound(
    row: InboundMail,
    *,
    by: User,
    companies: list[Company],
    contacts: Iterable[Contact] = (),
    direction: Direction,
    with_attachments: bool = False,
) -> Interaction:
    """Log the mailbox's message as it stands at these companies, with the documents that it may bring.

    Raises NotWaiting if somebody has taken care of it or it cannot be read, and as log_mail; then it waits as before.
    """
    mail, papers = Mail.from_json(row.parsed) if row.can_be_logged else None, []
    if mail is None:
        raise NotWaiting
    if with_attachments:
        wanted = [each for number, each in enumerate(mail.attachments) if str(number) not in row.refused]
        with row.file.open("rb") as file:
            papers = papers_in(file, wanted)
    check_files(papers)
    with transaction.atomic():
        if not InboundMail.objects.select_for_update(of=("self",)).filter(pk=row.pk).waiting().exists():
            raise NotWaiting
        interaction = write_inbound(
            row, mail=mail, by=by, companies=companies, contacts=contacts, papers=papers, direction=direction
        )
        note_logged(row, interaction=interaction, by=by)
    return interaction


def note_logged(row: InboundMail, *, interaction: Interaction, by: User | None):
    """Of the mailbox's message: it is logged."""
    InboundMail.objects.filter(pk=row.pk, state=InboundState.WAITING).update(
        state=InboundState.LOGGED, interaction=interaction, ended_at=timezone.now(), ended_by=by
    )


def papers_in(file: BinaryIO, attachments: Iterable[Attachment]) -> list[ContentFile]:
    """The attachments of an e-mail's file, to be kept as documents."""
    return [ContentFile(attachment.content(file), name=attachment.name) for attachment in attachments]


def _add(person: Person, *, at: Company) -> Contact:
    first_name, last_name = names_of(person)
    return add_contact(
        company=at, first_name=first_name, last_name=last_name, email=person.email, data_source=gettext("Mejl")
    )


def names_of(person: Person) -> tuple[str, str]:
    """First and last name from `Kim Karlsson` or `Karlsson, Kim`, else from the part before the @."""
    name = person.name if "@" not in person.name else ""
    last, comma, first = name.partition(",")
    if not comma:
        first, _space, last = name.partition(" ")
    first = first.split("(")[0].split("|")[0].strip() or person.email.partition("@")[0].replace(".", " ").title()
    return first[:80], last.split("(")[0].split("|")[0].strip()[:80]

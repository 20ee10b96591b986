"""Erase somebody for good: their rows, their names in every text, and the files that are about them.

The books are kept: amounts, days, references and agreements stay, without the person. What hangs on a contact person
stays without them; a sole trader's row stays, emptied, since agreements and payments are its own. An `Erasure` says
that somebody was erased, when, by whom and why, and not who.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, Contribution, Juror, JurorLink
from campaigns.services.lifecycle import checksum
from core import audit
from core.bulk_save import CHANGED, keep_history
from core.errors import Refusal
from core.fields import PhoneField
from core.job_queue import cancel_job, drop_files
from core.models import AuditEntry, AuditKind, AuditWords, Change, Changeset, Job, Record, Searchable, Session, User
from core.secret_links import revoke_all
from core.stored_files import delete_replaced
from crm.models import Affiliation, Company, CompanyStatus, Contact, Document, Merge
from crm.services.documents import remove_document
from crm.services.related_rows import pointers
from duplicates.models import CompanyPair
from finance.models import Payment
from finance.services.bank_files import forget_drafts
from goals.models import WayToHelp
from imports.models import ImportRow
from inbox.models import Enquiry, InboundMail, MailDraft
from inbox.services.email_to_log import discard_draft
from inbox.services.enquiries import blank_enquiries
from inbox.services.inbound import empty_mails
from mailing.models import Letter
from mailing.services.mailings import discard_letters
from privacy.inventory import live_model
from privacy.models import DataRequest, Erasure, LegalHold
from privacy.redaction import STRUCK, strike, texts_in
from privacy.services.holds import require_no_hold
from privacy.services.people import Subject, removed_party
from privacy.services.scanning import Found, find
from workplaces.models import WorkplaceLink

_WORKBOOK = "workbook"  # the kind of job whose file holds the rows of a list


class Gone(Refusal):
    message = _("Personen är redan borttagen.")


@dataclass(frozen=True)
class Removal:
    """What an erasure takes besides the names: the documents whose files go, and whether unsure places are struck."""

    documents: frozenset[int] = frozenset()
    unsure: bool = False


def documents_about(subject: Subject, found: Iterable[Found]) -> list[Document]:
    """Documents, still there, that came with a contact of theirs or are named after them."""
    named = {each.live_pk for each in found if each.model is Document}
    keys = named | subject.about.get(Document, set())
    return list(Document.objects.kept().filter(pk__in=keys).select_related("company"))


@transaction.atomic
def erase(
    subject: Subject,
    *,
    by: User | None,
    reason: str,
    removal: Removal = Removal(),
    request: DataRequest | None = None,
) -> Erasure:
    """Erase the person. It cannot be undone. Raises Gone and Held; then nothing is written.

    `by` is None for a rule of retention. Call privacy.services.scrubbing.scrub after the commit: it takes the last
    bytes out of the database's files.
    """
    model = type(subject.party)
    party = model.objects.select_for_update().filter(pk=subject.party.pk).first()
    party = party or removed_party(model, subject.party.pk)
    if party is None:
        raise Gone
    party_key = party.pk
    require_no_hold(party)
    counts: Counter = Counter()
    words = gettext("Personuppgifter raderade")
    for document in Document.objects.kept().filter(pk__in=removal.documents):
        remove_document(document, by=by or document.added_by, reason=words)
        counts["crm.Document"] += 1
    _end_jobs(counts)
    counts["finance.BankFileDraft"] += forget_drafts(before=timezone.now())  # bytes, which may be packed
    _forget_merges(subject, counts)
    _forget_changes(subject)
    audit.erase_words(audit.entries_about(party), by=by)
    found = list(find(subject, unsure=removal.unsure))
    _end_links(subject, found, counts, by=by)
    _strike(found, counts, words=words, by=by)
    _end_sessions(subject, counts)
    if isinstance(party, Contact):
        _remove_contact(party, subject, counts)
    else:
        _empty_company(party, subject, counts, words=words, by=by)
    told = strike(reason, subject.terms.nearby) if subject.terms.nearby else reason
    erasure = Erasure.objects.create(
        kind=subject.kind, key=party_key, reason=told, request=request, counts=dict(counts), erased_by=by
    )
    audit.record(AuditKind.ERASED, by=by, subject=erasure, facts=dict(counts))
    return erasure


def _end_jobs(counts: Counter):
    """Workbooks that somebody ordered are copies of lists: they go, and can be ordered anew."""
    for job in Job.objects.open().filter(kind=_WORKBOOK):
        cancel_job(job)
    counts["core.Job"] += drop_files(Job.objects.all())


def _forget_merges(subject: Subject, counts: Counter):
    """A merge keeps the row that went, to be put back; with it the merge can no longer be undone."""
    kind = type(subject.party)._meta.model_name
    merges = Merge.objects.filter(kind=kind, lost__in=subject.keys)
    changesets = list(merges.values_list("changeset", flat=True))
    merges.delete()
    Changeset.objects.filter(pk__in=changesets).delete()
    counts["crm.Merge"] += len(changesets)


def _forget_changes(subject: Subject):
    """Of what an import, a merge or a bulk change wrote, take away what is about rows that go: an undo passes by them.

    Without their history nothing says what they were.
    """
    party = subject.party
    if isinstance(party, Contact):
        _forget_changes_of(Contact, subject.keys)
        roles = Affiliation.history.filter(contact__in=subject.keys)
        _forget_changes_of(Affiliation, {*roles.values_list("id", flat=True), *subject.about.get(Affiliation, ())})
    else:
        _forget_changes_of(Company, subject.keys - {party.pk})
        Change.objects.filter(model=Company._meta.label, object_id=party.pk, removed__isnull=False).delete()


def _forget_changes_of(model: type[models.Model], keys: set[int]):
    Change.objects.filter(model=model._meta.label, object_id__in=keys).delete()


# --- Names in other rows --------------------------------------------------------------------------


def _strike(found: list[Found], counts: Counter, *, words: str, by: User | None):
    by_model = defaultdict(list)
    for each in found:
        by_model[each.model].append(each)
        counts[live_model(each.model)._meta.label] += 1
    drafts = MailDraft.objects.filter(pk__in=[each.pk for each in by_model.pop(MailDraft, ())])
    for draft in drafts:
        discard_draft(draft)
    empty_mails(InboundMail.objects.filter(pk__in=[each.pk for each in by_model.pop(InboundMail, ())]))
    ImportRow.objects.filter(pk__in=[each.pk for each in by_model.pop(ImportRow, ())]).delete()
    to_them = {each.pk for each in by_model.get(Letter, ()) if each.is_theirs}
    discard_letters(Letter.objects.filter(pk__in=to_them))
    by_model[Letter] = [each for each in by_model.pop(Letter, ()) if each.pk not in to_them]
    theirs = [each.pk for each in by_model.get(Enquiry, ()) if each.is_about or each.is_theirs]
    blank_enquiries(Enquiry.objects.filter(closed_at__isnull=False).filter(pk__in=theirs, erased_at=None))
    told_of = [each.pk for each in by_model.pop(AuditWords, ())]
    audit.erase_words(AuditEntry.objects.filter(pk__in=told_of), by=by)
    for model, its in by_model.items():
        _write(model, its, words=words, by=by)


def _write(model: type[models.Model], found: list[Found], *, words: str, by: User | None):
    rows = model._base_manager.in_bulk([each.pk for each in found])
    written = []
    for each in found:
        row = rows.get(each.pk)
        if row is None:  # it went with another, as the file of a letter
            continue
        values = {name: _fitting(model, name, value, each.pk) for name, value in each.struck.items()}
        values = {name: value for name, value in values.items() if not _is_blank(row, name)}
        values |= _follows(live_model(model), values, is_theirs=each.is_theirs)
        for name, value in values.items():
            setattr(row, name, value)
        values |= _keys_of(row)
        if isinstance(row, Record):
            row.claim_version(**values)
            row._change_reason, row._history_user = words, by
            written.append(row)
        else:
            model._base_manager.filter(pk=each.pk).update(**values)
    if written:
        keep_history(written, [CHANGED] * len(written))


def _is_blank(row: models.Model, name: str) -> bool:
    """Whether it was emptied meanwhile, with the rest of an enquiry."""
    return not getattr(row, name)


def _fitting(model: type[models.Model], name: str, value, key: int):
    """Empty what is nothing but a name, an address or a number; keep what must be unique apart, and within bounds."""
    field = model._meta.get_field(name)
    if isinstance(field, models.BinaryField):
        return b""  # a file that waits to be read in: it is fetched from the bank again
    if not isinstance(value, str):
        return value
    is_number = isinstance(field, models.EmailField | PhoneField) or name == "orgnr"
    if (is_number or value.strip() == STRUCK) and field.blank and not _is_bound(model, name):
        return ""
    if _is_unique(model, name):
        value = value.replace(STRUCK, f"{STRUCK[:-1]} {key}]")
    return value[: field.max_length] if field.max_length else value


def _is_unique(model: type[models.Model], name: str) -> bool:
    constraints = (each for each in model._meta.constraints if isinstance(each, models.UniqueConstraint))
    return model._meta.get_field(name).unique or any(name in each.fields for each in constraints)


def _is_bound(model: type[models.Model], name: str) -> bool:
    """Whether a rule of the table is about the field: a reason that has to be given, a name that there is but once."""
    rules = [each.condition for each in model._meta.constraints if isinstance(each, models.CheckConstraint)]
    # An expression does not tell its fields; it may be about any.
    told = [rule.referenced_base_fields if isinstance(rule, models.Q) else {name} for rule in rules]
    return _is_unique(model, name) or any(name in fields for fields in told)


def _follows(model: type[models.Model], values: dict, *, is_theirs: bool) -> dict:
    """What has to change with the fields: a giver without a name is not shown, a result has the sum of its words.

    What else an enquiry or a payment says of how to reach or know who sent it goes with the name.
    """
    if model is Enquiry and is_theirs:
        return dict.fromkeys(("person_name", "email", "phone", "sender"), "")
    if model is Payment and values.get("payer") == "":
        return {"payer_account": "", "payer_orgnr": ""}
    if model is WayToHelp and "link" in values:  # a button that leads nowhere
        return dict.fromkeys(("link", "button", "button_en"), "")
    if model is Contribution and values.get("giver") == "":
        return {"show_giver": False, "giver_approved_by": None}
    if model is Competition and values.get("snapshot"):
        return {"checksum": checksum(values["snapshot"])}
    return {}


def _keys_of(row: models.Model) -> dict:
    if not isinstance(row, Searchable):
        return {}
    row.__dict__.pop("_was_called", None)  # a renamed row would remember the old name
    return {name: getattr(row, name) for name in row.fill_keys()}


def _fill_keys(model: type[Searchable], keys: set[int]):
    """A row may be found by the name of its company."""
    for row in model._base_manager.filter(pk__in=keys):
        model._base_manager.filter(pk=row.pk).update(**_keys_of(row))


def _end_links(subject: Subject, found: list[Found], counts: Counter, *, by: User | None):
    """What lies in the person's mailbox opens nothing any more."""
    holder = "holder" if isinstance(subject.party, Contact) else "company"
    theirs = WorkplaceLink.objects.filter(**{f"{holder}__in": subject.keys})
    jurors = [each.pk for each in found if each.model is Juror]
    counts["workplaces.WorkplaceLink"] += revoke_all(theirs, by=by)
    counts["campaigns.JurorLink"] += revoke_all(JurorLink.objects.filter(juror__in=jurors), by=by)


def _end_sessions(subject: Subject, counts: Counter):
    """End the visits whose session names the person; it is signed and packed, so no text of it can be changed."""
    pattern = subject.terms.anywhere
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if pattern and any(pattern.search(text) for text in texts_in(_plain(session.get_decoded()))):
            session.delete()
            counts["core.Session"] += 1
    Session.objects.filter(expire_date__lte=timezone.now()).delete()


def _plain(value):
    return {str(key): _plain(each) for key, each in value.items()} if isinstance(value, dict) else value


# --- The person's own rows ------------------------------------------------------------------------


def _remove_contact(contact: Contact, subject: Subject, counts: Counter):
    roles = Affiliation.objects.filter(contact=contact)
    counts["crm.Affiliation"] += roles.count()
    for pointer in pointers(Contact):
        if pointer.null and pointer.model is not LegalHold:
            _unlink(pointer, subject.keys)
    LegalHold.objects.filter(contact=contact).delete()  # none is in force
    LegalHold.history.filter(contact__in=subject.keys).delete()
    if Contact.objects.filter(pk=contact.pk).exists():
        contact.delete()
    Affiliation.history.filter(contact__in=subject.keys).delete()
    Contact.history.filter(id__in=subject.keys).delete()
    counts["crm.Contact"] += 1


def _unlink(pointer: models.ForeignKey, keys: set[int]):
    """History too: a key that is in several rows still tells that they are about one and the same."""
    gone = {pointer.name: None}
    pointer.model._base_manager.filter(**{f"{pointer.name}__in": keys}).update(**gone)
    if hasattr(pointer.model, "history"):
        pointer.model.history.filter(**{f"{pointer.name}__in": keys}).update(**gone)


_COMPANY_EMPTIED = {
    **dict.fromkeys(
        "other_names trade street postal_code city phone website invoice_email invoice_reference swish bankgiro "
        "notes".split(),
        "",
    ),
    "orgnr": None,
    "is_sole_trader": False,
    "status": CompanyStatus.ENDED,
}


def _empty_company(company: Company, subject: Subject, counts: Counter, *, words: str, by: User | None):
    if not Company.objects.filter(pk=company.pk).exists():  # thrown away; its history is what is left
        Company.history.filter(id__in=subject.keys).delete()
        counts["crm.Company"] += 1
        return
    name = gettext("Raderad enskild firma %(number)s") % {"number": company.pk}
    logo = company.logo.name
    values = _COMPANY_EMPTIED | {"name": name, "logo": ""}
    for field, value in values.items():
        setattr(company, field, value)
    keys = _keys_of(company)
    company.other_names = ""
    company.claim_version(**values | keys | {"other_names": ""})
    company.tags.clear()
    company._change_reason, company._history_user = words, by
    LegalHold.objects.filter(company=company).delete()
    Company.history.filter(id__in=subject.keys - {company.pk}).delete()
    Company.history.filter(id=company.pk).update(**values, history_change_reason=None)
    keep_history([company], [CHANGED])
    CompanyPair.objects.filter(models.Q(one=company) | models.Q(other=company)).delete()
    for model, about in subject.about.items():
        if issubclass(model, Searchable):
            _fill_keys(model, about)
    if logo:
        transaction.on_commit(partial(delete_replaced, Company, "logo", logo))
    counts["crm.Company"] += 1

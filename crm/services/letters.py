"""Letters to people at companies."""

from collections.abc import Iterable

from django.db import transaction

from core.audit import record
from core.models import AuditKind, User
from core.stored_files import require_unchanged
from crm.letter_kinds import PEOPLE, about_contact, basis_of, values_for
from crm.models import Company, Contact, Document
from mailing.models import Mailing
from mailing.services.mailings import write_mailing
from mailing.services.queueing import Text, To


@transaction.atomic
def write_to_people(
    parties: Iterable[tuple[Company, Contact]],
    *,
    by: User,
    text: Text,
    language: str,
    documents: Iterable[Document] = (),
    files: Iterable = (),
) -> Mailing:
    """Draft a letter to each person, with copies of the documents and uploaded files. Raises ValidationError by field.

    A person without an address is left out; who must not be written to gets a letter that says why, and no mail.
    """
    people = [
        (
            To(contact.email, str(contact), language),
            values_for(contact, company, by=by),
            {"basis": basis_of(contact), "about": about_contact(contact, company)},
        )
        for company, contact in parties
    ]
    return write_mailing(PEOPLE.name, by=by, text=text, people=people, files=list(_contents(documents, files, by=by)))


def _contents(documents: Iterable[Document], files: Iterable, *, by: User) -> Iterable[tuple[str, bytes]]:
    for document in documents:
        with document.file.open("rb") as file:
            require_unchanged(file, digest=document.sha256)
            file.seek(0)
            record(AuditKind.DOWNLOAD, by=by, subject=document, words=document.file_name)
            yield document.file_name, file.read()
    for file in files:
        yield file.name, file.read()

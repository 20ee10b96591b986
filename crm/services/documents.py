"""Documents of companies and sponsorships: add, describe, and remove with a record."""

from collections.abc import Iterable
from typing import Unpack

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.documents import check_paper, check_paper_size, sha256_of, shown_name
from core.errors import Refusal
from core.models import User
from core.services import save_record
from crm.models import Company, Document
from crm.services.fields import DescribedDocumentFields, DocumentFields


class SameFile(Refusal):
    message = _("Filen finns redan bland företagets dokument.")


class NoRoomLeft(Refusal):
    message = _("Företagets dokument får inte ta mer plats. Ta bort något, eller be en administratör höja gränsen.")


class AlreadyRemoved(Refusal):
    message = _("Dokumentet är redan borttaget.")


def check_file(file) -> None:
    """Raise ValidationError for a file that is too large or whose content is no accepted document."""
    check_paper(file, most=settings.DOCUMENT_MAX_BYTES)


def check_size(size: int) -> None:
    """Raise ValidationError for more bytes than a document may have, before reading them."""
    check_paper_size(size, most=settings.DOCUMENT_MAX_BYTES)


def check_files(files: Iterable) -> None:
    """Raise ValidationError on `files` naming those that are no accepted document. Slow: call it without locks."""
    errors = []
    for file in files:
        try:
            check_file(file)
        except ValidationError as error:
            errors += [f"{shown_name(file.name)}: {words}" for words in error.messages]
    if errors:
        raise ValidationError({"files": errors})


def add_documents(
    *, by: User, company: Company, files: Iterable, title: str = "", **fields: Unpack[DocumentFields]
) -> list[Document]:
    """Store each file as a document of the company, all or none.

    `title` is the title of a single file, the prefix of several files' names, and by default the file's name. Raises
    ValidationError on `files` for what is no accepted document, SameFile with the existing `document`, NoRoomLeft
    beyond the company's quota, and ValidationError by field.
    """
    files = list(files)
    check_files(files)
    return keep_documents(by=by, company=company, files=files, title=title, **fields)


@transaction.atomic
def keep_documents(
    *, by: User, company: Company, files: Iterable, title: str = "", **fields: Unpack[DocumentFields]
) -> list[Document]:
    """As add_documents, for files that check_files has accepted."""
    files = list(files)
    # Lock the row that owns the quota and the uniqueness of files.
    company = Company.objects.select_for_update().get(pk=company.pk)
    taken = company.documents.kept().order_by().aggregate(total=Sum("size"))["total"] or 0
    if taken + sum(file.size for file in files) > settings.DOCUMENT_COMPANY_BYTES:
        raise NoRoomLeft
    kept: list[Document] = []
    try:
        for file in files:
            kept.append(  # noqa: PERF401  on a refusal the earlier ones must be known
                _add(by=by, company=company, file=file, title=_title(title, file, files), **fields)
            )
    except BaseException:
        for document in kept:
            document.file.storage.delete(document.file.name)  # a rollback removes the rows but not the files
        raise
    return kept


def _title(title: str, file, files: list) -> str:
    name = shown_name(file.name).rpartition(".")[0]
    if title and len(files) > 1:
        return f"{title}, {name}"[:160]
    return title or name


def _add(*, by: User, company: Company, file, **fields: Unpack[DescribedDocumentFields]) -> Document:
    name = shown_name(file.name)
    digest = sha256_of(file)
    same = company.documents.kept().filter(sha256=digest).first()
    if same:
        raise SameFile(
            _("%(file)s finns redan hos företaget, som %(document)s.") % {"file": name, "document": same}, document=same
        )
    document = Document(company=company, added_by=by, file=file, file_name=name, size=file.size, sha256=digest)
    try:
        return save_record(document, **fields)
    except BaseException:
        if document.file._committed:
            document.file.storage.delete(document.file.name)
        raise


def same_elsewhere(documents: Iterable[Document]) -> list[Document]:
    """Documents of other companies with identical files. One query."""
    documents = list(documents)
    hashes = {document.sha256 for document in documents}
    others = Document.objects.kept().filter(sha256__in=hashes).exclude(pk__in=[d.pk for d in documents])
    return list(others.select_related("company"))


@transaction.atomic
def describe_document(document: Document, **fields: Unpack[DescribedDocumentFields]) -> Document:
    """Change a document's description. Raises AlreadyRemoved if its file is removed, ValidationError, StaleVersion."""
    if document.is_removed:
        raise AlreadyRemoved
    return save_record(document, **fields)


@transaction.atomic
def remove_document(document: Document, *, by: User, reason: str) -> Document:
    """Delete the file and keep the row as a record of it, with the user and the reason.

    Raises AlreadyRemoved, StaleVersion, ValidationError.
    """
    if document.is_removed:
        raise AlreadyRemoved
    storage, name = document.file.storage, document.file.name
    save_record(document, file="", removed_at=timezone.now(), removed_by=by, removal_reason=reason)
    transaction.on_commit(lambda: storage.delete(name))
    return document

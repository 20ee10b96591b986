"""Stored files: those that rows name are there and unchanged, and there are no others."""

import datetime as dt
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.documents import sha256_of
from core.models import Job
from core.stored_files import GONE
from crm.models import Document
from operations.doctor.registry import ERROR, WARNING, Finding, health_check
from operations.services.row_counts import files_named_now
from payroll.models import PayrollScheme

# The digest that was taken when the file was stored.
WITH_DIGEST = [(Document, "file", "sha256"), (Job, "file", "digest"), (PayrollScheme, "document", "document_sha256")]
# A file is written before its row, so a newer one may belong to a row that is on its way.
YOUNG = dt.timedelta(days=1)
NAMED = 3  # of the files that are too many, so many are named


def stored_files(folder: str = "") -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except GONE:
        return
    lead = f"{folder}/" if folder else ""
    yield from (f"{lead}{name}" for name in files)
    for inner in folders:
        yield from stored_files(f"{lead}{inner}")


@health_check("missing_files", _("Filer som saknas"))
def check_missing_files() -> Iterator[Finding]:
    if not (missing := files_named_now() - set(stored_files())):
        return
    for name in sorted(missing & files_named_now()):  # a row that was changed between the looks names another by now
        if not default_storage.exists(name):
            yield Finding(ERROR, _("Filen %(name)s finns inte. Hämta den ur en säkerhetskopia."), {"name": name})


@health_check("orphans", _("Filer som ingen rad nämner"))
def check_orphans() -> Iterator[Finding]:
    before = timezone.now() - YOUNG
    others = sorted(set(stored_files()) - files_named_now())
    old = [name for name in others if default_storage.get_modified_time(name) < before]
    if old:
        values = {"number": len(old), "names": ", ".join(old[:NAMED])}
        yield Finding(WARNING, _("%(number)s filer hör inte till någon rad, bland dem %(names)s."), values)


@health_check("checksums", _("Filernas kontrollsummor"))
def check_checksums() -> Iterator[Finding]:
    """Read every document. A missing one is told above."""
    for model, file, digest in WITH_DIGEST:
        for name, kept in model._base_manager.exclude(**{digest: ""}).exclude(**{file: ""}).values_list(file, digest):
            try:
                with default_storage.open(name) as content:
                    found = sha256_of(content)
            except GONE:
                continue
            if found != kept:
                text = _("Filen %(name)s är ändrad sedan den sparades. Hämta den ur en säkerhetskopia.")
                yield Finding(ERROR, text, {"name": name})

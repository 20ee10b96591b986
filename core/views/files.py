"""Responses that serve stored files."""

from django.http import FileResponse, Http404

from core.audit import record
from core.documents import PAPER_TYPES, extension_of
from core.models import AuditKind
from core.request_origin import current_user
from core.stored_files import GONE, require_unchanged


def document_response(document, *, filename: str, digest: str) -> FileResponse:
    """A document as a download; see stored_file_response."""
    if not document:
        raise Http404
    content_type = PAPER_TYPES[extension_of(document.name)]
    return stored_file_response(document, filename=filename, digest=digest, content_type=content_type)


def stored_file_response(stored, *, filename: str, digest: str, content_type: str) -> FileResponse:
    """Send the file as a download named `filename`, never rendered by the browser nor kept in a shared cache.

    Raises Http404 if it is missing, and FileChanged if its content does not match `digest`.
    """
    try:
        with stored.open() as file:
            require_unchanged(file, digest=digest)
    except GONE:
        raise Http404 from None
    record(AuditKind.DOWNLOAD, by=current_user(), subject=stored.instance, words=filename)
    response = FileResponse(stored.open(), as_attachment=True, filename=filename, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response

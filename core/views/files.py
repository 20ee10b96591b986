"""Kept files on their way out."""

from django.http import FileResponse, Http404

from core.documents import PAPER_TYPES, extension_of
from core.stored_files import GONE, require_unchanged


def document_response(document, *, filename: str, digest: str) -> FileResponse:
    """The file as a download under `filename`, which no browser opens as a page and no shared cache keeps.

    Raises Http404 when there is none, or it is gone from the disk, and FileChanged when its bytes are not those that
    `digest` was made of.
    """
    if not document:
        raise Http404
    try:
        with document.open() as file:
            require_unchanged(file, digest=digest)
    except GONE:
        raise Http404 from None
    response = FileResponse(
        document.open(), as_attachment=True, filename=filename, content_type=PAPER_TYPES[extension_of(document.name)]
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response

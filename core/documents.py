"""Papers that people send in: what is taken, and how it is told by what is in it rather than by its name."""

import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
DOCUMENT_TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
_PICTURES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}
_PDF_BEGINS = b"%PDF-"


def extension_of(name: str) -> str:
    return PurePath(name).suffix.lstrip(".").lower()


def unguessable_name(folder: str, name: str) -> str:
    """Where a document is kept: nothing of the name that it came with but its kind."""
    return f"{folder}/{secrets.token_hex(16)}.{extension_of(name)}"


def validate_document(file) -> None:
    """Raise ValidationError for what is not a PDF or a picture inside, or is too large."""
    if getattr(file, "_committed", False):
        return  # kept already, and looked at when it came
    if file.size > MAX_DOCUMENT_BYTES:
        raise ValidationError(_("Dokumentet är större än 10 MB."), code="too_large")
    extension = extension_of(file.name)
    if extension not in DOCUMENT_TYPES or not _is_inside(file, extension):
        raise ValidationError(_("Dokumentet ska vara en PDF, PNG eller JPEG."), code="invalid")


def _is_inside(file, extension: str) -> bool:
    file.seek(0)
    try:
        if extension == "pdf":
            return file.read(len(_PDF_BEGINS)) == _PDF_BEGINS
        with Image.open(file, formats=[_PICTURES[extension]]) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    else:
        return True
    finally:
        file.seek(0)

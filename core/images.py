from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.images import get_image_dimensions
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

MAX_LOGO_BYTES = 1024 * 1024
MAX_LOGO_PIXELS = 4000
LOGO_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}


def validate_logo(image):
    """Raise ValidationError for a picture too heavy for a web page, or of another kind than its name says."""
    if image._committed:
        return  # checked when it was uploaded; the file may be gone since, and the row must still be editable
    if image.size > MAX_LOGO_BYTES:
        raise ValidationError(_("Bilden är större än 1 MB."), code="too_large")
    width, height = get_image_dimensions(image)
    if not width or max(width, height) > MAX_LOGO_PIXELS:
        raise ValidationError(_("Bilden får vara högst 4 000 bildpunkter bred och hög."), code="too_large")
    if format_of(image) != LOGO_FORMATS.get(PurePath(image.name).suffix.lower()):
        raise ValidationError(_("Bilden är av ett annat slag än filens namn säger. Spara om den."), code="format")


def format_of(image) -> str | None:
    """`PNG`, `JPEG` and so on, by what the file holds."""
    image.seek(0)
    try:
        return Image.open(image).format
    except UnidentifiedImageError:
        return None
    finally:
        image.seek(0)

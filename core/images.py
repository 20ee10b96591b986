from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import get_image_dimensions
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_LOGO_BYTES = 1024 * 1024
MAX_LOGO_PIXELS = 4000
LOGO_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
MAX_PICTURE_BYTES = 8 * 1024 * 1024
MAX_PICTURE_PIXELS = 12_000
SHOWN_PIXELS = 1600
JPEG_QUALITY = 82
LOGO_QUALITY = 92
TAKEN_IN = ("PNG", "JPEG", "WEBP")  # whatever the file is called


def validate_logo(image):
    """Raise ValidationError for a picture too heavy for a web page, or of another kind than its name says."""
    if image._committed:
        return  # checked when it was uploaded; the file may be gone since, and the row must still be editable
    if image.size > MAX_LOGO_BYTES:
        raise ValidationError(_("Bilden är större än 1 MB."), code="too_large")
    width, height = _dimensions(image)
    if max(width, height) > MAX_LOGO_PIXELS:
        raise ValidationError(_("Bilden får vara högst 4 000 bildpunkter bred och hög."), code="too_large")
    if format_of(image) != LOGO_FORMATS.get(PurePath(image.name).suffix.lower()):
        raise ValidationError(_("Bilden är av ett annat slag än filens namn säger. Spara om den."), code="format")


def _dimensions(image) -> tuple[int, int]:
    width, height = get_image_dimensions(image)
    if not width:
        raise ValidationError(_("Filen går inte att läsa som en bild."), code="not_a_picture")
    return width, height


def format_of(image) -> str | None:
    """`PNG`, `JPEG` and so on, by what the file holds."""
    image.seek(0)
    try:
        return Image.open(image).format
    except UnidentifiedImageError:
        return None
    finally:
        image.seek(0)


def validate_picture(image):
    """Raise ValidationError for a photograph too large to take in."""
    if image.size > MAX_PICTURE_BYTES:
        raise ValidationError(_("Bilden är större än 8 MB."), code="too_large")
    width, height = _dimensions(image)
    if max(width, height) > MAX_PICTURE_PIXELS:
        raise ValidationError(_("Bilden får vara högst 12 000 bildpunkter bred och hög."), code="too_large")


def for_showing(image) -> ContentFile:
    """A photograph as JPEG, upright and at most 1,600 pixels wide and high, without what the camera adds.

    A telephone writes place and time into its pictures; nobody who sends one means to publish that. Raises
    ValidationError for what is no such picture inside, or a broken one.
    """
    try:
        with Image.open(image, formats=TAKEN_IN) as opened:
            opened.thumbnail((SHOWN_PIXELS, SHOWN_PIXELS))  # first, so that a JPEG is read in this size
            upright = ImageOps.exif_transpose(opened)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Filen går inte att läsa som en bild."), code="not_a_picture") from error
    else:
        ground = Image.new("RGB", upright.size, "white")
        flat = upright.convert("RGBA")
        ground.paste(flat, mask=flat)
    file = BytesIO()
    ground.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return ContentFile(file.getvalue())


def without_metadata(image) -> ContentFile:
    """A picture in its own format and size, upright, without what camera or program wrote into it.

    Raises ValidationError for one that cannot be read. Check its size before: every pixel is unpacked.
    """
    image.seek(0)
    try:
        with Image.open(image, formats=TAKEN_IN) as opened:
            kind, profile = opened.format, opened.info.get("icc_profile")
            upright = ImageOps.exif_transpose(opened)
            upright = upright.convert("RGBA") if upright.mode == "P" else upright  # a palette may hold a clear colour
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Filen går inte att läsa som en bild."), code="not_a_picture") from error
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    file = BytesIO()
    bare.save(file, kind, quality=LOGO_QUALITY, icc_profile=profile)
    return ContentFile(file.getvalue(), name=image.name)

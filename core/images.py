"""Uploaded pictures: measure before decoding, and scale down for display."""

import warnings
from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _
from PIL import Image

from core.rasters import NoPicture, OtherPicture, bare
from core.svg import CleanSvg, clean_svg

MAX_LOGO_BYTES = 1024 * 1024
MAX_LOGO_PIXELS = 4000
LOGO_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
PICTURES = [end.removeprefix(".") for end in LOGO_FORMATS]  # the ends of their names
PARTNER_LOGOS = [*PICTURES, "svg"]
MAX_PICTURE_BYTES = 8 * 1024 * 1024
MAX_PICTURE_PIXELS = 12_000
# A camera's JPEG is scaled down while it is decoded. Other files need full memory first: four bytes per pixel for PNG,
# seven for a JPEG in several scans, fifteen for WebP.
MAX_WHOLE_PIXELS = {"PNG": 9_000_000, "JPEG": 6_000_000, "WEBP": 3_000_000}
SHOWN_PIXELS = 1600
_REDUCED = frozenset({"L", "LA", "RGB", "RGBA"})
_ROUGHLY = 1200  # the largest JPEG is decoded at 1,500 pixels, not 3,000
JPEG_QUALITY = 82
LOGO_QUALITY = 92
TAKEN_IN = ("PNG", "JPEG", "WEBP")  # by content, whatever the file's name
_OTHER_KIND = ValidationError(_("Bilden är av ett annat slag än filens namn säger. Spara om den."), code="format")
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Measured(NamedTuple):
    content: bytes  # the picture without metadata
    kind: str  # PNG, JPEG, WEBP
    width: int
    height: int
    orientation: int
    whole: bool


class ShownPhoto(ContentFile):
    """A photograph produced by for_showing."""


class PublicLogo(ContentFile):
    """A logo produced by public_logo."""


class PictureField(forms.FileField):
    """An uploaded picture. The service that stores it inspects the content: Pillow never opens an unchecked file."""

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": "image/png,image/jpeg,image/webp"}


class PhotographField(PictureField):
    """An uploaded photograph. The cleaned value is ready to store: scaled once, outside any transaction."""

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return for_showing(file) if file and file is not initial else file


class LogoField(PictureField):
    """An uploaded logo. The cleaned value is ready to store: read once, outside any transaction."""

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return self.made_ready(file) if file and file is not initial else file

    def made_ready(self, file) -> ContentFile:
        return public_logo(file)


class PartnerLogoField(LogoField):
    """A logo of another organisation, which may be a vector drawing."""

    def made_ready(self, file) -> ContentFile:
        return partner_logo(file)

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        return attrs | {"accept": f"{attrs['accept']},image/svg+xml,.svg"}


def measure(image) -> Measured:
    """Measure a picture without decoding it. Raises ValidationError if it is none or broken."""
    if not image:
        raise ValidationError(_("Filen går inte att läsa som en bild."), code="not_a_picture")
    image.seek(0)
    try:
        stripped = bare(image.read())
        with _opened(stripped.content) as opened:
            return Measured(stripped.content, opened.format, *opened.size, stripped.orientation, stripped.whole)
    except OtherPicture as error:
        raise _OTHER_KIND from error
    except (NoPicture, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Filen går inte att läsa som en bild."), code="not_a_picture") from error
    finally:
        image.seek(0)


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limits here are stricter
        return Image.open(BytesIO(content), formats=TAKEN_IN)


def validate_logo(image):
    """Raise ValidationError for a picture too heavy for a web page, or whose type does not match its extension."""
    if getattr(image, "_committed", False):
        return  # checked at upload; the file may be missing since, and the row must still be editable
    if image.size > MAX_LOGO_BYTES:
        raise ValidationError(_("Bilden är större än 1 MB."), code="too_large")
    measured = measure(image)
    if max(measured.width, measured.height) > MAX_LOGO_PIXELS:
        raise ValidationError(_("Bilden får vara högst 4 000 bildpunkter bred och hög."), code="too_large")
    if measured.kind != LOGO_FORMATS.get(PurePath(image.name).suffix.lower()):
        raise _OTHER_KIND


def validate_partner_logo(image):
    """As validate_logo, or as core.svg.clean_svg for a vector drawing."""
    if not _is_vector(image):
        validate_logo(image)
    elif not getattr(image, "_committed", False):
        clean_svg(image)


def _is_vector(image) -> bool:
    return PurePath(image.name or "").suffix.lower() == ".svg"


def validate_picture(image):
    """Raise ValidationError for a photograph over the limits."""
    _taken_in(image)


_HAS_A_PICTURES_NAME = FileExtensionValidator(PICTURES)
# What a field asks of its file.
LOGO, PICTURE = [_HAS_A_PICTURES_NAME, validate_logo], [_HAS_A_PICTURES_NAME, validate_picture]


def _taken_in(image) -> Measured:
    if image.size > MAX_PICTURE_BYTES:
        raise ValidationError(_("Bilden är större än 8 MB."), code="too_large")
    try:
        measured = measure(image)
    except ValidationError as error:  # an unsupported type, whatever its extension
        raise ValidationError(_("Filen går inte att läsa som en bild."), code="not_a_picture") from error
    if max(measured.width, measured.height) > MAX_PICTURE_PIXELS:
        raise ValidationError(_("Bilden får vara högst 12 000 bildpunkter bred och hög."), code="too_large")
    _check_whole(measured)
    return measured


def _check_whole(measured: Measured, *, always: bool = False):
    """Raise ValidationError for a picture that takes too much memory to decode."""
    most = MAX_WHOLE_PIXELS[measured.kind]
    if (measured.whole or always) and measured.width * measured.height > most:
        words = _("Bilden har för många bildpunkter för en bild av sitt slag. Spara den som en vanlig JPEG.")
        raise ValidationError(words, code="too_large")


def for_showing(image) -> ShownPhoto:
    """Return a photograph as an upright JPEG of at most 1,600 x 1,600 pixels without metadata.

    Telephones embed time and place, which must not be published. A ShownPhoto is returned unchanged. Raises
    ValidationError for anything but a photograph, or one that is too large or broken.
    """
    if isinstance(image, ShownPhoto):
        return image
    measured = _taken_in(image)
    try:
        picture = _unpacked(measured.content)
        picture.thumbnail((SHOWN_PIXELS, SHOWN_PIXELS), reducing_gap=None)
        turn = _UPRIGHT.get(measured.orientation)
        content = _as_jpeg(picture if turn is None else picture.transpose(turn))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Filen går inte att läsa som en bild."), code="not_a_picture") from error
    return ShownPhoto(content, name=getattr(image, "name", None))


def stored_photo(image, *, field: str) -> ShownPhoto:
    """Return for_showing's photograph under a generated name: the original name may hold personal data.

    Decoding is slow, so call it before the transaction. Raises ValidationError on `field`.
    """
    try:
        shown = for_showing(image)
    except ValidationError as error:
        raise ValidationError({field: error}) from error
    shown.name = f"{uuid4().hex}.jpg"
    return shown


def _unpacked(content: bytes) -> Image.Image:
    """Decode at about the size to show, releasing the full-size picture."""
    with _opened(content) as opened:
        opened.draft(None, (_ROUGHLY, _ROUGHLY))
        opened.load()
        factor = max(opened.size) // SHOWN_PIXELS
        return opened.reduce(factor) if factor > 1 and opened.mode in _REDUCED else opened.copy()


def _as_jpeg(picture: Image.Image) -> bytes:
    if picture.has_transparency_data:
        flat = picture.convert("RGBA")
        picture = Image.new("RGB", flat.size, "white")
        picture.paste(flat, mask=flat)
    elif picture.mode != "RGB":
        picture = picture.convert("RGB")
    file = BytesIO()
    picture.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return file.getvalue()


def public_logo(image) -> PublicLogo:
    """A logo without metadata; a PublicLogo is returned unchanged. Raises ValidationError if it is not a picture."""
    if isinstance(image, PublicLogo):
        return image
    validate_logo(image)
    return without_metadata(image)


def partner_logo(image) -> PublicLogo | CleanSvg:
    """As public_logo, or as core.svg.clean_svg for a vector drawing."""
    return clean_svg(image) if _is_vector(image) else public_logo(image)


def without_metadata(image) -> PublicLogo:
    """The picture in its own format and size, upright, with no metadata but its colour profile.

    Decoded only if it must be rotated. Raises ValidationError if it is unreadable or too large to rotate.
    """
    name = PurePath(image.name).name  # of one that is stored it is the whole path, which no storage takes as a name
    measured = measure(image)
    turn = _UPRIGHT.get(measured.orientation)
    if turn is None:
        return PublicLogo(measured.content, name=name)
    _check_whole(measured, always=True)
    try:
        with _opened(measured.content) as opened:
            upright = opened.convert("RGBA") if opened.mode == "P" else opened  # a palette may hold transparency
            file = BytesIO()
            upright.transpose(turn).save(
                file, measured.kind, quality=LOGO_QUALITY, icc_profile=opened.info.get("icc_profile")
            )
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Filen går inte att läsa som en bild."), code="not_a_picture") from error
    return PublicLogo(file.getvalue(), name=name)

from django.core.exceptions import ValidationError
from django.core.files.images import get_image_dimensions
from django.utils.translation import gettext_lazy as _

MAX_LOGO_BYTES = 1024 * 1024
MAX_LOGO_PIXELS = 4000


def validate_logo(image):
    """Raise ValidationError for a picture too heavy for a web page."""
    if image.size > MAX_LOGO_BYTES:
        raise ValidationError(_("Bilden är större än 1 MB."), code="too_large")
    width, height = get_image_dimensions(image)
    if not width or max(width, height) > MAX_LOGO_PIXELS:
        raise ValidationError(_("Bilden får vara högst 4 000 bildpunkter bred och hög."), code="too_large")

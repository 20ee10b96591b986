"""Keep an uploaded photograph when the form has errors: browsers clear file fields, so the form carries the picture."""

import base64
import binascii

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from core.images import PhotographField, for_showing


class KeptPhotoWidget(forms.FileInput):
    """A camera field with the earlier picture, as for_showing makes it. Nothing is stored on the server."""

    template_name = "components/photo.html"

    def value_from_datadict(self, data, files, name):
        return super().value_from_datadict(data, files, name) or _unpacked(data.get(f"{name}_kept", ""))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["kept"] = _packed(value) if value else ""
        return context

    def format_value(self, value):
        return None

    def use_required_attribute(self, initial):
        return False


class KeptPhotoField(PhotographField):
    """Validate as picture and size; the cleaned value is ready to store."""

    widget = KeptPhotoWidget
    default_error_messages = {"empty": _("Filen är tom."), "invalid": _("Filen kom inte fram. Ta fotot igen.")}

    def __init__(self, *, capture: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "image/*"
        if capture:
            self.widget.attrs["capture"] = "environment"

    def bound_data(self, data, initial):
        return data or initial  # a file field returns nothing for unchanged data


def _packed(file) -> str:
    try:
        file.seek(0)
        return base64.b64encode(for_showing(file).read()).decode("ascii")
    except (ValidationError, AttributeError):
        return ""


def _unpacked(text: str) -> SimpleUploadedFile | None:
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return SimpleUploadedFile("foto.jpg", content, content_type="image/jpeg") if content else None

from django.db import models

from core import moments


class WebAddressField(models.URLField):
    """A URL field that assumes https when no scheme is typed."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class MomentField(models.DateTimeField):
    """A date and time entered by users; parsed as core.moments documents."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": moments.MomentField, **kwargs})

from django.db import models

from core import moments


class WebAddressField(models.URLField):
    """A web address; typed without a scheme it is taken to be https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class MomentField(models.DateTimeField):
    """A moment that people enter; read as core.moments says."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": moments.MomentField, **kwargs})

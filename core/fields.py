from django.db import models


class WebAddressField(models.URLField):
    """A web address; typed without a scheme it is taken to be https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})

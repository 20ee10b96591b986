from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record


class BankFile(Record):
    """A file from the bank that has been read in. Payments name it and their position in it."""

    name = models.CharField(_("filens namn"), max_length=200)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64, unique=True, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("inläst av"), related_name="+", editable=False
    )
    read_at = models.DateTimeField(_("inläst"), auto_now_add=True)

    class Meta:
        verbose_name = _("bankfil")
        verbose_name_plural = _("bankfiler")
        ordering = ["-read_at", "-pk"]

    def __str__(self):
        return self.name

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import EndsWith
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.querysets import Iso


class LockedMonth(models.Model):
    """A month whose books are closed: as long as the row stands, nothing that is dated in it changes.

    core.locked_months asks, for services of every app.
    """

    month = models.DateField(_("månad"), unique=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("låst av"), related_name="+", editable=False
    )
    locked_at = models.DateTimeField(_("låst"), auto_now_add=True)

    class Meta:
        verbose_name = _("låst månad")
        verbose_name_plural = _("låsta månader")
        ordering = ["-month"]
        default_permissions = ["view"]
        permissions = [("lock_month", "Can lock months"), ("reopen_month", "Can reopen locked months")]
        constraints = [
            models.CheckConstraint(condition=EndsWith(Iso("month"), "-01"), name="core_lockedmonth_first_day"),
        ]

    def __str__(self):
        return date_format(self.month, "F Y")

    def clean(self):
        if self.month and self.month.day != 1:
            raise ValidationError({"month": _("Skriv månadens första dag.")})

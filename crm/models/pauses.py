from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record
from crm.models.companies import Company
from crm.models.sponsorships import Sponsorship
from crm.querysets.interactions import PauseQuerySet


class Pause(Record):
    """The reason why a company, or one dialogue, has no next step until a date, when the pause ends by itself."""

    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("företag"), related_name="pauses")
    sponsorship = models.ForeignKey(
        Sponsorship,
        models.CASCADE,
        verbose_name=_("sponsorskap"),
        related_name="pauses",
        null=True,
        blank=True,
        help_text=_("Tomt när pausen gäller hela företaget."),
    )
    until = models.DateField(_("till och med"))
    reason = models.CharField(_("skäl"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="pauses")
    made_at = models.DateTimeField(_("när"), auto_now_add=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("paus")
        verbose_name_plural = _("pauser")
        ordering = ["-until", "-pk"]
        indexes = [models.Index(fields=["company", "until"], name="crm_pause_current")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="crm_pause_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.company}: {self.reason}"

    def clean(self):
        super().clean()
        if self.sponsorship and self.sponsorship.company_id != self.company_id:
            raise ValidationError({"company": _("Pausen gäller ett sponsorskap hos ett annat företag.")})

    def get_absolute_url(self):
        return (self.sponsorship or self.company).get_absolute_url()

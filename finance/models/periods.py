"""What was done with months, and the names that papers about a locked month keep."""

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Worded


class PeriodAct(models.TextChoices):
    LOCKED = "locked", _("Låst")
    REOPENED = "reopened", _("Öppnad igen")


class PeriodEvent(Worded):
    """A month was locked, with what was unfinished then, or opened again, with why. Never changed."""

    month = models.DateField(_("månad"))
    act = models.CharField(_("händelse"), max_length=8, choices=PeriodAct)
    reason = models.CharField(_("skäl"), max_length=300, blank=True)
    unfinished = models.JSONField(_("ofärdigt"), default=dict, blank=True)  # numbers by the name of the matter
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+")
    at = models.DateTimeField(_("när"), auto_now_add=True)

    class Meta:
        verbose_name = _("låsning")
        verbose_name_plural = _("låsningar")
        ordering = ["-pk"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["month"], name="finance_periodevent_month")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act="locked") | ~models.Q(reason=""),
                name="finance_periodevent_reopened_has_reason",
                violation_error_message=_("Skriv varför månaden öppnas igen."),
            ),
        ]

    def __str__(self):
        return f"{date_format(self.month, 'F Y')} {self.get_act_display()}"


class LockedName(models.Model):
    """What a company that gave or paid in a month was called when the month was locked: papers about it keep that."""

    month = models.DateField(_("månad"))
    company_key = models.PositiveBigIntegerField(_("företagets nummer"))  # also when it has been merged into another
    name = models.CharField(_("namn"), max_length=160)
    orgnr = models.CharField(_("organisationsnummer"), max_length=13, blank=True)  # never a sole trader's
    address = models.CharField(_("adress"), max_length=260, blank=True)

    class Meta:
        verbose_name = _("namn i låst månad")
        verbose_name_plural = pgettext_lazy("flera", "namn i låst månad")
        ordering = ["month", "name"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["month", "company_key"], name="finance_lockedname_once"),
        ]

    def __str__(self):
        return self.name

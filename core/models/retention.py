from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.records import Record

MOST_DAYS = 3_650


class KeptKind(models.TextChoices):
    """What goes by itself, named as the page of retention names it."""

    ENQUIRIES = "enquiries", _("Förfrågningar från webben, efter att de avslutades")
    INBOUND = "inbound", _("Mejl till brevlådan, det som inte är loggat")
    LETTERS = "letters", _("Mejl som Medspel har skickat, i Utskick")
    LISTS = "lists", _("Listor som någon laddade upp men inte läste in")
    FILES = "files", _("Arbetsböcker under Mina filer")
    LOGINS = "logins", _("Varifrån någon har loggat in")


class RetentionPeriod(Record):
    """For how many days what goes by itself each night is kept; core.retention asks, for services of every app."""

    kind = models.CharField(_("vad"), max_length=20, unique=True, choices=KeptKind, editable=False)
    days = models.PositiveSmallIntegerField(_("dagar"), validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)])

    class Meta:
        verbose_name = _("gallringstid")
        verbose_name_plural = _("gallringstider")
        ordering = ["pk"]
        default_permissions = ["view", "change"]
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=MOST_DAYS), name="core_retentionperiod_days"),
        ]

    def __str__(self):
        return self.get_kind_display()

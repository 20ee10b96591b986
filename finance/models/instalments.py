from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.money import MoneyField
from crm.models import Sponsorship


class Instalment(Record):
    """A part of what a sponsorship shall pay. The parts sum to the whole agreement."""

    sponsorship = models.ForeignKey(
        Sponsorship, models.PROTECT, verbose_name=_("sponsorskap"), related_name="instalments"
    )
    number = models.PositiveSmallIntegerField(_("nummer"))
    due_on = models.DateField(_("förfaller"))
    covers_from = models.DateField(_("avser från"))
    covers_to = models.DateField(_("avser till och med"))
    gross = MoneyField(_("att betala"), min_value=None)

    class Meta:
        verbose_name = _("delbetalning")
        verbose_name_plural = _("delbetalningar")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sponsorship", "number"], name="finance_instalment_number"),
            models.CheckConstraint(
                condition=models.Q(covers_to__gte=models.F("covers_from")),
                name="finance_instalment_dates_in_order",
                violation_error_message=_("Slutdatum kan inte ligga före startdatum."),
            ),
        ]

    def __str__(self):
        return f"{self.sponsorship.agreement_no} {self.number}"

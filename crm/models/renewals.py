"""Amendments of a signed sponsorship's amount, and reasons for not renewing it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Record
from core.money import MoneyField
from goals.models import TwoNames


class LapseReason(Record, TwoNames):
    """A reason why a sponsorship was not renewed, by which lists are summed."""

    position = models.PositiveSmallIntegerField(_("ordning"), default=1)

    class Meta:
        verbose_name = _("skäl att inte förnya")
        verbose_name_plural = pgettext_lazy("flera", "skäl att inte förnya")
        ordering = ["position", "pk"]


class SponsorshipAmendment(Record):
    """A new yearly amount of a signed sponsorship from a date on; earlier days keep their amount.

    A change of tier is not an amendment: the sponsorship is ended early the day before and a new one renews it, so
    each sponsorship has one tier, by which the database counts its seat.
    """

    sponsorship = models.ForeignKey(
        "crm.Sponsorship", models.CASCADE, verbose_name=_("sponsorskap"), related_name="amendments"
    )
    starts = models.DateField(_("från och med"))
    amount = MoneyField(_("nytt belopp per år"))
    reason = models.CharField(_("skäl"), max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ändrat av"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("registrerat"), auto_now_add=True)

    class Meta:
        verbose_name = _("ändrat belopp")
        verbose_name_plural = _("ändrade belopp")
        ordering = ["sponsorship", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["sponsorship", "starts"],
                name="crm_one_amendment_a_day",
                violation_error_message=_("Beloppet ändras redan den dagen."),
            ),
        ]

    def __str__(self):
        return f"{self.sponsorship} {self.starts}"

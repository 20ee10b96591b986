from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.querysets import BankReferenceQuerySet


class BankReference(models.Model):
    """A bank reference and the payment entered with it: unique across channels, so that no payment counts twice.

    Kept when the payment is reversed, so that a later bank file does not enter it again. It needs no history: it is
    derived from the payment, which has one. The payment is a row of any app's model with `external_id`, `is_reversed`,
    `reversal`, `entered_as` (text) and a queryset method `for_reference`.
    """

    # A reference of 80 characters, casefolded: one character becomes up to three.
    key = models.CharField(_("referens"), max_length=240, unique=True)
    model = models.CharField(_("slag"), max_length=40)
    object_id = models.PositiveBigIntegerField(_("rad"))

    objects = BankReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("bankreferens")
        verbose_name_plural = _("bankreferenser")
        constraints = [
            models.UniqueConstraint(fields=["model", "object_id"], name="campaigns_bankreference_of_one_payment"),
        ]

    def __str__(self):
        return self.key

    @property
    def stands(self) -> bool:
        """Whether the payment is not reversed. Reads the payment."""
        return not self.payment.is_reversed

    @property
    def words(self) -> str:
        """The error message for entering the reference again: where it was used, and whether that was reversed."""
        where = self.payment.entered_as
        if self.stands:
            return gettext("Betalningen med den referensen är redan inlagd: %(where)s.") % {"where": where}
        words = gettext("Betalningen med den referensen är rättad: %(where)s. Skäl: %(reason)s")
        return words % {"where": where, "reason": self.payment.reversal.reason}

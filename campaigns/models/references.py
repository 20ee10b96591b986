from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.querysets import BankReferenceQuerySet


class BankReference(models.Model):
    """A payment's own number and what it was entered as: once, whatever the channel, so that no krona counts twice.

    It stays when the money is taken back, so that the bank's file does not bring it in again. Derived from the money,
    whose history it has. The payment is a row of any app's model that has `external_id`, `is_reversed`, `reversal`,
    `entered_as` in words and a `for_reference` of its queryset.
    """

    # Of a reference of 80 characters: in small letters one becomes up to three.
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
        """Of a reference that came with its payment."""
        return not self.payment.is_reversed

    @property
    def words(self) -> str:
        """What the reference is in already, for whoever is about to enter it again."""
        where = self.payment.entered_as
        if self.stands:
            return gettext("Betalningen med den referensen är redan inlagd: %(where)s.") % {"where": where}
        words = gettext("Betalningen med den referensen är rättad: %(where)s. Skäl: %(reason)s")
        return words % {"where": where, "reason": self.payment.reversal.reason}

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models.contributions import Contribution
from campaigns.models.payroll_months import PayrollReceipt
from core.money import format_amount


class BankReference(models.Model):
    """A payment's own number and what it was entered as: once, whatever the channel, so that no krona counts twice.

    It stays when the money is taken back, so that the bank's file does not bring it in again. Derived from the money,
    whose history it has.
    """

    # Of a reference of 80 characters: in small letters one becomes up to three.
    key = models.CharField(_("referens"), max_length=240, unique=True)
    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="bank_reference", null=True)
    receipt = models.OneToOneField(PayrollReceipt, models.CASCADE, related_name="bank_reference", null=True)

    class Meta:
        verbose_name = _("bankreferens")
        verbose_name_plural = _("bankreferenser")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contribution__isnull=False, receipt__isnull=True)
                | models.Q(contribution__isnull=True, receipt__isnull=False),
                name="campaigns_bankreference_of_one_payment",
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def payment(self) -> Contribution | PayrollReceipt:
        return self.contribution or self.receipt

    @property
    def stands(self) -> bool:
        return not self.payment.is_reversed

    @property
    def words(self) -> str:
        """What the reference is in already, for whoever is about to enter it again."""
        payment = self.payment
        if self.contribution:
            where = gettext("%(amount)s %(day)s i %(competition)s")
            names = {"competition": payment.competition}
        else:
            where = gettext("%(amount)s %(day)s som gåva via lön från %(company)s")
            names = {"company": payment.month.scheme.company}
        where %= {"amount": format_amount(payment.amount), "day": payment.received_on.isoformat(), **names}
        if self.stands:
            return gettext("Betalningen med den referensen är redan inlagd: %(where)s.") % {"where": where}
        words = gettext("Betalningen med den referensen är rättad: %(where)s. Skäl: %(reason)s")
        return words % {"where": where, "reason": payment.reversal.reason}

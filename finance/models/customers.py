from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.text import post_town
from crm.models import Company


class Customer(Record):
    """A company as the ledger program knows it, with what its invoices need beside what the register has.

    A company that was merged with another may have two; the first is used.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("företag"), related_name="customers", editable=False
    )
    number = models.CharField(_("kundnummer"), max_length=20, unique=True, help_text=_("Som i ekonomiprogrammet."))
    vat_no = models.CharField(
        _("momsregistreringsnummer"), max_length=20, blank=True, help_text=_("Till exempel SE556703748501.")
    )
    peppol_id = models.CharField(
        _("Peppol-id"), max_length=50, blank=True, help_text=_("Till exempel 0007:5567037485, för e-faktura.")
    )
    street = models.CharField(
        _("fakturaadress"), max_length=120, blank=True, help_text=_("Bara om den är en annan än företagets.")
    )
    postal_code = models.CharField(_("postnummer"), max_length=10, blank=True)
    city = models.CharField(_("ort"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("kund")
        verbose_name_plural = _("kunder")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.number} {self.company}"

    def get_absolute_url(self):
        return self.company.get_absolute_url()

    @property
    def place(self) -> str:
        return post_town(self.postal_code, self.city)

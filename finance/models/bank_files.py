from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Record, Worded
from core.money import MoneyField
from core.row_urls import route_to
from finance.querysets import BankFileQuerySet, BankStatementQuerySet


class FileFormat(models.TextChoices):
    CAMT054 = "camt.054", "camt.054"
    CAMT053 = "camt.053", "camt.053"
    SWISH = "swish", _("Swish-rapport")
    BGMAX = "bgmax", "BgMax"
    LIST = "list", _("Annan lista")


class BankFile(Record):
    """A file from the bank that has been read in. Payments name it and their position in it.

    What was taken and what was not sum to what the file held.
    """

    number = models.PositiveIntegerField(_("nummer"), unique=True, null=True, editable=False)
    name = models.CharField(_("filens namn"), max_length=200)
    format = models.CharField(_("format"), max_length=8, choices=FileFormat, blank=True, editable=False)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64, unique=True, editable=False)
    from_on = models.DateField(_("från"), null=True, editable=False)
    to_on = models.DateField(_("till och med"), null=True, editable=False)
    entries = models.PositiveIntegerField(_("rader"), default=0, editable=False)
    credit = MoneyField(_("in"), default=0, editable=False)
    debit = MoneyField(_("ut"), default=0, editable=False)
    taken = MoneyField(_("inläst"), default=0, min_value=None, editable=False)
    refused = MoneyField(_("inte taget"), default=0, min_value=None, editable=False)
    warnings = models.JSONField(_("att veta"), default=list, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("inläst av"), related_name="+", editable=False
    )
    read_at = models.DateTimeField(_("inläst"), auto_now_add=True)

    objects = BankFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("bankfil")
        verbose_name_plural = _("bankfiler")
        ordering = ["-read_at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return route_to("finance:bankfile_detail", self.pk)

    @property
    def total(self):
        """Kronor of all its rows, with sign."""
        return self.taken + self.refused


class BankStatement(Worded):
    """An account's days in a file, with its balances where the format has them."""

    file = models.ForeignKey(BankFile, models.CASCADE, verbose_name=_("fil"), related_name="statements")
    account_no = models.CharField(_("konto"), max_length=40, blank=True)
    from_on = models.DateField(_("från"), null=True)
    to_on = models.DateField(_("till och med"), null=True)
    opening = MoneyField(_("ingående saldo"), null=True, min_value=None)
    closing = MoneyField(_("utgående saldo"), null=True, min_value=None)
    booked = MoneyField(_("bokfört"), default=0, min_value=None)

    objects = BankStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("kontoutdrag")
        verbose_name_plural = pgettext_lazy("flera", "kontoutdrag")
        ordering = ["pk"]
        indexes = [models.Index(fields=["account_no", "to_on"], name="finance_statement_follows")]

    def __str__(self):
        return f"{self.account_no} {self.to_on or ''}"


class RefusedRow(Worded):
    """A row of a file that became no payment, and why. `same` is the payment that it already was."""

    file = models.ForeignKey(BankFile, models.CASCADE, verbose_name=_("fil"), related_name="refused_rows")
    position = models.PositiveIntegerField(_("plats i filen"))
    amount = MoneyField(_("belopp"), min_value=None)
    booked_on = models.DateField(_("dag"), null=True)
    payer = models.CharField(_("betalare"), max_length=140, blank=True)
    text = models.TextField(_("text"), max_length=500, blank=True)
    why = models.CharField(_("varför"), max_length=200)
    same = models.ForeignKey(
        "Payment", models.PROTECT, verbose_name=_("samma som"), related_name="seen_again", null=True
    )

    class Meta:
        verbose_name = _("rad som inte togs")
        verbose_name_plural = _("rader som inte togs")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["file", "position"], name="finance_refusedrow_position")]

    def __str__(self):
        return f"{self.position}: {self.why}"


class BankFileDraft(Worded):
    """A file that somebody looks through before it is read in. Kept a day: it holds what the bank says of people."""

    name = models.CharField(_("filens namn"), max_length=200)
    content = models.BinaryField(_("innehåll"), editable=False)
    columns = models.JSONField(_("kolumner"), default=dict, editable=False)
    account = models.CharField(_("konto"), max_length=8, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("av"), related_name="+", editable=False
    )
    made_at = models.DateTimeField(_("när"), auto_now_add=True)

    class Meta:
        verbose_name = _("bankfil som inte är inläst")
        verbose_name_plural = _("bankfiler som inte är inlästa")
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return route_to("finance:bankfile_preview", self.pk)

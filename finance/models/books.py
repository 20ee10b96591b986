"""How money is booked, and the vouchers that have gone to the ledger program."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.days import A_DAY
from core.locked_months import month_of
from core.models import Record, Worded
from core.money import MoneyField
from core.row_urls import route_to
from finance.models.ledger import Account, Allocation, Flow, account_number
from finance.sie import CUSTOMER, PROJECT

THE_ONE = 1
code_letters = RegexValidator(r"^[A-ZÅÄÖa-zåäö0-9]+$", _("Skriv koden med bokstäver och siffror, utan mellanslag."))
series_letters = RegexValidator(r"^[A-ZÅÄÖ]{1,3}$", _("Skriv en till tre stora bokstäver."))


class AccountUse(models.TextChoices):
    """What an account of the books is for. The first five are where money comes in: finance.models.Account."""

    BANKGIRO = Account.BANKGIRO.value, Account.BANKGIRO.label
    SWISH = Account.SWISH.value, Account.SWISH.label
    PLUSGIRO = Account.PLUSGIRO.value, Account.PLUSGIRO.label
    CASH = Account.CASH.value, Account.CASH.label
    OTHER = Account.OTHER.value, Account.OTHER.label
    EMPLOYEES = "employees", _("Gåvor från medarbetare")
    MATCH = "match", _("Gåvor från företag: matchning")
    GIFT = "gift", _("Sponsorskap: gåva")
    SPONSORSHIP = "sponsorship", _("Sponsorskap: motprestation")
    UNTAXED = "untaxed", _("Sponsorskap: motprestation utan moms")
    VAT = "vat", _("Utgående moms 25 %")
    RECEIVABLES = "receivables", _("Kundfordringar")
    ROUNDING = "rounding", _("Öresavrundning")
    FEES = "fees", _("Bankens avgifter")


# What the BAS chart has for each: suggested until finance has said what their own is.
USUAL = {
    AccountUse.BANKGIRO: ("1930", _("Bankkonto")),
    AccountUse.SWISH: ("1930", _("Bankkonto")),
    AccountUse.PLUSGIRO: ("1920", _("Plusgiro")),
    AccountUse.CASH: ("1910", _("Kassa")),
    AccountUse.OTHER: ("1930", _("Bankkonto")),
    AccountUse.EMPLOYEES: ("3993", _("Erhållna gåvor")),
    AccountUse.MATCH: ("3993", _("Erhållna gåvor")),
    AccountUse.GIFT: ("3993", _("Erhållna gåvor")),
    AccountUse.SPONSORSHIP: ("3010", _("Sponsring")),
    AccountUse.UNTAXED: ("3040", _("Sponsring, momsfri")),
    AccountUse.VAT: ("2611", _("Utgående moms 25 %")),
    AccountUse.RECEIVABLES: ("1510", _("Kundfordringar")),
    AccountUse.ROUNDING: ("3740", _("Öres- och kronutjämning")),
    AccountUse.FEES: ("6570", _("Bankkostnader")),
}


class BooksSettings(Record):
    """Series, year and dimensions of the vouchers. At most one row; until it is saved, version 0 stands for none."""

    series = models.CharField(
        _("verifikatserie"),
        max_length=3,
        default="M",
        validators=[series_letters],
        help_text=_("En serie i bokföringsprogrammet som bara Medspel skriver i."),
    )
    first_month = models.PositiveSmallIntegerField(
        _("räkenskapsårets första månad"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    goal_dimension = models.PositiveSmallIntegerField(
        _("dimension för mål"), default=PROJECT, help_text=_("6 är projekt i SIE.")
    )
    partner_dimension = models.PositiveSmallIntegerField(
        _("dimension för partner"), default=CUSTOMER, help_text=_("8 är kund i SIE.")
    )

    vat_code_none = models.CharField(
        _("momskod utan moms"),
        max_length=10,
        default="MF",
        validators=[code_letters],
        help_text=_("Som den heter i ekonomiprogrammet. Står på fakturaunderlagets rader."),
    )
    vat_code_standard = models.CharField(_("momskod för 25 %"), max_length=10, default="MP1", validators=[code_letters])

    changed_by_services = True

    class Meta:
        verbose_name = _("inställningar för bokföring")
        verbose_name_plural = pgettext_lazy("flera", "inställningar för bokföring")
        default_permissions = ["view", "change"]
        constraints = [models.CheckConstraint(condition=models.Q(pk=THE_ONE), name="finance_bookssettings_one")]

    def __str__(self):
        return str(self._meta.verbose_name)

    def get_absolute_url(self):
        return reverse("finance:books_edit")

    def clean(self):
        if self.goal_dimension == self.partner_dimension:
            raise ValidationError({"partner_dimension": _("Mål och partner behöver var sin dimension.")})
        if self.vat_code_none == self.vat_code_standard:
            raise ValidationError({"vat_code_standard": _("Med och utan moms behöver var sin kod.")})

    @property
    def is_known(self) -> bool:
        return not self._state.adding

    def year_of(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """First and last day of the fiscal year."""
        year = day.year if day.month >= self.first_month else day.year - 1
        first = dt.date(year, self.first_month, 1)
        return first, first.replace(year=year + 1) - A_DAY


def our_books() -> BooksSettings:
    """The settings, or the usual ones that are not saved. One query."""
    return BooksSettings.objects.filter(pk=THE_ONE).first() or BooksSettings(pk=THE_ONE, version=0)


def account_numbers() -> dict[str, str]:
    """By AccountUse: what finance has chosen, else the usual. One query."""
    usual = {use: number for use, (number, _name) in USUAL.items()}
    return usual | dict(LedgerAccount.objects.values_list("use", "number"))


class LedgerAccount(Record):
    """An account of the ledger program, by what it is for."""

    use = models.CharField(_("används till"), max_length=11, choices=AccountUse, unique=True)
    number = models.CharField(_("konto"), max_length=4, validators=[account_number])
    name = models.CharField(_("kontots namn"), max_length=80)

    changed_by_services = True

    class Meta:
        verbose_name = _("konto i bokföringen")
        verbose_name_plural = _("konton i bokföringen")
        ordering = ["number", "use"]

    def __str__(self):
        return f"{self.number} {self.name}"


class FlowRule(Record):
    """Who books a flow: Medspel from a month on, or, without a month, the ledger program, which invoices it too."""

    flow = models.CharField(_("slag"), max_length=11, choices=Flow, unique=True)
    since = models.DateField(_("Medspel bokför från och med"), null=True, blank=True)

    changed_by_services = True

    class Meta:
        verbose_name = _("vem som bokför ett slag")
        verbose_name_plural = pgettext_lazy("flera", "vem som bokför ett slag")
        ordering = ["pk"]

    def __str__(self):
        return self.get_flow_display()

    def clean(self):
        if self.since:
            self.since = month_of(self.since)


class LedgerExport(models.Model):
    """A SIE file with vouchers of a month, as it was made. Never changed."""

    period = models.DateField(_("månad"))
    series = models.CharField(_("serie"), max_length=3)
    first_number = models.PositiveIntegerField(_("första verifikat"))
    last_number = models.PositiveIntegerField(_("sista verifikat"))
    debit = MoneyField(_("omslutning"))
    content = models.BinaryField(_("fil"))
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+")
    made_at = models.DateTimeField(_("gjord"), auto_now_add=True)

    class Meta:
        verbose_name = _("SIE-fil")
        verbose_name_plural = _("SIE-filer")
        ordering = ["-made_at", "-pk"]
        default_permissions = ["view", "add"]

    def __str__(self):
        return f"{self.series}{self.first_number}–{self.last_number}"

    def get_absolute_url(self):
        return route_to("finance:ledgerexport_detail", self.pk)

    @property
    def file_name(self) -> str:
        return f"medspel-{self.period:%Y-%m}-{self.series}{self.first_number}-{self.last_number}.si"


class ExportFetch(Worded):
    """The file was handed out. Once without a reason; each time after that is marked in the file, and says why."""

    export = models.ForeignKey(LedgerExport, models.PROTECT, verbose_name=_("SIE-fil"), related_name="fetches")
    number = models.PositiveSmallIntegerField(_("gång"))
    reason = models.CharField(_("skäl"), max_length=200, blank=True)
    fetched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+")
    fetched_at = models.DateTimeField(_("hämtad"), auto_now_add=True)

    class Meta:
        verbose_name = _("hämtning av SIE-fil")
        verbose_name_plural = _("hämtningar av SIE-filer")
        ordering = ["pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["export", "number"], name="finance_exportfetch_number"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""), name="finance_exportfetch_again_has_reason"
            ),
        ]

    def __str__(self):
        return f"{self.export} {self.number}"


class Voucher(models.Model):
    """A voucher of a SIE file. Never changed."""

    export = models.ForeignKey(LedgerExport, models.PROTECT, verbose_name=_("SIE-fil"), related_name="vouchers")
    series = models.CharField(_("serie"), max_length=3)
    year = models.DateField(_("räkenskapsår"))
    number = models.PositiveIntegerField(_("nummer"))
    day = models.DateField(_("dag"))
    text = models.CharField(_("text"), max_length=200)
    debit = MoneyField(_("omslutning"))
    corrects = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("rättar"), related_name="corrections", null=True
    )

    class Meta:
        verbose_name = _("verifikat")
        verbose_name_plural = pgettext_lazy("flera", "verifikat")
        ordering = ["year", "series", "number"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="finance_voucher_number"),
        ]

    def __str__(self):
        return f"{self.series}{self.number}"


class Booking(models.Model):
    """An allocation is in a voucher: once, whatever happens."""

    allocation = models.OneToOneField(
        Allocation, models.PROTECT, verbose_name=_("fördelning"), related_name="booking", primary_key=True
    )
    voucher = models.ForeignKey(Voucher, models.PROTECT, verbose_name=_("verifikat"), related_name="bookings")

    class Meta:
        verbose_name = _("bokförd fördelning")
        verbose_name_plural = _("bokförda fördelningar")
        default_permissions = []

    def __str__(self):
        return f"{self.allocation_id} {self.voucher}"

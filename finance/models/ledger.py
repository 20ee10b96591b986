"""The ledger: what was received, and what it is for. Rows are only added; the database refuses all else."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Contribution
from core.days import validate_has_been
from core.models import Searchable, Worded
from core.money import MoneyField, format_amount
from core.row_urls import route_to
from crm.models import Company
from finance.models.bank_files import BankFile
from finance.models.instalments import Instalment
from finance.querysets import AllocationQuerySet, PaymentQuerySet
from goals.models import Goal
from payroll.models import PayrollReceipt

account_number = RegexValidator(r"^[1-8][0-9]{3}$", _("Skriv ett konto i BAS-planen: fyra siffror."))
TARGETS = ("instalment", "contribution", "receipt", "account_no")


class Account(models.TextChoices):
    BANKGIRO = "bankgiro", _("Bankgiro")
    SWISH = "swish", _("Swish")
    PLUSGIRO = "plusgiro", _("Plusgiro")
    CASH = "cash", _("Kassa")
    OTHER = "other", _("Annat konto")


class PaymentKind(models.TextChoices):
    BANK = "bank", _("Från banken")
    HAND = "hand", _("För hand")
    CASH = "cash", _("Kontant")


class Flow(models.TextChoices):
    """Whose money it is. Employees' gifts count as the public's, matches and sponsorships as companies'."""

    EMPLOYEES = "employees", _("Medarbetares gåvor")
    MATCH = "match", _("Företags matchning")
    SPONSORSHIP = "sponsorship", _("Sponsorskap")
    OTHER = "other", _("Annan intäkt")
    FEE = "fee", _("Avgift")


class Entry(Worded):
    """A row that is never changed and never removed: a mistake is corrected by a row of its own."""

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("inlagd av"), related_name="+", editable=False
    )
    entered_at = models.DateTimeField(_("inlagd"), auto_now_add=True)

    class Meta:
        abstract = True


class Payment(Entry, Searchable):
    """Money in (+) or out (-) of an account, with what the bank said of it.

    One entered by hand is replaced when the bank's row comes, so that it counts once.
    """

    account = models.CharField(_("konto"), max_length=8, choices=Account)
    kind = models.CharField(_("källa"), max_length=4, choices=PaymentKind, editable=False)
    booked_on = models.DateField(_("bokförd"), validators=[validate_has_been])
    value_on = models.DateField(_("valutadag"), null=True, blank=True)
    transaction_on = models.DateField(_("transaktionsdag"), null=True, blank=True)
    amount = MoneyField(_("belopp"), min_value=None)
    payer = models.CharField(_("betalare"), max_length=140, blank=True)
    payer_account = models.CharField(_("betalarens konto"), max_length=40, blank=True)
    payer_orgnr = models.CharField(_("betalarens organisationsnummer"), max_length=16, blank=True)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    reference = models.CharField(_("referens"), max_length=80, blank=True, help_text=_("OCR eller fakturanummer."))
    bank_id = models.CharField(_("bankens id"), max_length=80, blank=True)
    file = models.ForeignKey(
        BankFile, models.PROTECT, verbose_name=_("fil"), related_name="payments", null=True, editable=False
    )
    position = models.PositiveIntegerField(_("plats i filen"), null=True, editable=False)
    reverses = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("tar tillbaka"), related_name="reversal", null=True, editable=False
    )
    reason = models.CharField(_("skäl"), max_length=200, blank=True, editable=False)
    # Made with a contribution or a payroll receipt that was entered below, and taken back with it.
    is_mirrored = models.BooleanField(_("inlagd i tävling eller gåva via lön"), default=False, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("inbetalning")
        verbose_name_plural = _("inbetalningar")
        ordering = ["-booked_on", "-pk"]
        indexes = [
            models.Index(fields=["-booked_on", "-id"], name="finance_payment_newest"),
            models.Index(fields=["account", "booked_on", "amount"], name="finance_payment_alike"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="finance_payment_not_nothing",
                violation_error_message=_("Beloppet kan inte vara noll."),
            ),
            models.CheckConstraint(
                condition=Q(kind="bank") | Q(reverses__isnull=False) | Q(amount__gt=0),
                name="finance_payment_by_hand_is_money_in",
                violation_error_message=_("Beloppet ska vara större än noll."),
            ),
            models.UniqueConstraint(
                fields=["account", "bank_id"],
                condition=~Q(bank_id=""),
                name="finance_payment_bank_id",
                violation_error_message=_("Den betalningen är redan inläst."),
            ),
            models.UniqueConstraint(fields=["file", "position"], name="finance_payment_position"),
            models.CheckConstraint(
                condition=Q(is_mirrored=False) | ~Q(kind="bank"), name="finance_payment_mirrored_is_by_hand"
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | Q(kind="bank"), name="finance_payment_of_a_file_is_the_banks"
            ),
        ]

    def __str__(self):
        return f"{format_amount(self.amount)} {self.booked_on}"

    def get_absolute_url(self):
        return route_to("finance:payment_detail", self.pk)

    def search_parts(self):
        return [self.payer, self.payer_account, self.payer_orgnr, self.text, self.reference, self.bank_id]

    @property
    def is_by_hand(self) -> bool:
        return self.kind != PaymentKind.BANK

    @property
    def stands(self) -> bool:
        """As PaymentQuerySet.standing: it counts, and is not taken back."""
        return self.reverses_id is None and not (hasattr(self, "replacement") or hasattr(self, "reversal"))

    @property
    def unallocated(self) -> Decimal:
        """Kronor left to allocate, negative of money out. Needs a row annotated by with_allocated()."""
        return self.amount - self.allocated


class Replacement(Entry):
    """The bank's row came for a payment that had been entered by hand."""

    hand = models.OneToOneField(Payment, models.PROTECT, verbose_name=_("för hand"), related_name="replacement")
    bank = models.ForeignKey(Payment, models.PROTECT, verbose_name=_("från banken"), related_name="replaces")

    class Meta:
        verbose_name = _("ersättning")
        verbose_name_plural = _("ersättningar")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(hand=F("bank")), name="finance_replacement_of_another"),
        ]

    def __str__(self):
        return f"{self.hand} → {self.bank}"


class Restoration(Entry):
    """A replacement was made by mistake: what was entered by hand stands again, as a payment of its own."""

    replacement = models.OneToOneField(
        Replacement, models.PROTECT, verbose_name=_("ersättning"), related_name="restoration"
    )
    payment = models.OneToOneField(Payment, models.PROTECT, verbose_name=_("inbetalning"), related_name="restores")
    reason = models.CharField(_("skäl"), max_length=200)

    class Meta:
        verbose_name = _("ångrad ersättning")
        verbose_name_plural = _("ångrade ersättningar")
        ordering = ["pk"]

    def __str__(self):
        return str(self.replacement)


class Allocation(Entry):
    """What a payment, or a part of it, is for, and the month it is booked in.

    A correction is an opposite row in an open month, that names the original.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, verbose_name=_("inbetalning"), related_name="allocations")
    amount = MoneyField(_("belopp"), min_value=None)
    period = models.DateField(_("bokförd i månaden"))
    flow = models.CharField(_("slag"), max_length=11, choices=Flow)
    goal = models.ForeignKey(
        Goal, models.PROTECT, verbose_name=_("mål"), related_name="allocations", null=True, blank=True
    )
    instalment = models.ForeignKey(
        Instalment, models.PROTECT, verbose_name=_("delbetalning"), related_name="allocations", null=True, blank=True
    )
    contribution = models.ForeignKey(
        Contribution, models.PROTECT, verbose_name=_("bidrag"), related_name="allocations", null=True, blank=True
    )
    receipt = models.ForeignKey(
        PayrollReceipt,
        models.PROTECT,
        verbose_name=_("gåva via lön"),
        related_name="allocations",
        null=True,
        blank=True,
    )
    account_no = models.CharField(_("bokföringskonto"), max_length=10, blank=True, validators=[account_number])
    reverses = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("rättar"), related_name="reversal", null=True, editable=False
    )
    reason = models.CharField(_("skäl"), max_length=200, blank=True, editable=False)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("fördelning")
        verbose_name_plural = _("fördelningar")
        ordering = ["pk"]
        indexes = [models.Index(fields=["period", "flow"], name="finance_allocation_booked")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="finance_allocation_not_nothing",
                violation_error_message=_("Beloppet kan inte vara noll."),
            ),
            models.CheckConstraint(
                condition=Q(instalment__isnull=False, contribution__isnull=True, receipt__isnull=True, account_no="")
                | Q(instalment__isnull=True, contribution__isnull=False, receipt__isnull=True, account_no="")
                | Q(instalment__isnull=True, contribution__isnull=True, receipt__isnull=False, account_no="")
                | (Q(instalment__isnull=True, contribution__isnull=True, receipt__isnull=True) & ~Q(account_no="")),
                name="finance_allocation_has_one_target",
                violation_error_message=_("Välj en sak: en delbetalning, ett bidrag, en lönemånad eller ett konto."),
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | ~Q(reason=""),
                name="finance_allocation_reversal_has_reason",
                violation_error_message=_("Skriv varför fördelningen rättas."),
            ),
        ]
        permissions = [
            ("reverse_allocation", "Can reverse allocations"),
            ("view_sums", "Can see sums by goal and month, without companies and payers"),
        ]

    def __str__(self):
        return f"{format_amount(self.amount)} {self.get_flow_display()}"

    def get_absolute_url(self):
        return route_to("finance:payment_detail", self.payment_id)

    def clean(self):
        if self.period and self.period.day != 1:
            raise ValidationError({"period": _("Skriv månadens första dag.")})

    @property
    def company(self) -> Company | None:
        """Who paid, or whose employees did; None of what no team or company is said to have given.

        No query with AllocationQuerySet.with_company.
        """
        if self.instalment:
            return self.instalment.sponsorship.company
        if self.receipt:
            return self.receipt.month.scheme.company
        payer = self.contribution and (self.contribution.match or self.contribution.team)
        return payer and payer.company

    @property
    def target_label(self) -> str:
        """What the money is for, in words. No query with AllocationQuerySet.with_target."""
        if self.receipt:
            return f"{self.receipt.month}"
        if self.contribution:
            return f"{self.contribution.team or self.contribution.match or self.contribution.competition}"
        if self.instalment:
            return f"{self.instalment.sponsorship.company} {self.instalment}"
        return gettext("Konto %(number)s") % {"number": self.account_no}

    @property
    def target(self) -> models.Model | str:
        """The row that the money is for, or the ledger account's number."""
        return self.instalment or self.contribution or self.receipt or self.account_no

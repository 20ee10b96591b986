import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import EndsWith
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.days import validate_has_been
from core.models import Record
from core.money import MoneyField, format_amount
from core.querysets import Iso
from core.row_urls import route_to
from payroll.models.schemes import PayrollScheme
from payroll.querysets import PayrollMonthQuerySet, PayrollReceiptQuerySet
from payroll.rules import (
    Deviation,
    DifferenceReason,
    MonthPhase,
    agrees,
    earliest_remittance,
    match_agrees,
    phase_of,
    split,
)


class PayrollMonth(Record):
    """What is expected from an employer for one payday, and what was received. Locked when closed."""

    scheme = models.ForeignKey(PayrollScheme, models.PROTECT, verbose_name=_("gåva via lön"), related_name="months")
    month = models.DateField(_("månad"), editable=False)
    payday = models.DateField(_("lönedag"), editable=False)
    due_on = models.DateField(_("pengarna senast"), editable=False)
    expected = MoneyField(_("väntat"), default=0, editable=False)
    expected_heads = models.PositiveIntegerField(_("väntat antal personer"), default=0, editable=False)
    # The shares when the month was frozen: {goal's primary key: per cent}.
    percents = models.JSONField(_("fördelning"), default=dict, editable=False)
    match_rate = models.DecimalField(_("matchning, procent"), max_digits=5, decimal_places=1, default=0, editable=False)
    match_cap = MoneyField(_("matchning, högst"), null=True, editable=False)
    # Kronor of match due on the gifts received so far, and whether any is unpaid: computed by services.months.settle.
    match_due = MoneyField(_("matchning enligt avtalet"), default=0, editable=False)
    owes_match = models.BooleanField(_("matchning obetald"), default=False, editable=False)
    frozen_at = models.DateTimeField(_("fryst"), null=True, editable=False)
    declared = MoneyField(_("anmält belopp"), null=True, blank=True)
    declared_heads = models.PositiveIntegerField(_("anmält antal personer"), null=True, blank=True)
    is_closed = models.BooleanField(_("stängd"), default=False, editable=False)
    closed_at = models.DateTimeField(_("stängd den"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("stängd av"),
        related_name="+",
        null=True,
        editable=False,
    )
    reason = models.CharField(_("skäl till skillnaden"), max_length=8, choices=DifferenceReason, blank=True)
    comment = models.CharField(_("kommentar"), max_length=200, blank=True)

    objects = PayrollMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("månad")
        verbose_name_plural = _("månader")
        ordering = ["-month", "-pk"]
        indexes = [
            models.Index(fields=["due_on"], name="payroll_month_due", condition=Q(is_closed=False)),
            models.Index(fields=["payday"], name="payroll_month_payday"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "month"], name="payroll_month_once"),
            # Not `month__day`, which on SQLite is a function of Django's own: other programs could not check the table.
            models.CheckConstraint(condition=EndsWith(Iso("month"), "-01"), name="payroll_month_first_day"),
            models.CheckConstraint(
                condition=Q(is_closed=True, closed_at__isnull=False, frozen_at__isnull=False)
                | Q(is_closed=False, closed_at__isnull=True, closed_by__isnull=True, reason=""),
                name="payroll_month_closed_is_whole",
            ),
        ]
        permissions = [
            ("close_payrollmonth", "Can close payroll months"),
            ("reopen_payrollmonth", "Can reopen closed payroll months"),
        ]

    def __str__(self):
        return f"{self.scheme.company} {self.name}"

    def get_absolute_url(self):
        return route_to("payroll:month", self.pk)

    @property
    def name(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def basis(self) -> Decimal:
        """Kronor that receipts are compared with: the declared sum, else the expected one."""
        return self.expected if self.declared is None else self.declared

    def split_of(self, amount: Decimal) -> dict[int, Decimal]:
        """Kronor by the goal's primary key, exact to the öre."""
        return split(amount, {int(key): percent for key, percent in self.percents.items()})

    # The properties below need rows annotated by with_money().

    @property
    def difference(self) -> Decimal:
        return self.received - self.basis

    @property
    def match_difference(self) -> Decimal:
        return self.match_received - self.match_due

    @property
    def gifts_agree(self) -> bool:
        return agrees(received=self.received, basis=self.basis)

    @property
    def match_agrees(self) -> bool:
        return match_agrees(received=self.match_received, due=self.match_due)

    @property
    def agrees(self) -> bool:
        """Whether gifts and match are each within the tolerance: neither covers for the other."""
        return self.gifts_agree and self.match_agrees

    @property
    def is_exact(self) -> bool:
        return not self.difference and not self.match_difference

    @property
    def awaits_match(self) -> bool:
        return self.gifts_agree and self.owes_match and not self.match_received

    @property
    def deviation(self) -> Deviation:
        """The deviations beyond the tolerance."""
        deviation = Deviation(0)
        if not self.gifts_agree:
            deviation |= Deviation.GIFTS_SHORT if self.difference < 0 else Deviation.GIFTS_OVER
        if not self.match_agrees:
            deviation |= Deviation.MATCH_SHORT if self.match_difference < 0 else Deviation.MATCH_OVER
        return deviation

    @property
    def gifts_left(self) -> Decimal | None:
        """Kronor of gifts outstanding: any amount if nothing was received, else beyond the tolerance. See overdue()."""
        return -self.difference if not self.has_money or Deviation.GIFTS_SHORT in self.deviation else None

    @property
    def match_left(self) -> Decimal | None:
        return -self.match_difference if self.owes_match else None

    @property
    def has_money(self) -> bool:
        return bool(self.received or self.match_received)

    def phase_on(self, day: dt.date) -> MonthPhase:
        return phase_of(
            today=day,
            payday=self.payday,
            due_on=self.due_on,
            is_closed=self.is_closed,
            has_money=self.has_money,
            agreed=self.agrees,
            lacks=self.gifts_left is not None or self.match_left is not None,
            awaits_match=self.awaits_match,
        )


class PayrollReceipt(Record):
    """Money received for a month, as in the bank's records. Never edited: a correction is a reversal with a reason."""

    month = models.ForeignKey(PayrollMonth, models.PROTECT, verbose_name=_("månad"), related_name="receipts")
    amount = MoneyField(_("belopp"), min_value=None)
    match_part = MoneyField(
        _("varav företagets matchning"),
        default=0,
        min_value=None,
        help_text=_("Hålls isär från medarbetarnas pengar."),
    )
    received_on = models.DateField(_("mottaget"), validators=[validate_has_been])
    external_id = models.CharField(
        _("bankens referens"),
        max_length=80,
        blank=True,
        help_text=_("Hindrar att samma betalning läggs in två gånger."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("inlagd av"), related_name="+", editable=False
    )
    entered_at = models.DateTimeField(_("inlagd"), auto_now_add=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("rättar"), related_name="reversal", null=True, editable=False
    )
    is_reversed = models.BooleanField(_("rättad"), default=False, editable=False)
    reason = models.CharField(_("skäl"), max_length=200, blank=True, editable=False)

    objects = PayrollReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("inbetalning via lön")
        verbose_name_plural = _("inbetalningar via lön")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0, match_part__gte=0, match_part__lte=F("amount"))
                | Q(reverses__isnull=False, amount__lt=0, match_part__lte=0, match_part__gte=F("amount")),
                name="payroll_receipt_sign",
                violation_error_message=_("Beloppet ska vara större än noll, och matchningen en del av det."),
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | ~Q(reason=""),
                name="payroll_receipt_reversal_has_reason",
                violation_error_message=_("Skriv varför inbetalningen rättas."),
            ),
        ]
        permissions = [("reverse_payrollreceipt", "Can reverse payroll receipts")]

    def __str__(self):
        return f"{format_amount(self.amount)} {self.received_on}"

    def clean(self):
        if self._state.adding:
            self._refuse_too_early()
            return
        stored = type(self).objects.get(pk=self.pk)
        fixed = ("month_id", "amount", "match_part", "received_on", "external_id", "reverses_id")
        if any(getattr(self, name) != getattr(stored, name) for name in fixed):
            raise ValidationError(_("En inbetalning ändras aldrig. Rätta den och lägg in den på nytt."))

    def _refuse_too_early(self):
        if self.month_id is None or self.received_on is None:
            return
        earliest = earliest_remittance(self.month.payday)
        if self.received_on < earliest:
            words = _("Pengarna för lönedagen %(payday)s kan inte ha kommit före %(earliest)s.")
            days = {"payday": self.month.payday.isoformat(), "earliest": earliest.isoformat()}
            raise ValidationError({"received_on": words % days})

    @property
    def entered_as(self) -> str:
        where = gettext("%(amount)s %(day)s som gåva via lön från %(company)s")
        return where % {
            "amount": format_amount(self.amount),
            "day": self.received_on.isoformat(),
            "company": self.month.scheme.company,
        }

    @property
    def is_taken_back(self) -> bool:
        return self.is_reversed

    @property
    def gift_part(self) -> Decimal:
        """Kronor given by the employees."""
        return self.amount - self.match_part

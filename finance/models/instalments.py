import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.money import MoneyField
from core.row_urls import route_to
from crm.models import Sponsorship
from crm.paper_names import orgnr_on_paper
from finance.querysets import InstalmentQuerySet
from finance.rules.instalment_plans import OwnDay, PlanTerms, Rhythm, VatRate
from finance.rules.instalments import InstalmentState

LONGEST_TERMS = 365  # days to pay
DAYS_TO_PAY = 30


class InstalmentPlan(Record):
    """How a sponsorship's money is shared by instalments, which follow it as its terms change."""

    sponsorship = models.OneToOneField(
        Sponsorship, models.PROTECT, verbose_name=_("sponsorskap"), related_name="instalment_plan", editable=False
    )
    rhythm = models.CharField(_("betalas"), max_length=9, choices=Rhythm, default=Rhythm.YEARLY)
    days_to_pay = models.PositiveSmallIntegerField(
        _("betalningsvillkor, dagar"),
        default=DAYS_TO_PAY,
        validators=[MaxValueValidator(LONGEST_TERMS)],
        help_text=_("Från fakturans dag till den dag då pengarna ska ha kommit."),
    )
    counterpart = MoneyField(
        _("motprestation per år, utan moms"),
        default=0,
        help_text=_("Marknadsvärdet av det företaget får. Resten av beloppet är gåva."),
    )
    vat_rate = models.PositiveSmallIntegerField(
        _("moms på motprestationen"),
        choices=VatRate,
        default=VatRate.NONE,
        help_text=_("Innehållet avgör, inte vad det kallas. Ekonomi bestämmer."),
    )
    # [day, kronor or null] of each invoice; without kronor they share evenly.
    own_days = models.JSONField(_("egna dagar"), default=list, blank=True, editable=False)

    changed_by_services = True

    class Meta:
        verbose_name = _("betalplan")
        verbose_name_plural = _("betalplaner")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(vat_rate__in=VatRate.values), name="finance_plan_vat_rate"),
        ]

    def __str__(self):
        return f"{self.sponsorship.agreement_no} {self.get_rhythm_display()}"

    def get_absolute_url(self):
        return self.sponsorship.get_absolute_url()

    def clean(self):
        if self.rhythm == Rhythm.OWN and not self.own_days:
            raise ValidationError({"own_days": _("Skriv minst en dag.")})

    @property
    def days(self) -> list[OwnDay]:
        return [
            OwnDay(dt.date.fromisoformat(day), Decimal(1) if amount is None else Decimal(amount))
            for day, amount in self.own_days
        ]

    def terms(self) -> PlanTerms:
        return PlanTerms(Rhythm(self.rhythm), self.counterpart, self.days)


class Instalment(Record):
    """A part of what a sponsorship shall pay. The parts, without VAT, sum to the whole agreement.

    One with negative kronor credits another. Names and address are those of the day it was invoiced.
    """

    sponsorship = models.ForeignKey(
        Sponsorship, models.PROTECT, verbose_name=_("sponsorskap"), related_name="instalments", editable=False
    )
    number = models.PositiveSmallIntegerField(_("nummer"), editable=False)
    planned_on = models.DateField(_("faktureras"))
    due_on = models.DateField(_("förfaller"))
    covers_from = models.DateField(_("avser från"))
    covers_to = models.DateField(_("avser till och med"))
    gift = MoneyField(_("gåva"), min_value=None, default=0)
    counterpart = MoneyField(_("motprestation"), min_value=None, default=0)
    vat_rate = models.PositiveSmallIntegerField(_("momssats"), choices=VatRate, default=VatRate.NONE)
    vat = MoneyField(_("moms"), min_value=None, default=0)
    gross = MoneyField(_("att betala"), min_value=None)
    is_own_day = models.BooleanField(default=False, editable=False)
    credits = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("krediterar"), related_name="credited_by", null=True, editable=False
    )
    # Why it was credited by hand: such a credit stands, and what it credits is charged anew.
    credit_reason = models.CharField(_("skäl till krediteringen"), max_length=200, blank=True, editable=False)
    invoice_no = models.CharField(_("fakturanummer"), max_length=40, blank=True)
    invoiced_on = models.DateField(_("fakturerad"), null=True, blank=True)
    company_name = models.CharField(_("företag på fakturan"), max_length=160, blank=True, editable=False)
    company_orgnr = models.CharField(_("organisationsnummer på fakturan"), max_length=13, blank=True, editable=False)
    company_address = models.CharField(_("adress på fakturan"), max_length=260, blank=True, editable=False)
    tier_name = models.CharField(_("nivå på fakturan"), max_length=80, blank=True, editable=False)
    written_off_on = models.DateField(_("avskriven"), null=True, editable=False)
    write_off_reason = models.CharField(_("skäl till avskrivningen"), max_length=200, blank=True, editable=False)

    changed_by_services = True
    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("delbetalning")
        verbose_name_plural = _("delbetalningar")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="finance_instalment_due"),
            models.Index(fields=["invoice_no"], name="finance_instalment_invoice"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sponsorship", "number"], name="finance_instalment_number"),
            models.CheckConstraint(
                condition=Q(covers_to__gte=F("covers_from")),
                name="finance_instalment_dates_in_order",
                violation_error_message=_("Slutdatum kan inte ligga före startdatum."),
            ),
            models.CheckConstraint(
                condition=Q(gross=F("gift") + F("counterpart") + F("vat")), name="finance_instalment_sums"
            ),
            models.CheckConstraint(
                condition=Q(credits__isnull=True, gift__gte=0, counterpart__gte=0, vat__gte=0)
                | Q(credits__isnull=False, gift__lte=0, counterpart__lte=0, vat__lte=0),
                name="finance_instalment_sign",
            ),
            models.CheckConstraint(
                condition=Q(invoiced_on__isnull=True, invoice_no="")
                | (Q(invoiced_on__isnull=False) & ~Q(invoice_no="")),
                name="finance_instalment_invoice_is_whole",
                violation_error_message=_("Skriv både fakturans nummer och dess dag."),
            ),
            models.CheckConstraint(
                condition=Q(written_off_on__isnull=True, write_off_reason="")
                | (Q(written_off_on__isnull=False) & ~Q(write_off_reason="")),
                name="finance_instalment_write_off_has_reason",
                violation_error_message=_("Skriv varför den skrivs av."),
            ),
        ]
        permissions = [
            ("invoice_instalment", "Can say that an instalment is invoiced"),
            ("write_off_instalment", "Can write off and credit instalments"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return route_to("finance:instalment_detail", self.pk)

    @property
    def reference(self) -> str:
        """What the ledger program keeps, so that its list of invoices can be read back."""
        return f"{self.sponsorship.agreement_no}-{self.number}"

    @property
    def net(self) -> Decimal:
        return self.gift + self.counterpart

    @property
    def is_credit(self) -> bool:
        return self.credits_id is not None

    @property
    def is_invoiced(self) -> bool:
        return self.invoiced_on is not None

    # As it was when it was invoiced, else as it is: crm.paper_names.

    @property
    def company_label(self) -> str:
        return self.company_name or self.sponsorship.company.name

    @property
    def orgnr_label(self) -> str:
        """For lists: a sole trader's is hidden."""
        company = self.sponsorship.company
        return orgnr_on_paper(company, self.company_orgnr) if self.is_invoiced else company.orgnr_masked

    @property
    def tier_label(self) -> str:
        return self.tier_name or self.sponsorship.tier_label

    # The properties below need rows annotated by with_state().

    @property
    def state_label(self) -> str:
        return str(InstalmentState(self.state).label)

    def days_late(self, day: dt.date) -> int | None:
        """Whole days since it was to be paid; None unless it is overdue."""
        return (day - self.due_on).days if self.state == InstalmentState.OVERDUE else None

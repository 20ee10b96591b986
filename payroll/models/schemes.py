import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.documents import DOCUMENT_TYPES, sha256_of, unguessable_name, validate_document
from core.models import Record
from core.money import ORE, AmountTooLarge, MoneyField, check_bound, format_amount
from core.row_urls import route_to
from crm.models import Company, Contact
from goals.models import Goal
from payroll.querysets import PayrollBandQuerySet, PayrollSchemeQuerySet
from payroll.rules import FEWEST_SHOWN, NOTHING, BandGroup, BandKind, band_sum, day_in, paydays

DAYS = [MinValueValidator(1), MaxValueValidator(31)]


class SchemeStatus(models.TextChoices):
    UPCOMING = "upcoming", _("Kommande")
    RUNNING = "running", _("Pågår")
    ENDED = "ended", _("Avslutad")


def document_path(scheme, name: str) -> str:
    return unguessable_name("payroll", name)


class PayrollScheme(Record):
    """An employer's payroll giving. Neither the givers' identities nor their salaries are stored."""

    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("arbetsgivare"), related_name="payroll_schemes")
    reference = models.CharField(_("betalningsreferens"), max_length=25, unique=True, editable=False)
    starts = models.DateField(_("från"))
    ends = models.DateField(_("till och med"), null=True, blank=True, help_text=_("Tomt: tills vidare."))
    payday = models.PositiveSmallIntegerField(
        _("lönedag"), default=25, validators=DAYS, help_text=_("Dag i månaden, 1 till 31.")
    )
    remittance_day = models.PositiveSmallIntegerField(
        _("pengarna hos oss senast"),
        default=12,
        validators=DAYS,
        help_text=_(
            "Dag i månaden. Ligger den före lönedagen menas månaden efter; är bankerna stängda, nästa bankdag."
        ),
    )
    match_rate = models.DecimalField(
        _("procent av gåvan"),
        max_digits=5,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
        help_text=_("100 dubblar gåvorna. 0: ingen matchning."),
    )
    match_month_cap = MoneyField(_("högst per månad"), min_value=ORE, null=True, blank=True)
    match_total_cap = MoneyField(_("högst sammanlagt"), min_value=ORE, null=True, blank=True)
    coordinator = models.ForeignKey(
        Contact,
        models.SET_NULL,
        verbose_name=_("samordnare"),
        related_name="payroll_schemes",
        null=True,
        blank=True,
    )
    document = models.FileField(
        _("avtal eller bilaga"),
        upload_to=document_path,
        blank=True,
        validators=[FileExtensionValidator([*DOCUMENT_TYPES]), validate_document],
        help_text=_("PDF, PNG eller JPEG, högst 10 MB. Ladda inte upp listor med namn eller löner."),
    )
    document_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("registrerat"), auto_now_add=True)

    objects = PayrollSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("gåva via lön")
        verbose_name_plural = _("gåvor via lön")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="payroll_scheme_dates_in_order",
                violation_error_message=_("Slutdatum kan inte ligga före startdatum."),
            ),
        ]
        permissions = [("view_payroll_document", "Can read the document of a payroll scheme")]

    def __str__(self):
        return f"{self.company} ({self.reference})"

    def get_absolute_url(self):
        return route_to("payroll:detail", self.pk)

    def clean(self):
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("Slutdatum kan inte ligga före startdatum.")})
        if self.pk and not type(self).objects.filter(pk=self.pk, reference=self.reference).exists():
            raise ValidationError(_("Betalningsreferensen ändras aldrig."))

    def save(self, *args, **options):
        if not self.document:
            self.document_sha256 = ""
        elif not self.document._committed:
            self.document_sha256 = sha256_of(self.document)
        super().save(*args, **options)

    def status_on(self, day: dt.date) -> SchemeStatus:
        if day < self.starts:
            return SchemeStatus.UPCOMING
        return SchemeStatus.ENDED if self.ends and self.ends < day else SchemeStatus.RUNNING

    def payday_in(self, month: dt.date) -> dt.date:
        return day_in(month, self.payday)

    def covers(self, month: dt.date) -> bool:
        """Whether the month's payday falls within the scheme."""
        payday = self.payday_in(month)
        return self.starts <= payday and (self.ends is None or payday <= self.ends)

    def paydays_until(self, day: dt.date) -> list[dt.date]:
        """Paydays up to the end of the day's month."""
        return paydays(number=self.payday, starts=self.starts, ends=self.ends, last_month=day.replace(day=1))

    @property
    def has_match(self) -> bool:
        return self.match_rate > 0


class PayrollShare(Record):
    """The percentage of a scheme that goes to a goal. A month keeps the shares it was frozen with."""

    scheme = models.ForeignKey(PayrollScheme, models.CASCADE, verbose_name=_("gåva via lön"), related_name="shares")
    goal = models.ForeignKey(Goal, models.PROTECT, verbose_name=_("mål"), related_name="payroll_shares")
    percent = models.PositiveSmallIntegerField(_("procent"), validators=[MinValueValidator(1), MaxValueValidator(100)])

    class Meta:
        verbose_name = _("andel")
        verbose_name_plural = _("andelar")
        ordering = ["goal__number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "goal"], name="payroll_share_once"),
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="payroll_share_percent"),
        ]

    def __str__(self):
        return f"{self.goal} {self.percent} %"


class PayrollBand(Record):
    """The number of people who give in the same way, and their sum per month. Never who, nor what each gives.

    A fixed amount determines the sum. For amounts that depend on salaries, the employer declares the sum only.
    """

    scheme = models.ForeignKey(PayrollScheme, models.CASCADE, verbose_name=_("gåva via lön"), related_name="bands")
    kind = models.CharField(_("sätt att ge"), max_length=9, choices=BandKind, default=BandKind.FIXED)
    amount = MoneyField(
        _("kronor"), null=True, blank=True, help_text=_("Fast: per person och månad. Avrundning: till närmaste.")
    )
    per_mille = models.DecimalField(
        _("promille"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(1000)],
    )
    heads = models.PositiveIntegerField(_("antal personer"), validators=[MinValueValidator(1)])
    expected = MoneyField(_("summa per månad"), null=True, blank=True)
    starts = models.DateField(_("från"))
    ends = models.DateField(_("till och med"), null=True, blank=True)

    objects = PayrollBandQuerySet.as_manager()

    class Meta:
        verbose_name = _("grupp")
        verbose_name_plural = _("grupper")
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="payroll_band_dates_in_order",
                violation_error_message=_("Slutdatum kan inte ligga före startdatum."),
            ),
            models.CheckConstraint(condition=Q(heads__gte=1), name="payroll_band_has_heads"),
            models.CheckConstraint(
                condition=Q(kind=BandKind.FIXED, amount__gt=0, per_mille__isnull=True, expected__isnull=True)
                | Q(kind=BandKind.ROUNDING, amount__gt=0, per_mille__isnull=True, expected__isnull=False)
                | Q(kind=BandKind.PER_MILLE, amount__isnull=True, per_mille__gt=0, expected__isnull=False)
                | Q(kind=BandKind.MIXED, amount__isnull=True, per_mille__isnull=True, expected__isnull=False),
                name="payroll_band_terms_fit_kind",
                violation_error_message=_("Uppgifterna hör inte ihop med sättet att ge."),
            ),
            # A per mille of few people's salaries reveals them. See clean().
            models.CheckConstraint(
                condition=~Q(kind=BandKind.PER_MILLE) | Q(heads__gte=FEWEST_SHOWN),
                name="payroll_band_no_salary",
                violation_error_message=_("Färre än fem som ger promille redovisas tillsammans med andra."),
            ),
        ]

    def __str__(self):
        return self.label

    def clean(self):
        errors = {}
        if self.starts and self.ends and self.ends < self.starts:
            errors["ends"] = _("Slutdatum kan inte ligga före startdatum.")
        takes_amount = self.kind in (BandKind.FIXED, BandKind.ROUNDING)
        if takes_amount and not self.amount:
            errors["amount"] = _("Skriv ett belopp i kronor.")
        if self.kind == BandKind.PER_MILLE and not self.per_mille:
            errors["per_mille"] = _("Skriv hur många promille.")
        if self.kind != BandKind.FIXED and self.expected is None:
            errors["expected"] = _("Skriv den summa som arbetsgivaren räknar med per månad.")
        if self.kind == BandKind.PER_MILLE and self.heads is not None and self.heads < FEWEST_SHOWN:
            errors["heads"] = _(
                "Färre än fem som ger promille skulle visa vad någon tjänar. Lägg dem i en grupp av sorten Blandat, "
                "tillsammans med andra."
            )
        if errors := errors or self._bound_errors():
            raise ValidationError(errors)
        # Clear the fields that the kind does not use.
        if not takes_amount:
            self.amount = None
        if self.kind != BandKind.PER_MILLE:
            self.per_mille = None
        if self.kind == BandKind.FIXED:
            self.expected = None

    def _bound_errors(self) -> dict[str, str]:
        try:
            check_bound(NOTHING if self.heads is None else self.monthly)
        except AmountTooLarge as error:
            return {"amount" if self.kind == BandKind.FIXED else "expected": str(error)}
        return {}

    @property
    def is_small(self) -> bool:
        return self.heads < FEWEST_SHOWN

    @property
    def monthly(self) -> Decimal:
        """Kronor per month expected from the whole band."""
        return band_sum(kind=self.kind, heads=self.heads, amount=self.amount, declared=self.expected)

    @property
    def label(self) -> str:
        if self.kind == BandKind.FIXED:
            return _("%(amount)s i månaden") % {"amount": format_amount(self.amount)}
        if self.kind == BandKind.ROUNDING:
            return _("Lönen avrundad nedåt till närmaste %(amount)s") % {"amount": format_amount(self.amount)}
        if self.kind == BandKind.PER_MILLE:
            rate = f"{self.per_mille.normalize():f}".replace(".", ",")
            return _("%(rate)s promille av lönen") % {"rate": rate}
        return str(BandKind.MIXED.label)

    @property
    def group(self) -> BandGroup:
        return BandGroup(label=self.label, heads=self.heads, amount=self.monthly)

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Record
from core.money import MoneyField, amount_in_period
from crm.models.companies import Company
from crm.models.contacts import Contact
from crm.querysets import SponsorshipQuerySet
from crm.stages import HOLDING, Phase, Stage
from goals.models import Goal, Tier


class Sponsorship(Record):
    agreement_no = models.CharField(_("avtalsnummer"), max_length=20, unique=True, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("företag"), related_name="sponsorships")
    goal = models.ForeignKey(Goal, models.PROTECT, verbose_name=_("mål"), related_name="sponsorships")
    tier = models.ForeignKey(Tier, models.PROTECT, verbose_name=_("nivå"), related_name="sponsorships")
    starts = models.DateField(_("från"), null=True, blank=True)
    ends = models.DateField(_("till och med"), null=True, blank=True)
    amount = MoneyField(_("belopp per år"), null=True, blank=True)
    payment_note = models.CharField(_("betalning"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ansvarig"), related_name="sponsorships"
    )
    stage = models.CharField(_("steg"), max_length=12, choices=Stage, default=Stage.LEAD, editable=False)
    stage_since = models.DateField(_("i steget sedan"), default=timezone.localdate, editable=False)
    signed_on = models.DateField(_("tecknat den"), null=True, blank=True)
    signed_by = models.ForeignKey(
        Contact, models.PROTECT, verbose_name=_("tecknat av"), related_name="signed", null=True, blank=True
    )
    ended_on = models.DateField(_("avslutat den"), null=True, editable=False)
    closing_reason = models.CharField(_("skäl"), max_length=200, blank=True, editable=False)
    # Frozen at signing, so that later edits of tier and offer change nothing already promised.
    tier_name = models.CharField(_("nivå vid tecknandet"), max_length=80, blank=True, editable=False)
    offer_amount = MoneyField(_("erbjudandets belopp"), null=True, editable=False)
    created_at = models.DateTimeField(_("registrerat"), auto_now_add=True)

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("sponsorskap")
        verbose_name_plural = pgettext_lazy("flera", "sponsorskap")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["goal", "tier", "starts", "ends"], name="crm_sponsorship_seats"),
            models.Index(fields=["stage", "ends"], name="crm_sponsorship_ending"),
            models.Index(fields=["stage", "stage_since"], name="crm_sponsorship_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="crm_sponsorship_dates_in_order",
                violation_error_message=_("Slutdatum kan inte ligga före startdatum."),
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=HOLDING)
                | Q(starts__isnull=False, ends__isnull=False, amount__isnull=False, signed_on__isnull=False),
                name="crm_sponsorship_signed_is_complete",
                violation_error_message=_("Ett tecknat sponsorskap måste ha period, belopp och datum för tecknandet."),
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.ENDED_EARLY, ended_on__isnull=False, ended_on__lte=F("ends"))
                | (~Q(stage=Stage.ENDED_EARLY) & Q(ended_on__isnull=True)),
                name="crm_sponsorship_ended_has_date",
            ),
        ]
        permissions = [
            ("sign_sponsorship", "Can sign sponsorships"),
            ("end_sponsorship", "Can end signed sponsorships early"),
            ("unsign_sponsorship", "Can take back a signature made by mistake"),
        ]

    def __str__(self):
        return f"{self.agreement_no} {self.company}"

    def get_absolute_url(self):
        return reverse("crm:sponsorship_detail", args=[self.pk])

    def clean(self):
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("Slutdatum kan inte ligga före startdatum.")})

    @property
    def is_signed(self) -> bool:
        return self.stage in HOLDING

    @property
    def last_day(self) -> dt.date | None:
        """The last day it counts: as agreed, or the day it was ended early."""
        return min(self.ends, self.ended_on) if self.ends and self.ended_on else self.ends

    def days_in_stage(self, day: dt.date) -> int:
        """Whole days from the one on which it came to its stage until `day`; never below 0."""
        return max((day - self.stage_since).days, 0)

    def phase_on(self, day: dt.date) -> Phase | None:
        """Upcoming, active or ended on `day`; None while nothing is signed."""
        if not self.is_signed:
            return None
        if self.last_day < day or self.last_day < self.starts:
            return Phase.ENDED
        return Phase.UPCOMING if day < self.starts else Phase.ACTIVE

    def amount_between(self, period_from: dt.date, period_to: dt.date) -> Decimal:
        """Kronor that fall on the period's days (both ends included); 0 while nothing is signed."""
        if not self.is_signed:
            return Decimal("0.00")
        return amount_in_period(
            yearly=self.amount,
            starts=self.starts,
            ends=self.last_day,
            period_from=period_from,
            period_to=period_to,
        )

    def amounts_by_year(self) -> list[tuple[int, Decimal]]:
        """Kronor for each calendar year that it touches; they sum to the whole agreement."""
        if not self.is_signed:
            return []
        return [
            (year, self.amount_between(dt.date(year, 1, 1), dt.date(year, 12, 31)))
            for year in range(self.starts.year, self.last_day.year + 1)
        ]

    @property
    def difference(self) -> Decimal | None:
        """Kronor a year above (+) or below (-) what the offer asked when it was signed."""
        if self.amount is None or self.offer_amount is None:
            return None
        return self.amount - self.offer_amount


class Delivery(Record):
    """A benefit as it was promised on the day of signing."""

    sponsorship = models.ForeignKey(
        Sponsorship, models.CASCADE, verbose_name=_("sponsorskap"), related_name="deliveries"
    )
    text = models.CharField(_("motprestation"), max_length=200)
    market_value = MoneyField(_("marknadsvärde"), default=0)
    position = models.PositiveSmallIntegerField(_("ordning"), default=1)

    class Meta:
        verbose_name = _("leverans")
        verbose_name_plural = _("leveranser")
        ordering = ["sponsorship", "position", "pk"]

    def __str__(self):
        return self.text

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Record
from core.money import MoneyField, Rate, amount_in_period, carried_on, is_whole_years
from core.querysets import found
from core.row_urls import route_to
from crm.models.companies import Company
from crm.models.contacts import Contact
from crm.models.renewals import LapseReason
from crm.querysets.sponsorships import NOT_ENDED_BEFORE_IT_BEGAN, SponsorshipQuerySet
from crm.stages import EXCHANGED, HOLDING, SponsorshipKind, SponsorshipPhase, Stage
from goals.models import MOST_NOTICE_DAYS, Goal, Tier

FROZEN_WHEN_SIGNED = (
    "company_id",
    "goal_id",
    "tier_id",
    "starts",
    "ends",
    "amount",
    "notice_days",
    "renews_id",
    "signed_on",
    "signed_by_id",
    "tier_name",
    "offer_amount",
)
SIGNED_IS_FROZEN = _(
    "Det som är tecknat är låst. Ändra beloppet från en dag, byt nivå, förnya eller avsluta i förtid i stället. "
    "Är något fel skrivet kan en administratör rätta det."
)


def tier_label(row) -> str:
    """The tier's name at signing, or in the active language if unsigned or not renamed since.

    `row` is a sponsorship or one of its history records.
    """
    renamed = row.tier_name and row.tier_name != row.tier.name
    return row.tier_name if renamed else str(row.tier)


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
    # Frozen at signing, so that later edits of tier and offer do not change agreements.
    tier_name = models.CharField(_("nivå vid tecknandet"), max_length=80, blank=True, editable=False)
    offer_amount = MoneyField(_("erbjudandets belopp"), null=True, editable=False)
    renews = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("förnyar"),
        related_name="successors",
        null=True,
        blank=True,
    )
    notice_days = models.PositiveSmallIntegerField(
        _("besked före slutet, dagar"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_NOTICE_DAYS)],
        help_text=_("Lämna tomt för det som gäller på nivån."),
    )
    lapse_reason = models.ForeignKey(
        LapseReason,
        models.PROTECT,
        verbose_name=_("varför det inte förnyades"),
        related_name="sponsorships",
        null=True,
        editable=False,
    )
    lapse_note = models.CharField(_("mer om varför"), max_length=300, blank=True, editable=False)
    # Set when it continues another sponsorship's agreement year; see crm.services.agreement_years.
    years_from = models.DateField(_("avtalsår räknas från"), null=True, editable=False)
    carried = models.IntegerField(_("rest från avrundning"), default=0, editable=False)
    created_at = models.DateTimeField(_("registrerat"), auto_now_add=True)

    derived_fields = ("years_from", "carried")
    lesser_permissions = {"crm.change_payment_note": ("payment_note",)}

    changed_by_services = True
    objects = SponsorshipQuerySet.as_manager()

    is_corrected = False  # set by the service that has checked the permission to edit signed terms

    class Meta:
        verbose_name = _("sponsorskap")
        verbose_name_plural = pgettext_lazy("flera", "sponsorskap")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["goal", "tier", "starts", "ends"], name="crm_sponsorship_seats"),
            # What `active_on` asks, so that to count, to sum and to sort those in force reads no rows.
            models.Index(
                fields=["stage", "ends", "starts", "ended_on", "company", "amount"], name="crm_sponsorship_ending"
            ),
            # In a subquery per company, SQLite would otherwise scan all rows that end later.
            models.Index(fields=["company", "stage", "ends"], name="crm_sponsorship_company"),
            models.Index(fields=["stage", "stage_since"], name="crm_sponsorship_standing"),
            # Of one owner: those that end, and the oldest dialogues, found without the rest.
            models.Index(fields=["owner", "ends"], name="crm_sponsorship_owners_ending"),
            models.Index(fields=["owner", "created_at", "id"], name="crm_sponsorship_owners_oldest"),
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
            # It may end before its first day (it never began), but not before it was signed.
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts")) | Q(ended_on__gte=F("signed_on")),
                name="crm_sponsorship_ended_after_signing",
                violation_error_message=_("Sponsorskapet kan inte vara avslutat innan det fanns."),
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=~Q(stage=Stage.DECLINED) & NOT_ENDED_BEFORE_IT_BEGAN,
                name="crm_sponsorship_one_successor",
                violation_error_message=_("Det sponsorskapet förnyas redan av ett annat."),
            ),
        ]
        permissions = [
            ("change_payment_note", "Can change how a sponsorship is paid, and nothing else of it"),
            ("sign_sponsorship", "Can sign sponsorships"),
            ("end_sponsorship", "Can end signed sponsorships early"),
            ("unsign_sponsorship", "Can take back a signature made by mistake"),
            ("change_signed_sponsorship", "Can correct what is signed"),
        ]

    def __str__(self):
        return f"{self.agreement_no} {self.company}"

    def get_absolute_url(self):
        return route_to("crm:sponsorship_detail", self.pk)

    def clean(self):
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("Slutdatum kan inte ligga före startdatum.")})
        if self.signed_on and self.signed_on > timezone.localdate():
            raise ValidationError({"signed_on": _("Dagen har inte varit än. Teckna när ni är överens.")})
        if self.renews and not self.never_began:
            self._clean_renewal()
        if self.is_signed and not self.is_corrected and self.frozen_changes():
            raise ValidationError(SIGNED_IS_FROZEN, code="frozen")

    def _clean_renewal(self):
        if self.renews.company_id != self.company_id or not self.renews.is_signed:
            raise ValidationError({"renews": _("Bara ett tecknat sponsorskap hos samma företag kan förnyas.")})
        if self.starts and self.starts <= self.renews.last_day:
            raise ValidationError(
                {
                    "starts": _("Det som förnyas gäller till och med %(day)s. Börja tidigast dagen efter.")
                    % {"day": self.renews.last_day}
                }
            )

    def frozen_changes(self) -> set[str]:
        """The signed fields that this instance changes compared with the stored row. One query."""
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        if stored is None or not stored.is_signed:
            return set()
        return {name for name in FROZEN_WHEN_SIGNED if getattr(self, name) != getattr(stored, name)}

    @property
    def is_signed(self) -> bool:
        return self.stage in HOLDING

    @property
    def tier_label(self) -> str:
        return tier_label(self)

    @property
    def last_day(self) -> dt.date | None:
        """The last day in force: the agreed end, or the date it was ended early."""
        return min(self.ends, self.ended_on) if self.ends and self.ended_on else self.ends

    @property
    def earliest_day(self) -> dt.date | None:
        """The signing date or the start, whichever is earlier."""
        return min(filter(None, (self.signed_on, self.starts)), default=None)

    def days_in_stage(self, day: dt.date) -> int:
        """Whole days in its current stage on `day`; at least 0."""
        return max((day - self.stage_since).days, 0)

    @property
    def never_began(self) -> bool:
        """Whether it was ended before its first day, so was never in force."""
        return bool(self.ended_on and self.starts) and self.ended_on < self.starts

    @property
    def came_to_nothing(self) -> bool:
        """Whether it was declined or never began; the sponsorship it renews may then be renewed by another."""
        return self.stage == Stage.DECLINED or self.never_began

    def phase_on(self, day: dt.date) -> SponsorshipPhase | None:
        """The phase on `day`; None while unsigned."""
        if not self.is_signed:
            return None
        if self.last_day < day or self.never_began:
            return SponsorshipPhase.ENDED
        return SponsorshipPhase.UPCOMING if day < self.starts else SponsorshipPhase.ACTIVE

    @cached_property
    def kind(self) -> str:
        """SponsorshipKind; one query unless `with_kind` annotated the row."""
        return type(self).objects.with_kind().values_list("kind", flat=True).get(pk=self.pk)

    @property
    def kind_label(self) -> str:
        return SponsorshipKind(self.kind).label

    @property
    def notice_date(self) -> dt.date | None:
        """The day by which a renewal should be discussed: the end less the days of notice."""
        days = self.tier.notice_days if self.notice_days is None else self.notice_days
        return self.ends - dt.timedelta(days=days) if self.ends else None

    @property
    def successor(self) -> "Sponsorship | None":
        """The sponsorship or dialogue that renews it, if any. No query if `successors` is prefetched."""
        return next((each for each in self.successors.all() if not each.came_to_nothing), None)

    @property
    def blocking_successor(self) -> "Sponsorship | None":
        """The successor that begins before the agreed end, so that an early end cannot be undone."""
        following = self.successor
        early = following and (following.replaces or (following.starts and following.starts <= self.ends))
        return following if early else None

    @property
    def has_signed_successor(self) -> bool:
        return bool(self.successor and self.successor.is_signed)

    @property
    def replaces(self) -> "Sponsorship | None":
        """The sponsorship that this signed one continues by a change of tier, until the same end."""
        before = self.renews if self.is_signed and not self.never_began else None
        if not (before and before.ended_on and self.starts == before.ended_on + dt.timedelta(days=1)):
            return None
        same = (self.goal_id, self.ends) == (before.goal_id, before.ends)
        return before if same and self.tier_id != before.tier_id else None

    @cached_property
    def is_exchanged(self) -> bool:
        """Whether a change of tier ended it; one query unless `with_is_exchanged` annotated the row."""
        return self.ended_on is not None and type(self).objects.with_is_exchanged().get(pk=self.pk).is_exchanged

    @property
    def stage_label(self) -> str:
        """The stage's label; one ended by a change of tier is labelled as exchanged, not as ended early."""
        return str(EXCHANGED) if self.is_exchanged else self.get_stage_display()

    def may_lapse_on(self, day: dt.date) -> bool:
        """Whether it may be marked as not renewed.

        Refused with a signed successor, and before its end with any successor, also a dialogue. Refused for one that
        never began: there is nothing to renew.
        """
        follows = self.has_signed_successor if self.phase_on(day) == SponsorshipPhase.ENDED else self.successor
        return self.is_signed and not self.never_began and not follows

    @property
    def rates(self) -> list[Rate]:
        """(first day, yearly amount) of each amendment. No query if `amendments` is prefetched or listed."""
        return [(amendment.starts, amendment.amount) for amendment in found(self, "amendments")]

    def yearly_on(self, day: dt.date) -> Decimal | None:
        """The yearly amount in kronor on `day`; after the end, the last day's."""
        if not self.is_signed:
            return self.amount
        day = min(day, self.last_day)
        return next((amount for starts, amount in reversed(self.rates) if starts <= day), self.amount)

    def rates_after(self, day: dt.date) -> list[Rate]:
        """(first day, yearly amount) of the amendments after `day` that take effect by the last day."""
        return [(starts, amount) for starts, amount in self.rates if day < starts <= self.last_day]

    @property
    def final_yearly(self) -> Decimal | None:
        """The yearly amount in kronor on the last day."""
        return self.yearly_on(self.last_day) if self.is_signed else self.amount

    def amount_between(self, period_from: dt.date, period_to: dt.date) -> Decimal:
        """Kronor of the period's days (both ends included); 0 while unsigned."""
        if not self.is_signed:
            return Decimal("0.00")
        return amount_in_period(period_from=period_from, period_to=period_to, **self._money_terms())

    def _money_terms(self) -> dict:
        """The terms that determine its amount in a period."""
        return {
            "yearly": self.amount,
            "starts": self.starts,
            "ends": self.last_day,
            "changes": self.rates,
            "years_from": self.years_from,
            "carried": self.carried,
        }

    def continued_years(self) -> tuple[dt.date | None, int]:
        """The first day of the agreement years that it continues, and their rounding remainder; (None, 0) without.

        It continues those of the sponsorship it renews if that was ended early the day before it begins: the two share
        an agreement year and sum to its amount. One that outlasts the other with whole years of its own is a separate
        agreement.
        """
        before = self.renews
        if not (before and before.ended_on and self.starts == before.ended_on + dt.timedelta(days=1)):
            return None, 0
        outlasts = self.ends > before.ends and is_whole_years(self.starts, self.ends)
        if before.last_day < before.starts or outlasts:
            return None, 0
        return before.years_from or before.starts, carried_on(**before._money_terms())

    def amounts_by_year(self) -> list[tuple[int, Decimal]]:
        """Kronor per calendar year; they sum to the whole agreement."""
        if not self.is_signed:
            return []
        return [
            (year, self.amount_between(dt.date(year, 1, 1), dt.date(year, 12, 31)))
            for year in range(self.starts.year, max(self.starts, self.last_day).year + 1)
        ]

    @property
    def difference(self) -> Decimal | None:
        """Kronor per year above (+) or below (-) the offer's amount at signing."""
        if self.amount is None or self.offer_amount is None:
            return None
        return self.amount - self.offer_amount

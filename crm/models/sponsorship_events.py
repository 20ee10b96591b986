"""What was agreed about money, act by act: a list that only grows."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.active_language import language_now
from core.append_only import AppendOnly
from core.money import MoneyField, Rate, amount_in_period
from core.row_urls import route_to
from crm.models.sponsorships import Sponsorship
from crm.querysets.sponsorship_events import SponsorshipEventQuerySet
from goals.models import Goal, Tier

LONGEST_REASON = 300


class TermsAct(models.TextChoices):
    """What an act did to a sponsorship's money."""

    OPENING = "opening", _("Fanns när listan började")
    SIGNED = "signed", _("Tecknat")
    AMENDED = "amended", _("Ändrat belopp")
    UNAMENDED = "unamended", _("Ändring borttagen")
    EXCHANGED = "exchanged", _("Bytte nivå")
    CORRECTED = "corrected", _("Rättat")
    MOVED = "moved", _("Flyttat till annat företag")
    ENDED = "ended", _("Avslutat i förtid")
    WITHDRAWN = "withdrawn", _("Återtaget före start")
    END_CORRECTED = "end_corrected", _("Rättat slut")
    REOPENED = "reopened", _("Avslut ångrat")
    SETTLED = "settled", _("Avtalsår avstämt")
    UNSIGNED = "unsigned", _("Tecknande ångrat")
    REMOVED = "removed", _("Borttaget")


# A signature is its own reason, and agreement years follow from those of another sponsorship.
WITHOUT_REASON = (TermsAct.OPENING, TermsAct.SIGNED, TermsAct.SETTLED)
# What an act agrees on; the names on the day are kept beside it.
TERMS = (
    *("company_key", "goal_id", "tier_id", "tier_name", "signed_on", "starts", "ends", "ended_on"),
    *("amount", "rates", "years_from", "carried"),
)


class SponsorshipEvent(AppendOnly):
    """An act on a sponsorship's money, with all its terms after it. The database refuses to change or remove one.

    The company stands by its key and its name on that day, and the goal by its names, so that neither a merge nor a new
    name changes what was known. An event outlives its sponsorship.
    """

    sponsorship = models.ForeignKey(
        Sponsorship,
        models.DO_NOTHING,
        verbose_name=_("sponsorskap"),
        related_name="events",
        db_constraint=False,
    )
    number = models.PositiveIntegerField(_("nummer"))
    agreement_no = models.CharField(_("avtalsnummer"), max_length=20)
    act = models.CharField(_("händelse"), max_length=16, choices=TermsAct)
    applies_on = models.DateField(_("gäller från"))  # the first day whose kronor it can change
    recorded_at = models.DateTimeField(_("registrerat"), db_index=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+", null=True
    )  # None for a command
    reason = models.CharField(_("skäl"), max_length=LONGEST_REASON, blank=True)
    is_signed = models.BooleanField(_("tecknat"))  # False after an act that leaves nothing agreed
    company_key = models.PositiveBigIntegerField(_("företagets nummer"), db_index=True)
    company_name = models.CharField(_("företag"), max_length=200, blank=True)
    orgnr = models.CharField(_("organisationsnummer"), max_length=13, blank=True)  # never a sole trader's
    goal = models.ForeignKey(Goal, models.PROTECT, verbose_name=_("mål"), related_name="+")
    goal_name = models.CharField(_("målets namn"), max_length=80, default="")
    goal_name_en = models.CharField(_("målets namn på engelska"), max_length=80, default="")
    tier = models.ForeignKey(Tier, models.PROTECT, verbose_name=_("nivå"), related_name="+")
    tier_name = models.CharField(_("nivå vid tecknandet"), max_length=80)
    signed_on = models.DateField(_("tecknat den"))
    starts = models.DateField(_("från"))
    ends = models.DateField(_("till och med"))
    ended_on = models.DateField(_("avslutat den"), null=True)
    amount = MoneyField(_("belopp per år"))
    rates = models.JSONField(_("ändrade belopp"), default=list)  # [first day, kronor a year as text], by day
    years_from = models.DateField(_("avtalsår räknas från"), null=True)
    carried = models.IntegerField(_("rest från avrundning"), default=0)

    is_use = Q(pk__in=[])  # for core.changesets: undoing an import adds an event, and is not stopped by one
    may_change = ("reason", "company_name")  # by an erasure, which leaves the money
    objects = SponsorshipEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("villkorshändelse")
        verbose_name_plural = pgettext_lazy("flera", "villkorshändelser")
        ordering = ["sponsorship", "number"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["sponsorship", "number"], name="crm_event_numbers"),
        ]

    def __str__(self):
        return f"{self.agreement_no} {self.get_act_display()} {self.applies_on}"

    def get_absolute_url(self):
        return route_to("crm:sponsorship_detail", self.sponsorship_id)

    @property
    def last_day(self) -> dt.date:
        """The last day in force: the agreed end, or the day it was ended early."""
        return min(self.ends, self.ended_on or self.ends)

    @property
    def goal_label(self) -> str:
        """What the goal was called then, in the language of the moment."""
        return self.goal_name_en if language_now() == "en" else self.goal_name

    @property
    def changes(self) -> list[Rate]:
        """(first day, kronor a year) of each amendment."""
        return [(dt.date.fromisoformat(day), Decimal(amount)) for day, amount in self.rates]

    def amount_between(self, first: dt.date, last: dt.date) -> Decimal:
        """Kronor of the period's days, both ends included; 0 while nothing is agreed."""
        if not self.is_signed:
            return Decimal("0.00")
        return amount_in_period(
            yearly=self.amount,
            starts=self.starts,
            ends=self.last_day,
            period_from=first,
            period_to=last,
            changes=self.changes,
            years_from=self.years_from,
            carried=self.carried,
        )

    def yearly_on(self, day: dt.date) -> Decimal:
        """Kronor a year on `day`, at most the last day."""
        day = min(day, self.last_day)
        return next((amount for starts, amount in reversed(self.changes) if starts <= day), self.amount)

    def terms(self) -> dict:
        """What was agreed, to compare with other terms; empty when nothing is."""
        return {name: getattr(self, name) for name in TERMS} if self.is_signed else {}

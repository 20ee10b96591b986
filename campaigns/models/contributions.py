import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.match_amounts import capped, matched
from campaigns.models.competitions import Competition
from campaigns.models.teams import Team
from campaigns.querysets import BatchQuerySet, ContributionQuerySet, MatchQuerySet, NeverRemoved
from core.days import validate_has_been
from core.models import Record
from core.money import ORE, MoneyField, format_amount
from core.row_urls import route_to
from crm.models import Company


class Channel(models.TextChoices):
    SWISH = "swish", _("Swish")
    BANKGIRO = "bankgiro", _("Bankgiro")
    CASH = "cash", _("Kontant")
    PAYROLL = "payroll", _("Via lönen")
    MATCH = "match", _("Matchning")
    OTHER = "other", _("Annat")


class Batch(Record):
    """Contributions entered together, which can be reversed together."""

    competition = models.ForeignKey(Competition, models.CASCADE, verbose_name=_("tävling"), related_name="batches")
    source = models.CharField(_("källa"), max_length=200, help_text=_("Filens namn, eller Inklistrat."))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+")
    made_at = models.DateTimeField(_("när"), auto_now_add=True)
    # The first batch of the same list, if the list has money of several competitions.
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("del av inläsning"),
        related_name="parts",
        null=True,
        blank=True,
        editable=False,
    )
    undone_at = models.DateTimeField(_("ångrad"), null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ångrad av"),
        related_name="+",
        null=True,
        editable=False,
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("inläsning")
        verbose_name_plural = _("inläsningar")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.source

    def get_absolute_url(self):
        return route_to("campaigns:batch_detail", self.pk)

    @property
    def is_taken_back(self) -> bool:
        """Whether all its contributions are reversed, together or one by one."""
        return not self.contributions.effective().exists()


class Contribution(Record):
    """Money received. Amount, day, channel and reference are immutable: a correction is a reversal.

    Without a team it is unassigned, until a user assigns one.
    """

    competition = models.ForeignKey(
        Competition, models.PROTECT, verbose_name=_("tävling"), related_name="contributions"
    )
    team = models.ForeignKey(
        Team, models.PROTECT, verbose_name=_("lag"), related_name="contributions", null=True, blank=True
    )
    # The match that the company's money pays. Its team is the payer's own, or none.
    match = models.ForeignKey(
        "Match", models.PROTECT, verbose_name=_("matchning"), related_name="payments", null=True, blank=True
    )
    amount = MoneyField(_("belopp"), min_value=None)
    received_on = models.DateField(_("mottaget"), validators=[validate_has_been])
    # Set where that is another day: what corrects a month whose books are closed is booked later.
    counted_on = models.DateField(_("räknas i tävlingen den"), null=True, editable=False)
    channel = models.CharField(_("kanal"), max_length=8, choices=Channel, default=Channel.SWISH)
    giver = models.CharField(_("givare"), max_length=120, blank=True, help_text=_("Tomt om gåvan är anonym."))
    show_giver = models.BooleanField(
        _("vill synas på tavlan"), default=False, help_text=_("Bara om givaren själv har bett om det.")
    )
    giver_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("namnet godkänt av"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    message = models.CharField(_("meddelande"), max_length=200, blank=True)
    external_id = models.CharField(
        _("referens"), max_length=80, blank=True, help_text=_("Bankens eller Swish eget nummer på betalningen.")
    )
    batch = models.ForeignKey(
        Batch,
        models.PROTECT,
        verbose_name=_("inläsning"),
        related_name="contributions",
        null=True,
        blank=True,
        editable=False,
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("inlagd av"), related_name="+", editable=False
    )
    entered_at = models.DateTimeField(_("inlagd"), auto_now_add=True)
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("rättar"),
        related_name="reversal",
        null=True,
        blank=True,
        editable=False,
    )
    is_reversed = models.BooleanField(_("rättad"), default=False, editable=False)
    moved_from = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("flyttat från"),
        related_name="moved_to",
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.CharField(_("skäl"), max_length=200, blank=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bidrag")
        verbose_name_plural = _("bidrag")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["competition", "-received_on", "-id"], name="campaigns_contribution_newest"),
            models.Index(fields=["team", "received_on"], name="campaigns_contribution_team"),
            models.Index(fields=["competition"], name="campaigns_contribution_left", condition=Q(team__isnull=True)),
            models.Index(
                fields=["competition", "-entered_at"],
                name="campaigns_contribution_named",
                condition=Q(giver_approved_by__isnull=False),
            ),
            models.Index(
                fields=["competition"],
                name="campaigns_contribution_waiting",
                condition=Q(show_giver=True, giver_approved_by__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="campaigns_contribution_sign",
                violation_error_message=_("Beloppet ska vara större än noll."),
            ),
            models.CheckConstraint(
                condition=Q(match__isnull=True) | Q(channel="match"),
                name="campaigns_contribution_match_is_company_money",
                violation_error_message=_("Bara pengar med kanalen Matchning betalar en matchning."),
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | ~Q(reason=""),
                name="campaigns_contribution_reversal_has_reason",
                violation_error_message=_("Skriv varför bidraget rättas."),
            ),
        ]
        permissions = [("reverse_contribution", "Can reverse contributions")]

    def __str__(self):
        return f"{self.get_channel_display()} {self.received_on}"

    def clean(self):
        if self._state.adding and self.competition.is_decided and not self.reason:
            raise ValidationError({"reason": _("Tävlingen är avgjord: skriv varför pengarna kommer efteråt.")})

    def delete(self, *args, **kwargs):
        raise NeverRemoved

    @property
    def entered_as(self) -> str:
        where = gettext("%(amount)s %(day)s i %(competition)s")
        return where % {
            "amount": format_amount(self.amount),
            "day": self.received_on.isoformat(),
            "competition": self.competition,
        }

    def get_absolute_url(self):
        return route_to("campaigns:contribution_detail", self.pk)

    @property
    def day(self) -> dt.date:
        """The day that the competition counts it on."""
        return self.counted_on or self.received_on

    def counted_on_if(self, booked: dt.date) -> dt.date | None:
        """What `counted_on` is of a correction that is booked on that day."""
        return self.day if self.day != booked else None

    @property
    def is_effective(self) -> bool:
        """Whether it is neither reversed nor a reversal."""
        return not self.is_reversed and self.reverses_id is None

    def asked_to_be_seen(self) -> bool:
        """Whether the giver asked to be named, also if the name was hidden since, here or before a move.

        Without a name nobody is named. A query of the history for each time it was moved, if it is hidden.
        """
        if self.show_giver or not self.giver:
            return self.show_giver and bool(self.giver)
        if self.history.filter(show_giver=True).exists():
            return True
        return self.moved_from is not None and self.moved_from.asked_to_be_seen()

    @property
    def is_company_money(self) -> bool:
        return self.channel == Channel.MATCH

    @property
    def flow(self) -> str | None:
        """Its key in the querysets' flows(); None for a reversed one and a reversal."""
        if not self.is_effective:
            return None
        if self.team_id is None and self.match_id is None:
            return "left_over"
        return "company" if self.is_company_money else "employees"


class Match(Record):
    """A promise to match employees' gifts. Shown separately and never scored.

    `accrued` is the match of the gifts so far before the total cap, maintained like a Tally.
    """

    competition = models.ForeignKey(Competition, models.CASCADE, verbose_name=_("tävling"), related_name="matches")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("företag"), related_name="matches", null=True, blank=True
    )
    third_party = models.CharField(_("annan givare"), max_length=120, blank=True)
    team = models.ForeignKey(
        Team,
        models.CASCADE,
        verbose_name=_("lag"),
        related_name="matches",
        null=True,
        blank=True,
        help_text=_("Tomt: alla lags gåvor."),
    )
    rate = models.DecimalField(
        _("procent av gåvan"),
        max_digits=5,
        decimal_places=1,
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("100 dubblar varje gåva."),
    )
    per_gift_cap = MoneyField(_("högst per gåva"), min_value=ORE, null=True, blank=True)
    total_cap = MoneyField(_("högst sammanlagt"), min_value=ORE, null=True, blank=True)
    starts = models.DateField(_("från"))
    ends = models.DateField(_("till och med"))
    accrued = MoneyField(_("upplupet"), default=0, min_value=None, editable=False)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("matchning")
        verbose_name_plural = _("matchningar")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="campaigns_match_dates_in_order",
                violation_error_message=_("Slutdatum kan inte ligga före startdatum."),
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=False, third_party="") | (Q(company__isnull=True) & ~Q(third_party="")),
                name="campaigns_match_has_one_giver",
                violation_error_message=_("Välj ett företag eller skriv en annan givare, inte båda."),
            ),
        ]

    def __str__(self):
        return self.giver_name

    def clean(self):
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("Slutdatum kan inte ligga före startdatum.")})
        if self.team_id and self.competition_id and self.team.competition_id != self.competition_id:
            raise ValidationError({"team": _("Laget är inte med i den här tävlingen.")})

    @property
    def giver_name(self) -> str:
        return str(self.company) if self.company_id else self.third_party

    @property
    def due(self) -> Decimal:
        """Kronor due so far, after the total cap."""
        return capped(self.accrued, total_cap=self.total_cap)

    @property
    def left(self) -> Decimal:
        """Kronor still to pay. Needs a row annotated by with_paid()."""
        return max(self.due - self.paid, Decimal("0.00"))

    def covers(self, contribution: Contribution) -> bool:
        """Whether it is employees' money of the match's team (any, without one) within its dates."""
        return (
            not contribution.is_company_money
            and contribution.team_id is not None
            and self.team_id in (None, contribution.team_id)
            and self.starts <= contribution.day <= self.ends
        )

    def matched(self, contribution: Contribution) -> Decimal:
        """Kronor that the contribution adds to `accrued`, negative for a reversal; 0 if not covered."""
        if not self.covers(contribution):
            return Decimal("0.00")
        return matched(contribution.amount, rate=self.rate, per_gift_cap=self.per_gift_cap)

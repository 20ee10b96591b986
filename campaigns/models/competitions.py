import datetime as dt
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.lifecycle import DECIDED, HIDDEN, RUNNING, TAKES_MONEY, CompetitionState
from campaigns.querysets import BOARD_LINK, CompetitionQuerySet
from campaigns.scoring import Rules, RuleSet
from core.identity_numbers import format_swish, parse_swish
from core.images import PICTURE
from core.links import link_token, new_link_key
from core.models import Record, Sortable
from core.money import MoneyField
from core.row_urls import route_to
from core.text import LONG_TEXT
from goals.models import Goal

# Without 0, O, 1, I and L, which are confused when a code is read aloud or typed.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 4
MOST_LATE_DAYS = 92


def new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _place in range(CODE_LENGTH))


def new_seed() -> str:
    return secrets.token_hex(8)


def default_rules() -> dict:
    return Rules().to_dict()


class CompetitionKind(models.TextChoices):
    DUEL = "duel", _("Duell mellan två företag")
    COLLECTION = "collection", _("Insamling bland kollegor")
    OPEN = "open", _("Öppen tävling för många")
    DEPARTMENTS = "departments", _("Lag inom ett företag")


class Competition(Record, Sortable):
    name = models.CharField(_("namn"), max_length=120)
    kind = models.CharField(_("typ"), max_length=12, choices=CompetitionKind, default=CompetitionKind.DUEL)
    state = models.CharField(
        _("läge"), max_length=8, choices=CompetitionState, default=CompetitionState.DRAFT, editable=False
    )
    goals = models.ManyToManyField(Goal, verbose_name=_("mål"), related_name="competitions")
    opens_on = models.DateField(_("öppnar"))
    closes_on = models.DateField(_("stänger"))
    late_days = models.PositiveSmallIntegerField(
        _("dagar för sena gåvor"),
        default=7,
        validators=[MaxValueValidator(MOST_LATE_DAYS)],
        help_text=_("Så länge efter stängning räknas gåvor som är på väg."),
    )
    target = MoneyField(_("insamlingsmål"), null=True, blank=True)
    rules_text = models.TextField(_("regler i ord"), max_length=LONG_TEXT, blank=True)
    scoring = models.JSONField(_("poängregler"), default=default_rules, editable=False)
    # The activities at the opening: [{"id", "name", "points", "cap"}].
    catalogue = models.JSONField(_("aktiviteter"), default=list, blank=True, editable=False)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kontaktperson hos oss"), related_name="competitions"
    )
    swish = models.CharField(_("Swishnummer"), max_length=20, blank=True)
    code = models.CharField(_("kod"), max_length=8, unique=True, default=new_code, editable=False)
    picture = models.ImageField(
        _("bild"),
        upload_to="competitions",
        blank=True,
        validators=PICTURE,
        help_text=_("PNG, JPEG eller WebP, högst 8 MB."),
    )
    board_key = models.CharField(  # noqa: DJ001  unique, which only nulls are exempt from
        _("tavlans länk"), max_length=40, unique=True, null=True, default=new_link_key, editable=False
    )
    on_website = models.BooleanField(
        _("visas på målets sida på webben"),
        default=False,
        help_text=_("Medan den pågår, med länk till tavlan. Utan kryss når bara den som har länken den."),
    )
    lot_seed = models.CharField(_("frö för lottning"), max_length=32, default=new_seed, editable=False)
    # The public board at the freeze, shown until the reveal.
    frozen_at = models.DateTimeField(_("fryst"), null=True, editable=False)
    frozen_board = models.JSONField(_("fryst tavla"), null=True, editable=False)
    # The result when decided, independent of later changes to the data.
    snapshot = models.JSONField(_("avgjort resultat"), null=True, editable=False)
    checksum = models.CharField(_("kontrollsumma"), max_length=64, blank=True, editable=False)
    final_comment = models.TextField(_("kommentar vid avgörandet"), max_length=LONG_TEXT, blank=True, editable=False)
    finalised_at = models.DateTimeField(_("avgjord"), null=True, editable=False)
    finalised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("avgjord av"),
        related_name="+",
        null=True,
        editable=False,
    )
    revealed_at = models.DateTimeField(_("avslöjad"), null=True, editable=False)
    previous = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("förra årets tävling"),
        related_name="successors",
        null=True,
        blank=True,
        editable=False,
    )
    notes = models.TextField(
        _("lärdomar"),
        max_length=LONG_TEXT,
        blank=True,
        help_text=_("Tvister och lärdomar till nästa gång. Visas bara för personal."),
    )

    guarded_fields = {"notes": "campaigns.change_competition"}

    objects = CompetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("tävling")
        verbose_name_plural = _("tävlingar")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="campaigns_competition_dates_in_order",
                violation_error_message=_("Tävlingen kan inte stänga innan den öppnar."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, snapshot__isnull=False, finalised_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(snapshot__isnull=True, finalised_at__isnull=True)),
                name="campaigns_competition_decided_has_snapshot",
            ),
        ]
        permissions = [
            ("run_competition", "Can open, freeze, close and decide competitions"),
            ("amend_competition", "Can change rules and head counts after opening"),
            ("reopen_competition", "Can take back a decision made by mistake"),
        ]

    def __str__(self):
        return self.name

    @property
    def board_token(self) -> str | None:
        """The token of the public link; None while revoked."""
        return self.board_key and link_token(self.board_key, salt=BOARD_LINK)

    def get_absolute_url(self):
        return route_to("campaigns:competition_detail", self.pk)

    def search_parts(self):
        return [self.name, self.code]

    def readers(self):
        return {"swish": parse_swish}

    def clean(self):
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("Tävlingen kan inte stänga innan den öppnar.")})

    @property
    def rules(self) -> Rules:
        return Rules.from_dict(self.scoring)

    @property
    def is_contest(self) -> bool:
        """Whether teams are ranked: a collection among colleagues has no places and no jury."""
        return self.kind != CompetitionKind.COLLECTION

    @property
    def needs_jury(self) -> bool:
        return self.is_contest and self.rules.kind == RuleSet.FAIR and self.rules.weights.creativity > 0

    @property
    def least_teams(self) -> int:
        return 1 if self.kind == CompetitionKind.COLLECTION else 2

    @property
    def most_teams(self) -> int | None:
        """None for no limit."""
        return {CompetitionKind.COLLECTION: 1, CompetitionKind.DUEL: 2}.get(self.kind)

    @property
    def is_locked(self) -> bool:
        """Whether rules and head counts are locked, which they are from the opening."""
        return self.state != CompetitionState.DRAFT

    def lets_teams_in(self, day: dt.date) -> bool:
        """A draft's teams may be exchanged; an open competition takes late ones through its closing day."""
        is_open = self.state == CompetitionState.OPEN and day <= self.closes_on
        return self.state == CompetitionState.DRAFT or is_open

    @property
    def takes_teams(self) -> bool:
        """Whether any workplace may ask to be one more team today."""
        return self.most_teams is None and self.lets_teams_in(timezone.localdate())

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def takes_money(self) -> bool:
        return self.state in TAKES_MONEY

    @property
    def is_hidden(self) -> bool:
        return self.state in HIDDEN

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def keeps_board(self) -> bool:
        """Whether the public board is the frozen one: from the freeze to the reveal or a thaw."""
        return self.is_hidden or (self.is_decided and self.revealed_at is None)

    @property
    def has_begun(self) -> bool:
        """Whether its first day has come; earlier gifts do not count, even when the rules are locked."""
        return self.opens_on <= timezone.localdate()

    @property
    def takes_money_until(self) -> dt.date:
        return self.closes_on + dt.timedelta(days=self.late_days)

    @property
    def swish_display(self) -> str:
        return format_swish(self.swish)


class Amendment(Record):
    """A change after opening: its old value, reason and author. The public board shows all but the author."""

    competition = models.ForeignKey(Competition, models.CASCADE, verbose_name=_("tävling"), related_name="amendments")
    what = models.CharField(_("vad"), max_length=300)
    reason = models.CharField(_("skäl"), max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+")
    made_at = models.DateTimeField(_("när"), auto_now_add=True)

    class Meta:
        verbose_name = _("regeländring")
        verbose_name_plural = _("regeländringar")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.what

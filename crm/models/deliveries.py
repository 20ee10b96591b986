import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.fields import WebAddressField
from core.images import PICTURE
from core.models import Record, Searchable
from core.money import MoneyField
from core.row_urls import route_to
from crm.delivery_states import OWED, SET_ASIDE, DeliveryState, worth_of
from crm.models.sponsorships import Sponsorship
from crm.querysets.sponsorships import DeliveryQuerySet


class Delivery(Record, Searchable):
    """A benefit as promised at signing, or an extra agreed later, with the state of its delivery.

    What was delivered is its parts, usually one. crm.services.deliveries keeps their totals on the row: the quantity
    and, once complete, the date, the user and whether they were used.
    """

    sponsorship = models.ForeignKey(
        Sponsorship, models.CASCADE, verbose_name=_("sponsorskap"), related_name="deliveries"
    )
    text = models.CharField(_("motprestation"), max_length=200)
    quantity = models.PositiveSmallIntegerField(_("antal"), default=1, validators=[MinValueValidator(1)])
    market_value = MoneyField(_("marknadsvärde"), default=0)
    is_extra = models.BooleanField(_("extra löfte"), default=False, editable=False)
    position = models.PositiveSmallIntegerField(_("ordning"), default=1)
    due_on = models.DateField(_("senast"), null=True, blank=True)
    doer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("vem gör det"),
        related_name="deliveries",
        null=True,
        blank=True,
    )
    doer_role = models.CharField(_("roll som gör det"), max_length=80, blank=True)
    state = models.CharField(
        _("läge"), max_length=10, choices=DeliveryState, default=DeliveryState.PLANNED, editable=False
    )
    reason = models.CharField(_("skäl"), max_length=300, blank=True, editable=False)
    delivered = models.PositiveSmallIntegerField(_("levererat antal"), default=0, editable=False)
    delivered_on = models.DateField(_("levererad den"), null=True, editable=False)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("levererad av"),
        related_name="+",
        null=True,
        editable=False,
    )
    used = models.BooleanField(_("använd av företaget"), null=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("leverans")
        verbose_name_plural = _("leveranser")
        ordering = ["sponsorship", "position", F("due_on").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="crm_delivery_owed", condition=Q(state__in=OWED)),
            # SQLite cannot tell that a parameter meets the condition of a partial index.
            models.Index(fields=["state", "due_on", "id"], name="crm_delivery_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DeliveryState.DELIVERED, delivered_on__isnull=False, delivered_by__isnull=False)
                | ~Q(state=DeliveryState.DELIVERED) & Q(delivered_on__isnull=True, delivered_by__isnull=True),
                name="crm_delivery_delivered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.DELIVERED, delivered=F("quantity"))
                | ~Q(state=DeliveryState.DELIVERED) & Q(delivered__lt=F("quantity")),
                name="crm_delivery_delivered_when_all_are",
            ),
            models.CheckConstraint(
                condition=Q(used__isnull=True) | Q(state=DeliveryState.DELIVERED),
                name="crm_delivery_used_when_delivered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SET_ASIDE) & ~Q(reason="") | ~Q(state__in=SET_ASIDE) & Q(reason=""),
                name="crm_delivery_set_aside_has_reason",
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return route_to("crm:delivery_detail", self.pk)

    def search_parts(self):
        return [self.text]

    @property
    def is_owed(self) -> bool:
        return self.state in OWED

    @property
    def may_be_rewritten(self) -> bool:
        """Whether the promise may be edited or removed: only an extra of which nothing is delivered yet."""
        return self.is_extra and not self.delivered

    @property
    def left(self) -> int:
        return self.quantity - self.delivered

    @property
    def progress(self) -> str:
        """The delivered part of the quantity in words; empty before the first and after the last."""
        if not 0 < self.delivered < self.quantity:
            return ""
        return gettext("%(delivered)s av %(quantity)s levererade") % {
            "delivered": self.delivered,
            "quantity": self.quantity,
        }

    @property
    def state_words(self) -> str:
        """The state in words, with the progress of a partial delivery."""
        state = str(self.get_state_display())
        if self.is_owed:
            return self.progress or state
        return ", ".join(filter(None, [state, self.progress]))

    @property
    def agreed_worth(self) -> Decimal:
        """Market value in kronor; of a void delivery only the delivered part. A waived one counts in full."""
        return self.delivered_worth if self.state == DeliveryState.VOID else self.market_value

    @property
    def delivered_worth(self) -> Decimal:
        return worth_of(self.market_value, delivered=self.delivered, quantity=self.quantity)

    def parts_with_worth(self) -> list["DeliveryPart"]:
        """The parts, each with its share of the market value in `worth` (kronor). No query if `parts` is prefetched."""
        parts, before = list(self.parts.all()), 0
        for part in parts:
            after = before + part.quantity
            first, last = (
                worth_of(self.market_value, delivered=count, quantity=self.quantity) for count in (before, after)
            )
            part.worth, before = last - first, after
        return parts

    @property
    def responsible(self) -> str:
        """The role or user responsible; by default the sponsorship's owner."""
        return self.doer_role or str(self.doer or self.sponsorship.owner)

    def is_overdue_on(self, day: dt.date) -> bool:
        return self.is_owed and self.due_on is not None and self.due_on < day


class DeliveryPart(Record):
    """A quantity of the promise, delivered on one day."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, verbose_name=_("leverans"), related_name="parts")
    quantity = models.PositiveSmallIntegerField(_("antal"), default=1, validators=[MinValueValidator(1)])
    delivered_on = models.DateField(_("levererad den"))
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("levererad av"), related_name="+"
    )
    used = models.BooleanField(_("använd av företaget"), null=True, blank=True)

    class Meta:
        verbose_name = _("delleverans")
        verbose_name_plural = _("delleveranser")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="crm_deliverypart_is_something"),
        ]

    def __str__(self):
        return f"{self.delivered_on} × {self.quantity}"

    def get_absolute_url(self):
        return f"{self.delivery.get_absolute_url()}#parts"


class Proof(Record):
    """Evidence of a delivery: a photograph, a link or a note."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, verbose_name=_("leverans"), related_name="proofs")
    part = models.ForeignKey(
        DeliveryPart,
        models.SET_NULL,
        verbose_name=_("delleverans"),
        related_name="proofs",
        null=True,
        blank=True,
        help_text=_("Tom när beviset gäller löftet som helhet."),
    )
    image = models.ImageField(
        _("foto"),
        upload_to="proofs",
        blank=True,
        validators=PICTURE,
    )
    link = WebAddressField(_("länk"), blank=True)
    text = models.CharField(_("anteckning"), max_length=300, blank=True, help_text=_("Vad fotot eller länken visar."))
    created_at = models.DateTimeField(_("tillagt"), auto_now_add=True)

    class Meta:
        verbose_name = _("bevis")
        verbose_name_plural = _("bevis")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(image="", link="", text=""),
                name="crm_proof_shows_something",
                violation_error_message=_("Ta ett foto, skriv en länk eller en anteckning."),
            ),
        ]

    def __str__(self):
        return self.text or self.link or str(_("Foto"))

    def get_absolute_url(self):
        return self.delivery.get_absolute_url()

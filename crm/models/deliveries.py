import datetime as dt

from django.conf import settings
from django.core.validators import FileExtensionValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.fields import WebAddressField
from core.images import validate_picture
from core.models import Record, Searchable
from core.money import MoneyField
from crm.models.sponsorships import Sponsorship
from crm.promises import OWED, SET_ASIDE, DeliveryState
from crm.querysets.sponsorships import DeliveryQuerySet


class Delivery(Record, Searchable):
    """A benefit as it was promised on the day of signing, or something extra agreed later, and what became of it."""

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
        ordering = ["sponsorship", "position", "due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="crm_delivery_owed", condition=Q(state__in=OWED)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DeliveryState.DELIVERED, delivered_on__isnull=False, delivered_by__isnull=False)
                | ~Q(state=DeliveryState.DELIVERED) & Q(delivered_on__isnull=True, delivered_by__isnull=True),
                name="crm_delivery_delivered_by_somebody",
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
        return reverse("crm:delivery_detail", args=[self.pk])

    def search_parts(self):
        return [self.text]

    @property
    def is_owed(self) -> bool:
        return self.state in OWED

    @property
    def may_be_rewritten(self) -> bool:
        """Whether what was promised may be put in other words or taken away: not once the offer or a delivery binds."""
        return self.is_extra and self.state != DeliveryState.DELIVERED

    @property
    def responsible(self) -> str:
        """Who does it: a role, a person, or else whoever looks after the sponsorship."""
        return self.doer_role or str(self.doer or self.sponsorship.owner)

    def is_overdue_on(self, day: dt.date) -> bool:
        return self.is_owed and self.due_on is not None and self.due_on < day


class Proof(Record):
    """Something that shows that it was delivered: a photograph, a link or a note."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, verbose_name=_("leverans"), related_name="proofs")
    image = models.ImageField(
        _("foto"),
        upload_to="proofs",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"]), validate_picture],
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

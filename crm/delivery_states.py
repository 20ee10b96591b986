"""The state machine of deliveries."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    PLANNED = "planned", _("Planerad")
    ONGOING = "ongoing", _("Pågår")
    DELIVERED = "delivered", _("Levererad")
    WAIVED = "waived", _("Avstådd")
    VOID = "void", _("Ej aktuell")


# Still owed, and reminded of.
OWED = (DeliveryState.PLANNED, DeliveryState.ONGOING)
# Waived by the company, or no longer applicable; either needs a reason.
SET_ASIDE = (DeliveryState.WAIVED, DeliveryState.VOID)

DELIVERY_TRANSITIONS = {
    DeliveryState.PLANNED: {DeliveryState.ONGOING, DeliveryState.DELIVERED, *SET_ASIDE},
    DeliveryState.ONGOING: {DeliveryState.PLANNED, DeliveryState.DELIVERED, *SET_ASIDE},
    # Reopen only to correct a mistake.
    DeliveryState.DELIVERED: {DeliveryState.PLANNED},
    DeliveryState.WAIVED: {DeliveryState.PLANNED},
    DeliveryState.VOID: {DeliveryState.PLANNED},
}


def worth_of(value: Decimal, *, delivered: int, quantity: int) -> Decimal:
    """The value in kronor of the first `delivered` of `quantity`, when all are worth `value`.

    The worth of a part is the difference between two such values, so that parts sum to the whole to the öre.
    """
    return (value * delivered / quantity).quantize(Decimal("0.01"), ROUND_HALF_UP)

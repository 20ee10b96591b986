"""The life of what was promised to a sponsor, in one table."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    PLANNED = "planned", _("Planerad")
    ONGOING = "ongoing", _("Pågår")
    DELIVERED = "delivered", _("Levererad")
    WAIVED = "waived", _("Avstådd")
    VOID = "void", _("Ej aktuell")


# Still owed: these are reminded of until they are something else.
OWED = (DeliveryState.PLANNED, DeliveryState.ONGOING)
# The company did not want it, or the promise fell away; either needs a reason.
SET_ASIDE = (DeliveryState.WAIVED, DeliveryState.VOID)

DELIVERY_TRANSITIONS = {
    DeliveryState.PLANNED: {DeliveryState.ONGOING, DeliveryState.DELIVERED, *SET_ASIDE},
    DeliveryState.ONGOING: {DeliveryState.PLANNED, DeliveryState.DELIVERED, *SET_ASIDE},
    # Back only to mend a mistake.
    DeliveryState.DELIVERED: {DeliveryState.PLANNED},
    DeliveryState.WAIVED: {DeliveryState.PLANNED},
    DeliveryState.VOID: {DeliveryState.PLANNED},
}


def worth_of(value: Decimal, *, delivered: int, quantity: int) -> Decimal:
    """Kronor that the first `delivered` of `quantity` are worth, when all of them are worth `value`.

    A part is worth what this has grown by, so parts sum to the whole to the öre.
    """
    return (value * delivered / quantity).quantize(Decimal("0.01"), ROUND_HALF_UP)

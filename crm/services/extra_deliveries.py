"""Extra deliveries, promised to one sponsor beside the offer: editable until delivered."""

import datetime as dt
from typing import Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.services import save_record
from crm.models import Delivery, Sponsorship, Stage
from crm.services.deliveries import NothingPromised
from crm.services.fields import DeliveryFields


class PromiseIsFixed(Refusal):
    message = _("Bara ett extra löfte som inte har levererats kan skrivas om eller tas bort.")


class HasProofs(Refusal):
    message = _("Löftet har bevis. Ta bort dem först, eller skriv av löftet med ett skäl.")


@transaction.atomic
def add_extra_delivery(sponsorship: Sponsorship, **fields: Unpack[DeliveryFields]) -> Delivery:
    """Promise a sponsor something beside the offer; it is listed last.

    Raises NothingPromised unless the sponsorship is signed and not ended early, and ValidationError by field.
    """
    # Lock against a concurrent unsigning.
    signed = Sponsorship.objects.select_for_update(of=("self",)).get(pk=sponsorship.pk)
    if signed.stage != Stage.SIGNED:
        raise NothingPromised
    last = signed.deliveries.aggregate(last=Max("position"))["last"] or 0
    return save_record(Delivery(sponsorship=signed, is_extra=True, position=last + 1), **fields)


def extras_owed_from(sponsorship: Sponsorship, day: dt.date) -> list[Delivery]:
    """Extra deliveries that are owed and not due before the day. One query."""
    owed = sponsorship.deliveries.owed().filter(is_extra=True).order_by("position", "pk")
    return list(owed.exclude(due_on__lt=day).select_related("doer"))


def carry_over_delivery(delivery: Delivery, *, to: Sponsorship) -> Delivery:
    """Promise the rest of an extra delivery to the sponsorship that takes over. Raises as add_extra_delivery."""
    return add_extra_delivery(
        to,
        text=delivery.text,
        quantity=delivery.left,
        market_value=delivery.market_value - delivery.delivered_worth,
        due_on=delivery.due_on,
        doer=delivery.doer,
        doer_role=delivery.doer_role,
    )


@transaction.atomic
def rewrite_extra_delivery(delivery: Delivery, **fields: Unpack[DeliveryFields]) -> Delivery:
    """Edit an extra delivery. Raises PromiseIsFixed, ValidationError by field, StaleVersion."""
    if not delivery.may_be_rewritten:
        raise PromiseIsFixed
    return save_record(delivery, **fields)


@transaction.atomic
def remove_extra_delivery(delivery: Delivery):
    """Delete an extra delivery; history keeps it. Raises PromiseIsFixed, HasProofs, StaleVersion."""
    if not delivery.may_be_rewritten:
        raise PromiseIsFixed
    if delivery.proofs.exists():
        raise HasProofs
    delivery.claim_version()
    delivery.delete()

"""What is promised beside the offer, to one sponsor: added by hand, and open to change until it is delivered."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.services import save_record
from crm.models import Delivery, Sponsorship, Stage
from crm.services.deliveries import NothingPromised


class PromiseIsFixed(Refusal):
    message = _("Bara ett extra löfte som inte har levererats kan skrivas om eller tas bort.")


class HasProofs(Refusal):
    message = _("Löftet har bevis. Ta bort dem först, eller skriv av löftet med ett skäl.")


@transaction.atomic
def add_extra_delivery(sponsorship: Sponsorship, **fields) -> Delivery:
    """Promise a sponsor something beside what the offer gave; it stands after the rest.

    `fields` are text, quantity, market_value (kronor), due_on, doer and doer_role. Raises NothingPromised unless the
    sponsorship is signed and not ended early, and ValidationError by field.
    """
    # Locked, so that nothing is promised while somebody takes the signature back.
    signed = Sponsorship.objects.select_for_update(of=("self",)).get(pk=sponsorship.pk)
    if signed.stage != Stage.SIGNED:
        raise NothingPromised
    last = signed.deliveries.aggregate(last=Max("position"))["last"] or 0
    return save_record(Delivery(sponsorship=signed, is_extra=True, position=last + 1), **fields)


def extras_owed_from(sponsorship: Sponsorship, day: dt.date) -> list[Delivery]:
    """What was promised beside the offer and is owed, but for what is due before the day. One query."""
    owed = sponsorship.deliveries.owed().filter(is_extra=True).order_by("position", "pk")
    return list(owed.exclude(due_on__lt=day).select_related("doer"))


def carry_over_delivery(delivery: Delivery, *, to: Sponsorship) -> Delivery:
    """Promise another sponsorship, which takes over, what is left of an extra one; raises as add_extra_delivery."""
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
def rewrite_extra_delivery(delivery: Delivery, **fields) -> Delivery:
    """Put an extra promise in other words; `fields` as for add_extra_delivery.

    Raises PromiseIsFixed, ValidationError by field, StaleVersion.
    """
    if not delivery.may_be_rewritten:
        raise PromiseIsFixed
    return save_record(delivery, **fields)


@transaction.atomic
def remove_extra_delivery(delivery: Delivery):
    """Delete an extra promise made by mistake; history keeps it. Raises PromiseIsFixed, HasProofs, StaleVersion."""
    if not delivery.may_be_rewritten:
        raise PromiseIsFixed
    if delivery.proofs.exists():
        raise HasProofs
    delivery.claim_version()
    delivery.delete()

"""The same thing done for many sponsors at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved, chunks, save_records
from core.errors import Refusal
from core.models import User
from crm.models import Delivery, DeliveryPart, Proof
from crm.services.deliveries import (
    MOST_PROOFS,
    ProofContent,
    TooManyProofs,
    in_step_with,
    require_agreed,
    require_past,
)


class SomeAreNotOwed(Refusal):
    message = _("Några av leveranserna är redan levererade eller inte längre aktuella. Öppna sidan igen.")


@transaction.atomic
def deliver_many(
    deliveries: Collection[Delivery],
    *,
    by: User,
    on: dt.date,
    each: int | None = None,
    proof: ProofContent | None = None,
) -> list[Delivery]:
    """Deliver to all or none, in the same few queries for any number; `proof` is a link or words for each of them.

    `each` is how many every one of them got, or all that was left to them where that is fewer or nothing is said.
    Raises SomeAreNotOwed when one of them has been delivered or set aside meanwhile, TooManyProofs, and
    ValidationError by field.
    """
    require_past(on)
    locked = _lock_owed({delivery.pk for delivery in deliveries})
    for delivery in locked:
        require_agreed(delivery, on)
    done = {"delivered_on": on, "delivered_by": by, "used": None}
    parts = save_records(
        Unsaved(DeliveryPart(delivery=delivery), done | {"quantity": min(each or delivery.left, delivery.left)})
        for delivery in locked
    )
    by_delivery = _parts_of(locked)
    save_records(Unsaved(delivery, in_step_with(by_delivery[delivery.pk], delivery)) for delivery in locked)
    if proof:
        _show(parts, proof)
    return locked


def _lock_owed(keys: set[int]) -> list[Delivery]:
    owed = Delivery.objects.select_for_update(of=("self",)).owed().select_related("sponsorship").order_by("pk")
    locked = [delivery for some in chunks(sorted(keys)) for delivery in owed.filter(pk__in=some)]
    if len(locked) < len(keys):
        raise SomeAreNotOwed
    return locked


def _parts_of(deliveries: list[Delivery]) -> dict[int, list[DeliveryPart]]:
    found = defaultdict(list)
    for some in chunks(delivery.pk for delivery in deliveries):
        for part in DeliveryPart.objects.filter(delivery__in=some).select_related("delivered_by"):
            found[part.delivery_id].append(part)
    return found


def _show(parts: list[DeliveryPart], proof: ProofContent):
    for some in chunks(part.delivery_id for part in parts):
        counted = Proof.objects.filter(delivery__in=some).order_by().values("delivery").annotate(number=Count("pk"))
        if any(each["number"] >= MOST_PROOFS for each in counted):
            raise TooManyProofs
    shown = {"link": proof.link, "text": proof.text}
    save_records(Unsaved(Proof(delivery=part.delivery, part=part), shown) for part in parts)

"""What was promised to sponsors: copied at signing, delivered with proof, or set aside with a reason."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.images import for_showing, validate_picture
from core.many import Unsaved, save_records
from core.models import User
from core.services import save_record
from crm.models import DELIVERY_TRANSITIONS, SET_ASIDE, Delivery, DeliveryState, Proof, Sponsorship
from goals.models import Benefit

MOST_PROOFS = 12


class DeliveryMoveNotAllowed(Refusal):
    message = _("Leveransen kan inte gå till det läget härifrån.")


class NothingPromised(Refusal):
    message = _("Sponsorskapet är inte tecknat, så ingenting är utlovat.")


class NotDelivered(Refusal):
    message = _("Bara det som är levererat kan vara använt.")


class TooManyProofs(Refusal):
    message = _("Fler bevis får inte plats. Ta bort något först.")


class SomeAreNotOwed(Refusal):
    message = _("Några av leveranserna är redan levererade eller inte längre aktuella. Öppna sidan igen.")


@dataclass(frozen=True)
class Shown:
    """What proves a delivery: any of a photograph, a link and words."""

    image: File | None = None
    link: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.image or self.link or self.text)


@transaction.atomic
def promise_benefits(sponsorship: Sponsorship, benefits: Iterable[Benefit]) -> list[Delivery]:
    """Copy what the offer promises to a sponsorship that is being signed, each with the day it is due.

    What was delivered under an earlier signature that was taken back is not promised once more.
    """
    delivered = sponsorship.deliveries.filter(state=DeliveryState.DELIVERED, is_extra=False)
    kept = Counter(delivered.values_list("text", flat=True))
    made = []
    for benefit in benefits:
        for due_on in benefit.due_days_in(sponsorship.starts, sponsorship.ends):
            if kept[benefit.text]:
                kept[benefit.text] -= 1
                continue
            promise = {
                "text": benefit.text,
                "quantity": benefit.quantity,
                "market_value": benefit.market_value,
                "position": benefit.position,
                "due_on": due_on,
                "doer": benefit.doer,
                "doer_role": benefit.doer_role,
            }
            made.append(Unsaved(Delivery(sponsorship=sponsorship), promise))
    return save_records(made)


@transaction.atomic
def drop_promises(sponsorship: Sponsorship, *, reason: str, after: dt.date | None = None) -> list[Delivery]:
    """Set aside what is still owed, because the agreement no longer stands.

    With `after`, the last day of an agreement that ended early, only what was due later or had no day; what was due
    by then is still owed. What has been delivered stays as it is: it happened.
    """
    owed = sponsorship.deliveries.select_for_update(of=("self",)).owed()
    dropped = [delivery for delivery in owed if after is None or delivery.due_on is None or delivery.due_on > after]
    for delivery in dropped:
        _move(delivery, DeliveryState.VOID, reason=reason[: Delivery._meta.get_field("reason").max_length])
    return dropped


@transaction.atomic
def update_delivery(delivery: Delivery, *, due_on: dt.date | None, doer: User | None, doer_role: str) -> Delivery:
    """Move the day, or give it to somebody else; what was promised and its value were agreed and stay.

    Raises ValidationError by field, StaleVersion.
    """
    return save_record(delivery, due_on=due_on, doer=doer, doer_role=doer_role)


@transaction.atomic
def start_delivery(delivery: Delivery) -> Delivery:
    """Somebody is at it. Raises DeliveryMoveNotAllowed, StaleVersion."""
    return _move(delivery, DeliveryState.ONGOING)


@transaction.atomic
def reopen_delivery(delivery: Delivery) -> Delivery:
    """Take back what was marked by mistake: it is planned again, and its proofs stay.

    Raises NothingPromised while the sponsorship is not signed, DeliveryMoveNotAllowed, StaleVersion.
    """
    if not delivery.sponsorship.is_signed:
        raise NothingPromised
    return _move(delivery, DeliveryState.PLANNED)


@transaction.atomic
def deliver(
    delivery: Delivery, *, by: User, on: dt.date, used: bool | None = None, proof: Shown | None = None
) -> Delivery:
    """It has been done on a day that has come, and `proof` may show it.

    `used` says whether the company used it; None is not known yet. Raises DeliveryMoveNotAllowed, TooManyProofs,
    StaleVersion, and ValidationError by field; then nothing is written.
    """
    _require_past(on)
    _move(delivery, DeliveryState.DELIVERED, delivered_on=on, delivered_by=by, used=used)
    if proof:
        add_proof(delivery=delivery, proof=proof)
    return delivery


@transaction.atomic
def deliver_many(
    deliveries: Collection[Delivery], *, by: User, on: dt.date, proof: Shown | None = None
) -> list[Delivery]:
    """The same thing done for many sponsors at once, all or nothing; `proof` is a link or words for each of them.

    Raises SomeAreNotOwed when one of them has been delivered or set aside meanwhile, and ValidationError by field.
    """
    _require_past(on)
    keys = {delivery.pk for delivery in deliveries}
    locked = list(Delivery.objects.select_for_update(of=("self",)).owed().filter(pk__in=keys).order_by("pk"))
    if len(locked) < len(keys):
        raise SomeAreNotOwed
    return [deliver(delivery, by=by, on=on, proof=proof) for delivery in locked]


@transaction.atomic
def set_delivery_aside(delivery: Delivery, *, to: DeliveryState, reason: str) -> Delivery:
    """The company did not want it (waived), or it fell away (void).

    Raises DeliveryMoveNotAllowed, StaleVersion, and ValidationError on `reason` without one.
    """
    if to not in SET_ASIDE:
        raise DeliveryMoveNotAllowed
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv ett skäl.")})
    return _move(delivery, to, reason=reason.strip())


@transaction.atomic
def set_used(delivery: Delivery, *, used: bool | None) -> Delivery:
    """Whether the company used what was delivered. Raises NotDelivered, StaleVersion."""
    if delivery.state != DeliveryState.DELIVERED:
        raise NotDelivered
    return save_record(delivery, used=used)


@transaction.atomic
def add_proof(*, delivery: Delivery, proof: Shown) -> Proof:
    """Keep what shows the delivery; a photograph as for_showing makes it, without place and time.

    Raises TooManyProofs, and ValidationError by field.
    """
    Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if delivery.proofs.count() >= MOST_PROOFS:
        raise TooManyProofs
    if not proof:
        raise ValidationError({"text": _("Ta ett foto, skriv en länk eller en anteckning.")})
    return save_record(
        Proof(delivery=delivery),
        image=_photograph(proof.image) if proof.image else "",
        link=proof.link,
        text=proof.text,
    )


@transaction.atomic
def remove_proof(proof: Proof):
    """Take it away, file and all."""
    storage, name = proof.image.storage, proof.image.name
    proof.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _photograph(image: File) -> File:
    try:
        validate_picture(image)
        shown = for_showing(image)
    except ValidationError as error:
        raise ValidationError({"image": error}) from error
    shown.name = f"{uuid4().hex}.jpg"  # what the sender's telephone called it is nobody's business
    return shown


def _require_past(on: dt.date):
    if on > timezone.localdate():
        raise ValidationError({"delivered_on": _("Dagen har inte varit än.")})


def _move(delivery: Delivery, to: DeliveryState, **fields) -> Delivery:
    if to not in DELIVERY_TRANSITIONS[delivery.state]:
        raise DeliveryMoveNotAllowed
    blank = {"reason": "", "delivered_on": None, "delivered_by": None, "used": None}
    return save_record(delivery, state=to, **blank | fields)

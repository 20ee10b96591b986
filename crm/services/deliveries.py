"""Deliveries to sponsors: copied from the offer at signing, delivered with proof, or set aside with a reason."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved, save_records
from core.button_undo import on_return
from core.errors import Refusal, StaleVersion
from core.images import stored_photo
from core.models import User
from core.services import save_record
from crm.models import DELIVERY_TRANSITIONS, SET_ASIDE, Delivery, DeliveryPart, DeliveryState, Proof, Sponsorship
from goals.models import Benefit

MOST_PROOFS = 12
LONGEST_REASON = Delivery._meta.get_field("reason").max_length


class DeliveryMoveNotAllowed(Refusal):
    message = _("Leveransen kan inte gå till det läget härifrån.")


class NothingPromised(Refusal):
    message = _("Sponsorskapet är inte tecknat, så ingenting är utlovat.")


class NotDelivered(Refusal):
    message = _("Bara det som är levererat kan vara använt.")


class TooManyProofs(Refusal):
    message = _("Fler bevis får inte plats. Ta bort något först.")


@dataclass(frozen=True)
class ProofContent:
    """Proof of a delivery: a photograph, a link or a note, or several of them."""

    image: File | None = None
    link: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.image or self.link or self.text)

    def unpacked(self) -> "ProofContent":
        """Prepare the photograph for storage. Raises ValidationError on `image`."""
        return replace(self, image=stored_photo(self.image, field="image")) if self.image else self


@transaction.atomic
def promise_benefits(sponsorship: Sponsorship, benefits: Iterable[Benefit]) -> list[Delivery]:
    """Copy the offer's benefits to a sponsorship being signed, each with its due date.

    What was delivered under an earlier, undone signature is not promised again; the rest of a partial delivery is owed
    again.
    """
    made = []
    for benefit, due_on, begun in _matched(sponsorship, benefits):
        if begun is None:
            made.append(_copy_of(benefit, due_on, sponsorship))
        elif begun.state == DeliveryState.VOID:
            _move(begun, DeliveryState.PLANNED)
    return save_records(made)


def _copy_of(benefit: Benefit, due_on: dt.date | None, sponsorship: Sponsorship) -> Unsaved:
    promise = {
        "text": benefit.text,
        "quantity": benefit.quantity,
        "market_value": benefit.market_value,
        "position": benefit.position,
        "due_on": due_on,
        "doer": benefit.doer,
        "doer_role": benefit.doer_role,
    }
    return Unsaved(Delivery(sponsorship=sponsorship), promise)


@transaction.atomic
def put_promises_right(sponsorship: Sponsorship, *, was: Sponsorship, reason: str):
    """Update the deliveries of a signed sponsorship after a correction of its terms; `was` holds the earlier terms.

    A delivery in both offers is kept, with the due date of the corrected period unless a user has moved it. Others are
    set aside and missing ones are promised; what is delivered or waived is not promised again. If the offer is
    unchanged, only its benefits at the signing count, since it may have been edited since.
    """
    same_offer = (was.goal_id, was.tier_id) == (sponsorship.goal_id, sponsorship.tier_id)
    before, now, made = _promised_by_offer(was), _promised_by_offer(sponsorship), []
    standing = defaultdict(list)
    promised = sponsorship.deliveries.select_for_update(of=("self",)).filter(is_extra=False)
    for delivery in promised.exclude(state=DeliveryState.VOID):
        standing[delivery.text, delivery.quantity].append(delivery)
    for key in [key for key in now if key in standing or not same_offer]:
        ruled = [due_on for _benefit, due_on in before.get(key, ())]
        for benefit, due_on in now[key]:
            if not standing[key]:
                made.append(_copy_of(benefit, due_on, sponsorship))
            elif (delivery := standing[key].pop(0)).is_owed:
                day = due_on if delivery.due_on in ruled else delivery.due_on
                value = delivery.market_value if same_offer else benefit.market_value
                save_record(delivery, due_on=day, market_value=value)
    rest = [delivery for key, left in standing.items() if key in now or not same_offer for delivery in left]
    for delivery in filter(lambda delivery: delivery.is_owed, rest):
        _move(delivery, DeliveryState.VOID, reason=_shortened(_("Avtalet rättades: %(reason)s"), reason))
    save_records(made)


def _promised_by_offer(sponsorship: Sponsorship) -> dict[tuple[str, int], list[tuple[Benefit, dt.date | None]]]:
    """The current benefits of its offer with each due date until the agreed end, by text and quantity."""
    found = defaultdict(list)
    for benefit in Benefit.objects.filter(offer__goal=sponsorship.goal_id, offer__tier=sponsorship.tier_id):
        for due_on in benefit.due_days_in(sponsorship.starts, sponsorship.ends):
            found[benefit.text, benefit.quantity].append((benefit, due_on))
    return dict(found)


def _shortened(words: str, reason: str) -> str:
    """The reason cut to the field's length."""
    return str(words % {"reason": reason})[:LONGEST_REASON]


def to_be_promised(sponsorship: Sponsorship, benefits: Iterable[Benefit]) -> list[tuple[Benefit, dt.date | None]]:
    """What signing now would promise, with due dates; None without a period. One query."""
    return [(benefit, due_on) for benefit, due_on, begun in _matched(sponsorship, benefits) if begun is None]


def _matched(
    sponsorship: Sponsorship, benefits: Iterable[Benefit]
) -> Iterator[tuple[Benefit, dt.date | None, Delivery | None]]:
    """Each benefit with each due date, and the delivery begun under an earlier signature, if any."""
    kept = defaultdict(list)
    for delivery in sponsorship.deliveries.filter(delivered__gt=0, is_extra=False):
        kept[delivery.text].append(delivery)
    period = sponsorship.starts, sponsorship.ends
    for benefit in benefits:
        for due_on in benefit.due_days_in(*period) if all(period) else [None]:
            yield benefit, due_on, kept[benefit.text].pop(0) if kept[benefit.text] else None


@transaction.atomic
def drop_promises(sponsorship: Sponsorship, *, reason: str, after: dt.date | None = None) -> list[Delivery]:
    """Set aside what is still owed, when the agreement is no longer in force.

    With `after`, the last day of an agreement ended early, only deliveries due later or without a due date. What has
    been delivered is unchanged.
    """
    owed = sponsorship.deliveries.select_for_update(of=("self",)).owed()
    dropped = [delivery for delivery in owed if after is None or delivery.due_on is None or delivery.due_on > after]
    for delivery in dropped:
        _move(delivery, DeliveryState.VOID, reason=reason[:LONGEST_REASON])
    return dropped


def owe_again(sponsorship: Sponsorship, *, reasons: Iterable[str]) -> list[Delivery]:
    """Restore deliveries that were set aside for one of these reasons; those that were ongoing are ongoing again."""
    void = sponsorship.deliveries.select_for_update(of=("self",)).filter(state=DeliveryState.VOID, reason__in=reasons)
    return [_owe_again(delivery) for delivery in void]


def _owe_again(delivery: Delivery) -> Delivery:
    before = delivery.history.exclude(state=DeliveryState.VOID).order_by("history_id").last()
    _move(delivery, DeliveryState.PLANNED)
    if before and before.state == DeliveryState.ONGOING:
        _move(delivery, DeliveryState.ONGOING)
    return delivery


@transaction.atomic
def update_delivery(delivery: Delivery, *, due_on: dt.date | None, doer: User | None, doer_role: str) -> Delivery:
    """Change the due date and who is responsible; the agreed terms are fixed.

    Raises ValidationError by field, StaleVersion.
    """
    return save_record(delivery, due_on=due_on, doer=doer, doer_role=doer_role)


@transaction.atomic
def start_delivery(delivery: Delivery) -> Delivery:
    """Mark it as ongoing. Raises DeliveryMoveNotAllowed, StaleVersion."""
    return _move(delivery, DeliveryState.ONGOING)


@transaction.atomic
def reopen_delivery(delivery: Delivery) -> Delivery:
    """Undo a state set by mistake: it is planned again, and keeps its proofs.

    Of a delivery in parts, the last part is undone. Raises NothingPromised if the sponsorship is not signed,
    DeliveryMoveNotAllowed, StaleVersion.
    """
    if delivery.state == DeliveryState.DELIVERED:
        return take_back(delivery, part=_parts_of(delivery)[-1])
    if not delivery.sponsorship.is_signed:
        raise NothingPromised
    return _move(delivery, DeliveryState.PLANNED)


@transaction.atomic
def take_back(delivery: Delivery, *, part: DeliveryPart) -> Delivery:
    """Delete a part delivered by mistake; its proofs are kept on the delivery.

    Raises NothingPromised if it would be owed again on an unsigned sponsorship, and StaleVersion.
    """
    _lock(delivery)
    if delivery.state == DeliveryState.DELIVERED and not delivery.sponsorship.is_signed:
        raise NothingPromised
    part.delete()
    return _settle(delivery)


@on_return(DeliveryPart)
def _proofs_return(part: DeliveryPart):
    """Link proofs to a restored part. Deleting it cleared the link without a history record, so history has it."""
    loose = Proof.objects.filter(delivery=part.delivery_id, part=None)
    theirs = [proof.pk for proof in loose if proof.history.latest().part_id == part.pk]
    Proof.objects.filter(pk__in=theirs).update(part=part)


def deliver(
    delivery: Delivery,
    *,
    by: User,
    on: dt.date,
    quantity: int | None = None,
    used: bool | None = None,
    proof: ProofContent | None = None,
) -> Delivery:
    """Record a delivery on a past date or today: `quantity` of it, by default all that is left, with optional proof.

    It is owed until all is delivered. `used`: whether the company used it, None if unknown. Raises
    DeliveryMoveNotAllowed, TooManyProofs, StaleVersion, and ValidationError by field; then nothing is written.
    """
    require_past(on)
    require_agreed(delivery, on)
    proof = proof and proof.unpacked()
    with transaction.atomic():
        _lock(delivery)
        if not delivery.is_owed:
            raise DeliveryMoveNotAllowed
        quantity = delivery.left if quantity is None else quantity
        if not 1 <= quantity <= delivery.left:
            raise ValidationError({"quantity": _("Minst 1 och högst %(left)s, som är kvar.") % {"left": delivery.left}})
        part = save_record(
            DeliveryPart(delivery=delivery), quantity=quantity, delivered_on=on, delivered_by=by, used=used
        )
        _settle(delivery)
        if proof:
            add_proof(delivery=delivery, proof=proof, part=part)
        return delivery


@transaction.atomic
def set_delivery_aside(delivery: Delivery, *, to: DeliveryState, reason: str) -> Delivery:
    """Set it aside as waived by the company or as void; delivered parts are kept.

    Raises DeliveryMoveNotAllowed, StaleVersion, and ValidationError on `reason` without one.
    """
    if to not in SET_ASIDE:
        raise DeliveryMoveNotAllowed
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv ett skäl.")})
    return _move(delivery, to, reason=reason.strip())


@transaction.atomic
def set_used(delivery: Delivery, *, used: bool | None, part: DeliveryPart | None = None) -> Delivery:
    """Record whether the company used all delivered parts, or this one. Raises NotDelivered, StaleVersion."""
    _lock(delivery)
    parts = [part] if part else _parts_of(delivery)
    if not parts:
        raise NotDelivered
    for each in parts:
        save_record(each, used=used)
    return _settle(delivery)


def add_proof(*, delivery: Delivery, proof: ProofContent, part: DeliveryPart | None = None) -> Proof:
    """Add proof of the delivery or of a part; a photograph is stored without its metadata (for_showing).

    Raises TooManyProofs, and ValidationError by field.
    """
    proof = proof.unpacked()
    with transaction.atomic():
        Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
        if delivery.proofs.count() >= MOST_PROOFS:
            raise TooManyProofs
        if not proof:
            raise ValidationError({"text": _("Ta ett foto, skriv en länk eller en anteckning.")})
        return save_record(
            Proof(delivery=delivery, part=part),
            image=proof.image or "",
            link=proof.link,
            text=proof.text,
        )


@transaction.atomic
def remove_proof(proof: Proof):
    """Delete a proof and its file."""
    storage, name = proof.image.storage, proof.image.name
    proof.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def require_past(on: dt.date):
    if on > timezone.localdate():
        raise ValidationError({"delivered_on": _("Dagen har inte varit än.")})


def require_agreed(delivery: Delivery, on: dt.date):
    """Refuse a delivery before both signing and start: agreements may be signed late, or deliver before they start."""
    first = delivery.sponsorship.earliest_day
    if first and on < first:
        words = _("Avtalet fanns inte då. Välj en dag från och med %(first)s.")
        raise ValidationError({"delivered_on": words % {"first": first}})


def _lock(delivery: Delivery):
    """Lock the delivery before its parts are counted or created. Raises StaleVersion."""
    locked = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if locked.version != delivery.version:
        raise StaleVersion(delivery)


def _parts_of(delivery: Delivery) -> list[DeliveryPart]:
    """The stored parts, ignoring prefetched ones."""
    return list(DeliveryPart.objects.filter(delivery=delivery).select_related("delivered_by"))


def _settle(delivery: Delivery) -> Delivery:
    return save_record(delivery, **in_step_with(_parts_of(delivery), delivery))


def in_step_with(parts: list[DeliveryPart], delivery: Delivery) -> dict:
    """What the promise is by its parts: how much of it, and by that whether it is delivered. Nobody else says so."""
    delivered = sum(part.quantity for part in parts)
    if delivered < delivery.quantity:
        state = delivery.state
        if delivered > delivery.delivered:
            state = DeliveryState.ONGOING
        elif state == DeliveryState.DELIVERED or (state == DeliveryState.ONGOING and not delivered):
            state = DeliveryState.PLANNED
        nobody = {"delivered_on": None, "delivered_by": None, "used": None}
        return {"delivered": delivered, "state": state} | nobody
    last = max(parts, key=lambda part: (part.delivered_on, part.pk))
    answers = {part.used for part in parts}
    return {
        "delivered": delivered,
        "state": DeliveryState.DELIVERED,
        "delivered_on": last.delivered_on,
        "delivered_by": last.delivered_by,
        "used": answers.pop() if len(answers) == 1 else None,
    }


def _move(delivery: Delivery, to: DeliveryState, *, reason: str = "") -> Delivery:
    if to not in DELIVERY_TRANSITIONS[delivery.state]:
        raise DeliveryMoveNotAllowed
    return save_record(delivery, state=to, reason=reason)

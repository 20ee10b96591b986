"""Sponsorships from lead to ended."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import Sequence, User
from core.services import save_record
from crm.models import TRANSITIONS, Company, Contact, Delivery, Phase, Sponsorship, Stage
from crm.services.companies import activate_company
from goals.models import TierOffer


class TransitionNotAllowed(Refusal):
    message = _("Sponsorskapet kan inte gå till det steget härifrån.")


class OfferMissing(Refusal):
    message = _("Målet har inget erbjudande på den nivån. Lägg till det på målets sida först.")


class Incomplete(Refusal):
    message = _("Fyll i period och belopp innan sponsorskapet tecknas.")


class OverlappingSponsorship(Refusal):
    message = _("Företaget har redan ett tecknat sponsorskap på målet under en del av perioden.")


class NoSeatLeft(Refusal):
    message = _("Alla platser på nivån är upptagna under en del av perioden.")


class AlreadyOver(Refusal):
    message = _("Sponsorskapet är redan slut, så det finns inget att avsluta i förtid.")


class SignedIsFrozen(Refusal):
    message = _("Det som är tecknat går inte att ändra. Avsluta i förtid, eller låt en administratör ångra tecknandet.")


FROZEN_WHEN_SIGNED = ("company_id", "goal_id", "tier_id", "starts", "ends", "amount", "signed_on", "signed_by_id")


@transaction.atomic
def create_sponsorship(*, stage: Stage = Stage.LEAD, **fields) -> Sponsorship:
    """Open a dialogue about a sponsorship and give it its agreement number.

    Raises ValidationError by field, and TransitionNotAllowed for a stage that only signing or closing gives.
    """
    if stage != Stage.LEAD and stage not in TRANSITIONS[Stage.LEAD] - {Stage.SIGNED, Stage.DECLINED}:
        raise TransitionNotAllowed
    sponsorship = Sponsorship(stage=stage, agreement_no=f"SP{Sequence.next('sponsorship'):05}", **fields)
    return save_record(sponsorship)


@transaction.atomic
def update_sponsorship(sponsorship: Sponsorship, **fields) -> Sponsorship:
    """Change what may be changed: everything before signing, only owner and payment note after.

    Raises SignedIsFrozen, ValidationError, StaleVersion.
    """
    stored = Sponsorship.objects.get(pk=sponsorship.pk)
    for name, value in fields.items():
        setattr(sponsorship, name, value)
    changed = {name for name in FROZEN_WHEN_SIGNED if getattr(sponsorship, name) != getattr(stored, name)}
    if stored.is_signed and changed:
        raise SignedIsFrozen
    return save_record(sponsorship)


@transaction.atomic
def move_sponsorship(sponsorship: Sponsorship, *, to: Stage) -> Sponsorship:
    """Move a dialogue to another open stage, or reopen a declined one. Raises TransitionNotAllowed."""
    if to in {Stage.SIGNED, Stage.DECLINED, Stage.ENDED_EARLY} or sponsorship.is_signed:
        raise TransitionNotAllowed
    _require_transition(sponsorship, to)
    return save_record(sponsorship, **_entering(to), closing_reason="")


@transaction.atomic
def sign_sponsorship(sponsorship: Sponsorship, *, signed_on: dt.date, signed_by: Contact | None = None) -> Sponsorship:
    """Sign, freeze what was promised, and take a seat.

    Raises TransitionNotAllowed, Incomplete, OfferMissing, OverlappingSponsorship, NoSeatLeft and StaleVersion;
    then nothing is written.
    """
    _require_transition(sponsorship, Stage.SIGNED)
    if not (sponsorship.starts and sponsorship.ends and sponsorship.amount is not None):
        raise Incomplete
    # The offer owns the number of seats and the company owns its time on the goal: both are locked, always in
    # this order, before anything is counted. The database holds the same two rules behind this. Not in the usual
    # order of offers: sorting by goal and tier would lock those rows too, and with them everything about the goal.
    offers = TierOffer.objects.filter(goal=sponsorship.goal_id, tier=sponsorship.tier_id)
    offer = offers.order_by().select_for_update().first()
    if offer is None:
        raise OfferMissing
    company = Company.objects.select_for_update().get(pk=sponsorship.company_id)
    others = Sponsorship.objects.filter(goal=sponsorship.goal_id).exclude(pk=sponsorship.pk)
    period = sponsorship.starts, sponsorship.ends
    overlapping = others.filter(company=company).active_between(*period).first()
    if overlapping:
        raise OverlappingSponsorship(sponsorship=overlapping)
    if offer.seats is not None and others.filter(tier=sponsorship.tier_id).peak(*period) >= offer.seats:
        raise NoSeatLeft(offer=offer)
    save_record(
        sponsorship,
        **_entering(Stage.SIGNED),
        signed_on=signed_on,
        signed_by=signed_by,
        tier_name=offer.tier.name,
        offer_amount=offer.yearly_amount,
    )
    for benefit in offer.benefits.all():
        save_record(
            Delivery(sponsorship=sponsorship),
            text=benefit.text,
            market_value=benefit.market_value,
            position=benefit.position,
        )
    activate_company(company)
    return sponsorship


@transaction.atomic
def decline_sponsorship(sponsorship: Sponsorship, *, reason: str) -> Sponsorship:
    """Close a dialogue that led nowhere. Raises TransitionNotAllowed."""
    _require_transition(sponsorship, Stage.DECLINED)
    return save_record(sponsorship, **_entering(Stage.DECLINED), closing_reason=reason)


@transaction.atomic
def end_sponsorship(sponsorship: Sponsorship, *, on: dt.date, reason: str) -> Sponsorship:
    """End a signed sponsorship early; `on` is its last day, and its seat is free from the day after.

    Raises TransitionNotAllowed, AlreadyOver once the agreed end has passed, and Refusal for a day on or after it.
    """
    _require_transition(sponsorship, Stage.ENDED_EARLY)
    if sponsorship.phase_on(timezone.localdate()) == Phase.ENDED:
        raise AlreadyOver
    if on >= sponsorship.ends:
        raise Refusal(_("Sista dagen måste ligga före det avtalade slutet."))
    return save_record(sponsorship, **_entering(Stage.ENDED_EARLY), ended_on=on, closing_reason=reason)


@transaction.atomic
def unsign_sponsorship(sponsorship: Sponsorship, *, by: User, reason: str) -> Sponsorship:
    """Take back a signature made by mistake: the dialogue is a proposal again and the seat is free.

    Raises TransitionNotAllowed. History keeps who did it and why.
    """
    _require_transition(sponsorship, Stage.PROPOSAL)
    if not sponsorship.is_signed:
        raise TransitionNotAllowed
    for delivery in sponsorship.deliveries.all():
        delivery.delete()
    sponsorship._change_reason = reason
    sponsorship._history_user = by
    return save_record(
        sponsorship, **_entering(Stage.PROPOSAL), signed_on=None, signed_by=None, tier_name="", offer_amount=None
    )


def _require_transition(sponsorship: Sponsorship, to: Stage):
    if to not in TRANSITIONS[sponsorship.stage]:
        raise TransitionNotAllowed


def _entering(stage: Stage) -> dict:
    """What every change of stage writes: the stage, and the day from which it stands there."""
    return {"stage": stage, "stage_since": timezone.localdate()}

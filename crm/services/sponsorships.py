"""Sponsorships from lead to ended."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.at_end_of_act import one_act
from core.errors import Refusal
from core.locked_months import require_open_spans
from core.models import Sequence, User
from core.services import save_record
from crm.models import (
    OPEN,
    SIGNED_IS_FROZEN,
    TRANSITIONS,
    Company,
    Contact,
    NextStep,
    Sponsorship,
    SponsorshipPhase,
    Stage,
)
from crm.services.agreement_years import settle_years
from crm.services.companies import activate_company, take_up_again
from crm.services.deliveries import drop_promises, owe_again, promise_benefits, put_promises_right
from crm.services.end_reasons import ENDED_WORDS, EXCHANGED_WORDS, words_of_end
from crm.services.fields import NewSponsorshipFields, SponsorshipFields
from crm.services.interactions import complete_next_step
from crm.services.related_rows import about_a_sponsorship
from goals.models import TierOffer


@dataclass(frozen=True)
class Terms:
    """Terms of signing: the period, kronor per year, and days of notice. None keeps the dialogue's value."""

    starts: dt.date | None = None
    ends: dt.date | None = None
    amount: Decimal | None = None
    notice_days: int | None = None

    def agreed(self) -> dict:
        return {name: value for name, value in asdict(self).items() if value is not None}


AS_THEY_STAND = Terms()


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
    message = SIGNED_IS_FROZEN


class AlreadyRenewed(Refusal):
    message = _("Sponsorskapet förnyas redan av ett annat. Ändra det, eller avböj det först.")


class HasSuccessor(Refusal):
    message = _("Ett annat sponsorskap förnyar det här. Avböj eller ångra det först.")


class AmendedOutside(Refusal):
    message = _("Beloppet ändras en dag som inte skulle ligga i perioden längre. Ta bort den ändringen först.")


class DialogueIsOpen(Refusal):
    message = _("En annan dialog om samma mål och nivå är öppen hos företaget. Gå vidare med den.")


def other_dialogue(sponsorship: Sponsorship) -> Sponsorship | None:
    """Another open dialogue about the same company, goal and tier, if any. One query."""
    same = {"company": sponsorship.company_id, "goal": sponsorship.goal_id, "tier": sponsorship.tier_id}
    return Sponsorship.objects.same_dialogue(**same).exclude(pk=sponsorship.pk).first()


def _require_another_is_meant(sponsorship: Sponsorship, *, another: bool):
    """Require `another` for a second dialogue about the same, which the forecast counts twice. Locks the company."""
    Company.objects.select_for_update(no_key=True).filter(pk=sponsorship.company_id).first()
    if not another and (other := other_dialogue(sponsorship)):
        words = _(
            "%(number)s är redan en öppen dialog om samma mål och nivå. Gå vidare med den, eller säg att ni för två."
        )
        raise ValidationError({"another": words % {"number": other.agreement_no}})


@transaction.atomic
def create_sponsorship(
    *, stage: Stage = Stage.LEAD, another: bool = False, **fields: Unpack[NewSponsorshipFields]
) -> Sponsorship:
    """Open a dialogue about a sponsorship, with a new agreement number.

    `another` confirms a second dialogue about the same company, goal and tier.
    Raises ValidationError by field, and TransitionNotAllowed for a stage that only signing or closing gives.
    """
    if stage != Stage.LEAD and stage not in TRANSITIONS[Stage.LEAD] - {Stage.SIGNED, Stage.DECLINED}:
        raise TransitionNotAllowed
    sponsorship = Sponsorship(stage=stage, agreement_no=f"SP{Sequence.next('sponsorship'):05}", **fields)
    save_record(sponsorship)
    _require_another_is_meant(sponsorship, another=another)
    take_up_again(sponsorship.company_id)
    return sponsorship


@transaction.atomic
@one_act()
def update_sponsorship(
    sponsorship: Sponsorship,
    *,
    by: User | None = None,
    reason: str = "",
    another: bool = False,
    **fields: Unpack[SponsorshipFields],
) -> Sponsorship:
    """Update the editable fields: all before signing, then only owner and payment note.

    Rows about it move with it to another company. `another` confirms that it becomes a second dialogue about the same.

    A user with permission may correct signed terms too, with a reason that history keeps, within seats and periods; the
    deliveries are then updated to the corrected offer and period. Raises SignedIsFrozen, ValidationError and
    StaleVersion, and for a correction also OfferMissing, OverlappingSponsorship, NoSeatLeft, HasSuccessor and
    AmendedOutside.
    """
    for name, value in fields.items():
        setattr(sponsorship, name, value)
    if changed := sponsorship.frozen_changes():
        if by is None or not by.has_perm("crm.change_signed_sponsorship"):
            raise SignedIsFrozen
        if not reason.strip():
            raise ValidationError({"reason": _("Det är tecknat. Skriv varför det rättas.")})
        was = Sponsorship.objects.get(pk=sponsorship.pk)
        _correct(sponsorship, changed)
    if reason:
        sponsorship._change_reason = reason
    if not changed and _is_about_something_else(sponsorship):
        _require_another_is_meant(sponsorship, another=another)
        save_record(sponsorship)
        take_up_again(sponsorship.company_id)
    else:
        save_record(sponsorship)
        if changed:
            settle_years(sponsorship)
            if {"goal_id", "tier_id", "starts", "ends"} & changed:
                _put_promises_right(sponsorship, was=was, reason=reason)
    _bring_along(sponsorship, reason=reason)
    return sponsorship


def _put_promises_right(sponsorship: Sponsorship, *, was: Sponsorship, reason: str):
    """Also update deliveries set aside by an early end, which are owed again if the end is undone."""
    words = EXCHANGED_WORDS if was.is_exchanged else ENDED_WORDS
    if sponsorship.ended_on:
        owe_again(sponsorship, reasons=words_of_end(sponsorship.closing_reason))
    put_promises_right(sponsorship, was=was, reason=reason)
    if sponsorship.ended_on:
        dropped = str(words % {"reason": sponsorship.closing_reason})
        drop_promises(sponsorship, reason=dropped, after=sponsorship.ended_on)


def _bring_along(sponsorship: Sponsorship, *, reason: str):
    """Move steps, pauses and documents of the sponsorship to its new company.

    A renewal that was declined or never began is moved too, with its own; any other one prevents the move.
    """
    for pointer in about_a_sponsorship():
        about = pointer.model._base_manager.filter(**{pointer.name: sponsorship}).order_by("pk")
        for row in about.exclude(company=sponsorship.company_id):
            if pointer.model is Sponsorship:
                _bring_along_renewal(row, sponsorship, reason=reason)
            else:
                save_record(row, company=sponsorship.company)


def _bring_along_renewal(renewal: Sponsorship, renewed: Sponsorship, *, reason: str):
    renewal.is_corrected, renewal._change_reason = True, reason
    early = renewal.starts and renewal.starts <= renewed.last_day and not renewal.never_began
    save_record(renewal, company=renewed.company, renews=None if early else renewed)
    _bring_along(renewal, reason=reason)


def _is_about_something_else(sponsorship: Sponsorship) -> bool:
    """Whether a dialogue's company, goal or tier differs from the stored row. One query while it is open."""
    about = {"company": sponsorship.company_id, "goal": sponsorship.goal_id, "tier": sponsorship.tier_id}
    if sponsorship.stage not in OPEN or None in about.values():
        return False
    return not Sponsorship.objects.filter(pk=sponsorship.pk, **about).exists()


def _correct(sponsorship: Sponsorship, changed: set[str]):
    sponsorship.is_corrected = True
    sponsorship.full_clean()  # the checks below need complete terms
    if "company_id" in changed:
        require_open_spans([(sponsorship.starts, sponsorship.last_day)])
    if sponsorship.amendments.exclude(starts__gt=sponsorship.starts, starts__lte=sponsorship.ends).exists():
        raise AmendedOutside
    successor = sponsorship.successor
    if successor and ("company_id" in changed or (successor.starts and successor.starts <= sponsorship.last_day)):
        raise HasSuccessor(successor=successor)
    offer, _company = lock_and_check(sponsorship)
    if sponsorship.stage == Stage.SIGNED:
        sponsorship.stage_since = sponsorship.signed_on
    if {"goal_id", "tier_id"} & changed:
        sponsorship.tier_name, sponsorship.offer_amount = offer.tier.name, offer.yearly_amount


@transaction.atomic
def move_sponsorship(sponsorship: Sponsorship, *, to: Stage) -> Sponsorship:
    """Move a dialogue to another open stage, or reopen a declined one. Raises as entering_by_move."""
    save_record(sponsorship, **entering_by_move(sponsorship, to=to))
    take_up_again(sponsorship.company_id)
    return sponsorship


def entering_by_move(sponsorship: Sponsorship, *, to: Stage) -> dict:
    """What moving a dialogue to another open stage writes, or reopening a declined one.

    Raises TransitionNotAllowed, AlreadyRenewed, and DialogueIsOpen for a declined one that another has followed on.
    """
    if to in {Stage.SIGNED, Stage.DECLINED, Stage.ENDED_EARLY} or sponsorship.is_signed:
        raise TransitionNotAllowed
    require_transition(sponsorship, to)
    require_renews_alone(sponsorship)
    if sponsorship.stage not in OPEN and (other := other_dialogue(sponsorship)):
        raise DialogueIsOpen(f"{other.agreement_no}: {DialogueIsOpen.message}", sponsorship=other)
    return entering(to) | {"closing_reason": ""}


def require_unpaid_is_meant(amount: Decimal, *, asked: Decimal | None, unpaid: bool):
    """Require confirmation of 0 kr, an easy typing error, unless the offer asks it. ValidationError on `unpaid`."""
    if not amount and asked != 0 and not unpaid:
        raise ValidationError({"unpaid": _("Beloppet är 0 kr. Kryssa för om företaget inte ska betala något.")})


@transaction.atomic
@one_act()
def sign_sponsorship(
    sponsorship: Sponsorship,
    *,
    signed_on: dt.date,
    terms: Terms = AS_THEY_STAND,
    signed_by: Contact | None = None,
    unpaid: bool = False,
    completes: Iterable[NextStep] = (),
    by: User | None = None,
) -> Sponsorship:
    """Sign: freeze the terms and the days of notice, promise the benefits, take a seat, and complete steps.

    One that renews nothing but begins the day after another of the company's on the goal becomes its renewal. `unpaid`
    confirms 0 kr.

    Raises TransitionNotAllowed, Incomplete, OfferMissing, OverlappingSponsorship, NoSeatLeft, StaleVersion, and
    ValidationError by field; then nothing is written.
    """
    require_transition(sponsorship, Stage.SIGNED)
    if agreed := terms.agreed():
        for name, value in agreed.items():
            setattr(sponsorship, name, value)
        sponsorship.full_clean()  # the checks below need complete terms
    if not (sponsorship.starts and sponsorship.ends and sponsorship.amount is not None):
        raise Incomplete
    offer, company = lock_and_check(sponsorship)
    require_unpaid_is_meant(sponsorship.amount, asked=offer.yearly_amount, unpaid=unpaid)
    if sponsorship.renews is None:
        sponsorship.renews = _ended_the_day_before(sponsorship)
    if sponsorship.notice_days is None:
        sponsorship.notice_days = offer.tier.notice_days
    save_record(
        sponsorship,
        **entering(Stage.SIGNED, on=signed_on),
        signed_on=signed_on,
        signed_by=signed_by,
        tier_name=offer.tier.name,
        offer_amount=offer.yearly_amount,
    )
    settle_years(sponsorship)
    promise_benefits(sponsorship, offer.benefits.all())
    activate_company(company)
    for step in completes:
        complete_next_step(step, by=by)
    return sponsorship


def _ended_the_day_before(sponsorship: Sponsorship) -> Sponsorship | None:
    same = Sponsorship.objects.ever_in_force().filter(company=sponsorship.company_id, goal=sponsorship.goal_id)
    before = same.with_last_on().filter(last_on=sponsorship.starts - dt.timedelta(days=1))
    return next((each for each in before.exclude(pk=sponsorship.pk) if each.successor is None), None)


def lock_and_check(sponsorship: Sponsorship) -> tuple[TierOffer, Company]:
    """Lock offer and company, and check seats and overlaps. Raises OfferMissing, OverlappingSponsorship, NoSeatLeft."""
    # The offer owns the number of seats and the company its periods on the goal: lock both, always in this order,
    # before counting. Constraints enforce the same two rules. Clear the default order: sorting by goal and tier would
    # join and lock those rows too, and so block everything about the goal.
    offers = TierOffer.objects.filter(goal=sponsorship.goal_id, tier=sponsorship.tier_id)
    offer = offers.order_by().select_for_update().first()
    if offer is None:
        raise OfferMissing
    company = Company.objects.select_for_update().get(pk=sponsorship.company_id)
    others = Sponsorship.objects.filter(goal=sponsorship.goal_id).exclude(pk=sponsorship.pk)
    period = sponsorship.starts, sponsorship.last_day
    overlapping = others.filter(company=company).active_between(*period).first()
    if overlapping:
        raise OverlappingSponsorship(sponsorship=overlapping)
    if offer.seats is not None and others.filter(tier=sponsorship.tier_id).peak(*period) >= offer.seats:
        raise NoSeatLeft(offer=offer)
    return offer, company


@transaction.atomic
def decline_sponsorship(sponsorship: Sponsorship, *, reason: str) -> Sponsorship:
    """Close a dialogue as declined. Raises TransitionNotAllowed."""
    require_transition(sponsorship, Stage.DECLINED)
    return save_record(sponsorship, **entering(Stage.DECLINED), closing_reason=reason)


@transaction.atomic
@one_act()
def end_sponsorship(sponsorship: Sponsorship, *, on: dt.date, reason: str, dropped: str = "") -> Sponsorship:
    """End a signed sponsorship early; `on` is its last day, and its seat is free from the next.

    The day is within the period; one that has not begun may end from the day it was signed, and then never counts.
    Deliveries due later, or without a due date, are set aside, with `dropped` as the reason if given.
    Raises TransitionNotAllowed, AlreadyOver once the agreed end has passed, and ValidationError on `on`.
    """
    require_transition(sponsorship, Stage.ENDED_EARLY)
    today = timezone.localdate()
    if sponsorship.phase_on(today) == SponsorshipPhase.ENDED:
        raise AlreadyOver
    first = sponsorship.starts if sponsorship.starts <= today else sponsorship.earliest_day
    if not first <= on < sponsorship.ends:
        words = _("Välj en dag från och med %(first)s, före det avtalade slutet %(ends)s.")
        raise ValidationError({"on": words % {"first": first, "ends": sponsorship.ends}})
    save_record(sponsorship, **entering(Stage.ENDED_EARLY), ended_on=on, closing_reason=reason)
    dropped = dropped or str(ENDED_WORDS % {"reason": reason})
    drop_promises(sponsorship, reason=dropped, after=on)
    return sponsorship


def link(sponsorship: Sponsorship, *, renews: Sponsorship | None) -> Sponsorship:
    """Set what it renews, also when signed."""
    sponsorship.is_corrected = True
    return save_record(sponsorship, renews=renews)


def require_renews_alone(sponsorship: Sponsorship):
    """Refuse to reopen one whose predecessor has another renewal by now. Raises AlreadyRenewed."""
    other = sponsorship.renews and sponsorship.renews.successor
    if other not in {None, sponsorship}:
        raise AlreadyRenewed(sponsorship=other)


def require_transition(sponsorship: Sponsorship, to: Stage):
    if to not in TRANSITIONS[sponsorship.stage]:
        raise TransitionNotAllowed


def entering(stage: Stage, *, on: dt.date | None = None) -> dict:
    """The fields that every change of stage writes: the stage and its first day, today unless it is said.

    An agreement is signed since the day of its signature, whenever that is registered.
    """
    return {"stage": stage, "stage_since": on or timezone.localdate()}

"""What was done to a signed sponsorship by mistake: a signature, an early end or a change of tier, taken back.

An ended sponsorship is signed all the while, so these are no moves of a dialogue and stand in no table of stages.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import User
from core.services import save_record
from crm.models import DeliveryState, Sponsorship, Stage
from crm.services.agreement_years import settle_years
from crm.services.deliveries import LONGEST_REASON, drop_promises, owe_again
from crm.services.sponsorships import (
    ENDED_WORDS,
    EXCHANGED_WORDS,
    HasSuccessor,
    TransitionNotAllowed,
    decline_sponsorship,
    entering,
    link,
    lock_and_check,
    require_renews_alone,
    require_transition,
    words_of_end,
)


class NotEndedEarly(Refusal):
    message = _("Sponsorskapet är inte avslutat i förtid.")


class DeliveredSince(Refusal):
    message = _("Något är levererat på den nya nivån. Ta tillbaka leveransen först.")


@transaction.atomic
def unsign_sponsorship(sponsorship: Sponsorship, *, by: User, reason: str) -> Sponsorship:
    """Take back a signature made by mistake: the dialogue is a proposal again and the seat is free.

    One that took over by a change of tier goes together with the one before it, which is in force again until its
    agreed end: the change of tier is taken back, and what it made is declined.
    What was promised and is not delivered is no longer owed; what has been delivered stays. Its amended amounts go
    with it. Raises TransitionNotAllowed, and HasSuccessor while another one renews it; for a change of tier also
    DeliveredSince, OfferMissing, OverlappingSponsorship and NoSeatLeft.
    History keeps who did it and why.
    """
    if sponsorship.replaces:
        return _take_back_change_of_tier(sponsorship, by=by, reason=reason)
    if sponsorship.is_signed and sponsorship.successor:
        raise HasSuccessor(successor=sponsorship.successor)
    return _unsign(sponsorship, by=by, reason=reason)


def _unsign(sponsorship: Sponsorship, *, by: User, reason: str) -> Sponsorship:
    require_transition(sponsorship, Stage.PROPOSAL)
    if not sponsorship.is_signed:
        raise TransitionNotAllowed
    for amendment in sponsorship.amendments.all():
        amendment._change_reason, amendment._history_user = reason, by
        amendment.delete()
    sponsorship._change_reason, sponsorship._history_user = reason, by
    save_record(
        sponsorship, **entering(Stage.PROPOSAL), signed_on=None, signed_by=None, tier_name="", offer_amount=None
    )
    # After the row is written and so locked: what somebody promised until then is seen here, and nothing after.
    drop_promises(sponsorship, reason=gettext("Tecknandet ångrades: %(reason)s") % {"reason": reason})
    return sponsorship


def _take_back_change_of_tier(changed: Sponsorship, *, by: User, reason: str) -> Sponsorship:
    if changed.deliveries.filter(parts__isnull=False).exists():
        raise DeliveredSince
    before, following = changed.replaces, changed.successor
    if following:
        link(following, renews=None)  # no sponsorship has two that renew it
    _unsign(changed, by=by, reason=reason)
    changed.renews = None  # it would begin before the end of what it renewed
    decline_sponsorship(changed, reason=reason)
    before = Sponsorship.objects.get(pk=before.pk)
    _reopen(before, by=by, reason=reason)
    if following:
        link(following, renews=before)
        if following.is_signed:
            settle_years(following)
    return changed


@transaction.atomic
def take_back_end(sponsorship: Sponsorship, *, by: User, reason: str) -> Sponsorship:
    """Take back an early end made by mistake: it is in force until its agreed end, and what fell away is owed again.

    A renewal from after the agreed end goes on renewing it. Raises NotEndedEarly, HasSuccessor while one begins before
    that, AlreadyRenewed where another has come in its place, OfferMissing, OverlappingSponsorship, NoSeatLeft and
    StaleVersion; then nothing is written. History keeps who did it and why.
    """
    if sponsorship.stage != Stage.ENDED_EARLY:
        raise NotEndedEarly
    if following := sponsorship.blocking_successor:
        raise HasSuccessor(successor=following)
    return _reopen(sponsorship, by=by, reason=reason)


@transaction.atomic
def correct_end(sponsorship: Sponsorship, *, on: dt.date, closing_reason: str, by: User, reason: str) -> Sponsorship:
    """Put right the last day of an early end, or why it was ended; `reason` says why that is corrected.

    What is due by the right day is owed, what is due later is not. Raises NotEndedEarly, ValidationError on `on`,
    HasSuccessor where another one has taken over or begins by then, AlreadyRenewed where another has come in its place,
    NoSeatLeft, OverlappingSponsorship, StaleVersion.
    """
    if sponsorship.stage != Stage.ENDED_EARLY:
        raise NotEndedEarly
    if not sponsorship.earliest_day <= on < sponsorship.ends:
        words = _("Välj en dag från och med %(first)s, före det avtalade slutet %(ends)s.")
        raise ValidationError({"on": words % {"first": sponsorship.earliest_day, "ends": sponsorship.ends}})
    successor, moved = sponsorship.successor, on != sponsorship.ended_on
    takes_over = successor and successor.starts and (successor.replaces or successor.starts <= on)
    if moved and takes_over:
        raise HasSuccessor(successor=successor)
    former, words = sponsorship.closing_reason, EXCHANGED_WORDS if sponsorship.is_exchanged else ENDED_WORDS
    sponsorship.ended_on = on
    if moved and on >= sponsorship.starts:
        require_renews_alone(sponsorship)
        lock_and_check(sponsorship)
    sponsorship._change_reason, sponsorship._history_user = reason, by
    save_record(sponsorship, closing_reason=closing_reason)
    told = str(words % {"reason": closing_reason})
    if moved:
        owe_again(sponsorship, reasons=words_of_end(former))
        drop_promises(sponsorship, reason=told, after=on)
        settle_years(sponsorship)
    else:
        fell_away = sponsorship.deliveries.filter(state=DeliveryState.VOID, reason__in=words_of_end(former))
        for delivery in fell_away:
            save_record(delivery, reason=told[:LONGEST_REASON])
    return sponsorship


def _reopen(sponsorship: Sponsorship, *, by: User, reason: str) -> Sponsorship:
    former, sponsorship.ended_on = sponsorship.closing_reason, None
    require_renews_alone(sponsorship)
    lock_and_check(sponsorship)
    sponsorship._change_reason, sponsorship._history_user = reason, by
    save_record(sponsorship, stage=Stage.SIGNED, stage_since=_signed_since(sponsorship), closing_reason="")
    owe_again(sponsorship, reasons=words_of_end(former))
    settle_years(sponsorship)
    return sponsorship


def _signed_since(sponsorship: Sponsorship) -> dt.date:
    """Taking back an end enters no stage: it is in the one that it was in, and since then."""
    signed = sponsorship.history.filter(stage=Stage.SIGNED).order_by("history_id").last()
    return signed.stage_since if signed else sponsorship.signed_on

"""Undo a signature, an early end or a change of tier made by mistake.

An ended sponsorship is still signed, so these are not transitions of a dialogue and are not in its table of stages.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.at_end_of_act import one_act
from core.errors import Refusal
from core.models import User
from core.services import save_record
from crm.models import DeliveryState, Sponsorship, Stage
from crm.services.agreement_years import settle_years
from crm.services.deliveries import LONGEST_REASON, drop_promises, owe_again
from crm.services.end_reasons import ENDED_WORDS, EXCHANGED_WORDS, words_of_end
from crm.services.sponsorships import (
    HasSuccessor,
    TransitionNotAllowed,
    decline_sponsorship,
    entering,
    link,
    lock_and_check,
    require_renews_alone,
    require_transition,
)


class NotEndedEarly(Refusal):
    message = _("Sponsorskapet är inte avslutat i förtid.")


class DeliveredSince(Refusal):
    message = _("Något är levererat på den nya nivån. Ta tillbaka leveransen först.")


@transaction.atomic
@one_act()
def unsign_sponsorship(sponsorship: Sponsorship, *, by: User, reason: str) -> Sponsorship:
    """Undo a signature: the dialogue is a proposal again and the seat is free. History keeps user and reason.

    If it was created by a change of tier, the change is undone: the previous sponsorship is in force again until its
    agreed end, and this one is declined.
    Undelivered deliveries are set aside, delivered ones are kept, and amendments are deleted. Raises
    TransitionNotAllowed, and HasSuccessor while another renews it; for a change of tier also DeliveredSince,
    OfferMissing, OverlappingSponsorship and NoSeatLeft.
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
    # After the row is written and so locked: deliveries promised until then are seen here, and none can be added after.
    drop_promises(sponsorship, reason=gettext("Tecknandet ångrades: %(reason)s") % {"reason": reason})
    return sponsorship


def _take_back_change_of_tier(changed: Sponsorship, *, by: User, reason: str) -> Sponsorship:
    if changed.deliveries.filter(parts__isnull=False).exists():
        raise DeliveredSince
    before, following = changed.replaces, changed.successor
    if following:
        link(following, renews=None)  # a sponsorship has at most one successor
    _unsign(changed, by=by, reason=reason)
    changed.renews = None  # it would begin before the end of its predecessor
    decline_sponsorship(changed, reason=reason)
    before = Sponsorship.objects.get(pk=before.pk)
    _reopen(before, by=by, reason=reason)
    if following:
        link(following, renews=before)
        if following.is_signed:
            settle_years(following)
    return changed


@transaction.atomic
@one_act()
def take_back_end(sponsorship: Sponsorship, *, by: User, reason: str) -> Sponsorship:
    """Undo an early end: it is in force until its agreed end, and the deliveries set aside are owed again.

    A renewal that begins after the agreed end remains its renewal. Raises NotEndedEarly, HasSuccessor if one begins
    before that, AlreadyRenewed if its predecessor has another renewal, OfferMissing, OverlappingSponsorship, NoSeatLeft
    and StaleVersion; then nothing is written. History keeps user and reason.
    """
    if sponsorship.stage != Stage.ENDED_EARLY:
        raise NotEndedEarly
    if following := sponsorship.blocking_successor:
        raise HasSuccessor(successor=following)
    return _reopen(sponsorship, by=by, reason=reason)


@transaction.atomic
@one_act()
def correct_end(sponsorship: Sponsorship, *, on: dt.date, closing_reason: str, by: User, reason: str) -> Sponsorship:
    """Correct the last day of an early end, or its reason; `reason` is that of the correction.

    Deliveries due by the corrected day are owed, later ones are not. Raises NotEndedEarly, ValidationError on `on`,
    HasSuccessor if another has taken over or begins by then, AlreadyRenewed if its predecessor has another renewal,
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
    save_record(sponsorship, **entering(Stage.SIGNED, on=sponsorship.signed_on), closing_reason="")
    owe_again(sponsorship, reasons=words_of_end(former))
    settle_years(sponsorship)
    return sponsorship

"""Change the terms of a signed sponsorship from a day on: its amount, or its tier."""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.at_end_of_act import one_act
from core.days import A_DAY
from core.models import User
from core.services import save_record
from crm.models import Sponsorship, SponsorshipAmendment, Stage
from crm.services.agreement_years import hold_agreements, settle_years
from crm.services.end_reasons import EXCHANGED_WORDS
from crm.services.extra_deliveries import carry_over_delivery, extras_owed_from
from crm.services.renewals import NotSigned, record_lapse, renewal_terms
from crm.services.sponsorships import (
    create_sponsorship,
    end_sponsorship,
    link,
    require_unpaid_is_meant,
    sign_sponsorship,
)
from goals.models import Tier


@transaction.atomic
@one_act()
def amend_sponsorship(
    sponsorship: Sponsorship, *, starts: dt.date, amount: Decimal, reason: str, by: User, unpaid: bool = False
) -> SponsorshipAmendment:
    """Change the yearly amount (kronor) from a day within the period; earlier days keep theirs.

    `unpaid` confirms an amount of 0 kr. Raises NotSigned, ValidationError by field, and StaleVersion.
    """
    if not sponsorship.is_signed:
        raise NotSigned
    require_unpaid_is_meant(amount, asked=sponsorship.offer_amount, unpaid=unpaid)
    hold_agreements(sponsorship)
    sponsorship.claim_version()
    _require_day_within(sponsorship, starts)
    if sponsorship.yearly_on(starts) == amount:
        raise ValidationError({"amount": _("Så är beloppet redan den dagen.")})
    amendment = save_record(
        SponsorshipAmendment(sponsorship=sponsorship, made_by=by), starts=starts, amount=amount, reason=reason
    )
    settle_years(sponsorship)
    return amendment


@transaction.atomic
@one_act()
def remove_amendment(amendment: SponsorshipAmendment, *, by: User, reason: str) -> Sponsorship:
    """Delete an amendment made by mistake, so that the earlier amount applies. History keeps it, with the reason."""
    sponsorship = Sponsorship.objects.get(pk=amendment.sponsorship_id)
    hold_agreements(sponsorship)
    sponsorship.claim_version()
    amendment._change_reason = reason
    amendment._history_user = by
    amendment.delete()
    settle_years(sponsorship)
    return sponsorship


@transaction.atomic
@one_act()
def change_tier(
    sponsorship: Sponsorship,
    *,
    starts: dt.date,
    tier: Tier,
    amount: Decimal,
    signed_on: dt.date,
    reason: str,
    unpaid: bool = False,
) -> Sponsorship:
    """Change a signed sponsorship's tier from a day within its period. Returns the new sponsorship.

    The old one is ended early the day before, and a signed one on the new tier renews it until the same end, so that
    seats and periods are counted by one rule. An existing renewal, owed extra deliveries and a recorded lapse are moved
    to the new one.

    Raises NotSigned, TransitionNotAllowed, AlreadyOver, ValidationError by field, OfferMissing, NoSeatLeft and
    StaleVersion; then nothing is written.
    """
    if not sponsorship.is_signed:
        raise NotSigned
    _require_day_within(sponsorship, starts)
    if tier == sponsorship.tier:
        raise ValidationError({"tier": _("Det är på den nivån redan. Ändra beloppet i stället.")})
    following = sponsorship.successor
    about = {"company": sponsorship.company_id, "goal": sponsorship.goal_id, "tier": tier}
    if other := Sponsorship.objects.same_dialogue(**about).exclude(pk=following and following.pk).first():
        words = _("%(number)s är en öppen dialog om den nivån. Avböj den först, så att den inte räknas två gånger.")
        raise ValidationError({"tier": words % {"number": other.agreement_no}})
    if following:
        link(following, renews=None)  # a sponsorship has at most one successor
    ends = sponsorship.ends
    extras = extras_owed_from(sponsorship, starts)
    dropped = str(EXCHANGED_WORDS % {"reason": reason})
    end_sponsorship(sponsorship, on=starts - A_DAY, reason=reason, dropped=dropped)
    changed = create_sponsorship(
        stage=Stage.PROPOSAL,
        another=True,  # no duplicate dialogue: it is signed at once
        renews=sponsorship,
        **renewal_terms(sponsorship, today=starts)
        | {"starts": starts, "ends": ends, "tier": tier, "amount": amount, "notice_days": sponsorship.notice_days},
    )
    changed._change_reason = reason
    sign_sponsorship(changed, signed_on=signed_on, signed_by=sponsorship.signed_by, unpaid=unpaid)
    for extra in extras:
        carry_over_delivery(extra, to=changed)
    if sponsorship.lapse_reason:
        record_lapse(changed, reason=sponsorship.lapse_reason, note=sponsorship.lapse_note)
    if following:
        link(following, renews=changed)
    return changed


def _require_day_within(sponsorship: Sponsorship, day: dt.date):
    if not sponsorship.starts < day <= sponsorship.last_day:
        message = _("Välj en dag efter %(first)s, senast %(last)s.")
        raise ValidationError({"starts": message % {"first": sponsorship.starts, "last": sponsorship.last_day}})

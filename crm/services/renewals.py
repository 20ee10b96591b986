"""Renew a signed sponsorship, amend its amount, change its tier, or record why it is not renewed."""

import datetime as dt
from decimal import Decimal
from typing import Unpack

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.days import A_DAY, last_day_of_as_long
from core.errors import Refusal
from core.models import User
from core.services import save_record
from crm.models import LapseReason, Sponsorship, SponsorshipAmendment, Stage
from crm.services.agreement_years import hold_agreements, settle_years
from crm.services.extra_deliveries import carry_over_delivery, extras_owed_from
from crm.services.fields import SponsorshipFields
from crm.services.sponsorships import (
    EXCHANGED_WORDS,
    AlreadyRenewed,
    create_sponsorship,
    end_sponsorship,
    link,
    require_unpaid_is_meant,
    sign_sponsorship,
)
from goals.models import Tier


class NotSigned(Refusal):
    message = _("Sponsorskapet är inte tecknat. Ändra det direkt i stället.")


class NothingLapses(Refusal):
    message = _("Sponsorskapet är inte tecknat, eller är förnyat. Då finns inget skäl att ange.")


class RenewalBegun(Refusal):
    message = _("En förnyelse är påbörjad. Avböj den först, om företaget har tackat nej.")


def renewal_terms(sponsorship: Sponsorship, *, today: dt.date) -> dict:
    """The default terms of a renewal: those of the last day, for the agreed length, from the day after.

    The agreed length is that of the first sponsorship before any change of tier, since a later one has only the rest.
    If the day after has passed, it starts on the first of next month. One that never began keeps its start.
    """
    starts = sponsorship.starts if sponsorship.never_began else sponsorship.last_day + A_DAY
    if starts < today:
        starts = today.replace(day=1) + relativedelta(months=1)
    agreed = sponsorship
    while before := agreed.replaces:
        agreed = before
    return {
        "company": sponsorship.company,
        "goal": sponsorship.goal,
        "tier": sponsorship.tier,
        "starts": starts,
        "ends": last_day_of_as_long(starts, as_from=agreed.starts, as_until=sponsorship.ends),
        "amount": sponsorship.final_yearly,
        "owner": sponsorship.owner,
        "payment_note": sponsorship.payment_note,
        "notice_days": sponsorship.notice_days,
    }


@transaction.atomic
def renew_sponsorship(
    sponsorship: Sponsorship, *, stage: Stage = Stage.LEAD, another: bool = False, **changes: Unpack[SponsorshipFields]
) -> Sponsorship:
    """Open a dialogue about another period; omitted `changes` default to `renewal_terms`.

    It withdraws a recorded lapse. If the sponsorship never began, the new one renews its predecessor instead.
    Raises NotSigned, AlreadyRenewed, ValidationError by field and TransitionNotAllowed.
    """
    if not sponsorship.is_signed:
        raise NotSigned
    # Lock against a concurrent renewal, which a constraint would refuse.
    locked = Sponsorship.objects.select_for_update()
    before = stored = locked.get(pk=sponsorship.pk)
    while before and before.never_began:
        before = locked.filter(pk=before.renews_id).first()
    if before and (successor := before.successor):
        raise AlreadyRenewed(sponsorship=successor)
    if before and before.lapse_reason and before.last_day >= timezone.localdate():
        withdraw_lapse(before)
    terms = renewal_terms(stored, today=timezone.localdate())
    return create_sponsorship(renews=before, stage=stage, another=another, **terms | changes)


@transaction.atomic
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
    sign_sponsorship(changed, signed_on=signed_on, signed_by=sponsorship.signed_by, unpaid=unpaid)
    for extra in extras:
        carry_over_delivery(extra, to=changed)
    if sponsorship.lapse_reason:
        record_lapse(changed, reason=sponsorship.lapse_reason, note=sponsorship.lapse_note)
    if following:
        link(following, renews=changed)
    return changed


@transaction.atomic
def record_lapse(sponsorship: Sponsorship, *, reason: LapseReason, note: str = "") -> Sponsorship:
    """Record why a signed sponsorship is not renewed; it remains in force until its end.

    Raises NothingLapses, RenewalBegun if it has not ended and a renewal is in dialogue, and StaleVersion.
    """
    if not sponsorship.is_signed or sponsorship.has_signed_successor:
        raise NothingLapses
    if sponsorship.last_day >= timezone.localdate() and sponsorship.successor:
        raise RenewalBegun
    return save_record(sponsorship, lapse_reason=reason, lapse_note=note)


@transaction.atomic
def withdraw_lapse(sponsorship: Sponsorship) -> Sponsorship:
    """Withdraw a recorded lapse; history keeps it. Raises StaleVersion."""
    return save_record(sponsorship, lapse_reason=None, lapse_note="")


def _require_day_within(sponsorship: Sponsorship, day: dt.date):
    if not sponsorship.starts < day <= sponsorship.last_day:
        message = _("Välj en dag efter %(first)s, senast %(last)s.")
        raise ValidationError({"starts": message % {"first": sponsorship.starts, "last": sponsorship.last_day}})

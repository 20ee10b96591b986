"""Renew a signed sponsorship, or record why it is not renewed."""

import datetime as dt
from typing import Unpack

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.days import A_DAY, last_day_of_as_long
from core.errors import Refusal
from core.services import delete_record, save_record
from crm.models import LapseReason, Sponsorship, Stage
from crm.services.fields import SponsorshipFields
from crm.services.sponsorships import (
    AlreadyRenewed,
    create_sponsorship,
)


class NotSigned(Refusal):
    message = _("Sponsorskapet är inte tecknat. Ändra det direkt i stället.")


class NothingLapses(Refusal):
    message = _("Sponsorskapet är inte tecknat, eller är förnyat. Då finns inget skäl att ange.")


class RenewalBegun(Refusal):
    message = _("En förnyelse är påbörjad. Avböj den först, om företaget har tackat nej.")


class ReasonInUse(Refusal):
    message = _("Skälet är angett på avtal och behövs där. Byt namn på det i stället.")


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


@transaction.atomic
def remove_lapse_reason(reason: LapseReason) -> None:
    """Raises ReasonInUse."""
    try:
        delete_record(reason)
    except ProtectedError:
        raise ReasonInUse from None

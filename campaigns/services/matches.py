"""Promises to match: save and remove."""

from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns.models import Channel, Competition, Match
from campaigns.services.counting import accrued_under, count_money
from campaigns.services.fields import MatchFields
from campaigns.services.match_payments import Promises, credited_team, match_paid
from core.errors import Refusal
from core.services import save_record


class MatchIsPaid(Refusal):
    message = _("Det har kommit pengar för matchningen. Givaren byts inte och löftet tas inte bort.")


class AlreadyDecided(Refusal):
    message = _("Tävlingen är avgjord. Matchningen kan inte ändras.")


@transaction.atomic
def save_match(match: Match, **fields: Unpack[MatchFields]) -> Match:
    """Save a match and recompute what has accrued under it.

    Raises AlreadyDecided, MatchIsPaid for another giver, ValidationError by field, StaleVersion.
    """
    _lock_undecided(match.competition)
    given_by = (match.company_id, match.third_party)
    for name, value in fields.items():
        setattr(match, name, value)
    match.full_clean()
    if (match.company_id, match.third_party) != given_by and match.pk and match.payments.exists():
        raise MatchIsPaid
    match.accrued = accrued_under(match)
    match.save()
    _assign_earlier_payments(match)
    return match


def _assign_earlier_payments(match: Match):
    """Assign company money entered before the match was saved, unless that would credit another team.

    Money credited to another team is moved by a user, with a reason.
    """
    promises = Promises()
    company_money = match.competition.contributions.effective().filter(channel=Channel.MATCH, match__isnull=True)
    for payment in company_money.select_related("team"):
        team = credited_team(match, payment.team, promises=promises)
        if match_paid([match], team=payment.team, giver=payment.giver) and payment.team in (None, team):
            gained = payment.team is None and team is not None
            save_record(payment, match=match, team=team)
            if gained:
                count_money([payment])


@transaction.atomic
def remove_match(match: Match):
    """Delete a match registered by mistake. Raises AlreadyDecided, MatchIsPaid."""
    _lock_undecided(match.competition)
    if match.payments.exists():
        raise MatchIsPaid
    match.delete()


def _lock_undecided(competition: Competition):
    if Competition.objects.select_for_update().only("state").get(pk=competition.pk).is_decided:
        raise AlreadyDecided

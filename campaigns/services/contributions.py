"""Money of a competition. Contributions are never edited: they are reversed and entered again."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Batch, Channel, Competition, Contribution, Match, Team
from campaigns.services.counting import count_money, counts_on, lock_for_money, window_words
from campaigns.services.fields import ContributionDetails
from campaigns.services.match_payments import Promises, resolve_payment
from campaigns.services.references import (
    claim_reference,
    claim_references,
    hand_over_reference,
    refuse_known,
    release_references,
)
from core.bulk_save import Unsaved, save_records, validate_records
from core.button_undo import step_back, way_back
from core.errors import Refusal
from core.locked_months import day_of_correction, days_of_correction, require_open
from core.models import User
from core.services import save_record
from core.signals import money_written


class AlreadyReversed(Refusal):
    message = _("Bidraget är redan rättat.")


class AlreadyCredited(Refusal):
    message = _("Bidraget hör redan till ett lag. Rätta det och lägg in det på nytt.")


class SameTeam(Refusal):
    message = _("Bidraget hör redan dit.")


class WrongTeam(Refusal):
    message = _("Laget är inte med i tävlingen.")


class WrongMatch(Refusal):
    message = _("Matchningen är inte med i tävlingen, eller så är det inte matchningspengar.")


class OutsideWindow(Refusal):
    message = _("Pengarna kom utanför tiden då tävlingen räknar gåvor.")


def add_contribution(
    *,
    competition: Competition,
    amount: Decimal,
    received_on: dt.date,
    by: User,
    team: Team | None = None,
    channel: Channel = Channel.SWISH,
    batch: Batch | None = None,
    again: bool = False,
    **details: Unpack[ContributionDetails],
) -> Contribution:
    """Enter money (kronor) for a team; without a team it is unassigned until assign_contribution.

    A match payment belongs to `match`, by default the one found by the giver's name or the team's company, and is
    credited to the payer's own team if there is one.

    A bank reference is accepted once across channels; that of a reversed payment only with `again`. Raises
    NotTakingMoney, WrongTeam, WrongMatch, OutsideWindow, MonthIsLocked and ValidationError by field.
    """
    contribution = _money(
        competition=competition,
        amount=amount,
        received_on=received_on,
        by=by,
        team=team,
        channel=channel,
        batch=batch,
        **details,
    )
    # Validate before locking, so that the lock is held only while the row and its sums are written.
    match = contribution.match
    _resolve(contribution, match=match, team=team)
    contribution.full_clean()
    refuse_known(contribution.external_id, again=again)
    with transaction.atomic():
        lock_for_money(competition)
        require_open(received_on)
        _resolve(contribution, match=match, team=team)  # again: a match may have been saved since
        _save_and_count(contribution)
        money_written.send(Contribution, rows=[contribution], moved={})
        claim_reference(contribution, again=again)
    return contribution


@dataclass(frozen=True)
class Incoming:
    """A validated contribution for add_contributions to write, with the requested match and team."""

    contribution: Contribution
    match: Match | None
    team: Team | None
    again: bool


def validate_incoming(rows: Iterable[dict]) -> list[Incoming]:
    """Validate rows as add_contribution does, before anything is locked; a row is its keyword arguments.

    References are checked only when claimed. The number of queries does not depend on the number of rows. Raises as
    add_contribution does.
    """
    incoming, promises = [], Promises()
    for row in rows:
        contribution = _money(**{name: value for name, value in row.items() if name != "again"})
        asked = Incoming(contribution, contribution.match, contribution.team, row.get("again", False))
        _resolve(contribution, match=asked.match, team=asked.team, promises=promises)
        incoming.append(asked)
    validate_records([each.contribution for each in incoming])
    return incoming


@transaction.atomic
def add_contributions(incoming: Iterable[Incoming], *, batches: Mapping[int, Batch]) -> list[Contribution]:
    """Enter validated contributions, all or none, each in its competition's batch; `batches` is by primary key.

    The caller has locked the competitions for money. A fixed number of queries, and one per team and match. Raises as
    add_contribution does.
    """
    incoming, promises = list(incoming), Promises()
    require_open(*(each.contribution.received_on for each in incoming))
    for each in incoming:
        # Again: a match may have been saved since.
        _resolve(each.contribution, match=each.match, team=each.team, promises=promises)
        refuse_misplaced(each.contribution)
        each.contribution.batch = batches[each.contribution.competition_id]
    contributions = save_records([Unsaved(each.contribution) for each in incoming], validated=True)
    count_money(contributions)
    money_written.send(Contribution, rows=contributions, moved={})
    claim_references((each.contribution, each.again) for each in incoming)
    return contributions


def _money(
    *,
    competition: Competition,
    amount: Decimal,
    received_on: dt.date,
    by: User,
    team: Team | None = None,
    channel: Channel = Channel.SWISH,
    batch: Batch | None = None,
    **details: Unpack[ContributionDetails],
) -> Contribution:
    """An unsaved contribution, without its match and team resolved."""
    contribution = Contribution(
        competition=competition, team=team, channel=channel, batch=batch, entered_by=by, received_on=received_on
    )
    for name, value in {"amount": amount, **details}.items():
        setattr(contribution, name, value)
    if team is not None and team.competition_id != competition.pk:
        raise WrongTeam
    return contribution


@transaction.atomic
def begin_batch(*, competition: Competition, by: User, source: str, part_of: Batch | None = None) -> Batch:
    """A batch to enter contributions in; `part_of` is the first batch of the same list. Raises NotTakingMoney."""
    lock_for_money(competition)
    return save_record(Batch(competition=competition, made_by=by, part_of=part_of), source=source)


def _resolve(contribution: Contribution, *, match: Match | None, team: Team | None, promises: Promises | None = None):
    competition = contribution.competition
    if match is not None and (match.competition_id != competition.pk or not contribution.is_company_money):
        raise WrongMatch
    contribution.team = team
    if contribution.is_company_money:
        contribution.match, contribution.team = resolve_payment(
            competition, match=match, team=team, giver=contribution.giver, promises=promises
        )


@transaction.atomic
def assign_contribution(
    contribution: Contribution, *, team: Team | None = None, match: Match | None = None
) -> Contribution:
    """Assign money to a team or to a match.

    Raises AlreadyCredited, AlreadyReversed, WrongTeam, WrongMatch, NotTakingMoney.
    """
    lock_for_money(contribution.competition)
    stored = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if stored.team_id is not None or stored.match_id is not None:
        raise AlreadyCredited
    if stored.is_reversed or stored.reverses_id:
        raise AlreadyReversed
    if team is not None and team.competition_id != stored.competition_id:
        raise WrongTeam
    _resolve(contribution, match=match, team=team)
    save_record(contribution)
    count_money([contribution])
    return contribution


@transaction.atomic
def reverse_contribution(contribution: Contribution, *, by: User, reason: str) -> Contribution:
    """Reverse a contribution with a negative row on the same date, so that the sums exclude it.

    Of a month that is locked, the row is dated today and counts on the same day in the competition.

    Raises AlreadyReversed, NotTakingMoney, and ValidationError without a reason.
    """
    [reversal] = _reverse([_locked_to_reverse(contribution)], by=by, reason=reason)
    money_written.send(Contribution, rows=[reversal], moved={})
    return reversal


def _locked_to_reverse(contribution: Contribution) -> Contribution:
    lock_for_money(contribution.competition)
    stored = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if stored.is_reversed or stored.reverses_id:
        raise AlreadyReversed
    return contribution


def _reverse(contributions: list[Contribution], *, by: User, reason: str) -> list[Contribution]:
    """Reverse contributions of a locked competition. A fixed number of queries, and one per team."""
    booked = days_of_correction(each.received_on for each in contributions)
    reversals = [
        Contribution(
            competition=each.competition,
            team=each.team,
            match=each.match,
            amount=-each.amount,
            channel=each.channel,
            received_on=booked[each.received_on],
            counted_on=each.counted_on_if(booked[each.received_on]),
            entered_by=by,
            reverses=each,
            reason=reason,
        )
        for each in contributions
    ]
    validate_records(reversals[:1])  # they differ only in fields copied from valid rows
    save_records((Unsaved(each, {"is_reversed": True}) for each in contributions), validated=True)
    save_records(map(Unsaved, reversals), validated=True)
    count_money(reversals)
    return reversals


@transaction.atomic
def move_contribution(
    contribution: Contribution, *, by: User, reason: str, team: Team | None = None, match: Match | None = None
) -> Contribution:
    """Move money to another team, of this or another competition, or to a match. Returns the new row.

    The old row is reversed; the new one keeps its date, giver, message and reference, and notes where it came from.
    Raises SameTeam, AlreadyReversed, NotTakingMoney, OutsideWindow, WrongMatch, and ValidationError without a reason.
    """
    if (match and match.pk == contribution.match_id) or (team and team.pk == contribution.team_id):
        raise SameTeam
    target = match.competition if match else team.competition
    if target == contribution.competition:
        target = contribution.competition  # the instance whose state the caller has read
    for competition in sorted({contribution.competition, target}, key=lambda each: each.pk):
        lock_for_money(competition)
    if match is not None and not contribution.is_company_money:
        raise WrongMatch
    if contribution.is_company_money:
        own = team or (contribution.team if target == contribution.competition else None)
        match, team = resolve_payment(target, match=match, team=own, giver="")
    return _reenter(contribution, competition=target, team=team, match=match, by=by, reason=reason)


@transaction.atomic
def release_contribution(contribution: Contribution, *, by: User, reason: str) -> Contribution:
    """Unassign money that was assigned by mistake. Returns the new row.

    The old row is reversed, and the new one notes where it came from, as in a move. Raises AlreadyReversed,
    NotTakingMoney, OutsideWindow.
    """
    lock_for_money(contribution.competition)
    return _reenter(contribution, competition=contribution.competition, team=None, match=None, by=by, reason=reason)


@way_back(Contribution)
def _undo_assignment(contribution: Contribution, before: dict, by: User):
    """Undo an edit: restore whether the giver is shown in the row; undo an assignment by entering the money again."""
    if (contribution.team_id, contribution.match_id) == (before["team"], before["match"]):
        step_back(contribution, before, by)
    else:
        release_contribution(contribution, by=by, reason=gettext("Ångrat: pengarna gavs till fel lag."))


def _reenter(
    contribution: Contribution,
    *,
    competition: Competition,
    team: Team | None,
    match: Match | None,
    by: User,
    reason: str,
) -> Contribution:
    [reversal] = _reverse([_locked_to_reverse(contribution)], by=by, reason=reason)
    same = ("amount", "channel", "giver", "show_giver", "giver_approved_by", "message", "external_id")
    booked = day_of_correction(contribution.received_on)
    moved = Contribution(
        received_on=booked,
        counted_on=contribution.counted_on_if(booked),
        competition=competition,
        team=team,
        match=match,
        batch=contribution.batch if competition == contribution.competition else None,
        entered_by=by,
        moved_from=contribution,
        reason=reason if competition.is_decided else "",
        **{name: getattr(contribution, name) for name in same},
    )
    moved.full_clean()
    _save_and_count(moved)
    money_written.send(Contribution, rows=[reversal, moved], moved={moved: contribution})
    hand_over_reference(of=contribution, to=moved)
    return moved


def correct_contribution(
    contribution: Contribution, *, by: User, reason: str, team: Team | None = None, match: Match | None = None
) -> Contribution:
    """Move a contribution to the team or match, or reverse it without either.

    Raises as move_contribution and reverse_contribution do, and ValidationError for both at once.
    """
    if team is not None and match is not None:
        raise ValidationError({"match": gettext("Välj ett lag eller en matchning, inte båda.")})
    if team is None and match is None:
        return reverse_contribution(contribution, by=by, reason=reason)
    return move_contribution(contribution, team=team, match=match, by=by, reason=reason)


def _save_and_count(contribution: Contribution):
    """Save new money of a locked competition and add it to the sums."""
    refuse_misplaced(contribution)
    contribution.save()
    count_money([contribution])


def refuse_misplaced(contribution: Contribution):
    competition, team = contribution.competition, contribution.team
    if team is not None and team.competition_id != competition.pk:
        raise WrongTeam
    if not counts_on(competition, contribution.day, contribution.channel):
        raise OutsideWindow(window_words(competition))


@transaction.atomic
def approve_giver(contribution: Contribution, *, by: User) -> Contribution:
    """Show the giver's name on the board, also if it was hidden. Raises Refusal if the giver never asked for it."""
    if not contribution.asked_to_be_seen():
        raise Refusal(_("Givaren har inte bett om att synas."))
    return save_record(contribution, giver_approved_by=by, show_giver=True)


@transaction.atomic
def hide_giver(contribution: Contribution) -> Contribution:
    """Hide the giver's name until it is approved again; the history keeps that the giver asked for it."""
    return save_record(contribution, giver_approved_by=None, show_giver=False)


@transaction.atomic
def undo_batch(batch: Batch, *, by: User, reason: str) -> int:
    """Reverse a list's contributions in each of its competitions, so that the list can be imported again.

    Returns how many. Those already reversed are left alone. Raises AlreadyReversed, NotTakingMoney.
    """
    whole = Batch.objects.select_for_update().of_list(batch).filter(undone_at__isnull=True).order_by("competition_id")
    # The given instance has the version that the user saw.
    left = [batch if part.pk == batch.pk else part for part in whole]
    if not left:
        raise AlreadyReversed(_("Inläsningen är redan ångrad."))
    number = 0
    for part in left:
        lock_for_money(part.competition)
        found = part.contributions.effective().select_for_update(of=("self",)).order_by("pk")
        standing = list(found.select_related("competition", "team", "match"))
        reversals = _reverse(standing, by=by, reason=reason)
        money_written.send(Contribution, rows=reversals, moved={})
        release_references(standing)
        save_record(part, undone_at=timezone.now(), undone_by=by)
        number += len(standing)
    return number

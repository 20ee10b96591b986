"""A competition's life cycle: open, freeze, close, decide, reveal, archive."""

import datetime as dt
import json
from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import TRANSITIONS, Activity, Amendment, Competition, CompetitionState
from campaigns.models.results import obstacles
from campaigns.models.snapshots import result_state, state_to_freeze
from campaigns.services.competitions import TransitionNotAllowed, locked_row, unfit_companies
from core.errors import Refusal
from core.models import User
from core.services import save_record


class NotReady(Refusal):
    message = _("Tävlingen saknar något som måste finnas innan den öppnar.")


class StillOpen(Refusal):
    message = _("Tävlingen kan inte avgöras än. Det som återstår står i listan.")


class MoneyWaits(Refusal):
    message = _("Det finns pengar utan lag. Säg vems de är, eller ta tillbaka dem, innan tävlingen arkiveras.")


def missing_to_open(competition: Competition) -> list[str]:
    """What a draft lacks before it can open, one sentence each. Two queries."""
    missing = []
    if not competition.goals.exists():
        missing.append(_("Välj minst ett mål som pengarna går till."))
    teams = list(competition.teams.values_list("heads", "company"))
    heads = [heads for heads, _company in teams]
    if len(heads) < competition.least_teams:
        missing.append(_("Tävlingen behöver fler lag innan den öppnar."))
    if competition.most_teams is not None and len(heads) > competition.most_teams:
        missing.append(_("Tävlingen har fler lag än den typen av tävling kan ha."))
    if unfit := unfit_companies(competition.kind, [company for _heads, company in teams]):
        missing.append(unfit)
    if None in heads:
        missing.append(_("Skriv hur många personer varje lag har innan tävlingen öppnar."))
    return missing


@transaction.atomic
def open_competition(competition: Competition) -> Competition:
    """Open the competition and lock rules, weights, head counts and catalogue.

    Raises TransitionNotAllowed, and NotReady without teams, goals or a head count for each team.
    """
    _require(competition, CompetitionState.OPEN, only_from=[CompetitionState.DRAFT])
    if missing := missing_to_open(competition):
        raise NotReady(missing[0])
    catalogue = list(Activity.objects.filter(is_active=True).values("id", "name", "points", "cap"))
    return save_record(competition, state=CompetitionState.OPEN, catalogue=catalogue)


@transaction.atomic
def freeze_board(competition: Competition) -> Competition:
    """Freeze the public board as it is; staff still see the current one. Raises TransitionNotAllowed."""
    _require(competition, CompetitionState.FROZEN)
    board = competition.frozen_board if competition.state == CompetitionState.CLOSING else None
    if board is None:
        return save_record(
            competition,
            state=CompetitionState.FROZEN,
            frozen_at=timezone.now(),
            frozen_board=state_to_freeze(competition),
        )
    return save_record(competition, state=CompetitionState.FROZEN)


@transaction.atomic
def thaw_board(competition: Competition) -> Competition:
    """Make the public board live again. Raises TransitionNotAllowed."""
    _require(competition, CompetitionState.OPEN, only_from=[CompetitionState.FROZEN])
    return save_record(competition, state=CompetitionState.OPEN, frozen_at=None, frozen_board=None)


@transaction.atomic
def close_competition(competition: Competition) -> Competition:
    """End the competition; late money and the last marks are still accepted, hidden. Raises TransitionNotAllowed."""
    _require(competition, CompetitionState.CLOSING, only_from=[CompetitionState.OPEN, CompetitionState.FROZEN])
    if competition.frozen_board is None:
        competition.frozen_at, competition.frozen_board = timezone.now(), state_to_freeze(competition)
    return save_record(competition, state=CompetitionState.CLOSING)


@transaction.atomic
def decide_competition(competition: Competition, *, by: User, comment: str, on: dt.date | None = None) -> Competition:
    """Decide on the day (`on`, default today) unless anything is open; store the result with its checksum.

    Raises TransitionNotAllowed, StillOpen, and Refusal without a comment.
    """
    _require(competition, CompetitionState.FINAL, only_from=[CompetitionState.CLOSING])
    if not comment.strip():
        raise Refusal(_("Skriv en kommentar om avgörandet."))
    left = obstacles(competition, on or timezone.localdate())
    if left:
        raise StillOpen(obstacles=left)
    snapshot = result_state(competition)
    return save_record(
        competition,
        state=CompetitionState.FINAL,
        snapshot=snapshot,
        checksum=checksum(snapshot),
        final_comment=comment.strip(),
        finalised_at=timezone.now(),
        finalised_by=by,
    )


@transaction.atomic
def reopen_competition(competition: Competition, *, by: User, reason: str) -> Competition:
    """Revoke a decision to correct a mistake; history keeps its result. Raises TransitionNotAllowed."""
    _require(competition, CompetitionState.CLOSING)
    if not competition.is_decided:
        raise TransitionNotAllowed
    save_record(
        Amendment(competition=competition, made_by=by), what=gettext("Avgörandet togs tillbaka."), reason=reason
    )
    return save_record(
        competition,
        state=CompetitionState.CLOSING,
        snapshot=None,
        checksum="",
        final_comment="",
        finalised_at=None,
        finalised_by=None,
        revealed_at=None,
    )


@transaction.atomic
def reveal_result(competition: Competition) -> Competition:
    """Publish the decided result. Raises TransitionNotAllowed unless it is decided."""
    if not competition.is_decided:
        raise TransitionNotAllowed
    return save_record(competition, revealed_at=competition.revealed_at or timezone.now())


@transaction.atomic
def archive_competition(competition: Competition) -> Competition:
    """Archive a decided competition: money cannot be entered, moved or reversed until it is unarchived.

    Raises TransitionNotAllowed, and MoneyWaits while there is unassigned money, which would be overlooked there.
    """
    _require(competition, CompetitionState.ARCHIVED)
    if competition.contributions.left_over().exists():
        raise MoneyWaits
    return save_record(
        competition, state=CompetitionState.ARCHIVED, revealed_at=competition.revealed_at or timezone.now()
    )


@transaction.atomic
def unarchive_competition(competition: Competition) -> Competition:
    """Unarchive a decided competition, so that late money can be booked. Raises TransitionNotAllowed."""
    _require(competition, CompetitionState.FINAL, only_from=[CompetitionState.ARCHIVED])
    return save_record(competition, state=CompetitionState.FINAL)


def checksum(snapshot: dict) -> str:
    """SHA-256 of the result in canonical form, so that it can be verified."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def is_unchanged(competition: Competition) -> bool:
    """Whether the stored result matches its checksum."""
    return competition.snapshot is not None and checksum(competition.snapshot) == competition.checksum


def _require(
    competition: Competition, to: CompetitionState, *, only_from: Iterable[CompetitionState] = CompetitionState
):
    """`only_from` restricts the table for a transition with more effects than the state."""
    for seen in (locked_row(competition).state, competition.state):
        if to not in TRANSITIONS[seen] or seen not in only_from:
            raise TransitionNotAllowed

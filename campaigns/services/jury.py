"""The jury: members, criteria, and marks from the first to the hand-in."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, Criterion, Juror, JurorLink, Mark, Recusal
from campaigns.services.fields import CriterionFields
from core.audit import record
from core.brief_writes import write_unless_busy
from core.errors import Refusal, StaleVersion
from core.models import AuditKind, User
from core.secret_links import give_secret, revoke
from core.services import save_record

DAYS_AFTER_CLOSING = 60  # a juror may read what was decided
USED_NOTED_EVERY = dt.timedelta(hours=1)


class NotTakingMarks(Refusal):
    message = _("Juryn kan inte sätta betyg när tävlingen är i det här läget.")


class AlreadyHandedIn(Refusal):
    message = _("Betygen är inlämnade och ändras inte längre. Den som håller i tävlingen kan öppna dem igen.")


class NotHandedIn(Refusal):
    message = _("Betygen är inte inlämnade än.")


class MarksMissing(Refusal):
    message = _("Det saknas betyg.")


class CriteriaAreLocked(Refusal):
    message = _("Juryn har börjat sätta betyg, så kriterierna ligger fast.")


class JuryIsDone(Refusal):
    message = _("Tävlingen är avgjord, så juryn ändras inte längre.")


class NoLink(Refusal):
    message = _("Den jurymedlemmen har ingen länk som fungerar. En kollega bedömer med sin egen inloggning.")


@transaction.atomic
def add_juror(*, competition: Competition, user: User | None = None, name: str = "", email: str = "") -> Juror:
    """Appoint a colleague, or an external juror, who is then given a link. Raises JuryIsDone, ValidationError."""
    _undecided(competition.pk)
    if user is None:
        return save_record(Juror(competition=competition), name=name.strip(), email=email)
    return save_record(Juror(competition=competition, user=user), name=name.strip() or str(user))


@transaction.atomic
def give_link(juror: Juror, *, by: User | None) -> tuple[JurorLink, str]:
    """A personal link and its secret, which is told only now; an earlier one opens nothing from now on.

    It opens until some weeks after the competition has closed. Raises NoLink for a colleague.
    """
    if juror.user_id is not None:
        raise NoLink
    link = JurorLink.objects.select_for_update().filter(juror=juror).first() or JurorLink(juror=juror)
    last_day = max(juror.competition.closes_on, timezone.localdate()) + dt.timedelta(days=DAYS_AFTER_CLOSING)
    ends = timezone.make_aware(dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time.min))
    renewed = link.pk is not None
    secret = give_secret(link, by=by, expires_at=ends)
    save_record(link)
    record(AuditKind.KEY_MADE, by=by, subject=link, facts={"renewed": True} if renewed else {})
    return link, secret


@transaction.atomic
def revoke_link(juror: Juror, *, by: User) -> JurorLink:
    """Disable a personal link until it is renewed. Raises NoLink without one that is open."""
    link = JurorLink.objects.select_for_update().filter(juror=juror, revoked_at__isnull=True).first()
    if link is None:
        raise NoLink
    revoke(link, by=by)
    return link


def open_sheet(secret: str) -> Juror | None:
    """The juror whose link the secret opens; None if it opens nothing. One query, and a write now and then."""
    link = JurorLink.objects.opened_by(secret).select_related("juror__competition").first()
    now = timezone.now()
    if link and (link.last_used_at is None or link.last_used_at <= now - USED_NOTED_EVERY):
        write_unless_busy(lambda: JurorLink.objects.filter(pk=link.pk).update(last_used_at=now))
    return link and link.juror


@transaction.atomic
def remove_juror(juror: Juror):
    """Remove a juror and the marks given so far. Raises JuryIsDone, AlreadyHandedIn."""
    _undecided(juror.competition_id)
    if _locked(juror).handed_in_at is not None:
        raise AlreadyHandedIn(_("Betygen är inlämnade. Öppna dem igen först, med ett skäl."))
    juror.delete()


@transaction.atomic
def save_criterion(criterion: Criterion, **fields: Unpack[CriterionFields]) -> Criterion:
    """Add or edit a criterion, until the first mark. Raises CriteriaAreLocked, ValidationError."""
    _no_marks_yet(criterion.competition_id)
    return save_record(criterion, **fields)


@transaction.atomic
def remove_criterion(criterion: Criterion):
    """Raises CriteriaAreLocked, and Refusal for the last one."""
    _no_marks_yet(criterion.competition_id)
    if Criterion.objects.filter(competition=criterion.competition_id).count() == 1:
        raise Refusal(_("Juryn behöver minst ett kriterium."))
    criterion.delete()


@transaction.atomic
def save_marks(
    juror: Juror, *, marks: Mapping[tuple[int, int], int | None], recusals: Mapping[int, str], seen: int
) -> Juror:
    """Save the juror's whole sheet: marks 0-10 by (team, criterion), and recusals by team with a reason or "".

    A recused team has no marks; marks of a withdrawn team are kept, and count if it is reinstated. `seen` is the
    juror's version that the sheet was filled in from, so that a save from another window is not overwritten. Raises
    NotTakingMarks, AlreadyHandedIn, StaleVersion.
    """
    _running(juror.competition_id)
    stored = _locked(juror)
    if stored.handed_in_at is not None:
        raise AlreadyHandedIn
    if stored.version != seen:
        raise StaleVersion(stored)
    teams = set(stored.competition.teams.competing().values_list("pk", flat=True))
    criteria = set(stored.competition.criteria.values_list("pk", flat=True))
    _write_recusals(stored, {team: reason for team, reason in recusals.items() if team in teams}, of=teams)
    wanted = {
        (team, criterion): value
        for (team, criterion), value in marks.items()
        if value is not None and team in teams and criterion in criteria and team not in recusals
    }
    _write_marks(stored, wanted, of=teams)
    stored.claim_version()
    return stored


@transaction.atomic
def hand_in(juror: Juror) -> Juror:
    """Lock the juror's marks. Raises NotTakingMarks, AlreadyHandedIn, MarksMissing (`missing`: team, criterion)."""
    _running(juror.competition_id)
    stored = _locked(juror)
    if stored.handed_in_at is not None:
        raise AlreadyHandedIn
    given = set(stored.marks.values_list("team", "criterion"))
    recused = set(stored.recusals.values_list("team", flat=True))
    missing = [
        (team, criterion)
        for team in stored.competition.teams.competing().values_list("pk", flat=True)
        if team not in recused
        for criterion in stored.competition.criteria.values_list("pk", flat=True)
        if (team, criterion) not in given
    ]
    if missing:
        raise MarksMissing(missing=missing)
    return save_record(stored, handed_in_at=timezone.now())


@transaction.atomic
def reopen_juror(juror: Juror, *, reason: str) -> Juror:
    """Unlock marks that were handed in; history keeps the reason. Raises NotTakingMarks, NotHandedIn, Refusal."""
    _running(juror.competition_id)
    stored = _locked(juror)
    if stored.handed_in_at is None:
        raise NotHandedIn
    if not reason.strip():
        raise Refusal(_("Skriv ett skäl."))
    stored._change_reason = reason.strip()
    return save_record(stored, handed_in_at=None)


def _write_recusals(juror: Juror, wanted: Mapping[int, str], *, of: Collection[int]):
    """Save or delete row by row, so that history records each. Recusals from other teams stay."""
    for recusal in juror.recusals.filter(team__in=of):
        if recusal.team_id not in wanted:
            recusal.delete()
        elif recusal.reason != wanted[recusal.team_id]:
            save_record(recusal, reason=wanted[recusal.team_id])
    already = set(juror.recusals.values_list("team", flat=True))
    for team, reason in wanted.items():
        if team not in already:
            save_record(Recusal(juror=juror, team_id=team), reason=reason)


def _write_marks(juror: Juror, wanted: Mapping[tuple[int, int], int], *, of: Collection[int]):
    already = {(mark.team_id, mark.criterion_id): mark for mark in juror.marks.filter(team__in=of)}
    for place, mark in already.items():
        if place not in wanted:
            mark.delete()
        elif mark.value != wanted[place]:
            save_record(mark, value=wanted[place])
    for (team, criterion), value in wanted.items():
        if (team, criterion) not in already:
            save_record(Mark(juror=juror, team_id=team, criterion_id=criterion), value=value)


def _locked(juror: Juror) -> Juror:
    return Juror.objects.select_for_update().get(pk=juror.pk)


def _competition(pk: int) -> Competition:
    """Lock the competition, so that it is not decided and no criterion changes while marks are written."""
    return Competition.objects.select_for_update().get(pk=pk)


def _running(pk: int):
    if not _competition(pk).is_running:
        raise NotTakingMarks


def _undecided(pk: int):
    if _competition(pk).is_decided:
        raise JuryIsDone


def _no_marks_yet(pk: int):
    _undecided(pk)
    if Mark.objects.filter(juror__competition=pk).exists():
        raise CriteriaAreLocked

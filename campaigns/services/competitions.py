"""A competition's life cycle: create, amend, open, freeze, decide, reveal, archive."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Unpack

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import (
    TRANSITIONS,
    Activity,
    Amendment,
    Competition,
    CompetitionKind,
    CompetitionState,
    Criterion,
    Entry,
    EntryState,
)
from campaigns.models.competitions import new_code
from campaigns.models.results import obstacles
from campaigns.models.snapshots import result_state, state_to_freeze
from campaigns.scoring import Rules
from campaigns.services.fields import CompetitionFields, CompetitionTerms, NewCompetitionFields
from core.errors import Refusal
from core.images import stored_photo
from core.links import new_link_key
from core.models import User
from core.money import format_amount
from core.services import save_record
from core.stored_files import delete_replaced
from goals.models import Goal


class TransitionNotAllowed(Refusal):
    message = _("Tävlingen kan inte gå till det läget härifrån.")


class NotReady(Refusal):
    message = _("Tävlingen saknar något som måste finnas innan den öppnar.")


class StillOpen(Refusal):
    message = _("Tävlingen kan inte avgöras än. Det som återstår står i listan.")


class RulesAreLocked(Refusal):
    message = _("Reglerna låstes när tävlingen öppnade. En administratör kan ändra dem och skriva varför.")


class GiftsOutside(Refusal):
    message = _("Det finns gåvor som då skulle ligga utanför tiden. Rätta dem först, eller välj andra dagar.")


class EntriesOutside(Refusal):
    message = _("Det finns tävlingsbidrag som då skulle ligga utanför tiden. Rätta dem först, eller välj andra dagar.")


class MoneyWaits(Refusal):
    message = _("Det finns pengar utan lag. Säg vems de är, eller ta tillbaka dem, innan tävlingen arkiveras.")


class AlreadyDecided(Refusal):
    message = _("Tävlingen är avgjord. Det som avgör resultatet ändras inte längre.")


DEFAULT_CRITERIA = (
    (_("Idé"), _("Är det nytt och eget?")),
    (_("Genomförande"), _("Hur väl blev det av?")),
    (_("Gemenskap"), _("Kom fler med tack vare det?")),
)
# Opening locks everything that decides the result; after the decision only lessons, contact and picture can change.
AMENDABLE = ("opens_on", "closes_on", "late_days", "target")  # with a reason, by amend_terms
LOCKED = ("kind", *AMENDABLE)
LOCKED_WHEN_DECIDED = (*LOCKED, "name", "rules_text", "swish")


@transaction.atomic
def create_competition(
    *, goals: Iterable[Goal], rules: Rules | None = None, **fields: Unpack[NewCompetitionFields]
) -> Competition:
    """Create a draft with three jury criteria. Raises ValidationError by field."""
    competition = Competition(scoring=(rules or Rules()).to_dict(), code=_free_code())
    save_record(competition, links={"goals": list(goals)}, **fields)
    for position, (name, guide) in enumerate(DEFAULT_CRITERIA, start=1):
        save_record(Criterion(competition=competition), name=str(name), guide=str(guide), position=position)
    return competition


def update_competition(
    competition: Competition,
    *,
    goals: Iterable[Goal] | None = None,
    picture: File | str | None = None,
    **fields: Unpack[CompetitionFields],
) -> Competition:
    """Update what is not locked: everything in a draft; after the opening nothing that decides the result.

    `picture` is a photograph, stored as for_showing makes it; "" deletes it and None leaves it unchanged. Raises
    RulesAreLocked, AlreadyDecided, ValidationError by field and StaleVersion.
    """
    shown = stored_photo(picture, field="picture") if picture else picture
    with transaction.atomic():
        stored = Competition.objects.select_for_update().get(pk=competition.pk)
        for name, value in fields.items():
            setattr(competition, name, value)

        def differs(names):
            return any(getattr(competition, name) != getattr(stored, name) for name in names)

        if stored.is_locked and differs(LOCKED):
            raise RulesAreLocked
        if stored.is_decided and (goals is not None or differs(LOCKED_WHEN_DECIDED)):
            raise AlreadyDecided
        if shown is not None:
            competition.picture = shown
        save_record(competition, links=None if goals is None else {"goals": list(goals)})
        if not stored.is_locked:
            _follow_dates(competition, before=stored)
        delete_replaced(Competition, "picture", stored.picture.name)  # a clone may use the same file
        return competition


def _follow_dates(competition: Competition, *, before: Competition):
    """In a draft, matches that span its dates follow them; after the opening the giver decides their dates."""
    for match in competition.matches.all():
        starts = competition.opens_on if match.starts == before.opens_on else match.starts
        ends = competition.closes_on if match.ends == before.closes_on else match.ends
        if (starts, ends) != (match.starts, match.ends):
            save_record(match, starts=starts, ends=ends)


@transaction.atomic
def set_rules(competition: Competition, rules: Rules) -> Competition:
    """Set a draft's rules. Raises RulesAreLocked after the opening."""
    if _locked_row(competition).is_locked or competition.is_locked:
        raise RulesAreLocked
    return save_record(competition, scoring=rules.to_dict())


@transaction.atomic
def amend_rules(competition: Competition, rules: Rules, *, by: User, reason: str) -> Amendment:
    """Change the rules after the opening; the board shows what and why. Raises TransitionNotAllowed."""
    if not _locked_row(competition).is_running or not competition.is_running:
        raise TransitionNotAllowed(
            _("Reglerna ändras med ett skäl medan tävlingen pågår: i ett utkast väljs de fritt.")
        )
    before = dict(competition.rules.published())
    changed = [
        f"{label}: {before.get(label, gettext('ingenting'))} → {value}"
        for label, value in rules.published()
        if before.get(label) != value
    ]
    if competition.rules.label != rules.label:
        changed.insert(0, f"{competition.rules.label} → {rules.label}")
    if not changed:
        raise Refusal(_("Reglerna är desamma som förut."))
    save_record(competition, scoring=rules.to_dict())
    return save_record(Amendment(competition=competition, made_by=by), what="; ".join(changed)[:300], reason=reason)


@transaction.atomic
def amend_terms(competition: Competition, *, by: User, reason: str, **terms: Unpack[CompetitionTerms]) -> Amendment:
    """Change dates, late days or target after the opening; the board shows what and why.

    Raises TransitionNotAllowed in a draft and after the decision, GiftsOutside, EntriesOutside, Refusal when nothing
    differs, ValidationError by field and StaleVersion.
    """
    stored = Competition.objects.select_for_update().get(pk=competition.pk)
    if not stored.is_running:
        raise TransitionNotAllowed(_("Datum och mål ändras med ett skäl medan tävlingen pågår: i ett utkast fritt."))
    for name in AMENDABLE:
        setattr(competition, name, terms.pop(name, getattr(competition, name)))
    if terms:
        raise TypeError(terms)
    changed = [
        f"{Competition._meta.get_field(name).verbose_name}: {written(stored, name)} → {written(competition, name)}"
        for name in AMENDABLE
        if getattr(stored, name) != getattr(competition, name)
    ]
    if not changed:
        raise Refusal(_("Datum och mål är desamma som förut."))
    competition.full_clean()
    # Money booked during an earlier, reopened decision may lie outside already.
    if competition.contributions.outside(competition).exclude(pk__in=stored.contributions.outside(stored)).exists():
        raise GiftsOutside
    entries = Entry.objects.filter(team__competition=competition).exclude(state=EntryState.DECLINED)
    if entries.exclude(happened_on__range=(competition.opens_on, competition.closes_on)).exists():
        raise EntriesOutside
    save_record(competition)
    return save_record(Amendment(competition=competition, made_by=by), what="; ".join(changed)[:300], reason=reason)


def written(competition: Competition, name: str) -> str:
    """A term as text for the board's list of changes."""
    value = getattr(competition, name)
    if value is None:
        return gettext("inget")
    return format_amount(value) if name == "target" else str(value)


def unfit_companies(kind: CompetitionKind, companies: Sequence) -> str:
    """Why teams of these companies (one item per team) do not fit the kind of competition; empty if they do."""
    several = len(set(companies))
    if kind == CompetitionKind.DEPARTMENTS and several > 1:
        return _("Alla lag ska höra till samma företag i en tävling inom ett företag.")
    if kind == CompetitionKind.DUEL and several < len(companies):
        return _("En duell står mellan två olika företag. Välj ”Lag inom ett företag” för avdelningar.")
    return ""


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


@transaction.atomic
def renew_board_link(competition: Competition) -> Competition:
    """Replace the public link; the old one stops working at once."""
    return save_record(competition, board_key=new_link_key())


@transaction.atomic
def revoke_board_link(competition: Competition) -> Competition:
    """Disable the public link."""
    return save_record(competition, board_key=None)


def checksum(snapshot: dict) -> str:
    """SHA-256 of the result in canonical form, so that it can be verified."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def is_unchanged(competition: Competition) -> bool:
    """Whether the stored result matches its checksum."""
    return competition.snapshot is not None and checksum(competition.snapshot) == competition.checksum


def _free_code() -> str:
    """A code that no competition has. On a concurrent duplicate the database refuses the second."""
    code = new_code()
    while Competition.objects.filter(code=code).exists():
        code = new_code()
    return code


def _locked_row(competition: Competition) -> Competition:
    """Lock the row against concurrent transitions."""
    return Competition.objects.select_for_update().only("state").get(pk=competition.pk)


def _require(
    competition: Competition, to: CompetitionState, *, only_from: Iterable[CompetitionState] = CompetitionState
):
    """`only_from` restricts the table for a transition with more effects than the state."""
    for seen in (_locked_row(competition).state, competition.state):
        if to not in TRANSITIONS[seen] or seen not in only_from:
            raise TransitionNotAllowed

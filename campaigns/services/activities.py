"""Entries for points: registered with pictures, approved or declined by staff."""

import datetime as dt
from typing import Unpack

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Competition, Entry, EntryPicture, EntryState, Team
from campaigns.services.fields import ChangedEntryFields, EntryFields
from campaigns.services.letters import take_back_declined, tell_declined
from core.button_undo import step_back, way_back
from core.errors import Refusal
from core.images import stored_photo
from core.models import User
from core.services import save_record

MOST_PICTURES = 8
MOST_WAITING = 40  # entries of a team: a link to report by must not be a way to fill the disk


class NotTakingEntries(Refusal):
    message = _("Tävlingen tar inte emot tävlingsbidrag i det här läget.")


class NotInCatalogue(Refusal):
    message = _("Aktiviteten fanns inte i katalogen när tävlingen öppnade.")


class AlreadyDecided(Refusal):
    message = _("Tävlingsbidraget är redan bedömt. Skicka tillbaka det om något ska ändras.")


class NotDecided(Refusal):
    message = _("Tävlingsbidraget väntar redan på att bedömas.")


class TooManyWaiting(Refusal):
    message = _("Laget har redan många tävlingsbidrag som väntar på att bedömas. Vänta tills de är lästa.")


class TooManyPictures(Refusal):
    message = _("Fler bilder får inte plats. Ta bort någon först.")


@transaction.atomic
def add_entry(*, team: Team, activity: Activity, **fields: Unpack[EntryFields]) -> Entry:
    """Register a team's entry, pending approval.

    Raises NotTakingEntries, TooManyWaiting, NotInCatalogue, ValidationError by field.
    """
    competition = _running(team.competition_id)
    if team.entries.filter(state=EntryState.PENDING).count() >= MOST_WAITING:
        raise TooManyWaiting
    return _save(Entry(), competition=competition, team=team, activity=activity, **fields)


@transaction.atomic
def update_entry(entry: Entry, **fields: Unpack[ChangedEntryFields]) -> Entry:
    """Edit a pending entry. Raises NotTakingEntries, AlreadyDecided, NotInCatalogue, ValidationError, StaleVersion."""
    competition = _running(_competition_of(entry))
    _require_pending(entry)
    team, activity = fields.pop("team", entry.team), fields.pop("activity", entry.activity)
    return _save(entry, competition=competition, team=team, activity=activity, **fields)


@transaction.atomic
def approve_entry(entry: Entry, *, by: User) -> Entry:
    """Approve the entry, so that it counts. Raises NotTakingEntries, AlreadyDecided, StaleVersion.

    Raises ValidationError if its day is no longer within the competition: its dates may have been amended while the
    entry was declined.
    """
    competition = _running(_competition_of(entry))
    _require_pending(entry)
    if errors := _day_errors(competition, entry.happened_on):
        raise ValidationError(errors)
    return save_record(entry, state=EntryState.APPROVED, decided_by=by, decided_at=timezone.now(), reason="")


@transaction.atomic
def decline_entry(entry: Entry, *, by: User, reason: str) -> Entry:
    """Decline with a reason. Raises NotTakingEntries, AlreadyDecided, StaleVersion, and Refusal without a reason."""
    _running(_competition_of(entry))
    _require_pending(entry)
    declined = save_record(
        entry, state=EntryState.DECLINED, decided_by=by, decided_at=timezone.now(), reason=_given(reason)
    )
    tell_declined(declined, by=by)
    return declined


@transaction.atomic
def send_back_entry(entry: Entry, *, reason: str) -> Entry:
    """Revoke a decision, back to pending. Raises NotTakingEntries, NotDecided, and Refusal without a reason."""
    _running(_competition_of(entry))
    if _stored_state(entry) == EntryState.PENDING:
        raise NotDecided
    take_back_declined(entry)
    return save_record(entry, state=EntryState.PENDING, decided_by=None, decided_at=None, reason=_given(reason))


@way_back(Entry)
def _decision_taken_back(entry: Entry, before: dict, by: User):
    _running(_competition_of(entry))
    take_back_declined(entry)
    step_back(entry, before, by)


def add_picture(*, entry: Entry, image: File, alt: str) -> EntryPicture:
    """Store a photograph as for_showing makes it. Raises NotTakingEntries, TooManyPictures, ValidationError."""
    shown = stored_photo(image, field="image")
    with transaction.atomic():
        _running(_competition_of(entry))
        if EntryPicture.objects.filter(entry=entry).count() >= MOST_PICTURES:
            raise TooManyPictures
        return save_record(EntryPicture(entry=entry), image=shown, alt=alt)


@transaction.atomic
def remove_picture(picture: EntryPicture):
    """Delete a picture and its file. Raises NotTakingEntries."""
    _running(_competition_of(picture.entry))
    storage, name = picture.image.storage, picture.image.name
    picture.delete()
    transaction.on_commit(lambda: storage.delete(name))


def _save(
    entry: Entry, *, competition: Competition, team: Team, activity: Activity, **fields: Unpack[EntryFields]
) -> Entry:
    if team.competition_id != competition.pk:
        raise ValidationError({"team": _("Laget är inte med i tävlingen.")})
    if activity.pk not in {kind["id"] for kind in competition.catalogue}:
        raise NotInCatalogue
    took_part, day = fields.get("took_part", entry.took_part), fields.get("happened_on", entry.happened_on)
    errors = {}
    if team.heads is not None and took_part > team.heads:
        errors["took_part"] = _("Fler kan inte ha varit med än de %(heads)s som finns i laget.") % {"heads": team.heads}
    if day is not None:
        errors |= _day_errors(competition, day)
    if errors:
        raise ValidationError(errors)
    return save_record(entry, team=team, activity=activity, **fields)


def _day_errors(competition: Competition, day: dt.date) -> dict[str, str]:
    """Errors if entries of that day do not count; empty if they do."""
    if competition.opens_on <= day <= competition.closes_on:
        return {}
    names = {"first": competition.opens_on, "last": competition.closes_on}
    return {"happened_on": _("Tävlingen pågår %(first)s till och med %(last)s. Välj en dag däremellan.") % names}


def _competition_of(entry: Entry) -> int:
    """The stored entry's competition, whatever team the instance has been assigned."""
    return Entry.objects.values_list("team__competition", flat=True).get(pk=entry.pk)


def _running(pk: int) -> Competition:
    """Lock the competition against a concurrent decision. Raises NotTakingEntries."""
    competition = Competition.objects.select_for_update().get(pk=pk)
    if not competition.is_running:
        raise NotTakingEntries
    return competition


def _stored_state(entry: Entry) -> str:
    return Entry.objects.values_list("state", flat=True).get(pk=entry.pk)


def _require_pending(entry: Entry):
    if _stored_state(entry) != EntryState.PENDING:
        raise AlreadyDecided


def _given(reason: str) -> str:
    if not reason.strip():
        raise Refusal(_("Skriv ett skäl."))
    return reason.strip()

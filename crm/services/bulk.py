"""Changing many rows at once, by the same rules as one at a time, and taking it all back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.history import value_words
from core.models import User
from core.rights import changeable
from core.services import save_record
from core.undo import AlreadyUndone, TouchedSince, mark, raw_values, set_raw, touched
from crm.models import (
    BulkChange,
    BulkKind,
    Company,
    CompanyStatus,
    Contact,
    Enquiry,
    Interaction,
    NextStep,
    Pause,
    Sponsorship,
    Stage,
    Tag,
)
from crm.services.companies import loose_ends, save_company, tags_named
from crm.services.enquiries import assign_enquiry, dismiss_enquiry
from crm.services.interactions import NextUp, decide_for_all
from crm.services.sponsorships import move_sponsorship, update_sponsorship

MOST_ROWS = 1000
_UNTOLD = frozenset({"version", "search_key", "sort_key", "match_key"})
MODELS = {
    BulkKind.COMPANY: Company,
    BulkKind.CONTACT: Contact,
    BulkKind.SPONSORSHIP: Sponsorship,
    BulkKind.INTERACTION: Interaction,
    BulkKind.NEXT_STEP: NextStep,
    BulkKind.PAUSE: Pause,
    BulkKind.ENQUIRY: Enquiry,
}
# What is told of a row that was made.
_TOLD = {NextStep: ("what", "due_on", "due_at", "assignee"), Pause: ("reason", "until")}


class TooManyRows(Refusal):
    message = _("Så många rader går inte att ändra på en gång. Begränsa urvalet till högst 1 000.")


class NothingToChange(Refusal):
    message = _("Inget blir annorlunda. Välj ett annat värde, eller andra rader.")


class NotAllToChange(Refusal):
    message = _("Du får inte ändra allt det som ändringen gäller.")


class ChangedSincePreview(Refusal):
    message = _("Någon har ändrat i raderna sedan du förhandsgranskade. Titta igenom dem en gång till.")


@dataclass(frozen=True)
class Edit:
    """What is to be done to each row; a field that is not named stays as it is. Tags are for companies only."""

    fields: dict = field(default_factory=dict)
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()


@dataclass
class Outcome:
    """What it comes to for one row: each change as (label, old, new), or why nothing is done to it."""

    row: models.Model
    version: int
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    refusal: str = ""
    entry: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """`running`, `open` and `planned` are companies that would be ended although something hangs on them."""

    outcomes: list[Outcome]
    running: list[Company] = field(default_factory=list)
    open: list[Company] = field(default_factory=list)
    planned: list[Company] = field(default_factory=list)

    @property
    def changing(self) -> int:
        return sum(bool(outcome.changes) for outcome in self.outcomes)

    @property
    def refused(self) -> int:
        return sum(bool(outcome.refusal) for outcome in self.outcomes)

    @property
    def digest(self) -> str:
        """Differs as soon as anything that was shown would."""
        shown = [(o.row.pk, o.version, o.changes, o.refusal) for o in self.outcomes]
        shown += [[company.pk for company in companies] for companies in (self.running, self.open, self.planned)]
        return hashlib.sha256(repr(shown).encode()).hexdigest()


def preview(rows: models.QuerySet, edit: Edit, *, by: User) -> Preview:
    """Do it, see what comes of it, and take it back at once. Raises TooManyRows."""
    with transaction.atomic():
        found = _try(rows, edit, by=by)
        transaction.set_rollback(True)
    return found


@transaction.atomic
def change_all(rows: models.QuerySet, edit: Edit, *, by: User, digest: str) -> BulkChange:
    """Do what the preview with this digest showed: all that it did not refuse, in one transaction.

    Raises ChangedSincePreview when it would come out otherwise now, NothingToChange and TooManyRows; then nothing is
    written.
    """
    found = _try(rows, edit, by=by)
    if found.digest != digest:
        raise ChangedSincePreview
    entries = [outcome.entry for outcome in found.outcomes if outcome.changes]
    if not entries:
        raise NothingToChange
    return save_record(BulkChange(kind=rows.model._meta.model_name, made_by=by), manifest=entries)


def _try(rows: models.QuerySet, edit: Edit, *, by: User) -> Preview:
    locked = list(rows.model._base_manager.select_for_update().filter(pk__in=_keys(rows)).order_by("pk"))
    known = set(Tag.objects.values_list("pk", flat=True))
    add, remove = tags_named(edit.add_tags), list(Tag.objects.filter(name__in=edit.remove_tags))
    outcomes = [_change(row, edit, add, remove, by=by) for row in locked]
    for outcome in outcomes:
        outcome.entry["made"] = [key for key in outcome.entry.get("added", ()) if key not in known]
    if edit.fields.get("status") != CompanyStatus.ENDED:
        return Preview(outcomes)
    ending = [outcome.row for outcome in outcomes if outcome.changes]
    ends = loose_ends(ending)
    running, dialogues, steps = (
        {each.company_id for each in found} for found in (ends.running, ends.dialogues, ends.steps)
    )
    return Preview(
        outcomes,
        running=[company for company in ending if company.pk in running],
        open=[company for company in ending if company.pk in dialogues],
        planned=[company for company in ending if company.pk in steps],
    )


def _keys(rows: models.QuerySet) -> list[int]:
    keys = list(dict.fromkeys(rows.order_by().values_list("pk", flat=True)[: MOST_ROWS + 1]))
    if len(keys) > MOST_ROWS:
        raise TooManyRows
    return keys


def _change(row: models.Model, edit: Edit, add: list[Tag], remove: list[Tag], *, by: User) -> Outcome:
    before, outcome = raw_values(row), Outcome(row, row.version)
    words = {name: value_words(row, _field(row, name)) for name in edit.fields}
    try:
        with transaction.atomic():
            tagged = _write(row, dict(edit.fields), add, remove, by=by)
    except Refusal as refusal:
        outcome.refusal = str(refusal)
    except ValidationError as invalid:
        outcome.refusal = " ".join(invalid.messages)
    if outcome.refusal:
        return outcome
    after = raw_values(row)
    told = _UNTOLD.union(row.derived_fields)
    changed = [name for name in after if name not in told and before[name] != after[name]]
    outcome.changes = [
        (_label(row, name), words[name], value_words(row, _field(row, name))) for name in edit.fields if name in changed
    ]
    outcome.changes += [(gettext("Etikett"), "", str(tag)) for tag in tagged["added"]]
    outcome.changes += [(gettext("Etikett"), str(tag), "") for tag in tagged["removed"]]
    outcome.entry = mark(row) | {
        "name": str(row),
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed},
        "added": [tag.pk for tag in tagged["added"]],
        "removed": [tag.pk for tag in tagged["removed"]],
        "words": outcome.changes,
    }
    return outcome


def _write(row: models.Model, fields: dict, add: list[Tag], remove: list[Tag], *, by: User) -> dict[str, list[Tag]]:
    """Through the service that a change of one row goes through. Gives the tags that were put on and taken off."""
    tagged = {"added": [], "removed": []}
    fields = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if isinstance(row, Company):
        had = set(row.tags.all())
        tagged = {
            "added": [t for t in add if t not in had],
            "removed": [t for t in remove if t in had and t not in add],
        }
        if fields:
            save_company(row, end_anyway=True, **fields)  # the preview has asked
        row.tags.add(*tagged["added"])
        row.tags.remove(*tagged["removed"])
    elif isinstance(row, Sponsorship):
        stage = fields.pop("stage", None)
        if stage:
            move_sponsorship(row, to=Stage(stage))
        if fields:
            update_sponsorship(row, **fields)
    elif isinstance(row, Enquiry):
        if "assignee" in fields:
            assign_enquiry(row, to=fields["assignee"])
        if "dismissal" in fields:
            dismiss_enquiry(row, by=by, reason=fields["dismissal"], note=fields.get("dismissal_note", ""))
    elif fields:
        save_record(row, **fields)
    return tagged


def _field(row: models.Model, name: str) -> models.Field:
    return row._meta.get_field(name)


def _label(row: models.Model, name: str) -> str:
    label = str(_field(row, name).verbose_name)
    return label[:1].upper() + label[1:]


@transaction.atomic
def plan_for_all(next_up: NextUp, *, parties: Iterable[tuple[Company, Contact | None]], by: User) -> BulkChange:
    """What decide_for_all does, kept so that all of it can be taken back. Raises ValidationError by field."""
    made = decide_for_all(next_up, parties=parties, by=by)
    kind = BulkKind.PAUSE if next_up.reason else BulkKind.NEXT_STEP
    return save_record(BulkChange(kind=kind, made_by=by), manifest=[_made(row) for row in made])


def _made(row: NextStep | Pause) -> dict:
    parties = filter(None, [getattr(row, "contact", None), row.company])
    words = [(_label(row, name), "", _told(row, name)) for name in _TOLD[type(row)]]
    kept = {"before": {}, "after": {}, "added": [], "removed": [], "is_new": True}
    return mark(row) | kept | {"name": ", ".join(map(str, parties)), "words": [line for line in words if line[2]]}


def _told(row: models.Model, name: str) -> str:
    """No query for a row that is there already."""
    return str(getattr(row, name) or "") if _field(row, name).is_relation else value_words(row, _field(row, name))


def kinds_changed_by(user: User) -> list[BulkKind]:
    """The kinds of rows in which the person may change anything at all."""
    return [kind for kind, model in MODELS.items() if changeable(user, model)]


def may_undo(change: BulkChange, *, by: User) -> bool:
    """Whether the person may change all the fields that the change was about."""
    names = {name for entry in change.manifest for name in entry["before"]}
    names |= {"tags" for entry in change.manifest if entry["added"] or entry["removed"]}
    model = MODELS[BulkKind(change.kind)]
    rights = changeable(by, model)
    return by.has_perm(f"crm.change_{change.kind}") or bool(names and names <= rights)


@transaction.atomic
def undo_bulk(change: BulkChange, *, by: User) -> BulkChange:
    """Put every row back as it was, and take away those that were made.

    Raises NotAllToChange, AlreadyUndone, and TouchedSince with the names of rows changed since.
    """
    change = BulkChange.objects.select_for_update().get(pk=change.pk)
    if not may_undo(change, by=by):
        raise NotAllToChange
    if change.undone_at is not None:
        raise AlreadyUndone
    model = MODELS[BulkKind(change.kind)]
    keys = [entry["pk"] for entry in change.manifest]
    rows = {row.pk: row for row in model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")}
    if names := touched(change.manifest):
        raise TouchedSince(names)
    versions = {}
    for entry in change.manifest:
        row = rows[entry["pk"]]
        if entry.get("is_new"):
            row._change_reason = gettext("Massändringen ångrades")
            row.delete()
        if entry["before"]:
            set_raw(row, entry["before"])
            row._change_reason = gettext("Massändringen ångrades")
            row.save()
            versions[row.pk] = row.version
        if entry["added"] or entry["removed"]:
            row.tags.remove(*entry["added"])
            row.tags.add(*_tags(entry["removed"]))
    _drop_tags({key for entry in change.manifest for key in entry.get("made", ())})
    _leave_to_earlier(change, versions)
    return save_record(change, undone_by=by, undone_at=timezone.now())


def _leave_to_earlier(change: BulkChange, versions: dict[int, int]):
    """The rows are as an earlier change left them, if one did: it can be undone in its turn."""
    left = {entry["pk"]: entry["version"] - 1 for entry in change.manifest}
    for earlier in BulkChange.objects.select_for_update().filter(kind=change.kind, undone_at=None, pk__lt=change.pk):
        handed = [each for each in earlier.manifest if each["pk"] in versions and each["version"] == left[each["pk"]]]
        for entry in handed:
            entry["version"] = versions[entry["pk"]]
        if handed:
            save_record(earlier, manifest=earlier.manifest)


def _drop_tags(keys: set[int]):
    """Take away those that no company has any more; whoever puts one of them on a company meanwhile has to wait."""
    for tag in Tag.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
        if not tag.companies.exists():
            tag.delete()


def _tags(keys: Iterable[int]) -> models.QuerySet:
    """Those of the tags that are still there."""
    return Tag.objects.filter(pk__in=list(keys))

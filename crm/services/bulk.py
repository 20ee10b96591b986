"""Changing many rows at once, by the same rules as one at a time, and taking it all back."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved, chunks, save_records
from core.changesets import Kind, Recorder, recording, register, undo
from core.errors import Refusal, said_by
from core.field_permissions import changeable
from core.history import value_words
from core.models import Changeset, User
from core.undo import raw_values
from crm.models import (
    Company,
    CompanyStatus,
    Contact,
    Tag,
)
from crm.services.companies import loose_ends, resolve_tags, tags_named
from crm.services.interactions import NextUp, decide_for_all

MOST_ROWS = 1000
_UNTOLD = frozenset({"version", "search_key", "sort_key", "match_key"})
BULK, PLAN = "bulk", "plan"  # kinds of changesets
SUBJECTS = (
    "crm.Company",
    "crm.Contact",
    "crm.Sponsorship",
    "crm.Interaction",
    "crm.NextStep",
    "crm.Pause",
    "inbox.Enquiry",
)


class TooManyRows(Refusal):
    message = _("Så många rader går inte att ändra på en gång. Begränsa urvalet till högst 1 000.")


class NothingToChange(Refusal):
    message = _("Inget blir annorlunda. Välj ett annat värde, eller andra rader.")


class NotAllToChange(Refusal):
    message = _("Du får inte ändra allt det som ändringen gäller.")


class ChangedSincePreview(Refusal):
    message = _("Någon har ändrat i raderna sedan du förhandsgranskade. Titta igenom dem en gång till.")


class Rules(Protocol):
    """What a service asks of each row, for many of them in one change."""

    def values(self, row: models.Model, fields: dict) -> dict:
        """All that changing these fields writes in the row. Raises Refusal, and ValidationError by field."""

    def settle(self, changed: Mapping[models.Model, Collection[str]]):
        """Write what else there is to write, once the rows are locked, of which these fields are another value.

        Raises ChangedSincePreview for what would be refused by now.
        """


@dataclass(frozen=True)
class Edit:
    """What is to be done to each row; a field that is not named stays as it is. Tags are for companies only.

    `rules` are those of rows that services change, whose rules reach further than the row.
    """

    fields: dict = field(default_factory=dict)
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    rules: Callable[[User], Rules] | None = None


class Tagged(NamedTuple):
    """The tags to put on a company and to take off it."""

    added: list[Tag]
    removed: list[Tag]


NO_TAGS = Tagged([], [])


@dataclass
class RowOutcome:
    """What it comes to for one row: each change as (label, old, new), or why nothing is done to it."""

    row: models.Model
    version: int
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    refusal: str = ""
    fields: list[str] = field(default_factory=list)  # names of those that are different
    tagged: "Tagged | None" = None


@dataclass(frozen=True)
class BulkPreview:
    """`running`, `open` and `planned` are companies that would be ended although something hangs on them."""

    outcomes: list[RowOutcome]
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


def preview(rows: models.QuerySet, edit: Edit, *, by: User) -> BulkPreview:
    """Every row as it would be, validated and not written: nothing is locked. Raises TooManyRows."""
    if rows.model.changed_by_services and not edit.rules:
        raise TypeError(f"{rows.model.__name__} is changed by services only.")
    found = list(rows.model._base_manager.filter(pk__in=_keys(rows)).order_by("pk"))
    tagged = _tagging(found, resolve_tags(edit.add_tags), edit)
    said: dict[tuple, str] = {}
    rules = edit.rules and edit.rules(by)
    planned = [_planned(row, edit, tagged=tagged.get(row.pk, NO_TAGS), said=said, rules=rules) for row in found]
    return _with_ends(planned, edit)


@transaction.atomic
def change_all(
    rows: models.QuerySet, edit: Edit, *, by: User, digest: str, planned: BulkPreview | None = None
) -> Changeset:
    """Do what the preview with this digest showed: all that it did not refuse, in one transaction.

    `planned` is what preview gave just before the transaction. Raises ChangedSincePreview when it would come out
    otherwise now, NothingToChange and TooManyRows; then nothing is written.
    """
    planned = planned or preview(rows, edit, by=by)
    if planned.digest != digest:
        raise ChangedSincePreview
    with recording(by=by) as recorder, recorder.attempt():
        _write_planned(planned, rows, edit, recorder)
    changed = [outcome for outcome in planned.outcomes if outcome.changes]
    if not changed:
        raise NothingToChange
    for outcome in changed:
        if outcome.tagged:
            added, removed = ([tag.pk for tag in tags] for tags in outcome.tagged)
            recorder.linked(outcome.row, "tags", added=added, removed=removed)
    fields = list(dict.fromkeys(name for outcome in changed for name in outcome.fields))
    return _keep(BULK, [outcome.row for outcome in changed], recorder, by=by, fields=fields)


def _keep(
    kind: str, rows: list[models.Model], recorder: Recorder, *, by: User, fields: Iterable[str] = ()
) -> Changeset:
    """Of what was written, only the rows themselves and new tags: what a service does on the side stays."""
    subject = rows[0]._meta.label
    changeset = Changeset.objects.create(kind=kind, subject=subject, fields=list(fields), made_by=by)
    recorder.write(changeset, only=rows)
    return changeset


def _planned(
    row: models.Model, edit: Edit, *, tagged: Tagged, said: dict[tuple, str], rules: Rules | None
) -> RowOutcome:
    """`said` are the words of values met before."""
    before, outcome = raw_values(row), RowOutcome(row, row.version)

    def words(name: str) -> str:
        field = _field(row, name)
        key = name, getattr(row, field.attname)
        if key not in said:
            said[key] = value_words(row, field)
        return said[key]

    old = {name: words(name) for name in edit.fields}
    other = {n: value for n, value in edit.fields.items() if getattr(row, _field(row, n).attname) != _kept(value)}
    try:
        for name, value in (rules.values(row, other) if rules else other).items():
            setattr(row, name, value)
        if other:
            row.full_clean()
    except (Refusal, ValidationError) as error:
        outcome.refusal = said_by(error)
        return outcome
    _tell(outcome, before, old=old, new={name: words(name) for name in edit.fields}, tagged=tagged)
    return outcome


def _kept(value):
    return value.pk if isinstance(value, models.Model) else value


def _write_planned(planned: BulkPreview, rows: models.QuerySet, edit: Edit, recorder: Recorder):
    """Raises ChangedSincePreview for rows, tags or loose ends that are not as they were planned with."""
    stored = rows.model._base_manager.select_for_update().filter(pk__in=_keys(rows)).order_by("pk")
    if list(stored.values_list("pk", "version")) != [(each.row.pk, each.version) for each in planned.outcomes]:
        raise ChangedSincePreview
    if _with_ends(planned.outcomes, edit).digest != planned.digest:
        raise ChangedSincePreview
    changing = [outcome for outcome in planned.outcomes if outcome.changes]
    known = set(Tag.objects.values_list("pk", flat=True))
    tagged = _tagging([outcome.row for outcome in changing], tags_named(edit.add_tags), edit)
    for outcome in changing:
        of_row = tagged.get(outcome.row.pk, NO_TAGS)
        if [change for change in outcome.changes if change[0] == gettext("Etikett")] != _tag_changes(of_row):
            raise ChangedSincePreview
        if of_row != NO_TAGS:
            outcome.tagged = of_row
    if edit.rules:
        edit.rules(recorder.by).settle({outcome.row: outcome.fields for outcome in changing})
    save_records([Unsaved(each.row) for each in changing if set(each.fields) - {"tags"}], validated=True)
    _tag({key: each for key, each in tagged.items() if each != NO_TAGS})
    for tag in {tag.pk: tag for each in tagged.values() for tag in each.added if tag.pk not in known}.values():
        recorder.made(tag)
        recorder.by_value(tag)


def _tagging(rows: list[models.Model], add: list[Tag], edit: Edit) -> dict[int, Tagged]:
    """By row, the tags to put on and to take off. Two queries."""
    remove = list(Tag.objects.filter(name__in=edit.remove_tags)) if edit.remove_tags else []
    if not add and not remove:
        return {}
    had = defaultdict(set)
    for keys in chunks(row.pk for row in rows):
        for company, tag in Company.tags.through.objects.filter(company__in=keys).values_list("company", "tag"):
            had[company].add(tag)
    return {
        row.pk: Tagged(
            [tag for tag in add if tag.pk not in had[row.pk]],
            [tag for tag in remove if tag.pk in had[row.pk] and tag not in add],
        )
        for row in rows
    }


def _tag(tagged: dict[int, Tagged]):
    through = Company.tags.through
    new = [through(company_id=key, tag=tag) for key, each in tagged.items() for tag in each.added]
    through.objects.bulk_create(new, ignore_conflicts=True)
    by_tag = defaultdict(list)
    for key, each in tagged.items():
        for tag in each.removed:
            by_tag[tag.pk].append(key)
    for tag, companies in by_tag.items():
        for keys in chunks(companies):
            through.objects.filter(tag=tag, company__in=keys).delete()


def _tag_changes(tagged: Tagged) -> list[tuple[str, str, str]]:
    label = gettext("Etikett")
    return [*((label, "", str(tag)) for tag in tagged.added), *((label, str(tag), "") for tag in tagged.removed)]


def _with_ends(outcomes: list[RowOutcome], edit: Edit) -> BulkPreview:
    if edit.fields.get("status") != CompanyStatus.ENDED:
        return BulkPreview(outcomes)
    ending = [outcome.row for outcome in outcomes if outcome.changes]
    ends = loose_ends(ending)
    running, dialogues, steps = (
        {each.company_id for each in found} for found in (ends.running, ends.dialogues, ends.steps)
    )
    return BulkPreview(
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


def _tell(outcome: RowOutcome, before: dict, *, old: dict[str, str], new: dict[str, str], tagged: Tagged = NO_TAGS):
    """Say of a row that is as it would be what is different; `old` and `new` are the words of the edit's fields."""
    row, after = outcome.row, raw_values(outcome.row)
    told = _UNTOLD.union(row.derived_fields)
    changed = [name for name in after if name not in told and before[name] != after[name]]
    outcome.changes = [(_label(row, name), old[name], new[name]) for name in old if name in changed]
    outcome.changes += _tag_changes(tagged)
    outcome.fields = changed + ["tags"] * (tagged != NO_TAGS)


def _field(row: models.Model, name: str) -> models.Field:
    return row._meta.get_field(name)


def _label(row: models.Model, name: str) -> str:
    label = str(_field(row, name).verbose_name)
    return label[:1].upper() + label[1:]


@transaction.atomic
def plan_for_all(next_up: NextUp, *, parties: Iterable[tuple[Company, Contact | None]], by: User) -> Changeset:
    """What decide_for_all does, kept so that all of it can be taken back. Raises ValidationError by field."""
    with recording(by=by) as recorder, recorder.attempt():
        made = decide_for_all(next_up, parties=parties, by=by)
    return _keep(PLAN, made, recorder, by=by)


def _listed(user: User) -> Q:
    """Of the kinds of rows in which the person may change anything at all."""
    return Q(subject__in=[label for label in SUBJECTS if changeable(user, apps.get_model(label))])


def _may_undo(change: Changeset, user: User) -> bool:
    """Whether the person may change all the fields that the change was about."""
    meta = apps.get_model(change.subject)._meta
    is_allowed = user.has_perm(f"{meta.app_label}.change_{meta.model_name}")
    return is_allowed or bool(change.fields and set(change.fields) <= changeable(user, meta.model))


def undo_bulk(change: Changeset, by: User) -> Changeset:
    """Put every row back as it was, and take away those that were made, and new tags that no company has any more.

    Raises NotAllToChange, AlreadyUndone, and TouchedSince with the names of rows changed since.
    """
    if not _may_undo(change, by):
        raise NotAllToChange
    return undo(change, by=by, reason=gettext("Massändringen ångrades"))


register(Kind(BULK, _("Massändring"), listed=_listed, may=_may_undo, undo=undo_bulk))
register(Kind(PLAN, _("Planering för många"), listed=_listed, may=_may_undo, undo=undo_bulk))

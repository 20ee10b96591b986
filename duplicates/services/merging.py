"""Making one of two companies or of two people, and taking that back.

Everything that points at the one that goes is found from the models themselves, in whatever app it is, and moved.
The manifest says what: `kept` the fields of the one that stays, before and after; `lost` the row that went;
`moved` rows with what was changed in them; `dropped` rows that would have said the same thing twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import Record, User
from core.services import save_record
from core.undo import AlreadyUndone, TouchedSince, name_of, raw_values, set_raw
from crm.models import Affiliation, Company, CompanyStatus, Contact, Merge, MergeKind, Sponsorship
from crm.models.names import former_names
from crm.services.companies import loose_ends
from crm.services.last_contact import refresh_last_contact
from crm.services.pointing import Moving, about_a_sponsorship, other_end, pointers
from duplicates.services.objections import objections

Party = Company | Contact
# Never asked about: those of both are kept.
NOT_CHOSEN = frozenset({"version", "other_names", "other_emails", "former_emails", "other_phones"})
DERIVED = frozenset({"version", "search_key", "sort_key", "match_key"})  # a save fills these by itself
BOTH = "both"


class SameRecord(Refusal):
    message = _("Välj två olika att slå ihop.")


class AlreadyMerged(Refusal):
    message = _("Någon annan har redan slagit ihop dem.")


class CannotMerge(Refusal):
    """Says what stands in the way, one sentence each."""

    def __init__(self, objections: list[str]):
        self.objections = objections
        super().__init__(" ".join(objections))


# --- Choosing -------------------------------------------------------------------------------------


def chosen_fields(model: type[Party]) -> list[models.Field]:
    """The fields that a person may choose between when two are merged."""
    return [f for f in model._meta.concrete_fields if f.editable and not f.primary_key and f.name not in NOT_CHOSEN]


def better_kept(sides: Iterable[tuple[Party, list[Moving]]]) -> Party:
    """The one that more points at, else the older: what fewest need to get used to anew."""
    return max(sides, key=lambda side: (sum(moving.number for moving in side[1]), -side[0].pk))[0]


# --- Merging --------------------------------------------------------------------------------------


@dataclass
class _Course:
    """A merge on its way."""

    lost: Party
    kept: Party
    reason: str
    moved: list[dict] = field(default_factory=list)
    dropped: list[dict] = field(default_factory=list)

    def change(self, row: models.Model, **values):
        """Change a row, remembering how it was and how it was left."""
        before = raw_values(row)
        for name, value in values.items():
            setattr(row, name, value)
        try:
            row.validate_unique()
            row.validate_constraints()
        except ValidationError as error:
            raise CannotMerge([f"{capfirst(name_of(type(row), row.pk, row))}: {' '.join(error.messages)}"]) from None
        if isinstance(row, Record):
            row._change_reason = self.reason
        row.save()
        after = raw_values(row)
        for entry in self.moved:  # a row may point here in two ways; what counts is how it was left in the end
            if (entry["model"], entry["pk"]) == (row._meta.label_lower, row.pk):
                entry["version"] = after.get("version")
        entry = {
            "model": row._meta.label_lower,
            "pk": row.pk,
            "version": after.get("version"),
            "before": {name: before[name] for name in values},
            "after": {name: after[name] for name in values},
        }
        if row._meta.auto_created:
            [moved_end] = values
            entry["linked"] = after[other_end(row._meta.get_field(moved_end)).name]
        self.moved.append(entry)

    def drop(self, row: models.Model):
        self.dropped.append({"model": row._meta.label_lower, "values": raw_values(row)})
        if isinstance(row, Record):
            row._change_reason = self.reason
        row.delete()


@transaction.atomic
def merge(*, lost: Party, kept: Party, take: Iterable[str] = (), both: Iterable[str] = (), by: User) -> Merge:
    """Move everything from `lost` to `kept` and remove `lost`.

    `take` names the fields whose value comes from `lost`; texts in `both` are put one after the other. Raises
    SameRecord, AlreadyMerged, CannotMerge with every objection, ValidationError by field, and StaleVersion when
    something that is to be moved was saved by somebody else meanwhile.
    """
    if lost.pk == kept.pk:
        raise SameRecord
    model = type(lost)
    # Both are locked, in the same order for everybody, before anything is read: whoever adds something to one of
    # them either comes first and is moved, or comes after and is led on (see crm.services.merged).
    locked = {row.pk: row for row in model.objects.select_for_update().filter(pk__in=[lost.pk, kept.pk]).order_by("pk")}
    if len(locked) < 2:
        raise AlreadyMerged
    lost, kept = locked[lost.pk], locked[kept.pk]
    if refused := objections(lost, kept):
        raise CannotMerge(refused)
    course = _Course(lost, kept, gettext("%(lost)s slogs ihop med %(kept)s") % {"lost": lost, "kept": kept})
    before, gone = raw_values(kept), raw_values(lost)
    for pointer in pointers(model):
        _move(course, pointer)
    lost_name, lost_key = str(lost), lost.pk
    lost._change_reason = course.reason
    lost.delete()
    _take_over(course, gone, take=set(take), both=set(both), lost_name=lost_name)
    after = raw_values(kept)
    derived = DERIVED.union(kept.derived_fields)
    changed = [name for name in after if name not in derived and after[name] != before[name]]
    _count_anew(model, kept.pk)
    kind = MergeKind(model._meta.model_name)
    led = list(Merge.objects.standing().filter(kind=kind, leads_to=lost_key).values_list("pk", flat=True))
    Merge.objects.filter(pk__in=led).update(leads_to=kept.pk)
    return save_record(
        Merge(kind=kind, lost=lost_key, kept=kept.pk, leads_to=kept.pk, lost_name=lost_name, merged_by=by),
        manifest={
            "lost": gone,
            "kept": {"before": {n: before[n] for n in changed}, "after": {n: after[n] for n in changed}},
            "moved": course.moved,
            "dropped": course.dropped,
            "led": led,
        },
    )


def _move(course: _Course, pointer: models.ForeignKey):
    rows = pointer.model._base_manager.filter(**{pointer.name: course.lost}).order_by("pk")
    if pointer.model._meta.auto_created:
        other = other_end(pointer).attname
        there = pointer.model._base_manager.filter(**{pointer.name: course.kept})
        taken = set(there.values_list(other, flat=True))
        for row in rows:
            course.drop(row) if getattr(row, other) in taken else course.change(row, **{pointer.name: course.kept})
    elif pointer.model is Affiliation:
        _move_roles(course, pointer.name, list(rows))
    else:
        for row in rows:
            course.change(row, **{pointer.name: course.kept})


def _move_roles(course: _Course, end: str, rows: list[Affiliation]):
    """A role that is there already is not told twice, and a company keeps the first contact it has."""
    other = "company_id" if end == "contact" else "contact_id"
    there = list(Affiliation.objects.filter(**{end: course.kept}))
    has_main = end == "company" and any(role.is_main_contact for role in there)
    for row in rows:
        twins = [role for role in there if getattr(role, other) == getattr(row, other) and role.is_same_role_as(row)]
        twin = next(iter(twins), None)
        if twin is None:
            values = {end: course.kept}
            if row.is_primary and has_main:
                values["is_primary"] = False
            course.change(row, **values)
            continue
        told = {name: getattr(row, name) for name in ("role", "starts", "ends") if not getattr(twin, name)}
        told = {name: value for name, value in told.items() if value}
        if row.is_primary and not twin.is_primary and not has_main:
            told["is_primary"] = True
        _end_by_plan(course, row, twin, known=[*rows, *there])
        course.drop(row)
        if told:
            course.change(twin, **told)


def _end_by_plan(course: _Course, row: Affiliation, twin: Affiliation, *, known: list[Affiliation]):
    """A change of jobs ahead that ends the role that goes ends its twin, on whatever day it comes to be."""
    copies = {role.pk: role for role in known}
    for stored in Affiliation.objects.filter(contact=row.contact_id, at_start__isnull=False).order_by("pk"):
        ahead = copies.get(stored.pk, stored)  # the copy that is moved too
        left = dict(ahead.at_start.get("left", {}))
        if str(row.pk) in left:
            del left[str(row.pk)]
            left[str(twin.pk)] = twin.ends and twin.ends.isoformat()
            course.change(ahead, at_start=ahead.at_start | {"left": left})


def _take_over(course: _Course, gone: dict, *, take: set[str], both: set[str], lost_name: str):
    kept = course.kept
    values = {f.name: gone[f.name] for f in chosen_fields(type(kept)) if f.name in take}
    for name in both:
        values[name] = "\n\n".join(filter(None, [getattr(kept, name), gone[name]]))
    own_name, was = str(kept), getattr(kept, "status", "")
    if isinstance(kept, Contact):  # what is not chosen is kept beside what is
        values["other_emails"] = "\n".join([kept.email, kept.other_emails, gone["email"], gone["other_emails"]])
        values["former_emails"] = "\n".join([kept.former_emails, gone.get("former_emails", "")])
        numbers = [str(kept.phone), kept.other_phones, str(gone["phone"]), gone["other_phones"]]
        values["other_phones"] = "\n".join(numbers)
    set_raw(kept, values)
    kept.other_names = former_names(
        kept.other_names,
        own_name,
        lost_name,
        gone["other_names"],
        now=str(kept),
        most=type(kept)._meta.get_field("other_names").max_length,
    )
    kept._change_reason = course.reason
    kept.full_clean()
    if isinstance(kept, Company):
        _require_not_ended_by_it(kept, statuses={was, gone["status"]})
    kept.save()


def _require_not_ended_by_it(kept: Company, *, statuses: set[str]):
    """What hangs on the one that goes on is not hidden by the status of the one that was ended."""
    if kept.status == CompanyStatus.ENDED and statuses != {CompanyStatus.ENDED} and (ends := loose_ends([kept])):
        words = gettext("%(ends)s Välj den andra statusen. Ska företaget avslutas, gör det efteråt.")
        raise ValidationError({"status": words % {"ends": ends}})


# --- Taking it back -------------------------------------------------------------------------------


@transaction.atomic
def undo_merge(merge: Merge, *, by: User) -> Party:
    """Put everything back as it was and give the one that is there again. What came later stays with the one kept.

    Raises AlreadyUndone, TouchedSince with the names of what was changed or is about what would go back, as the renewal
    of a sponsorship is, and CannotMerge when something else has taken its place, such as the organisation number.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise AlreadyUndone
    model, manifest = merge.model, merge.manifest
    kept = model.objects.select_for_update().filter(pk=merge.kept).first()
    if kept is None:
        raise TouchedSince([name_of(model, merge.kept, None)])
    if names := list(_touched(kept, manifest)):
        raise TouchedSince(list(dict.fromkeys(names)))
    reason = gettext("Sammanslagningen med %(lost)s ångrades") % {"lost": merge.lost_name}
    set_raw(kept, manifest["kept"]["before"])
    kept._change_reason = reason
    kept.save()
    lost = _put_back(model, manifest["lost"], reason)
    for entry in reversed(manifest["moved"]):
        source = _model(entry)
        row = source._base_manager.get(pk=entry["pk"])
        set_raw(row, entry["before"])
        if isinstance(row, Record):
            row._change_reason = reason
        row.save()
    for entry in manifest["dropped"]:
        _put_back(_model(entry), entry["values"], reason)
    Merge.objects.filter(pk__in=manifest["led"]).update(leads_to=lost.pk)
    save_record(merge, undone_by=by, undone_at=timezone.now())
    _count_anew(model, kept.pk, lost.pk)
    return lost


def _count_anew(model: type[Party], *keys: int):
    if model is Company:
        refresh_last_contact(keys)


def _touched(kept: Party, manifest: dict) -> Iterator[str]:
    if _differs(kept, manifest["kept"]["after"]):
        yield name_of(type(kept), kept.pk, kept)
    for entry in manifest["moved"]:
        model = _model(entry)
        row = model._base_manager.filter(pk=entry["pk"]).first()
        if row is None:
            yield _name_of_gone(model, entry)
        elif entry["version"] != getattr(row, "version", None) or _differs(row, entry["after"]):
            yield name_of(model, entry["pk"], row)
    if isinstance(kept, Company):
        yield from _leaning(kept, manifest)
    for entry in manifest["dropped"]:
        model = _model(entry)
        for pointer in model._meta.concrete_fields:
            key = entry["values"].get(pointer.name)
            if not pointer.is_relation or key is None or key == manifest["lost"]["id"]:
                continue
            target = pointer.remote_field.model
            if not target._base_manager.filter(pk=key).exists():
                yield name_of(target, key, None)


def _leaning(kept: Company, manifest: dict) -> Iterator[str]:
    """What came later and would be left with the company that is kept, though its sponsorship goes back.

    What was there before is among the moved.
    """
    moved = {(entry["model"], entry["pk"]) for entry in manifest["moved"]}
    going = [key for label, key in moved if label == Sponsorship._meta.label_lower]
    for pointer in about_a_sponsorship():
        for row in pointer.model._base_manager.filter(company=kept, **{f"{pointer.name}__in": going}).order_by("pk"):
            if (row._meta.label_lower, row.pk) not in moved:
                yield name_of(pointer.model, row.pk, row)


def _differs(row: models.Model, values: dict) -> bool:
    now = raw_values(row)
    return any(now[name] != value for name, value in values.items() if name in now)


def _name_of_gone(model: type[models.Model], entry: dict) -> str:
    """A link that is gone goes by the name of what it linked."""
    if not model._meta.auto_created:
        return name_of(model, entry["pk"], None)
    [moved_end] = entry["after"]
    linked = other_end(model._meta.get_field(moved_end))
    target = linked.remote_field.model
    key = entry["linked"]
    return name_of(target, key, target._base_manager.filter(pk=key).first())


def _put_back(model: type[models.Model], values: dict, reason: str) -> models.Model:
    row = model()
    set_raw(row, values)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        raise CannotMerge([f"{name_of(model, row.pk, row)}: {' '.join(error.messages)}"]) from None
    row.save_base(raw=True, force_insert=True)
    if isinstance(row, Record):
        type(row).history.bulk_history_create([row], default_change_reason=reason)
    return row


def _model(entry: dict) -> type[models.Model]:
    return Sponsorship._meta.apps.get_model(entry["model"])

"""Merge two companies or two people, and undo it.

All rows that point to the removed one are found from the models, in every app, and moved. All that is written is one
changeset. The kept row and linked rows are compared by value, so that later changes to their other fields do not
prevent undo.
"""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.changesets import Kind, Recorder, Touched, recording, register, still_there, undo
from core.errors import Refusal
from core.models import Change, Changeset, User
from core.services import save_record
from core.undo import AlreadyUndone, name_of, raw_values, set_raw
from crm.models import Affiliation, Company, CompanyStatus, Contact, Merge, MergeKind, Sponsorship
from crm.models.names import former_names
from crm.services.companies import loose_ends
from crm.services.last_contact import refresh_last_contact
from crm.services.related_rows import Moving, about_a_sponsorship, link_name, pointers
from duplicates.services.objections import objections

Party = Company | Contact
# Not a choice: the values of both are kept.
NOT_CHOSEN = frozenset({"version", "other_names", "other_emails", "former_emails", "other_phones"})
CHANGESET_KIND = "merge"
BOTH = "both"


class SameRecord(Refusal):
    message = _("Välj två olika att slå ihop.")


class AlreadyMerged(Refusal):
    message = _("Någon annan har redan slagit ihop dem.")


class CannotMerge(Refusal):
    """Lists the objections, one sentence each."""

    def __init__(self, objections: list[str]):
        self.objections = objections
        super().__init__(" ".join(objections))


# --- Choosing -------------------------------------------------------------------------------------


def chosen_fields(model: type[Party]) -> list[models.Field]:
    """The fields that a person may choose between when two are merged."""
    return [f for f in model._meta.concrete_fields if f.editable and not f.primary_key and f.name not in NOT_CHOSEN]


def better_kept(sides: Iterable[tuple[Party, list[Moving]]]) -> Party:
    """The one that more rows point to, else the older: it is known to more people."""
    return max(sides, key=lambda side: (sum(moving.number for moving in side[1]), -side[0].pk))[0]


# --- Merging --------------------------------------------------------------------------------------


def _change(row: models.Model, **values):
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        raise CannotMerge([f"{capfirst(name_of(type(row), row.pk, row))}: {' '.join(error.messages)}"]) from None
    row.save()


@transaction.atomic
def merge(*, lost: Party, kept: Party, take: Iterable[str] = (), both: Iterable[str] = (), by: User) -> Merge:
    """Move everything from `lost` to `kept` and delete `lost`.

    `take` names the fields whose value comes from `lost`; the texts of fields in `both` are joined. Raises SameRecord,
    AlreadyMerged, CannotMerge with all objections, ValidationError by field, and StaleVersion if a row to be moved was
    saved by somebody else meanwhile.
    """
    if lost.pk == kept.pk:
        raise SameRecord
    model = type(lost)
    # Lock both, always in the same order, before reading anything: a row added concurrently is either added first and
    # moved, or added later to the kept one (see crm.services.merged).
    locked = {row.pk: row for row in model.objects.select_for_update().filter(pk__in=[lost.pk, kept.pk]).order_by("pk")}
    if len(locked) < 2:
        raise AlreadyMerged
    lost, kept = locked[lost.pk], locked[kept.pk]
    if refused := objections(lost, kept):
        raise CannotMerge(refused)
    reason = gettext("%(lost)s slogs ihop med %(kept)s") % {"lost": lost, "kept": kept}
    gone, lost_name, lost_key = raw_values(lost), str(lost), lost.pk
    with recording(by=by, reason=reason) as recorder, recorder.attempt():
        own_links = [link.name for link in model._meta.many_to_many if link.remote_field.through._meta.auto_created]
        recorder.links(lost, *own_links)
        recorder.links(kept, *own_links)
        recorder.by_value(kept)
        for pointer in pointers(model):
            _move(recorder, pointer, lost=lost, kept=kept)
        lost.delete()
        _take_over(kept, gone, take=set(take), both=set(both), lost_name=lost_name)
    _count_anew(model, kept.pk)
    kind = MergeKind(model._meta.model_name)
    changeset = Changeset.objects.create(kind=CHANGESET_KIND, subject=model._meta.label, name=lost_name, made_by=by)
    recorder.write(changeset)
    Merge.objects.filter(kind=kind, leads_to=lost_key).update(leads_to=kept.pk)
    return save_record(Merge(kind=kind, lost=lost_key, kept=kept.pk, leads_to=kept.pk, changeset=changeset))


def _move(recorder: Recorder, pointer: models.ForeignKey, *, lost: Party, kept: Party):
    if pointer.model is Affiliation:
        _move_roles(pointer.name, lost, kept)
    elif not pointer.model._meta.auto_created:
        for row in pointer.model._base_manager.filter(**{pointer.name: lost}).order_by("pk"):
            _change(row, **{pointer.name: kept})
    elif isinstance(lost, owner := pointer.model._meta.auto_created):
        name = link_name(pointer)
        getattr(kept, name).add(*getattr(lost, name).all())
    else:
        name = link_name(pointer)
        for row in owner._base_manager.filter(**{name: lost}).order_by("pk"):
            linked = getattr(row, name)
            added = [] if linked.contains(kept) else [kept.pk]
            linked.add(kept)
            linked.remove(lost)
            recorder.linked(row, name, added=added, removed=[lost.pk], by_value=True)


def _move_roles(end: str, lost: Party, kept: Party):
    """Merge equal roles into one. The kept company keeps its main contact."""
    other = "company_id" if end == "contact" else "contact_id"
    rows = list(Affiliation.objects.filter(**{end: lost}).order_by("pk"))
    there = list(Affiliation.objects.filter(**{end: kept}))
    has_main = end == "company" and any(role.is_main_contact for role in there)
    for row in rows:
        twins = [role for role in there if getattr(role, other) == getattr(row, other) and role.is_same_role_as(row)]
        twin = next(iter(twins), None)
        if twin is None:
            values = {end: kept}
            if row.is_primary and has_main:
                values["is_primary"] = False
            _change(row, **values)
            continue
        told = {name: getattr(row, name) for name in ("role", "starts", "ends") if not getattr(twin, name)}
        told = {name: value for name, value in told.items() if value}
        if row.is_primary and not twin.is_primary and not has_main:
            told["is_primary"] = True
        _end_by_plan(row, twin, known=[*rows, *there])
        row.delete()
        if told:
            _change(twin, **told)


def _end_by_plan(row: Affiliation, twin: Affiliation, *, known: list[Affiliation]):
    """Let a planned change of jobs that would end the removed role end its twin instead."""
    copies = {role.pk: role for role in known}
    for stored in Affiliation.objects.filter(contact=row.contact_id, at_start__isnull=False).order_by("pk"):
        ahead = copies.get(stored.pk, stored)  # the instance that is being moved, if it is
        left = dict(ahead.at_start.get("left", {}))
        if str(row.pk) in left:
            del left[str(row.pk)]
            left[str(twin.pk)] = twin.ends and twin.ends.isoformat()
            _change(ahead, at_start=ahead.at_start | {"left": left})


def _take_over(kept: Party, gone: dict, *, take: set[str], both: set[str], lost_name: str):
    values = {f.name: gone[f.name] for f in chosen_fields(type(kept)) if f.name in take}
    for name in both:
        values[name] = "\n\n".join(filter(None, [getattr(kept, name), gone[name]]))
    own_name, was = str(kept), getattr(kept, "status", "")
    if isinstance(kept, Contact):  # keep the addresses and numbers of both
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
    kept.full_clean()
    if isinstance(kept, Company):
        _require_not_ended_by_it(kept, statuses={was, gone["status"]})
    kept.save()


def _require_not_ended_by_it(kept: Company, *, statuses: set[str]):
    """Refuse to end a company with open matters by taking the status of the other one."""
    if kept.status == CompanyStatus.ENDED and statuses != {CompanyStatus.ENDED} and (ends := loose_ends([kept])):
        words = gettext("%(ends)s Välj den andra statusen. Ska företaget avslutas, gör det efteråt.")
        raise ValidationError({"status": words % {"ends": ends}})


# --- Taking it back -------------------------------------------------------------------------------


@transaction.atomic
def undo_merge(merge: Merge, *, by: User) -> Party:
    """Restore everything and return the restored row. What was added since stays with the kept one.

    Raises AlreadyUndone; TouchedSince with the names of rows that were changed, or that belong to what would be moved
    back, such as the renewal of a sponsorship; and CannotReturn if a unique value, such as the organisation number, is
    taken.
    """
    changeset, model = merge.changeset, merge.model
    reason = gettext("Sammanslagningen med %(lost)s ångrades") % {"lost": changeset.name}
    undo(changeset, by=by, reason=reason, also=leaning)
    Merge.objects.filter(pk__in=_led(merge)).update(leads_to=merge.lost)
    Merge.objects.filter(pk=merge.pk).delete()
    _count_anew(model, merge.kept, merge.lost)
    return model.objects.get(pk=merge.lost)


def _led(merge: Merge) -> list[int]:
    """Keys of earlier merges that led to the kept row through the restored one."""
    places, led = {merge.lost}, []
    earlier = Merge.objects.filter(kind=merge.kind, leads_to=merge.kept, pk__lt=merge.pk).order_by("-pk")
    for each in earlier:
        if each.kept in places:
            places.add(each.lost)
            led.append(each.pk)
    return led


def _count_anew(model: type[Party], *keys: int):
    if model is Company:
        refresh_last_contact(keys)


def leaning(changes: list[Change]) -> Iterator[Touched]:
    """Rows added since that would stay with the kept company although their sponsorship is moved back.

    Rows that existed before the merge are among those moved.
    """
    moved = {(change.model, change.object_id) for change in changes}
    going = [key for label, key in moved if label == Sponsorship._meta.label]
    kept = [key for label, key in moved if label == Company._meta.label]
    for pointer in about_a_sponsorship():
        later = pointer.model._base_manager.filter(company__in=kept, **{f"{pointer.name}__in": going})
        for row in later.order_by("pk"):
            if (row._meta.label, row.pk) not in moved:
                yield still_there(row, gettext("kom till efteråt"))


def _may_undo(changeset: Changeset, user: User) -> bool:
    return user.has_perm(f"crm.merge_{apps.get_model(changeset.subject)._meta.model_name}")


def _listed(user: User) -> Q:
    return Q(
        subject__in=[
            model._meta.label for model in (Company, Contact) if user.has_perm(f"crm.merge_{model._meta.model_name}")
        ]
    )


def _undo(changeset: Changeset, by: User):
    if changeset.is_taken_back:
        raise AlreadyUndone
    undo_merge(changeset.merge, by=by)


register(Kind(CHANGESET_KIND, _("Sammanslagning"), listed=_listed, may=_may_undo, undo=_undo, hindrances=leaning))

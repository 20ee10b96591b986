"""People, and their roles at companies."""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from core.bulk_save import Unsaved, save_records
from core.days import is_likely_year
from core.errors import Refusal
from core.models import Record, User
from core.services import save_record
from crm.models import Affiliation, Company, Contact
from crm.services.fields import AffiliationFields, ContactFields
from crm.services.merged import lock_surviving

logger = logging.getLogger(__name__)


@transaction.atomic
def add_contact(
    *, company: Company, role: str = "", starts: dt.date | None = None, **fields: Unpack[ContactFields]
) -> Contact:
    """Create a person with a role at a company. Raises ValidationError by field."""
    contact = save_record(Contact(), **fields)
    affiliate(contact=contact, company=company, role=role, starts=starts)
    return contact


def save_contacts(unsaved: Iterable[Unsaved]) -> list[Contact]:
    """Create or update many people, without roles (see `save_affiliations`). Raises as `save_records` does."""
    return save_records(unsaved)


@transaction.atomic
def affiliate(
    *,
    contact: Contact,
    company: Company,
    role: str = "",
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    is_primary: bool = False,
) -> Affiliation:
    """Give a person a role at a company. A new main contact replaces the previous one.

    Raises ValidationError if the dates are out of order.
    """
    affiliation = Affiliation(contact=contact, company=company)
    return save_affiliation(affiliation, role=role, starts=starts, ends=ends, is_primary=is_primary)


class WrittenRole(NamedTuple):
    role: Affiliation
    rows: list[Record]  # all rows written, the role first


@transaction.atomic
def save_affiliation(affiliation: Affiliation, **fields: Unpack[AffiliationFields]) -> Affiliation:
    """Create or update a role. A company has at most one main contact. Raises ValidationError, StaleVersion."""
    return save_role(affiliation, **fields).role


@transaction.atomic
def save_role(affiliation: Affiliation, **fields: Unpack[AffiliationFields]) -> WrittenRole:
    """As `save_affiliation`, but also returns the other rows that were written."""
    if not affiliation.pk:
        _require_not_told(affiliation, fields)
    save_record(affiliation, **_with_ends(affiliation, _with_start(affiliation, fields)))
    return WrittenRole(affiliation, [affiliation, *_begin_if_due(affiliation)])


def _lock(contact: Contact):
    """Lock the person while roles are checked, so that a concurrent call waits and sees the new role."""
    Contact.objects.select_for_update(no_key=True).filter(pk=contact.pk).order_by().first()


def _require_not_told(new: Affiliation, fields: dict):
    """Refuse a duplicate of a role: the person would be contacted and counted twice."""
    for name, value in fields.items():
        setattr(new, name, value)
    _lock(new.contact)
    told = Affiliation.objects.filter(contact=new.contact_id, company=new.company_id)
    if any(new.is_same_role_as(role) for role in told):
        words = gettext("%(person)s har redan ett uppdrag på %(company)s. Ändra det i stället.")
        raise ValidationError({"company": words % {"person": new.contact, "company": new.company}})


@transaction.atomic
def save_affiliations(unsaved: Iterable[Unsaved]) -> list[Affiliation]:
    """Create or update many roles as `save_affiliation` does. Raises as `save_records` does."""
    affiliations = save_records(
        replace(each, fields=_with_ends(each.record, _with_start(each.record, each.fields))) for each in unsaved
    )
    for affiliation in affiliations:
        _begin_if_due(affiliation)
    return affiliations


def _with_start(affiliation: Affiliation, fields: dict) -> dict:
    """The fields to write; a main contact's future role gets `at_start`, to take the mark on its first day."""
    starts = fields.get("starts", affiliation.starts)
    waits = starts is not None and starts > timezone.localdate()
    is_primary = fields.get("is_primary", affiliation.is_primary)
    at_start = fields.get("at_start", affiliation.at_start)
    return fields | {"at_start": {}} if waits and is_primary and at_start is None else fields


def _with_ends(affiliation: Affiliation, fields: dict) -> dict:
    """The fields to write; when a future change of jobs is moved, the ends of the roles it replaces move with it."""
    plan, starts = fields.get("at_start", affiliation.at_start), fields.get("starts", affiliation.starts)
    if not plan or "left" not in plan or starts is None or not is_likely_year(starts):
        return fields  # saving the role refuses a year out of range
    last_day = starts - dt.timedelta(days=1)
    if last_day == dt.date.fromisoformat(plan["last_day"]):
        return fields
    for role, before in _ended_by(plan):
        if role.starts and role.starts > last_day:
            raise ValidationError({"starts": _begins_after(role)})
        save_record(role, ends=min(last_day, before or last_day))
    return fields | {"at_start": plan | {"last_day": last_day.isoformat()}}


def _ended_by(plan: dict) -> list[tuple[Affiliation, dt.date | None]]:
    """The roles that a future change of jobs ends, each with its earlier end, unless the end was edited since."""
    before = {int(pk): ends and dt.date.fromisoformat(ends) for pk, ends in plan["left"].items()}
    roles = Affiliation.objects.select_related("contact", "company").filter(pk__in=before, ends=plan["last_day"])
    return [(role, before[role.pk]) for role in roles.order_by("pk")]


def kept_if_it_goes(role: Affiliation) -> list[tuple[Affiliation, dt.date | None]]:
    """The roles that a future change of jobs ends, each with the end to restore if it is cancelled. One query."""
    return _ended_by(role.at_start) if role.is_change_of_jobs else []


def stay_after_all(role: Affiliation, *, reason: str, by: User):
    """Restore the ends of the roles that a cancelled change of jobs would have ended."""
    for left, before in kept_if_it_goes(role):
        left._change_reason, left._history_user = reason, by
        save_record(left, ends=before)


def taken_from(role: Affiliation) -> Affiliation | None:
    """The main contact that this role replaced, if still at the company; None if the role is not the main contact."""
    today = timezone.localdate()
    if not role.is_main_contact:
        return None
    others = Affiliation.objects.current_on(today).filter(company=role.company_id).exclude(pk=role.pk)
    if others.filter(is_primary=True).exists():
        return None
    since = _last_changes([role.pk])[role.pk]
    lost = {pk: when for pk, when in _last_changes(others.values("pk")).items() if when >= since}
    if not lost:
        return None
    return others.select_related("contact", "company").get(pk=max(lost, key=lost.__getitem__))


def _last_changes(roles) -> dict[int, dt.datetime]:
    """When `is_primary` last changed, by the role's primary key; roles that never had it are left out."""
    changed, has = {}, {}
    rows = Affiliation.history.filter(id__in=roles).order_by("history_id")
    for pk, is_primary, when in rows.values_list("id", "is_primary", "history_date"):
        if is_primary != has.get(pk, False):
            changed[pk], has[pk] = when, is_primary
    return changed


def give_mark_back(to: Affiliation, *, reason: str, by: User):
    """Make the previous main contact the main contact again, when the role that replaced it is deleted."""
    to._change_reason, to._history_user = reason, by
    save_record(to, is_primary=True)


def _begin_if_due(affiliation: Affiliation) -> list[Record]:
    """Apply what happens on the role's first day, if it has come. Returns the other rows written."""
    if affiliation.is_coming_on(timezone.localdate()):
        return []
    written = _take_over(affiliation)
    if affiliation.at_start is not None:
        reached_at, successors = affiliation.reached_at, affiliation.at_start.get("successors")
        save_record(affiliation, at_start=None)
        written += _do_at_start(affiliation.contact, reached_at=reached_at, successors=successors)
    return written


def _take_over(affiliation: Affiliation) -> list[Record]:
    """Clear the mark of other main contacts whose roles have begun; future ones keep theirs."""
    if not affiliation.is_primary:
        return []
    marked = affiliation.company.affiliations.begun_on(timezone.localdate()).filter(is_primary=True)
    return [save_record(other, is_primary=False) for other in marked.exclude(pk=affiliation.pk)]


def _do_at_start(contact: Contact, *, reached_at: dict[str, str], successors: dict[str, int] | None) -> list[Record]:
    """Apply a planned change of jobs, with merged companies and successors replaced by those they became."""
    handed = []
    for company_pk, successor_pk in (successors or {}).items():
        companies, people = lock_surviving([Company(pk=int(company_pk))]), lock_surviving([Contact(pk=successor_pk)])
        for company, successor in zip(companies, people, strict=False):
            was_main = company.affiliations.filter(contact=contact, is_primary=True).exists()
            handed.append((company, successor, was_main))
    return _arrive(contact, reached_at=reached_at, handed=handed)


def _arrive(
    contact: Contact, *, reached_at: dict[str, str], handed: list[tuple[Company, Contact, bool]]
) -> list[Record]:
    """Set the new address and number, keeping the old address for recognising e-mail, and hand over to successors."""
    written: list[Record] = []
    if reached_at:
        former = f"{contact.former_emails}\n{contact.email}"
        written.append(save_record(contact, **reached_at, former_emails=former))
    for company, successor, as_main in handed:
        written += _hand_over(company, of=contact, to=successor, as_main=as_main)
    return written


def _hand_over(company: Company, *, of: Contact, to: Contact, as_main: bool) -> list[Record]:
    role = company.affiliations.current_on(timezone.localdate()).filter(contact=to).first()
    if role is None:
        return []
    steps = [save_record(step, contact=to) for step in company.next_steps.open().filter(contact=of)]
    if not as_main:
        return steps
    save_record(role, is_primary=True)
    return [*steps, role, *_take_over(role)]


def begin_roles() -> int:
    """Begin the roles whose first day has come. Returns how many began.

    A role that a rule refuses is logged and skipped.
    """
    today, begun = timezone.localdate(), 0
    for pk in list(Affiliation.objects.to_begin_on(today).order_by("starts", "pk").values_list("pk", flat=True)):
        try:
            begun += _begin(pk, today)
        except (Refusal, ValidationError):
            logger.exception("A role whose first day has come could not begin: %s", pk)
    return begun


@transaction.atomic
def _begin(pk: int, today: dt.date) -> bool:
    """Begin the role unless it has begun already. Returns whether it began."""
    roles = Affiliation.objects.select_for_update(of=("self",)).select_related("contact", "company")
    affiliation = roles.to_begin_on(today).filter(pk=pk).first()
    if affiliation is not None:
        _begin_if_due(affiliation)
    return affiliation is not None


@transaction.atomic
def move_contact(
    *,
    contact: Contact,
    to_company: Company,
    on: dt.date,
    role: str = "",
    is_primary: bool = False,
    reached_at: dict[str, str] | None = None,
    successors: dict[Company, Contact] | None = None,
) -> WrittenRole:
    """End the person's roles the day before `on` and begin one at the new company; the ended roles are kept.

    `reached_at` is the `email` and `phone` from then on; None changes neither. `successors` are, by company that the
    person leaves, who takes over the open steps and becomes main contact if the person was. For a future `on`,
    `begin_roles` applies both on the day. Raises ValidationError by field if the person already has a role at the
    company, a planned change of jobs, or a current role that began on or after `on`; if a successor is not at the
    company; and for an impossible year.
    """
    _lock(contact)
    _require_may_move(contact, to_company, on)
    successors = successors or {}
    for company, successor in successors.items():
        _require_there(company, successor)
    left = list(
        contact.affiliations.current_on(on).exclude(starts=on)
    )  # one that begins the same day is kept beside it
    main_at = {affiliation.company_id for affiliation in left if affiliation.is_main_contact}
    new, waits = Affiliation(contact=contact, company=to_company), on > timezone.localdate()
    written_in = {name: str(value) for name, value in (reached_at or {}).items()}
    changed = {name: value for name, value in written_in.items() if value != contact.reached_by(name)}
    last_day = on - dt.timedelta(days=1)
    plan = {
        "last_day": last_day.isoformat(),
        "left": {str(affiliation.pk): affiliation.ends and affiliation.ends.isoformat() for affiliation in left},
        "reached_at": changed,
        "reached_before": {name: contact.reached_by(name) for name in changed},
        "successors": {str(company.pk): successor.pk for company, successor in successors.items()},
    }
    save_record(new, role=role, starts=on, is_primary=is_primary, at_start=plan if waits else None)
    written: list[Record] = [new, *(save_record(affiliation, ends=last_day) for affiliation in left)]
    if not waits:
        written += _take_over(new)
        handed = [(company, successor, company.pk in main_at) for company, successor in successors.items()]
        written += _arrive(contact, reached_at=changed, handed=handed)
    return WrittenRole(new, written)


def _require_may_move(contact: Contact, to_company: Company, on: dt.date):
    """Allow at most one role per company and one planned change of jobs."""
    today = timezone.localdate()
    held = contact.affiliations.select_related("company").not_over_on(min(on, today))
    if held.not_over_on(on).filter(company=to_company).exists():
        words = gettext("%(person)s har redan ett uppdrag på %(company)s. Ändra det i stället.")
        raise ValidationError({"company": words % {"person": contact, "company": to_company}})
    ahead = next((role for role in held if role.is_coming_on(today) and role.is_change_of_jobs), None)
    if ahead is not None:
        words = gettext("%(person)s byter redan till %(company)s %(day)s. Ändra eller ta bort det uppdraget i stället.")
        raise ValidationError({"company": words % {"person": contact, "company": ahead.company, "day": ahead.starts}})
    late = [role for role in held.current_on(today) if role.starts and role.starts >= on]
    if late:
        raise ValidationError({"on": _begins_after(late[-1])})


def _begins_after(role: Affiliation) -> str:
    words = gettext("Uppdraget på %(company)s började %(day)s. Den första dagen på det nya ligger efter det.")
    return words % {"company": role.company, "day": role.starts}


def _require_there(company: Company, contact: Contact):
    if not company.affiliations.current_on(timezone.localdate()).filter(contact=contact).exists():
        words = gettext("%(person)s är inte längre på %(company)s.") % {"person": contact, "company": company}
        raise ValidationError(words)

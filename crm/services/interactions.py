"""The contact log and next steps."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved, save_records
from core.errors import Refusal
from core.models import User
from core.services import save_record
from crm.models import (
    Affiliation,
    Company,
    Contact,
    Interaction,
    InteractionKind,
    NextStep,
    Outcome,
    Pause,
    Sponsorship,
)
from crm.services.fields import InteractionFields, NextStepFields
from crm.services.last_contact import refresh_last_contact
from crm.services.merged import lock_surviving, resolve_merged
from crm.services.people import add_contact
from crm.services.step_notices import tell_assignees


class StepIsDone(Refusal):
    message = _("Steget är redan avklarat.")


@dataclass(frozen=True)
class NextUp:
    """The next step; or, with a `reason`, a pause through the day `on`.

    `decided_on` (default today) is the earliest due date accepted.
    """

    on: dt.date
    what: str = ""
    reason: str = ""
    assignee: User | None = None
    sponsorship: Sponsorship | None = None
    decided_on: dt.date | None = None
    at: dt.time | None = None


@transaction.atomic
def save_interaction(
    interaction: Interaction,
    *,
    companies: Iterable[Company],
    contacts: Iterable[Contact] = (),
    anybody: bool = False,
    **fields: Unpack[InteractionFields],
) -> Interaction:
    """Create or update an interaction. Raises ValidationError, StaleVersion.

    Merged companies and people are replaced by those they became. The people have or had a role at one of the
    companies, unless `anybody` may be named.
    """
    companies, contacts = lock_surviving(companies), lock_surviving(contacts)
    return _write(interaction, companies=companies, contacts=contacts, anybody=anybody, **fields)


def _write(
    interaction: Interaction,
    *,
    companies: list[Company],
    contacts: list[Contact],
    anybody: bool,
    **fields: Unpack[InteractionFields],
) -> Interaction:
    _require_company(companies)
    if contacts and not anybody:
        _require_people_there(interaction, companies=companies, contacts=contacts)
    before = _companies_of(interaction) if interaction.pk else []
    save_record(interaction, links={"companies": companies, "contacts": contacts}, **fields)
    refresh_last_contact([*before, *(company.pk for company in companies)])
    return interaction


def _require_company(companies: Collection[Company]):
    if not companies:
        raise ValidationError({"companies": _("Välj minst ett företag.")})


def _require_people_there(interaction: Interaction, *, companies: list[Company], contacts: list[Contact]):
    """Refuse people without a role, whenever, at any of the companies.

    Those on the interaction already stay, unless they belong to a company that is taken off it.
    """
    elsewhere = {contact.pk for contact in contacts} - _with_roles_at(companies, contacts)
    if elsewhere and interaction.pk:
        taken_off = interaction.companies.exclude(pk__in=[company.pk for company in companies])
        there = set(interaction.contacts.values_list("pk", flat=True))
        elsewhere -= there - _with_roles_at(taken_off, contacts)
    if elsewhere:
        words = _("%(person)s hör inte till något av de valda företagen. Bocka ur personen, eller välj företaget.")
        people = [contact for contact in contacts if contact.pk in elsewhere]
        raise ValidationError({"contacts": [words % {"person": person} for person in people]})


def _with_roles_at(companies: Iterable[Company], contacts: list[Contact]) -> set[int]:
    roles = Affiliation.objects.filter(company__in=companies, contact__in=contacts)
    return set(roles.order_by().values_list("contact", flat=True))


@transaction.atomic
def save_interactions(unsaved: Iterable[Unsaved]) -> list[Interaction]:
    """Create or update many interactions as `save_interaction` does; `links` hold their companies and people.

    Anybody may be named: a list read in tells of roles that are not registered. Raises as `save_records` does.
    """
    unsaved = list(unsaved)
    now = resolve_merged({party: None for each in unsaved for linked in each.links.values() for party in linked})
    rows = []
    for each in unsaved:
        links = {
            name: list(dict.fromkeys(now[party] for party in linked if party in now))
            for name, linked in each.links.items()
        }
        _require_company(links["companies"])
        rows.append(replace(each, links=links))
    changed = [each.record.pk for each in unsaved if each.record.pk]
    links = Interaction.companies.through.objects
    before = list(links.filter(interaction__in=changed).values_list("company", flat=True)) if changed else []
    saved = save_records(rows)
    refresh_last_contact([*before, *(company.pk for each in rows for company in each.links["companies"])])
    return saved


def _companies_of(interaction: Interaction) -> list[int]:
    return list(interaction.companies.values_list("pk", flat=True))


@transaction.atomic
def log_interaction(
    *,
    by: User,
    companies: Iterable[Company],
    contacts: Iterable[Contact] = (),
    newcomer: dict | None = None,
    completes: Iterable[NextStep] = (),
    next_up: NextUp | None = None,
    anybody: bool = False,
    **fields: Unpack[InteractionFields],
) -> Interaction:
    """Log an interaction, complete the steps it `completes`, and plan or pause the first company, all or nothing.

    `newcomer` is the arguments of `add_contact` for a person to create. A call without answer completes no step. The
    answer's `completed` and `decided` hold what was written besides. Raises as save_interaction.
    """
    companies, contacts = lock_surviving(companies), lock_surviving(contacts)
    if newcomer:
        [at] = lock_surviving([newcomer["company"]]) or companies[:1]
        contacts = [*contacts, add_contact(**newcomer | {"company": at})]
    interaction = Interaction(logged_by=by)
    _write(interaction, companies=companies, contacts=contacts, anybody=anybody, **fields)
    if not interaction.reached_nobody:
        done = [(step.done_at, complete_next_step(step, by=by)) for step in completes]
        interaction.completed = [step for done_before, step in done if not done_before and step.done_by_id == by.pk]
    if next_up:
        contact = contacts[0] if contacts else None
        interaction.decided = decide_next(next_up, company=companies[0], by=by, contact=contact, origin=interaction)
    return interaction


def decide_next(
    next_up: NextUp,
    *,
    company: Company,
    by: User,
    sponsorship: Sponsorship | None = None,
    contact: Contact | None = None,
    origin: Interaction | None = None,
) -> NextStep | Pause:
    """Plan the next step with a company or in a dialogue, or pause it.

    Raises ValidationError by field.
    """
    about = {"company": company, "sponsorship": sponsorship or next_up.sponsorship}
    if next_up.reason:
        return pause(**about, by=by, until=next_up.on, reason=next_up.reason)
    return plan_next_step(
        **about,
        contact=contact,
        origin=origin,
        by=by,
        **_step_of(next_up, by=by),
    )


def _step_of(next_up: NextUp, *, by: User) -> dict:
    return {
        "what": next_up.what,
        "due_on": next_up.on,
        "due_at": next_up.at,
        "assignee": next_up.assignee or by,
        "decided_on": next_up.decided_on,
    }


@transaction.atomic
def decide_for_all(
    next_up: NextUp, *, parties: Iterable[tuple[Company, Contact | None]], by: User
) -> list[NextStep | Pause]:
    """The same step with each company and the person there, or the same pause for each, all or nothing.

    Of several people at one company each gets a step; the company is paused once. Raises ValidationError by field.
    """
    parties = list(parties)
    about = {"sponsorship": next_up.sponsorship}
    if next_up.reason:
        _require_later(next_up.on)
        companies = dict.fromkeys(company for company, _contact in parties)
        why = about | {"until": next_up.on, "reason": next_up.reason}
        return save_records(Unsaved(Pause(made_by=by), why | {"company": company}) for company in companies)
    now = resolve_merged(party for pair in parties for party in pair if party)
    step = about | _step_of(next_up, by=by)
    steps = save_records(
        Unsaved(NextStep(), step | {"company": now.get(company, company), "contact": now.get(contact, contact)})
        for company, contact in parties
    )
    tell_assignees(steps, by=by)
    return steps


def log_no_answer(*, by: User, company: Company, contact: Contact | None = None) -> Interaction:
    """Log a call without answer. Open next steps are unchanged."""
    return log_interaction(
        by=by,
        companies=[company],
        contacts=[contact] if contact else [],
        kind=InteractionKind.CALL,
        outcome=Outcome.NO_ANSWER,
    )


@transaction.atomic
def plan_next_step(
    *, company: Company, contact: Contact | None = None, by: User | None = None, **fields: Unpack[NextStepFields]
) -> NextStep:
    """Plan a next step, due on `decided_on` (default today) or later. Raises ValidationError by field.

    Who gets it from `by` is told by mail.
    """
    for name, party in (("company", company), ("contact", contact)):
        fields[name] = next(iter(lock_surviving([party])), party) if party else None
    step = save_record(NextStep(), **fields)
    tell_assignees([step], by=by)
    return step


@transaction.atomic
def move_next_step(
    step: NextStep, *, due_on: dt.date | None = None, assignee: User | None = None, by: User | None = None
) -> NextStep:
    """Change the due date, the assignee or both. Raises StepIsDone, and ValidationError by field.

    A new assignee who gets it from `by` is told by mail.
    """
    step = NextStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if step.done_at:
        raise StepIsDone
    return update_next_step(step, due_on=due_on or step.due_on, assignee=assignee or step.assignee, by=by)


@transaction.atomic
def update_next_step(step: NextStep, *, by: User | None, **fields) -> NextStep:
    """Change any of its fields. Raises ValidationError by field, and StaleVersion.

    A new assignee who gets it from `by` is told by mail.
    """
    before = NextStep.objects.filter(pk=step.pk).values_list("assignee", flat=True).first()
    save_record(step, **fields)
    tell_assignees([step] if step.assignee_id != before else [], by=by)
    return step


@transaction.atomic
def complete_next_step(step: NextStep, *, by: User) -> NextStep:
    """Complete a step; idempotent."""
    step = NextStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if step.done_at:
        return step
    return save_record(step, done_at=timezone.now(), done_by=by)


@transaction.atomic
def reopen_next_step(step: NextStep) -> NextStep:
    """Undo the completion of a step."""
    step = NextStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    return save_record(step, done_at=None, done_by=None)


def pause(*, company: Company, by: User, until: dt.date, reason: str, sponsorship: Sponsorship | None = None) -> Pause:
    """Say why nothing is planned with a company, or in one dialogue with it, and until when.

    Raises ValidationError by field; on `until` for a day that is not after today.
    """
    _require_later(until)
    return save_record(Pause(made_by=by), company=company, sponsorship=sponsorship, until=until, reason=reason)


def _require_later(until: dt.date):
    if until <= timezone.localdate():
        raise ValidationError({"until": _("Välj en dag efter i dag.")})


@transaction.atomic
def end_pause(paused: Pause) -> Pause:
    """End a pause as of today; one already over is unchanged."""
    paused = Pause.objects.select_for_update(of=("self",)).get(pk=paused.pk)
    today = timezone.localdate()
    return save_record(paused, until=today - dt.timedelta(days=1)) if paused.until >= today else paused

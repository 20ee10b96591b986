"""The contact log and what is to happen next."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.services import save_record
from crm.models import Company, Contact, Interaction, InteractionKind, NextStep, Outcome


@transaction.atomic
def save_interaction(
    interaction: Interaction, *, companies: Iterable[Company], contacts: Iterable[Contact] = (), **fields
) -> Interaction:
    """Write or change a row in the log. Raises ValidationError, StaleVersion."""
    companies = list(companies)
    if not companies:
        raise ValidationError({"companies": _("Välj minst ett företag.")})
    return save_record(interaction, links={"companies": companies, "contacts": list(contacts)}, **fields)


@transaction.atomic
def log_interaction(
    *,
    by: User,
    companies: Iterable[Company],
    contacts: Iterable[Contact] = (),
    completes: Iterable[NextStep] = (),
    what_next: str = "",
    due_on: dt.date | None = None,
    assignee: User | None = None,
    **fields,
) -> Interaction:
    """Log a contact, tick off the steps it `completes` and plan the next one, all or nothing.

    A call that reached nobody completes nothing: what was to be done is still to be done.
    Raises ValidationError by field.
    """
    companies, contacts = list(companies), list(contacts)
    interaction = save_interaction(Interaction(logged_by=by), companies=companies, contacts=contacts, **fields)
    if interaction.outcome != Outcome.NO_ANSWER:
        for step in completes:
            complete_next_step(step, by=by)
    if what_next:
        plan_next_step(
            company=companies[0],
            contact=contacts[0] if contacts else None,
            what=what_next,
            due_on=due_on,
            assignee=assignee or by,
            origin=interaction,
        )
    return interaction


def log_no_answer(*, by: User, company: Company, contact: Contact | None = None) -> Interaction:
    """A call that nobody took. Every open next step stays as it is."""
    return log_interaction(
        by=by,
        companies=[company],
        contacts=[contact] if contact else [],
        kind=InteractionKind.CALL,
        outcome=Outcome.NO_ANSWER,
    )


def plan_next_step(**fields) -> NextStep:
    """Plan what is to be done, by whom and when. Raises ValidationError by field."""
    return save_record(NextStep(), **fields)


@transaction.atomic
def complete_next_step(step: NextStep, *, by: User) -> NextStep:
    """Tick it off; one already done is left as it was."""
    step = NextStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if step.done_at:
        return step
    return save_record(step, done_at=timezone.now(), done_by=by)


@transaction.atomic
def reopen_next_step(step: NextStep) -> NextStep:
    """Take back a tick made by mistake."""
    step = NextStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    return save_record(step, done_at=None, done_by=None)

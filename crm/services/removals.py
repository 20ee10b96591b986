"""Remove interactions logged by mistake, and restore them.

A removed one keeps `values`, its fields; `contacts`, the people's primary keys; and the primary keys of the `steps` and
`documents` that referred to it, which lose that reference.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.button_undo import put_back
from core.errors import Refusal
from core.models import User
from core.undo import AlreadyUndone, raw_values, set_raw
from crm.models import Contact, Document, Interaction, NextStep, RemovedInteraction
from crm.services.last_contact import refresh_last_contact
from crm.services.merged import lock_surviving

OWN_MAY_GO_FOR = dt.timedelta(days=1)


class NotYoursToRemove(Refusal):
    message = _("Bara den som loggade kontakten kan ta bort den, och bara inom ett dygn. Be en administratör.")


class NowhereToRestore(Refusal):
    message = _("Företaget som kontakten gällde är borttaget, så det finns inget att lägga tillbaka den på.")


class NotYoursToRestore(Refusal):
    message = _("Bara den som tog bort kontakten, eller en administratör, kan ta tillbaka den.")


def may_remove(interaction: Interaction, *, user: User) -> bool:
    """Whether the user logged it within a day, or may remove any. At most one query besides loading permissions."""
    if user.has_perm("crm.delete_interaction"):
        return True
    if interaction.logged_by_id != user.pk or not user.has_perm("crm.add_interaction"):
        return False
    made = interaction.history.filter(history_type="+", history_date__gt=timezone.now() - OWN_MAY_GO_FOR)
    return made.exists()


@transaction.atomic
def remove_interaction(interaction: Interaction, *, by: User) -> RemovedInteraction:
    """Remove it from the log of every company; steps that it planned or completed are unchanged.

    Raises NotYoursToRemove, and StaleVersion if it has changed since it was read.
    """
    if not may_remove(interaction, user=by):
        raise NotYoursToRemove
    interaction.claim_version()
    companies = list(interaction.companies.all())
    removed = RemovedInteraction.objects.create(
        name=str(interaction),
        removed_by=by,
        kept={
            "values": raw_values(interaction),
            "contacts": _keys(interaction.contacts),
            "steps": _keys(interaction.next_steps),
            "documents": _keys(interaction.documents),
        },
    )
    removed.companies.set(companies)
    interaction.delete()
    refresh_last_contact([company.pk for company in companies])
    return removed


@transaction.atomic
def take_back_interaction(interaction: Interaction, *, by: User, ticket: str) -> RemovedInteraction:
    """Remove it, and put back what was written with it, of which there is a ticket (core.button_undo); all or nothing.

    Raises as remove_interaction and put_back.
    """
    if ticket:
        put_back(ticket, by=by)
    return remove_interaction(interaction, by=by)


@transaction.atomic
def restore_interaction(removed: RemovedInteraction, *, by: User) -> Interaction:
    """Restore it, with the people, steps and documents that still exist; merged people are those they became.

    Raises NotYoursToRestore, AlreadyUndone, NowhereToRestore, and Refusal if a rule prevents it, as when its e-mail has
    been logged again.
    """
    removed = RemovedInteraction.objects.select_for_update(of=("self",)).get(pk=removed.pk)
    if not removed.may_be_restored_by(by):
        raise NotYoursToRestore
    if removed.restored_at:
        raise AlreadyUndone
    companies = list(removed.companies.all())
    if not companies:
        raise NowhereToRestore
    interaction, kept = Interaction(), removed.kept
    set_raw(interaction, kept["values"])
    try:
        interaction.full_clean()
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    interaction.save(force_insert=True)
    interaction.companies.set(companies)
    interaction.contacts.set(lock_surviving(Contact(pk=key) for key in kept["contacts"]))
    for model, keys in ((NextStep, kept["steps"]), (Document, kept["documents"])):
        link = "origin" if model is NextStep else "interaction"
        for row in model.objects.filter(pk__in=keys, **{link: None}):
            setattr(row, link, interaction)
            row.save()
    removed.restored_at = timezone.now()
    removed.save()
    refresh_last_contact([company.pk for company in companies])
    return interaction


def _keys(related) -> list[int]:
    return list(related.order_by("pk").values_list("pk", flat=True))

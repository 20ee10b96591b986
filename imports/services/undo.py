"""Undo what an import wrote, and count anew what follows from its contacts."""

from core import changesets
from core.bulk_save import chunks
from core.models import Change
from crm.models import Interaction
from crm.services.last_contact import refresh_last_contact


def take_back(changes: list[Change]):
    """As core.changesets.take_back, with the last contact of the companies that a contact was or is about."""
    reached = _companies_reached(changes)
    changesets.take_back(changes)
    refresh_last_contact(reached | _companies_reached(changes))


def _companies_reached(changes: list[Change]) -> set[int]:
    links = Interaction.companies.through.objects
    found = set()
    for keys in chunks(change.object_id for change in changes if change.model == Interaction._meta.label):
        found.update(links.filter(interaction__in=keys).values_list("company", flat=True))
    return found

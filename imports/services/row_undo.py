"""The default undo of rows that a list wrote."""

from django.utils.translation import gettext_lazy as _

from core import changesets
from core.bulk_save import chunks
from core.changesets import touched_since
from core.changesets.touched import Keys
from core.errors import Refusal
from core.models import Change
from crm.models import Interaction
from crm.services.last_contact import refresh_last_contact


class TouchedSince(Refusal):
    """`context["rows"]` are the rows that prevent it."""

    message = _("Importen går inte att ångra, för någon har arbetat vidare med det som lades in.")


def take_back(changes: list[Change], *, ours: Keys):
    """As core.changesets.take_back, and count anew the last contact of the companies of restored interactions.

    Raises TouchedSince for rows changed since, or that rows other than `ours` point to.
    """
    if touched := touched_since(changes, ours=ours):
        raise TouchedSince(rows=touched)
    reached = _companies_reached(changes)
    changesets.take_back(changes)
    refresh_last_contact(reached | _companies_reached(changes))


def _companies_reached(changes: list[Change]) -> set[int]:
    links = Interaction.companies.through.objects
    found = set()
    for keys in chunks(change.object_id for change in changes if change.model == Interaction._meta.label):
        found.update(links.filter(interaction__in=keys).values_list("company", flat=True))
    return found

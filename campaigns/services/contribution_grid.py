"""Money typed row by row in one form."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, Contribution
from campaigns.services.contributions import (
    Incoming,
    OutsideWindow,
    WrongMatch,
    WrongTeam,
    add_contributions,
    begin_batch,
    refuse_misplaced,
    validate_incoming,
)
from campaigns.services.references import refused_references
from core.errors import Refusal
from core.models import User


class RowsRefused(Refusal):
    message = _("Några rader går inte att lägga in.")


def look_over_by_hand(rows: Iterable[dict], *, competition: Competition, by: User) -> list[Incoming]:
    """What is asked of each row, before anything is locked. A row is what add_contribution takes.

    Raises RowsRefused with the reasons by row number.
    """
    incoming, reasons = [], {}
    for number, row in enumerate(rows):
        try:
            [each] = validate_incoming([row | {"competition": competition, "by": by}])
            refuse_misplaced(each.contribution)
            each.contribution.full_clean()
            incoming.append(each)
        except (ValidationError, OutsideWindow, WrongTeam, WrongMatch) as error:
            reasons[number] = error
    if reasons:
        raise RowsRefused(reasons=reasons)
    _refuse_references(incoming)
    return incoming


@transaction.atomic
def enter_by_hand(incoming: list[Incoming], *, competition: Competition, by: User, source: str) -> list[Contribution]:
    """Enter what look_over_by_hand has seen, all or none, in a few queries: others wait no longer for many rows.

    Raises NotTakingMoney, and RowsRefused for a reference that somebody has entered meanwhile.
    """
    batch = begin_batch(competition=competition, by=by, source=source)
    try:
        return add_contributions(incoming, batches={competition.pk: batch})
    except ValidationError:
        _refuse_references(incoming)
        raise


def _refuse_references(incoming: list[Incoming]):
    if reasons := refused_references([(each.contribution.external_id, each.again) for each in incoming]):
        raise RowsRefused(reasons=reasons)

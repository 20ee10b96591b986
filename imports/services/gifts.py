"""Contributions from a list: preview the rows, then enter them.

The browser keeps the list as text between the steps. Each step reads it anew and compares its preview with the one
shown.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns.models import Batch, Competition
from campaigns.services.contributions import Incoming, add_contributions, begin_batch, validate_incoming
from campaigns.services.counting import ZERO, lock_for_money
from core.errors import Refusal
from core.models import User
from imports.meanings import Word
from imports.services.gift_columns import GiftField
from imports.services.gift_resource import GiftResource
from imports.services.gift_rows import ENTERED, GiftRow, Listing, Status


class ListChanged(Refusal):
    message = _("Något har ändrats sedan du förhandsgranskade listan. Titta igenom den en gång till.")


class NothingToEnter(Refusal):
    message = _("Det finns inget nytt att lägga in i listan.")


class NeedsReason(Refusal):
    message = _("Tävlingen är avgjord: skriv varför pengarna kommer efteråt.")


TICKABLE = (Status.MAYBE, Status.CORRECTED)


@dataclass
class GiftPreview:
    rows: list[GiftRow]
    words: list[Word]  # that are not among their column's choices, the most frequent first

    def of(self, *statuses: Status) -> list[GiftRow]:
        return [row for row in self.rows if row.status in statuses]

    @property
    def digest(self) -> str:
        """Changes if any row of the preview does."""
        said = "\n".join(f"{row.number} {row.digest}" for row in self.rows)
        return hashlib.sha256(said.encode()).hexdigest()

    def to_enter(self, ticked: Iterable[int] = ()) -> list[GiftRow]:
        """The rows to enter; `ticked` are the numbers of doubtful rows to include."""
        ticked = set(ticked)
        return [row for row in self.rows if row.status in ENTERED or (row.status in TICKABLE and row.number in ticked)]

    @property
    def amount_to_enter(self) -> Decimal:
        return sum((row.amount for row in self.to_enter()), ZERO)


def preview(listing: Listing) -> GiftPreview:
    """Preview the list. Four queries, whatever its length."""
    resource = GiftResource(listing)
    rows = resource.dry_run(
        (number, {name: listing.layout.cell(cells, name) for name in GiftField})
        for number, cells in listing.layout.data_rows(listing.table)
    )
    return GiftPreview(rows, resource.words(rows))


@dataclass(frozen=True)
class Prepared:
    """A validated list, to be entered by `commit`: the slow part is done before anything is locked.

    `as_shown`: whether it equals the preview that was shown.
    """

    listing: Listing
    digest: str
    as_shown: bool
    involved: list[Competition]
    incoming: list[Incoming]
    by: User


def prepare(listing: Listing, *, ticked: Iterable[int], digest: str, by: User) -> Prepared:
    """Validate the list, before the transaction of `commit` begins.

    Raises Refusal for a row that cannot be entered; `commit` raises what is wrong with the list as a whole.
    """
    said, own = preview(listing), listing.competition
    as_shown = said.digest == digest
    rows = said.to_enter(ticked) if as_shown and not _lacks_reason(listing) else []
    rows.sort(key=lambda row: row.competition.pk != own.pk)
    involved = sorted({own, *(row.competition for row in said.rows)}, key=lambda each: each.pk)
    with _told():
        incoming = validate_incoming(
            row.diff
            | {
                "reason": listing.terms.reason if row.competition.is_decided else "",
                "again": row.status == Status.CORRECTED,
                "by": by,
            }
            for row in rows
        )
    return Prepared(listing, digest, as_shown, involved, incoming, by)


def _lacks_reason(listing: Listing) -> bool:
    return listing.competition.is_decided and not listing.terms.reason


@transaction.atomic
def commit(prepared: Prepared, *, source: str) -> list[Batch]:
    """Enter the list as previewed, all or nothing, and return a batch for each competition that gets money.

    The batch of the list's own competition is first, if there is one. Money entered after the decision has the reason,
    and does not change the result. Raises ListChanged if the preview would now be another, NothingToEnter, NeedsReason,
    NotTakingMoney.
    """
    if _lacks_reason(prepared.listing):
        raise NeedsReason
    for competition in prepared.involved:
        lock_for_money(competition)
    # The competitions are locked: nobody else enters money from here on.
    if not prepared.as_shown or preview(prepared.listing).digest != prepared.digest:
        raise ListChanged
    if not prepared.incoming:
        raise NothingToEnter
    batches: dict[int, Batch] = {}
    for contribution in (each.contribution for each in prepared.incoming):
        if contribution.competition_id not in batches:
            batches[contribution.competition_id] = begin_batch(
                competition=contribution.competition,
                by=prepared.by,
                source=source[:200],
                part_of=next(iter(batches.values()), None),
            )
    with _told():
        add_contributions(prepared.incoming, batches=batches)
    return list(batches.values())


@contextmanager
def _told() -> Iterator[None]:
    """Turn the services' ValidationError for a row into a Refusal of the list."""
    try:
        yield
    except ValidationError as error:
        if "external_id" in error.message_dict:  # entered elsewhere meanwhile
            raise ListChanged from error
        raise Refusal(" ".join(error.messages)) from error

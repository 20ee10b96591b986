"""Contributions from a list: what each row would do, said before anything is written, and then done.

The list is kept as text between the steps and read anew at each, so what was said is never trusted, only compared.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Batch, Competition, Contribution
from campaigns.services.contributions import Incoming, add_contributions, begin_batch, look_over
from campaigns.services.counting import ZERO, lock_for_money
from campaigns.services.references import known_references, reference_key
from core.errors import Refusal
from core.meanings import Word
from core.models import User
from core.text import search_key
from imports.services.gift_rows import ENTERED, MISSING, GiftReader, GiftRow, Listing, Status, Terms


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

    def of(self, *statuses: Status) -> list[GiftRow]:
        return [row for row in self.rows if row.status in statuses]

    @property
    def digest(self) -> str:
        """Changes when any row would come to something else than what was shown."""
        said = "\n".join(
            f"{row.number}|{row.status}|{row.amount}|{row.received_on}|{row.channel}|{row.competition.pk}|"
            f"{row.team and row.team.pk}|{row.match and row.match.pk}|{row.alike}|{row.show_giver}|"
            f"{[mistake.name for mistake in row.left_out]}"
            for row in self.rows
        )
        return hashlib.sha256(said.encode()).hexdigest()

    def to_enter(self, ticked: Iterable[int] = ()) -> list[GiftRow]:
        """What would be entered, with those of the doubtful ones that somebody has ticked, by row number."""
        ticked = set(ticked)
        return [row for row in self.rows if row.status in ENTERED or (row.status in TICKABLE and row.number in ticked)]

    @property
    def amount_to_enter(self) -> Decimal:
        return sum((row.amount for row in self.to_enter()), ZERO)


def words_of(listing: Listing) -> list[Word]:
    """The list's own words in columns of choices, most rows first, and what they mean if said. Three queries."""
    reader = GiftReader(listing)
    for number, cells in listing.layout.data_rows(listing.table):
        reader.read(number, cells)
    return reader.words()


def preview(listing: Listing) -> GiftPreview:
    """What each row of the list would come to. Four queries, however long the list is."""
    reader = GiftReader(listing)
    rows = [reader.read(number, cells) for number, cells in listing.layout.data_rows(listing.table)]
    _find_known(rows)
    return GiftPreview(rows)


@dataclass(frozen=True)
class Prepared:
    """A list that is looked over, and not yet entered: what others would wait for is done before anything is locked.

    `as_shown`: it came to what its preview showed.
    """

    listing: Listing
    digest: str
    as_shown: bool
    involved: list[Competition]
    incoming: list[Incoming]
    by: User


def prepare(listing: Listing, *, ticked: Iterable[int], digest: str, by: User) -> Prepared:
    """Look over the list, to be called before the transaction of `commit` begins.

    What is wrong with the list as a whole is left to `commit` to say. Raises Refusal for a row that cannot be entered.
    """
    said, own = preview(listing), listing.competition
    as_shown = said.digest == digest
    rows = said.to_enter(ticked) if as_shown and not _lacks_reason(listing) else []
    rows.sort(key=lambda row: row.competition.pk != own.pk)
    involved = sorted({own, *(row.competition for row in said.rows)}, key=lambda each: each.pk)
    with _told():
        incoming = look_over(_money_of(row, listing.terms, by=by) for row in rows)
    return Prepared(listing, digest, as_shown, involved, incoming, by)


def _lacks_reason(listing: Listing) -> bool:
    return listing.competition.is_decided and not listing.terms.reason


@transaction.atomic
def commit(prepared: Prepared, *, source: str) -> list[Batch]:
    """Enter the list as it was previewed, all or nothing: a batch for each competition that it has money of.

    Its own competition's is first, if it got any. What comes after the decision is booked with the reason, and leaves
    the result as it was decided. Raises ListChanged when the rows would now come to something else, NothingToEnter,
    NeedsReason, NotTakingMoney.
    """
    if _lacks_reason(prepared.listing):
        raise NeedsReason
    for competition in prepared.involved:
        lock_for_money(competition)
    # The competitions' rows are held: from here on nobody enters anything in them meanwhile.
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


def _money_of(row: GiftRow, terms: Terms, *, by: User) -> dict:
    return {
        "competition": row.competition,
        "team": row.team,
        "match": row.match,
        "amount": row.amount,
        "received_on": row.received_on,
        "channel": row.channel,
        "giver": row.giver,
        "show_giver": row.show_giver,
        "message": row.message,
        "external_id": row.reference,
        "reason": terms.reason if row.competition.is_decided else "",
        "again": row.status == Status.CORRECTED,
        "by": by,
    }


@contextmanager
def _told() -> Iterator[None]:
    """Say of the list what the services say of a row."""
    try:
        yield
    except ValidationError as error:
        if "external_id" in error.message_dict:  # came in meanwhile, elsewhere
            raise ListChanged from error
        raise Refusal(" ".join(error.messages)) from error


def _find_known(rows: list[GiftRow]):
    """Mark what is there already: by its reference, and without one by being just like another."""
    readable = [row for row in rows if row.status != Status.WRONG]
    known = known_references(row.reference for row in readable)
    earlier: dict[str, int] = {}
    for row in readable:
        key = reference_key(row.reference)
        if not key:
            continue
        if key in earlier:
            words = gettext("Samma referens som på rad %(number)s.")
            row.status, row.note = Status.SAME, words % {"number": earlier[key]}
        elif found := known.get(key):
            row.status, row.note = (Status.SAME if found.stands else Status.CORRECTED), found.words
        earlier.setdefault(key, row.number)
    _find_alike([row for row in readable if not reference_key(row.reference)])


def _find_alike(unsure: list[GiftRow]):
    """What was taken back by itself is remembered too; what went with its whole batch, or moved, is not."""
    alike: dict[tuple, Counter] = defaultdict(Counter)
    there = Contribution.objects.filter(
        competition__in={row.competition for row in unsure},
        received_on__in={row.received_on for row in unsure},
        amount__gt=0,
    ).exclude(is_reversed=True, batch__undone_at__isnull=False)
    there = there.exclude(moved_to__competition=F("competition"))
    names = ("competition", "team", "amount", "received_on", "giver", "message")
    for competition, team, amount, day, giver, message in there.values_list(*names):
        alike[competition, amount, day, search_key(giver), search_key(message)][team] += 1
    for row in unsure:
        row.alike = alike[row.likeness].total() if row.likeness in alike else 0
    for row in unsure:
        # Two that are alike in the list are two gifts; as many as are there already may be the same.
        team = _same_team(row, alike[row.likeness]) if row.likeness in alike else MISSING
        if team is not MISSING:
            alike[row.likeness][team] -= 1
            row.status = Status.MAYBE
            row.note = gettext("Likt ett bidrag som är inlagt.")


def _same_team(row: GiftRow, teams: Counter):
    """The team of one just like the row; left-over money may have got its team, or not yet."""
    possible = [row.team.pk, None] if row.team else list(teams)
    return next((team for team in possible if teams[team] > 0), MISSING)

"""Which gifts of a list are registered already: by reference, or without one by equal values."""

from collections import Counter, defaultdict

from django.db.models import F
from django.utils.translation import gettext

from campaigns.models import Contribution
from campaigns.services.references import known_references, reference_key
from core.text import search_key
from imports.services.gift_rows import GiftRow, Status

MISSING = object()


def find_known(rows: list[GiftRow]):
    """Set the status of rows that are registered already."""
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
    """Mark rows equal to a registered contribution, also to one that was corrected by itself.

    Those of an undone batch, and those moved within the competition, are not compared.
    """
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
        # Equal rows in the list are separate gifts, so mark only as many as are registered.
        team = _same_team(row, alike[row.likeness]) if row.likeness in alike else MISSING
        if team is not MISSING:
            alike[row.likeness][team] -= 1
            row.status = Status.MAYBE
            row.note = gettext("Likt ett bidrag som är inlagt.")


def _same_team(row: GiftRow, teams: Counter):
    """The team of an equal contribution; one without a team may be either the row's or not assigned yet."""
    possible = [row.team.pk, None] if row.team else list(teams)
    return next((team for team in possible if teams[team] > 0), MISSING)

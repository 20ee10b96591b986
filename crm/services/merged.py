"""Write about companies and people that may be merged concurrently."""

from collections import defaultdict
from collections.abc import Iterable

from core.bulk_save import chunks
from crm.models import Company, Contact, Merge

Party = Company | Contact


def lock_surviving(parties: Iterable[Party]) -> list[Party]:
    """Lock the rows in the caller's transaction and return them, a merged one replaced by the row it became.

    Deleted rows are left out. One query per model, and two more if any was merged.
    """
    parties = list(parties)
    now = resolve_merged(parties)
    return list(dict.fromkeys(now[party] for party in parties if party in now))


def resolve_merged(parties: Iterable[Party]) -> dict[Party, Party]:
    """Lock the rows and map each to the row it is now; deleted ones are left out. Queries as in `lock_surviving`."""
    found = {}
    wanted: dict[type[Party], dict[int, Party]] = defaultdict(dict)
    for party in parties:
        wanted[type(party)][party.pk] = party
    for model, by_key in wanted.items():
        rows = _locked(model, by_key)
        moved = {key: Merge.objects.place_of(model, key) for key in by_key if key not in rows}
        if moved:
            rows |= _locked(model, [key for key in moved.values() if key])
        places = ((party, rows.get(moved.get(key, key))) for key, party in by_key.items())
        found |= {party: row for party, row in places if row}
    return found


def _locked(model: type[Party], keys: Iterable[int]) -> dict[int, Party]:
    rows = model.objects.select_for_update(no_key=True).order_by("pk")
    return {row.pk: row for some in chunks(sorted(keys)) for row in rows.filter(pk__in=some)}

"""Writing about a company or a person while somebody merges it with another."""

from collections import defaultdict
from collections.abc import Iterable

from core.bulk_save import chunks
from crm.models import Company, Contact, Merge

Party = Company | Contact


def lock_surviving(parties: Iterable[Party]) -> list[Party]:
    """The same rows, locked until the caller has written about them; one that was merged is the one it became.

    Inside the caller's transaction. One query for each model, and two more when something was merged.
    """
    parties = list(parties)
    now = resolve_merged(parties)
    return list(dict.fromkeys(now[party] for party in parties if party in now))


def resolve_merged(parties: Iterable[Party]) -> dict[Party, Party]:
    """The row that each of them is now, locked; one that is gone has none. As many queries as `lock_surviving`."""
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

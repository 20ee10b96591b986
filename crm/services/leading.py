"""Writing about a company or a person while somebody merges it with another."""

from collections import defaultdict
from collections.abc import Iterable

from crm.models import Company, Contact, Merge

Party = Company | Contact


def still_there(parties: Iterable[Party]) -> list[Party]:
    """The same rows, locked until the caller has written about them; one that was merged is the one it became.

    Inside the caller's transaction. One query for each model, and two more when something was merged.
    """
    found = []
    wanted = defaultdict(list)
    for party in parties:
        wanted[type(party)].append(party.pk)
    for model, keys in wanted.items():
        rows = _locked(model, keys)
        moved = {key: Merge.objects.place_of(model, key) for key in keys if key not in rows}
        if moved:
            rows |= _locked(model, [key for key in moved.values() if key])
        found += list(dict.fromkeys(rows[moved.get(key, key)] for key in keys if moved.get(key, key) in rows))
    return found


def _locked(model: type[Party], keys: list[int]) -> dict[int, Party]:
    rows = model.objects.select_for_update(no_key=True).filter(pk__in=keys)
    return {row.pk: row for row in rows.order_by("pk")}

"""The names that money keeps; crm.paper_names has the rule."""

import datetime as dt
from collections.abc import Iterator

from crm.paper_names import Kept, keeps_names
from finance.models import LockedName


def connect():
    """Let papers of every app keep the names of locked months; finance.apps calls it once."""
    keeps_names(_kept)


def _kept(first: dt.date, last: dt.date) -> Iterator[Kept]:
    """One query."""
    rows = LockedName.objects.filter(month__range=(first, last)).order_by("month", "pk")
    return map(Kept._make, rows.values_list("month", "company_key", "name", "orgnr", "address"))

"""What companies were called when months were locked."""

import datetime as dt

from finance.models import LockedName


def names_in(first: dt.date, last: dt.date) -> dict[int, str]:
    """By company, the name that the latest locked month among those from `first` to `last` keeps. One query."""
    rows = LockedName.objects.filter(month__range=(first, last)).order_by("month", "pk")
    return dict(rows.values_list("company_key", "name"))

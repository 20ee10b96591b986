"""Pagination of very long tables."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy
from django_tables2 import Table
from django_tables2.rows import BoundRows

from core.ordering import in_order


def steady(rows: QuerySet) -> QuerySet:
    """Break ties by primary key, so that no row is on two pages or on none.

    The same order on every database: core.ordering.
    """
    order = rows.query.order_by or rows.query.get_meta().ordering
    if not order:
        return rows.order_by("pk")
    last = order[-1]
    if last in {"pk", "-pk", "id", "-id"}:
        return in_order(rows)
    falling = last.startswith("-") if isinstance(last, str) else isinstance(last, OrderBy) and last.descending
    return in_order(rows, *order, "-pk" if falling else "pk")


class TablePaginator(Paginator):
    """Paginate `table`, whose rows are a subset of `everything`, an unfiltered queryset.

    Find a page's rows by key alone and then fetch them in one query. Count from the end for pages in the second half,
    so that the last page costs as little as the first.
    """

    def __init__(self, table: Table, everything: QuerySet, per_page: int):
        super().__init__(table.rows, per_page)
        self.table, self.everything = table, everything

    def page(self, number):
        number = self.validate_number(number)
        found = self.table.data.data
        # With aggregates or duplicates from joins, the keys do not identify the rows.
        if found.query.group_by is not None or found.query.distinct:
            return super().page(number)
        first = (number - 1) * self.per_page
        keys = self._keys(found, first, min(first + self.per_page, self.count))
        rows = self.everything.filter(pk__in=keys).order_by(*found.query.order_by)
        return self._get_page(BoundRows(data=rows, table=self.table), number, self)

    def _keys(self, found: QuerySet, first: int, last: int) -> QuerySet:
        if first > self.count // 2:
            first, last, found = self.count - last, self.count - first, found.reverse()
        return found.values("pk")[first:last]

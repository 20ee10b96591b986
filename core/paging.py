"""Pagination of very long tables."""

from contextlib import suppress

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.functional import cached_property
from django_tables2 import Table
from django_tables2.rows import BoundRows

from core.kept_queries import KeptQuery
from core.ordering import in_order

MOST_COUNTED = 10_000  # of a longer list, the first pages say that there are more, without counting them
LAST = "last"  # the page number that means the last page, whatever its number


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


class PageRows:
    """The rows with these keys, in the order of the keys or, `falling`, the other way round.

    Found when they are shown: a workbook of the list shows none.
    """

    def __init__(self, keys: QuerySet, rows: QuerySet | KeptQuery, *, falling: bool):
        self.keys, self.rows, self.falling = keys, rows, falling

    @cached_property
    def _found(self) -> list[Model]:
        keys = list(self.keys)
        if isinstance(self.rows, KeptQuery):
            by_key = {row.pk: row for row in self.rows(keys)}
        else:
            by_key = self.rows.in_bulk(keys)
        rows = [by_key[key] for key in keys if key in by_key]  # one may be gone since the keys were found
        return rows[::-1] if self.falling else rows

    def __iter__(self):
        return iter(self._found)

    def __len__(self):
        return len(self._found)


class TablePage(Page):
    def has_next(self) -> bool:
        return self.number * self.paginator.per_page < self.paginator.counted or super().has_next()


class TablePaginator(Paginator):
    """Paginate `table`, whose rows are a subset of `everything`, an unfiltered queryset or `kept_by_key` of one.

    Find the keys of a page's rows first and then fetch those rows, so that nothing is worked out for others. Count from
    the end for pages in the second half, so that the last page costs as little as the first. Count past MOST_COUNTED
    only for a page that needs it.
    """

    def __init__(self, table: Table, everything: QuerySet | KeptQuery, per_page: int):
        super().__init__(table.rows, per_page)
        self.table, self.everything = table, everything

    @cached_property
    def counted(self) -> int:
        """The number of rows, at most one more than MOST_COUNTED."""
        found = self.table.data.data.order_by()
        if found.query.group_by is None and not found.query.distinct:
            found = found.values("pk")  # or every annotation of every row is worked out
        return found[: MOST_COUNTED + 1].count()

    @cached_property
    def count(self) -> int:
        return self.counted if self.counted <= MOST_COUNTED else self.table.data.data.count()

    @property
    def is_counted(self) -> bool:
        """Whether the number of all rows is known; it is not on the first pages of a very long list."""
        return self.counted <= MOST_COUNTED or "count" in self.__dict__

    @property
    def least(self) -> int:
        """The number of rows, or MOST_COUNTED while there are more than that and they are not counted."""
        return self.count if self.is_counted else MOST_COUNTED

    def get_page(self, number):
        return super().get_page(self.num_pages if number == LAST else number)

    def validate_number(self, number):
        with suppress(TypeError, ValueError):
            if int(number) > 0 and (int(number) - 1) * self.per_page < self.counted:
                return int(number)
        return super().validate_number(number)

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        if first + self.per_page >= self.counted:  # it may be the last page
            self.count  # noqa: B018  known from here on
        found = self.table.data.data
        # With aggregates or duplicates from joins, the keys do not identify the rows.
        if found.query.group_by is not None or found.query.distinct:
            return self._get_page(self.object_list[first : first + self.per_page], number, self)
        keys, falling = found.values_list("pk", flat=True), False
        last = first + self.per_page
        if self.is_counted and first > self.count // 2:
            first, last, keys, falling = max(self.count - last, 0), self.count - first, keys.reverse(), True
        rows = PageRows(keys[first:last], self.everything, falling=falling)
        return self._get_page(BoundRows(data=rows, table=self.table), number, self)

    def _get_page(self, *args, **kwargs) -> Page:
        return TablePage(*args, **kwargs)

"""Build a complete workbook of a list."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from openpyxl import Workbook

from core.active_language import steady
from core.kept_queries import kept_by_key
from core.progress import Report
from core.spreadsheets.cells import Kind
from core.spreadsheets.csv_list import write_csv
from core.spreadsheets.kept import Compares, KeptRows
from core.spreadsheets.writer import Column, ListWriter, PairsWriter, RowValues, Sheet

CHUNK = 500
LONGEST_NAME, LONGEST_NAMES = 40, 150
# A workbook with more takes over ten seconds on a small machine.
LARGE_ROWS, LARGE_CELLS = 50_000, 500_000
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Export:
    """One workbook: the rows, any extra sheets, and last a sheet that describes the export.

    A subclass with totals of its own collects them in `rows` and returns them from `extra_sheets`, which is called
    after the last row.
    """

    title: str
    compares: Compares | None = None
    keeps_rows = False  # whether the rows of each workbook are kept, so that the same list can be made again
    filename: str  # the stem; on an instance the whole name, `foretag-2026-11-24.xlsx`

    def __init__(
        self,
        *,
        queryset: QuerySet | None = None,
        filters: Iterable[tuple[str, str]] = (),
        user=None,
        named: Iterable[str] = (),
        days: Iterable[str] = (),
        address: str = "",
    ):
        """`address` is that of the list with its filters.

        `named` and `days` are the filters and the period for the file's name; without days it gets today's date.
        """
        self.queryset = queryset
        self.filters = list(filters)
        self.user = user
        self.only: list[str] = []  # the list's columns chosen on screen, in that order; empty means all
        self.address = address
        self.made_at = timezone.now()
        self.kept = KeptRows() if self.keeps_rows else None
        self.written_sums: list = []  # of (column, Decimal): of the columns that are summed, once it is written
        self.row_count = 0  # of the rows that were written
        # A filter whose words have no Latin letters, as in Arabic, still marks the export as partial.
        parts = [slugify(name)[:LONGEST_NAME].strip("-") or gettext("urval") for name in named]
        told = "-".join([type(self).filename, *parts])[:LONGEST_NAMES].strip("-")
        self.filename = "-".join([told, *(list(days) or [timezone.localdate(self.made_at).isoformat()])]) + ".xlsx"

    @property
    def csv_filename(self) -> str:
        return self.filename.removesuffix(".xlsx") + ".csv"

    def columns(self) -> list[Column]:
        raise NotImplementedError

    def chosen_columns(self) -> list[Column]:
        """The chosen columns of the list; all if none is chosen or none of them exists here."""
        columns = self.columns()
        return [column for name in self.only for column in columns if column.belongs_to == name] or columns

    def rows(self) -> Iterable:
        """Yield the queryset's rows in order, a chunk at a time.

        Select the keys first: the database sorts in memory, and whole rows with their joins take much of it. A row
        deleted meanwhile is skipped.
        """
        query = self.queryset.query
        # With aggregates or duplicates from joins, the keys do not identify the rows.
        if query.group_by is not None or query.distinct or query.is_sliced:
            yield from self.queryset.iterator(chunk_size=CHUNK)
            return
        keys = array("q", self.queryset.prefetch_related(None).values_list("pk", flat=True).iterator())
        fetched = kept_by_key(self.queryset)
        for first in range(0, len(keys), CHUNK):
            chunk = list(keys[first : first + CHUNK])
            found = {row.pk: row for row in fetched(chunk)}
            yield from (found[key] for key in chunk if key in found)

    def extra_sheets(self) -> list[Sheet]:
        return []

    def is_large(self, *, rows: int | None = None) -> bool:
        """Whether a request should leave it to a job. One query, unless the caller knows the number of rows."""
        if self.queryset is None:
            return False
        if rows is None:
            rows = self.queryset.order_by().count()
        return rows >= LARGE_ROWS or rows * len(self.chosen_columns()) >= LARGE_CELLS

    def _reported(self, report: Report) -> Iterator:
        total = self.queryset.order_by().count()
        for number, row in enumerate(self.rows()):
            if number % CHUNK == 0:
                report(number, total)
            yield row

    def write(self, fileobj: BinaryIO, *, report: Report | None = None) -> None:
        """Write the workbook in the active language. Raises TooManyRows when Excel could not open it."""
        book = Workbook(write_only=True)
        book.properties.title = str(self.title)
        book.properties.creator = "Medspel"
        try:
            rows = self._reported(report) if report else self.rows()
            sheet = Sheet(self.title, self.chosen_columns(), rows)
            main = ListWriter(book, sheet, keep=self.kept and self.kept.add)
            with steady():
                main.finish()
            self._note_written(main.values)
            for sheet in self.extra_sheets():
                ListWriter(book, sheet).finish()
            PairsWriter(book, gettext("Om exporten"), self._about()).finish()
            book.save(fileobj)
        finally:
            for sheet in book.worksheets:
                sheet._writer.discard()

    def write_csv(self, fileobj: BinaryIO) -> None:
        """Write the list alone, in the active language."""
        sheet = Sheet(self.title, self.chosen_columns(), self.rows())
        values = RowValues(sheet, keep=self.kept and self.kept.add)
        write_csv(fileobj, values)
        self._note_written(values)

    def _note_written(self, values: RowValues) -> None:
        self.row_count, self.written_sums = values.row_count, values.totals()

    def _about(self) -> Iterator[tuple[str, Kind, Any]]:
        yield gettext("Innehåll"), Kind.TEXT, self.title
        for label, words in self.filters or [(gettext("Urval"), gettext("Inga filter, alla rader"))]:
            yield str(label), Kind.TEXT, words
        yield gettext("Skapad av"), Kind.TEXT, self.user or "Medspel"
        yield gettext("Skapad"), Kind.DATETIME, self.made_at
        yield gettext("Antal rader"), Kind.WHOLE, self.row_count
        for column, total in self.written_sums:
            yield gettext("Kontrollsumma %(column)s") % {"column": column.header}, column.kind, total

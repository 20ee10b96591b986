"""The import engine: read the rows of a list and find what each would change, without writing anything.

The vocabulary is django-import-export's: a resource reads a list in a dry run, whose row results hold what is new, what
differs and what cannot be read.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.utils.functional import cached_property

from core.spreadsheets.values import why_unreadable
from core.text import search_key, visible
from imports.meanings import LONGEST_WORD, Meanings
from imports.models import RowStatus
from imports.services.fields import CellError, ImportColumn, UnknownWord, in_both_languages, same_words, text
from imports.services.results import RowResult


class Resource:
    """A kind of list: its columns, and the hooks that interpret its rows."""

    columns: ClassVar[tuple[ImportColumn, ...]] = ()
    result_class: ClassVar[type[RowResult]] = RowResult
    skip_blank: ClassVar[bool] = True  # skip rows that are empty in the mapped columns

    def __init__(
        self, *, leaves_out: bool = True, meanings: Meanings | None = None, headings: Mapping[str, str] | None = None
    ):
        """`leaves_out`: read rows in without optional values that cannot be read.

        `meanings` maps, by column, words that are not among its choices. `headings` are the file's, by column; a column
        without one has its label.
        """
        self.meanings = meanings or {}
        self.by_name = {column.name: column for column in self.columns}
        said = {name: heading for name, heading in (headings or {}).items() if heading}
        self.headings = {column.name: str(column.label) for column in self.columns} | said
        self.leaves_out = leaves_out
        may_lack = {column.name for column in self.columns if not (column.required or column.decides)}
        self.may_lack = frozenset(may_lack if leaves_out else ())

    # --- Hooks ---

    def before_row(self, texts: dict[str, str]) -> dict[str, str]:
        """The cells to read; an empty dict skips the row."""
        return texts

    def compare(self, row: RowResult):
        """Add what follows from several cells together. Raises CellError."""

    def check(self, rows: list[RowResult]):
        """Add what follows from several rows together, after each is compared."""

    # --- The dry run ---

    def dry_run(self, listed: Iterable[tuple[int, dict[str, str]]]) -> list[RowResult]:
        """The result of each row, given as its number and its texts by column."""
        read = ((number, self.before_row(self._without_blanks(texts))) for number, texts in listed)
        rows = [
            self.result_class(number, texts, self.headings, self.may_lack)
            for number, texts in read
            if any(texts.values()) or not self.skip_blank
        ]
        for row in rows:
            self._read(row)
        self._match(rows)
        for row in rows:
            self._refer(row)
            self._compare(row)
        self.check(rows)
        return rows

    def value(self, row: RowResult, name: str):
        """The cell's value, read now if not read yet; None if it is empty. Raises CellError."""
        column = self.by_name[name]
        if name not in row.values and column.refer:
            try:
                if row.texts.get(name):
                    self.understand(row, name, lambda cell: column.refer(self, row, cell))
                elif column.instead in row.values:
                    row.values[name] = column.refer(self, row, "")
            except CellError as error:
                raise CellError(error.why, error.column or name) from None
        return row.values.get(name)

    def understand(self, row: RowResult, name: str, read: Callable[[str], Any]):
        """Read the cell; if its word is unknown, by the meaning that the user chose for it. Raises CellError."""
        cell = row.texts[name]
        try:
            row.values[name] = read(cell)
        except UnknownWord:
            row.words[name] = cell[:LONGEST_WORD]
            meaning = self.meanings.get(name, {}).get(search_key(row.words[name]))
            if meaning is None:
                raise
            if meaning:
                row.values[name] = read(meaning)
            else:
                row.empty(name)

    def attempt(self, step: Callable[[RowResult], Any], row: RowResult, name: str = ""):
        """Do the step, and record a CellError as a mistake of the row."""
        try:
            step(row)
        except CellError as error:
            row.wrong(error.column or name, error.why)

    @cached_property
    def _blanks(self) -> dict[str, list[str]]:
        return {column.name: in_both_languages(column.blank) for column in self.columns if column.blank}

    def _without_blanks(self, texts: dict[str, str]) -> dict[str, str]:
        said = {name for name, words in self._blanks.items() if search_key(texts.get(name)) in words}
        return texts | dict.fromkeys(said, "") if said else texts

    def _read(self, row: RowResult):
        for name, cell in list(row.texts.items()):
            if why := why_unreadable(cell):
                row.wrong(name, why)
                row.empty(name)
        for column in self.columns:
            if row.texts.get(column.name) and column.read:
                self.attempt(lambda row, column=column: self._read_cell(row, column), row, column.name)

    def _read_cell(self, row: RowResult, column: ImportColumn):
        read = column.read if column.read is text else lambda cell: column.read(visible(cell))
        self.understand(row, column.name, read)

    def _match(self, rows: list[RowResult]):
        """Find the rows' instances."""

    def _refer(self, row: RowResult):
        for column in self.columns:
            cell = row.texts.get(column.name)
            if not (column.refer and cell) or column.name in row.values or column.name in row.blamed:
                continue
            if not (row.instance and same_words(cell, column.words(row.instance))):
                self.attempt(lambda row, column=column: self.value(row, column.name), row, column.name)

    def _compare(self, row: RowResult):
        self.attempt(self.compare, row)
        self._conclude(row)

    def _conclude(self, row: RowResult):
        self._leave_out(row)
        if row.mistakes:
            row.refuse()
        elif row.instance is None:
            row.status = RowStatus.NEW
        elif row.diff:
            row.status = RowStatus.CHANGE

    def _leave_out(self, row: RowResult):
        """Drop optional values that cannot be read, and validate again: without them, another value may be wrong."""
        while row.mistakes and not row.is_refused and not row.blamed & {mistake.name for mistake in row.left_out}:
            row.left_out += row.mistakes
            for name in row.blamed:
                row.values.pop(name, None)
                row.agree(self.by_name[name])
            row.mistakes = []
            self._validate(row)

    def _validate(self, row: RowResult):
        """Add mistakes in what would be written."""

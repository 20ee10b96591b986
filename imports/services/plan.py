"""What would come of each row of a list, worked out without writing anything."""

import copy
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext

from core.bulk_save import chunks
from core.changesets import Recorder
from core.meanings import LONGEST_WORD, Meanings
from core.models import User
from core.spreadsheets.columns import is_refused
from core.spreadsheets.values import why_unreadable
from core.text import search_key, visible
from imports.models import ImportKind, RowStatus
from imports.services.fields import (
    CellError,
    IgnoredColumn,
    ImportColumn,
    UnknownWord,
    email,
    one_line,
    same_words,
    text,
)
from imports.services.lookup import Lookup, Ref

LONGEST_TITLE = 200
TOTALS = frozenset({"summa", "total", "totalt", "sum", "antal"})
LOST = "\N{REPLACEMENT CHARACTER}"
WORDED = (one_line, email)


@dataclass
class Planned:
    """A row of the file: what its cells say, which row of ours it is about, and what differs.

    `mistakes` refuse the row; `left_out` are those of values that it is read in without.
    """

    number: int
    texts: dict[str, str]
    may_lack: frozenset[str] = frozenset()
    values: dict[str, Any] = field(default_factory=dict)
    status: str = RowStatus.SAME
    title: str = ""
    target_pk: int | None = None
    target: models.Model | None = None
    differing: dict[str, Any] = field(default_factory=dict)
    changes: list[list[str]] = field(default_factory=list)
    mistakes: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)  # that are none of their columns' choices
    emptied: dict[str, str] = field(default_factory=dict)

    def cell(self, name: str) -> str:
        """As it came."""
        return self.emptied.get(name) or self.texts.get(name, "")

    def empty(self, name: str):
        """Take the cell to say nothing."""
        self.emptied[name] = self.texts[name]
        self.texts[name] = ""

    def wrong(self, name: str, why):
        if (name, str(why)) not in self.mistakes:
            self.mistakes.append((name, str(why)))

    @property
    def blamed(self) -> set[str]:
        return {name for name, _why in self.mistakes}

    @property
    def is_refused(self) -> bool:
        return is_refused(self.blamed, self.may_lack)

    def refuse(self):
        """Read nothing of it in, and tell all that is wrong."""
        self.status = RowStatus.WRONG
        self.mistakes, self.left_out = [*self.left_out, *self.mistakes], []

    def differ(self, column: ImportColumn, value, before: str, after: str):
        self.differing[column.name] = value
        self.changes.append([str(column.label), before, after])

    def agree(self, column: ImportColumn):
        """What seemed to differ says nothing new."""
        self.differing.pop(column.name, None)
        self.changes = [change for change in self.changes if change[0] != str(column.label)]

    @property
    def writes(self) -> bool:
        return self.status in (RowStatus.NEW, RowStatus.CHANGE)

    @property
    def digest(self) -> str:
        """Changes when the row would come to something else, or what it changes was saved by somebody."""
        version = self.target.version if self.target and self.status == RowStatus.CHANGE else None
        values = sorted((name, _key(value)) for name, value in self.differing.items())
        said = repr((str(self.status), self.target_pk, version, values))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def _key(value) -> str:
    if isinstance(value, list):
        return repr([_key(item) for item in value])
    return str(getattr(value, "pk", None) or value)


class Planner:
    """One kind of list. A subclass says its columns, how rows are found, and how they are written.

    Costs the same few queries for any number of rows, and one more for every 500 rows that are there already.
    """

    kind: ImportKind
    model: type[models.Model]
    columns: tuple[ImportColumn, ...] = ()
    told: tuple[IgnoredColumn, ...] = ()
    batch_size = 250  # rows that are written at once
    own_numbers: tuple[str, ...] = ("id",)  # the columns by which a row says which of ours it is

    def __init__(self, *, by: User, leaves_out: bool = True, meanings: Meanings | None = None):
        """`leaves_out`: read a row in without values that it may lack. `meanings` are of words that are no choices."""
        self.by = by
        self.meanings = meanings or {}
        self.lookup = Lookup()
        self.by_name = {column.name: column for column in self.columns}
        # Cells that mean rows of other kinds: read when the row's own target is known, unless they say the same.
        self.references: dict[str, Callable[[Planned, str], Any]] = {}
        may_lack = {column.name for column in self.columns if not (column.required or column.decides)}
        self.may_lack = frozenset(may_lack if leaves_out else ())

    # --- What a subclass says ---

    def ignores(self, texts: dict[str, str]) -> bool:
        return not any(texts.values())

    def find(self, row: Planned):
        """Set `target_pk` when the row is there already; note a mistake when that cannot be told."""
        raise NotImplementedError

    def targets(self) -> models.QuerySet:
        return self.model.objects.all()

    def current(self, target, name: str):
        return getattr(target, name)

    def identities(self, row: Planned) -> list[tuple]:
        """What makes two new rows of the file the same."""
        return []

    def claims(self, row: Planned) -> list[tuple]:
        """What of that a new row has for itself once it stands."""
        return self.identities(row)

    def is_alike(self, name: str, value: str, current: str) -> bool:
        """Whether two texts differ only in how they are written. With our own number beside it, that counts too."""
        return search_key(value) == search_key(current)

    def title(self, row: Planned) -> str:
        raise NotImplementedError

    def missing(self, row: Planned) -> list[str]:
        """Fields that a new row must have and this one lacks."""
        return [column.name for column in self.columns if column.required and not row.texts.get(column.name)]

    def compare_more(self, row: Planned):
        """What is compared besides the fields; for a new row too."""

    def own_fields(self, row: Planned) -> dict[str, Any]:
        """Of what differs, the fields of the model itself."""
        names = {name.name for name in self.model._meta.concrete_fields}
        return {name: value for name, value in row.differing.items() if name in names}

    def prepare(self, rows: list[Planned]):
        """Fetch and lock, before the first of the rows is written, what all of them need."""

    def apply(self, rows: list[Planned], recorder: Recorder):
        """Write the rows through the services, and leave `target` as it was. Raises ValidationError and Refusal."""
        raise NotImplementedError

    def is_rehearsed(self, row: Planned) -> bool:
        """Whether only writing it tells if it can be written."""
        return False

    def rehearse(self, rows: list[Planned]):
        """Find what only writing would tell."""

    # --- What is the same for all ---

    def plan(self, listed: Iterable[tuple[int, dict[str, str]]]) -> list[Planned]:
        rows = [Planned(number, texts, self.may_lack) for number, texts in listed if not self.ignores(texts)]
        for row in rows:
            self._read(row)
            self.attempt(self.find, row)
        self._fetch(rows)
        self._claim(rows)
        for row in rows:
            self._refer(row)
            self._compare(row)
        return rows

    def value(self, row: Planned, name: str):
        """What the cell means, read now if it was not yet; None when it is empty. Raises Wrong."""
        if name not in row.values and row.texts.get(name) and name in self.references:
            try:
                self._understand(row, name, lambda cell: self.references[name](row, cell))
            except CellError as wrong:
                raise CellError(wrong.why, wrong.column or name) from None
        return row.values.get(name)

    def _understand(self, row: Planned, name: str, read: Callable[[str], Any]):
        """Take the cell as it says by itself, else as somebody said that its word means. Raises Wrong."""
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

    def attempt(self, step: Callable[[Planned], None], row: Planned, name: str = ""):
        """Do it; what it raises as Wrong is a mistake of the row."""
        try:
            step(row)
        except CellError as wrong:
            row.wrong(wrong.column or name, wrong.why)

    def _read(self, row: Planned):
        for name, cell in list(row.texts.items()):
            if why := why_unreadable(cell):
                row.wrong(name, why)
                row.empty(name)
        for column in self.columns:
            if row.texts.get(column.name) and column.read:
                self.attempt(lambda row, column=column: self._read_cell(row, column), row, column.name)

    def _read_cell(self, row: Planned, column: ImportColumn):
        read = column.read if column.read is text else lambda cell: column.read(visible(cell))
        self._understand(row, column.name, read)

    def _fetch(self, rows: list[Planned]):
        found = {}
        for keys in chunks(row.target_pk for row in rows if row.target_pk):
            found |= {target.pk: target for target in self.targets().filter(pk__in=keys)}
        for row in rows:
            row.target = found.get(row.target_pk)
            row.title = (str(row.target) if row.target else self.title(row))[:LONGEST_TITLE]

    def _claim(self, rows: list[Planned]):
        """Of the rows that are about the same thing, the first one goes."""
        taken: dict[tuple, int] = {}
        for row in rows:
            there = [("target", row.target_pk)] if row.target_pk else []
            keys = there or self.identities(row)
            earlier = next((taken[key] for key in keys if key in taken), None)
            if earlier is not None and not row.is_refused:
                row.wrong("", gettext("Raden gäller samma som rad %(number)s.") % {"number": earlier})
            for key in there or self.claims(row):
                taken.setdefault(key, row.number)

    def _refer(self, row: Planned):
        for name in self.references:
            cell = row.texts.get(name)
            if not cell or name in row.values or name in row.blamed:
                continue
            if row.target and same_words(cell, self.by_name[name].words(row.target)):
                continue
            self.attempt(lambda row, name=name: self.value(row, name), row, name)

    def _compare(self, row: Planned):
        for name in [name for name in row.values if name in self._fields]:
            self._compare_field(row, name)
        # Of a row that names one of ours wrongly nobody knows whether it is new.
        if row.target is None and not row.blamed & {"", *self.own_numbers}:
            for name in self.missing(row):
                if name not in row.blamed:
                    row.wrong(name, gettext("Behövs för en ny rad."))
        self.attempt(self.compare_more, row)
        if row.differing:
            self._validate(row)
        if row.target is None:
            self._refuse_no_row(row)
        self._leave_out(row)
        if row.mistakes:
            row.refuse()
        elif row.target is None:
            row.status = RowStatus.NEW
        elif row.differing:
            row.status = RowStatus.CHANGE

    def _leave_out(self, row: Planned):
        """Take away what cannot be read and need not be there; without it, something else may turn out to be wrong."""
        while row.mistakes and not row.is_refused and not row.blamed & {name for name, _why in row.left_out}:
            row.left_out += row.mistakes
            for name in row.blamed:
                row.agree(self.by_name[name])
            row.mistakes = []
            if row.differing:
                self._validate(row)

    def _refuse_no_row(self, row: Planned):
        """Lists end in a line that sums them up."""
        if search_key(row.title).rstrip(" :") in TOTALS:
            row.mistakes = [("", gettext("Ser ut som listans summa, så av den blir ingen ny rad."))]

    def _compare_field(self, row: Planned, name: str):
        column, value, cell = self.by_name[name], row.values[name], row.texts.get(name, "")
        if row.target is None:
            row.differ(column, value, "", self._after(self._blank, name, value) or cell)
        elif not self._says_the_same(row, column, value, cell):
            row.differ(column, value, column.words(row.target), self._after(row.target, name, value))
        if LOST in cell and name in row.differing:
            row.wrong(name, gettext("Tecken har gått förlorade i filen. Rätta dem, eller hämta listan på nytt."))

    def _says_the_same(self, row: Planned, column: ImportColumn, value, cell: str) -> bool:
        current = self.current(row.target, column.name)
        if same_words(cell, column.words(row.target)) or _same(value, current):
            return True
        by_number = any(name in row.values for name in self.own_numbers)
        is_words = isinstance(value, str) and isinstance(current, str) and column.read in WORDED
        return is_words and not by_number and self.is_alike(column.name, value, current)

    @cached_property
    def _blank(self) -> models.Model:
        return self.model()

    @cached_property
    def _fields(self) -> set[str]:
        return {field.name for field in self.model._meta.get_fields()} - {"id"}

    def _after(self, of: models.Model, name: str, value) -> str:
        """How the new value will be shown: as it was understood, not as it was written."""
        if isinstance(value, list | Ref | models.Model):
            return _words(value)
        candidate = of if of is self._blank else copy.copy(of)
        setattr(candidate, name, value)
        return self.by_name[name].words(candidate)

    def _validate(self, row: Planned):
        """The fields' own rules, and the row's. What needs the database to tell is left to the services."""
        candidate = copy.copy(row.target) if row.target else self.model()
        for name, value in self.own_fields(row).items():
            if not isinstance(value, Ref):
                setattr(candidate, name, value)
        related = {field.name for field in self.model._meta.concrete_fields if field.is_relation}
        silent = related | {field.name for field in self.model._meta.concrete_fields if not field.editable}
        for clean in (lambda: candidate.clean_fields(exclude=silent | row.blamed), candidate.clean):
            try:
                clean()
            except ValidationError as error:
                note(row, error)


def _same(value, current) -> bool:
    if isinstance(value, list):
        return _members(value) == _members(current)
    return value == current


def _members(items: list) -> set:
    """Names are the same however they are cased, as the services take them."""
    return {search_key(item) if isinstance(item, str) else item for item in items}


def _words(value) -> str:
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return value.name if isinstance(value, Ref) else str(value)


def note(row: Planned, error: ValidationError):
    """Tell what is wrong, but of a cell that is blamed already no more, nor of a whole row that has such cells."""
    blamed = row.blamed
    for name, messages in error.update_error_dict({}).items():
        if name in blamed or (blamed and name == "__all__"):
            continue
        for message in ValidationError(messages).messages:
            row.wrong("" if name == "__all__" else name, message)

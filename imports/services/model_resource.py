"""Resources whose rows become or change instances of a model."""

import copy
from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext

from core.bulk_save import chunks
from core.changesets import Recorder, check_return
from core.changesets.touched import Keys
from core.models import Change, User
from core.text import search_key
from imports.services import row_undo
from imports.services.fields import IgnoredColumn, ImportColumn, email, one_line, same_words
from imports.services.lookup import Lookup, Ref
from imports.services.resource import Resource
from imports.services.results import RowResult

LONGEST_TITLE = 200
TOTALS = frozenset({"summa", "total", "totalt", "sum", "antal"})
LOST = "\N{REPLACEMENT CHARACTER}"
WORDED = (one_line, email)


class ModelResource(Resource):
    """A kind of list whose rows become instances of a model, or change existing ones.

    A dry run takes a fixed number of queries, and one more for every 500 instances.
    """

    do_not_call_in_templates = True
    kind: str
    label: Any
    model: type[models.Model]
    template: str  # file name of the empty workbook to fill in
    hints: ClassVar[tuple] = ()  # how existing rows are recognised, and other advice for the page
    ignored: ClassVar[tuple[IgnoredColumn, ...]] = ()
    titled_by: ClassVar[tuple[str, ...]] = ()  # columns that make up the title of a new row
    own_numbers: ClassVar[tuple[str, ...]] = ("id",)  # columns that identify the instance
    needs_whole_rows = False  # of money: core.spreadsheets.reader.require_whole_rows
    batch_size = 250  # rows written in one transaction

    def __init__(self, *, by: User, **kwargs):
        super().__init__(**kwargs)
        self.by = by
        self.lookup = Lookup()
        self.rows: list[RowResult] = []

    @classmethod
    def permissions(cls, *actions: str) -> list[str]:
        """The model's permissions for the actions: importing takes the same as doing it by hand."""
        return [f"{cls.model._meta.app_label}.{action}_{cls.model._meta.model_name}" for action in actions]

    # --- Hooks ---

    def instances(self) -> models.QuerySet:
        """The instances, with what the columns' `words` need."""
        return self.model.objects.all()

    def find(self, row: RowResult):
        """Set `instance_pk` if the row is about an existing instance. Raises CellError if that is ambiguous."""
        raise NotImplementedError

    def identities(self, row: RowResult) -> list[tuple[tuple, str]]:
        """(key, detail) pairs. New rows with an equal key are duplicates, unless both have a detail and they differ."""
        return []

    def lock(self, rows: list[RowResult]):
        """Lock what the rows of one transaction need, before writing the first."""

    def save(self, rows: list[RowResult], recorder: Recorder):
        """Write the rows by the services, without changing `instance`. Raises ValidationError and Refusal."""
        raise NotImplementedError

    @classmethod
    def check_way_back(cls, changes: list[Change]):
        """Raises ValidationError and Refusal for what prevents undo, besides rows touched since."""
        check_return(changes)

    @classmethod
    def take_back(cls, changes: list[Change], *, ours: Keys, by: User):
        """Undo changes of one model; `ours` are the rows that the list created. Raises TouchedSince.

        Override it if the rows can only be undone by their own services, which refuse rows touched since.
        """
        row_undo.take_back(changes, ours=ours)

    @classmethod
    def names(cls, instances: Collection[models.Model]) -> dict[int, str]:
        """What lists of rows call the instances, by key."""
        return {each.pk: str(each) for each in instances}

    # --- The dry run ---

    def _match(self, rows: list[RowResult]):
        self.rows = rows
        for row in rows:
            self.attempt(self.find, row)
        self._fetch()
        self._refuse_doubles()

    def _fetch(self):
        found = {}
        for keys in chunks(row.instance_pk for row in self.rows if row.instance_pk):
            found |= {instance.pk: instance for instance in self.instances().filter(pk__in=keys)}
        names = self.names(found.values())
        for row in self.rows:
            row.instance = found.get(row.instance_pk)
            row.title = (names[row.instance_pk] if row.instance else self.title(row))[:LONGEST_TITLE]

    def title(self, row: RowResult) -> str:
        return " ".join(row.texts[name] for name in self.titled_by if row.texts.get(name))

    def _refuse_doubles(self):
        """Refuse all but the first of duplicate rows."""
        taken: dict[tuple, dict] = {}
        for row in self.rows:
            keys = [(("instance",), row.instance_pk)] if row.instance_pk else self.identities(row)
            earlier = next(filter(None, (_first_like(taken.get(key, {}), detail) for key, detail in keys)), None)
            if earlier is not None and not row.is_refused:
                row.wrong("", gettext("Raden gäller samma som rad %(number)s.") % {"number": earlier})
            for key, detail in keys:
                taken.setdefault(key, {}).setdefault(detail, row.number)

    def _compare(self, row: RowResult):
        for name in [name for name in row.values if name in self._fields]:
            self._compare_field(row, name)
        # A row with a wrong number of ours may be new or not, so do not ask for what a new row needs.
        if row.instance is None and not row.blamed & {"", *self.own_numbers}:
            for name in self._missing(row):
                if name not in row.blamed:
                    row.wrong(name, gettext("Behövs för en ny rad."))
        self.attempt(self.compare, row)
        self._validate(row)
        if row.instance is None:
            self._refuse_total(row)
        self._conclude(row)

    def _missing(self, row: RowResult) -> list[str]:
        """Required fields that the row lacks."""
        said = {name for name, cell in row.texts.items() if cell}
        return [each.name for each in self.columns if each.required and not {each.name, each.instead} & said]

    def _refuse_total(self, row: RowResult):
        """Refuse a total at the end of the list."""
        if search_key(row.title).rstrip(" :") in TOTALS:
            row.mistakes = []
            row.wrong("", gettext("Ser ut som listans summa, så av den blir ingen ny rad."))

    # --- The diff of a row and its instance ---

    def _compare_field(self, row: RowResult, name: str):
        column, value, cell = self.by_name[name], row.values[name], row.texts.get(name, "")
        if row.instance is None:
            row.differ(column, value, "", self._after(self._blank, name, value) or cell)
        elif not self._says_the_same(row, column, value, cell):
            row.differ(column, value, column.words(row.instance), self._after(row.instance, name, value))
        if LOST in cell and name in row.diff:
            row.wrong(name, gettext("Tecken har gått förlorade i filen. Rätta dem, eller hämta listan på nytt."))

    def _says_the_same(self, row: RowResult, column: ImportColumn, value, cell: str) -> bool:
        current = column.value_of(row.instance)
        if same_words(cell, column.words(row.instance)) or _same(value, current):
            return True
        # In a row with our own number, case and spacing count as a change.
        by_number = any(name in row.values for name in self.own_numbers)
        is_words = isinstance(value, str) and isinstance(current, str) and column.read in WORDED
        return is_words and not by_number and column.alike(value) == column.alike(current)

    @cached_property
    def _blank(self) -> models.Model:
        return self.model()

    @cached_property
    def _fields(self) -> set[str]:
        return {field.name for field in self.model._meta.get_fields()} - {"id"}

    def _after(self, of: models.Model, name: str, value) -> str:
        """The new value as it will be shown: as read, not as written in the cell."""
        if isinstance(value, list | Ref | models.Model):
            return _words(value)
        candidate = of if of is self._blank else copy.copy(of)
        setattr(candidate, name, value)
        return self.by_name[name].words(candidate)

    def own_fields(self, row: RowResult) -> dict[str, Any]:
        """The differing values that are fields of the model itself."""
        names = {field.name for field in self.model._meta.concrete_fields}
        return {name: value for name, value in row.diff.items() if name in names}

    def _validate(self, row: RowResult):
        """Validate the fields and the instance. Rules that query the database are left to the services."""
        if not row.diff:
            return
        candidate = copy.copy(row.instance) if row.instance else self.model()
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


def _first_like(taken: dict, detail) -> int | None:
    """The number of the first row with the same detail or none; without a detail, of the first row."""
    if not detail:
        return next(iter(taken.values()), None)
    return min((taken[each] for each in (detail, "") if each in taken), default=None)


def _same(value, current) -> bool:
    if isinstance(value, list):
        return _members(value) == _members(current)
    return value == current


def _members(items: list) -> set:
    """Names compare without regard to case, as in the services."""
    return {search_key(item) if isinstance(item, str) else item for item in items}


def _words(value) -> str:
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return value.name if isinstance(value, Ref) else str(value)


def note(row: RowResult, error: ValidationError):
    """Add the error's messages, except on cells with a mistake already; on the row, only if no cell has one."""
    blamed = row.blamed
    for name, messages in error.update_error_dict({}).items():
        if name in blamed or (blamed and name == "__all__"):
            continue
        for message in ValidationError(messages).messages:
            row.wrong("" if name == "__all__" else name, message)

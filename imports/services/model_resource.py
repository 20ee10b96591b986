"""The diff of rows with the instances of a model that they are about."""

import copy
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
from imports.services import way_back
from imports.services.fields import IgnoredColumn, ImportColumn, email, one_line, same_words
from imports.services.lookup import Lookup, Ref
from imports.services.resource import Resource
from imports.services.results import RowResult

LONGEST_TITLE = 200
TOTALS = frozenset({"summa", "total", "totalt", "sum", "antal"})
LOST = "\N{REPLACEMENT CHARACTER}"
WORDED = (one_line, email)


class ModelResource(Resource):
    """A list whose rows become instances of a model, or change those that are there.

    A dry run costs the same few queries for any number of rows, and one more for every 500 instances.
    """

    do_not_call_in_templates = True
    kind: str
    label: Any
    model: type[models.Model]
    template: str  # the name of the workbook to fill in
    hints: ClassVar[tuple] = ()  # how rows that are there already are known, and what else to know before one begins
    ignored: ClassVar[tuple[IgnoredColumn, ...]] = ()
    titled_by: ClassVar[tuple[str, ...]] = ()  # the columns that a new row is called by
    own_numbers: ClassVar[tuple[str, ...]] = ("id",)  # the columns by which a row says which instance it is about
    batch_size = 250  # rows that are written at once

    def __init__(self, *, by: User, **kwargs):
        super().__init__(**kwargs)
        self.by = by
        self.lookup = Lookup()
        self.rows: list[RowResult] = []

    @classmethod
    def permissions(cls, *actions: str) -> list[str]:
        """Those on the model: what a list does takes what it takes to do it by hand."""
        return [f"{cls.model._meta.app_label}.{action}_{cls.model._meta.model_name}" for action in actions]

    # --- Hooks ---

    def instances(self) -> models.QuerySet:
        """With what `words` of the columns need."""
        return self.model.objects.all()

    def find(self, row: RowResult):
        """Set `instance_pk` if the row is about one that is there. Raises CellError when that cannot be told."""
        raise NotImplementedError

    def identities(self, row: RowResult) -> list[tuple[tuple, str]]:
        """What makes two new rows of a list the same: an equal key, and a detail that is equal or that one lacks."""
        return []

    def lock(self, rows: list[RowResult]):
        """Lock what the rows of one transaction need, before the first of them is written."""

    def save(self, rows: list[RowResult], recorder: Recorder):
        """Write the rows through the services, and leave `instance` as it was. Raises ValidationError and Refusal."""
        raise NotImplementedError

    @classmethod
    def check_way_back(cls, changes: list[Change]):
        """Raises ValidationError and Refusal for what, besides rows touched since, stands in the way."""
        check_return(changes)

    @classmethod
    def take_back(cls, changes: list[Change], *, ours: Keys, by: User):
        """Take back rows of one model; `ours` are all that the list made. Raises TouchedSince.

        A resource whose rows may not simply be as they were does it by the services that write them, which refuse what
        was touched since.
        """
        way_back.take_back(changes, ours=ours)

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
        for row in self.rows:
            row.instance = found.get(row.instance_pk)
            row.title = (str(row.instance) if row.instance else self.title(row))[:LONGEST_TITLE]

    def title(self, row: RowResult) -> str:
        return " ".join(row.texts[name] for name in self.titled_by if row.texts.get(name))

    def _refuse_doubles(self):
        """Of the rows that are about the same thing, the first one goes."""
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
        # Of a row that names one of ours wrongly nobody knows whether it is new.
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
        """Fields that a new row must have and this one lacks."""
        said = {name for name, cell in row.texts.items() if cell}
        return [each.name for each in self.columns if each.required and not {each.name, each.instead} & said]

    def _refuse_total(self, row: RowResult):
        """Lists end in a line that sums them up."""
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
        # With our own number beside it, how a text is written counts too.
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
        """How the new value will be shown: as it was understood, not as it was written."""
        if isinstance(value, list | Ref | models.Model):
            return _words(value)
        candidate = of if of is self._blank else copy.copy(of)
        setattr(candidate, name, value)
        return self.by_name[name].words(candidate)

    def own_fields(self, row: RowResult) -> dict[str, Any]:
        """Of what differs, the fields of the model itself."""
        names = {field.name for field in self.model._meta.concrete_fields}
        return {name: value for name, value in row.diff.items() if name in names}

    def _validate(self, row: RowResult):
        """The fields' own rules, and the instance's. What needs the database to tell is left to the services."""
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
    """The first of the rows whose detail is this one, or that lack one; without a detail, the first of all."""
    if not detail:
        return next(iter(taken.values()), None)
    return min((taken[each] for each in (detail, "") if each in taken), default=None)


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


def note(row: RowResult, error: ValidationError):
    """Tell what is wrong, but of a cell that is blamed already no more, nor of a whole row that has such cells."""
    blamed = row.blamed
    for name, messages in error.update_error_dict({}).items():
        if name in blamed or (blamed and name == "__all__"):
            continue
        for message in ValidationError(messages).messages:
            row.wrong("" if name == "__all__" else name, message)

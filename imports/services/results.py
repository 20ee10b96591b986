"""The results of a dry run, row by row."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from core.spreadsheets.columns import is_refused
from imports.models import RowStatus
from imports.services.fields import ImportColumn


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a cell of row `number` cannot be read. Name, column and value are empty if it is about the whole row."""

    number: int
    name: str
    column: str  # the heading
    value: str
    why: str


@dataclass
class RowResult:
    """A row of the file, its instance, and what differs between them.

    `diff` holds the new values by field, `changes` the same for display: label, before, after. A row with `mistakes` is
    not read in; `left_out` are mistakes in values that it is read in without.
    """

    number: int
    texts: dict[str, str]
    headings: Mapping[str, str] = field(repr=False)
    may_lack: frozenset[str] = frozenset()
    values: dict[str, Any] = field(default_factory=dict)
    status: str = RowStatus.SAME
    title: str = ""
    instance_pk: int | None = None
    instance: models.Model | None = None
    diff: dict[str, Any] = field(default_factory=dict)
    changes: list[list[str]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    left_out: list[Mistake] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)  # by column, the word that is not among its choices
    emptied: dict[str, str] = field(default_factory=dict)

    def cell(self, name: str) -> str:
        """The text in the file."""
        return self.emptied.get(name) or self.texts.get(name, "")

    def empty(self, name: str):
        """Treat the cell as blank."""
        self.emptied[name] = self.texts[name]
        self.texts[name] = ""

    def wrong(self, name: str, why):
        mistake = Mistake(self.number, name, self.headings.get(name, ""), self.cell(name), str(why))
        if mistake not in self.mistakes:
            self.mistakes.append(mistake)

    @property
    def blamed(self) -> set[str]:
        return {mistake.name for mistake in self.mistakes}

    @property
    def is_refused(self) -> bool:
        return is_refused(self.blamed, self.may_lack)

    def refuse(self):
        """Do not read it in, and show all its mistakes."""
        self.status = RowStatus.WRONG
        self.mistakes, self.left_out = [*self.left_out, *self.mistakes], []

    def differ(self, column: ImportColumn, value, before: str, after: str):
        self.diff[column.name] = value
        self.changes.append([str(column.label), before, after])

    def agree(self, column: ImportColumn):
        """Drop a difference that changes nothing."""
        self.diff.pop(column.name, None)
        self.changes = [change for change in self.changes if change[0] != str(column.label)]

    @property
    def writes(self) -> bool:
        return self.status in (RowStatus.NEW, RowStatus.CHANGE)

    @property
    def digest(self) -> str:
        """Changes if the row would be written differently, or its instance has been saved since."""
        version = self.instance.version if self.instance and self.status == RowStatus.CHANGE else None
        values = sorted((name, _key(value)) for name, value in self.diff.items())
        said = repr((str(self.status), self.instance_pk, version, values))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def _key(value) -> str:
    if isinstance(value, list):
        return repr([_key(item) for item in value])
    return str(getattr(value, "pk", None) or value)

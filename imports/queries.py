"""What the pages of imports show."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import ngettext

from imports.models import Import, ImportRow, RowStatus

MOST_VALUES = 3
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_IN_A_WORD = re.compile(r"\w")


def listed_imports() -> models.QuerySet[Import]:
    """All imports, with how many rows they have: `new`, `changed`, `same` and `wrong`, and of all these `lacking`."""

    def number(status: str) -> models.Count:
        return models.Count("rows", filter=models.Q(rows__status=status))

    numbers = {"new": number("new"), "changed": number("change"), "same": number("same"), "wrong": number("wrong")}
    numbers["lacking"] = models.Count("rows", filter=~models.Q(rows__left_out=[]))
    return Import.objects.select_related("made_by", "changeset__undone_by").annotate(**numbers)


def counts(batch: Import) -> Counter:
    """Rows by status, `moved`, and those `lacking` a value that cannot be read; one query."""
    numbers = {status: models.Count("pk", filter=models.Q(status=status)) for status in RowStatus.values}
    numbers["moved"] = models.Count("pk", filter=models.Q(moved=True))
    numbers["lacking"] = models.Count("pk", filter=~models.Q(left_out=[]))
    found = batch.rows.aggregate(**numbers)
    return Counter({name: number for name, number in found.items() if number or name == "moved"})


def written_of(numbers: Counter) -> int:
    return numbers[RowStatus.NEW] + numbers[RowStatus.CHANGE]


def receipt(batch: Import) -> tuple[str, str]:
    """Words on how many rows were read in, and how many without a value; empty if none were."""
    numbers = counts(batch)  # rows that would have been written differently were skipped
    total = written_of(numbers)
    done = ngettext("%(number)s rad är importerad.", "%(number)s rader är importerade.", total)
    done %= {"number": number_format(total, use_l10n=True, force_grouping=True)}
    if not numbers["lacking"]:
        return done, ""
    lacking = ngettext(
        "%(number)s rad lästes in utan ett värde som inte gick att läsa.",
        "%(number)s rader lästes in utan ett värde som inte gick att läsa.",
        numbers["lacking"],
    )
    return done, lacking % {"number": number_format(numbers["lacking"], use_l10n=True)}


@dataclass
class MistakeGroup:
    """Rows with the same mistake: the column, the reason, examples of values, and the rows.

    If `refused` they are not read in; otherwise they are, without the value.
    """

    column: str
    why: str
    refused: bool
    values: list[str] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)

    def __str__(self):
        return f"{self.column}: {self.why}" if self.column else self.why

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.column}\t{self.why}\t{self.refused}".encode()).hexdigest()[:12]


def mistake_groups(rows: models.QuerySet[ImportRow]) -> list[MistakeGroup]:
    """The mistakes of the rows, grouped, those with most rows first. One query."""
    groups: dict[tuple, MistakeGroup] = {}
    wrong = rows.with_mistakes().order_by("number")
    for pk, mistakes, left_out in wrong.values_list("pk", "mistakes", "left_out"):
        for column, value, why in mistakes or left_out:
            words = _without_particulars(why, value)
            group = groups.setdefault(
                (column, words, bool(mistakes)), MistakeGroup(column, words, refused=bool(mistakes))
            )
            group.rows.add(pk)
            if value and value not in group.values and len(group.values) < MOST_VALUES:
                group.values.append(value)
    return sorted(groups.values(), key=lambda group: (not group.refused, -len(group.rows)))


def _without_particulars(why: str, value: str) -> str:
    """The reason without what differs between rows: the cell's value, row numbers and names."""
    if value:
        why = _without(value, why)
    else:
        why = re.sub(r"\d+", ELLIPSIS, why)
        why = re.sub(r": .+", f": {ELLIPSIS}", why)
    return why.removesuffix(f"{ELLIPSIS}.") + ELLIPSIS if why.endswith(f"{ELLIPSIS}.") else why


def _without(value: str, why: str) -> str:
    """Replace the value by an ellipsis, where it is a whole word. No regular expression: a long value makes it slow."""
    told, place = "", 0
    while (at := why.find(value, place)) >= 0:
        end = at + len(value)
        is_part = _IN_A_WORD.match(why[max(0, at - 1) : at]) or _IN_A_WORD.match(why[end : end + 1])
        told += why[place:at] + (value if is_part else ELLIPSIS)
        place = end
    return told + why[place:]


def unread(batch: Import) -> list[str]:
    """Headings of the columns that are not read. No query."""
    read = set(batch.columns.values())
    return [heading for place, heading in enumerate(batch.headings) if heading and place not in read]


def rows_written(batch: Import, rows: Iterable[ImportRow], model: type[models.Model]) -> dict[int, models.Model]:
    """By row number in the file, the instance; rows deleted since are left out. Two queries."""
    changes = batch.changes.filter(model=model._meta.label, number__in=[row.number for row in rows])
    found = dict(changes.values_list("number", "object_id"))
    found |= {row.number: row.target for row in rows if row.target}
    there = model._base_manager.in_bulk(list(found.values()))
    return {number: there[key] for number, key in found.items() if key in there}

"""Find the headings of a list and the rows below them, and guess the columns."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.bulk_save import Insert
from core.errors import Refusal
from core.spreadsheets.columns import guess_by_heading, numbered, unique_headings
from core.text import search_key
from imports.models import ImportRow
from imports.services.fields import in_both_languages
from imports.services.registry import ADDED_TO_MISTAKES, columns_of, why_not_read

LOOKED_AT = 30


class NoRows(Refusal):
    message = _("Filen har inga rader under rubrikerna.")


@dataclass(frozen=True)
class Laid:
    """A list split into headings and rows, ready to be stored."""

    kind: str
    headings: list[str]
    rows: Insert


def lay_out(kind: str, table: list[list[str]]) -> Laid:
    """Find the headings and the rows below them. No query. Raises NoRows."""
    at = _heading_row(table, kind)
    width = max((len(cells) for cells in table), default=0)
    rows = [
        ImportRow(number=number, cells=cells)
        for number, cells in enumerate(table[at + 1 :], start=at + 2)
        if any(cells) and cells != table[at]  # skip headings repeated on every page
    ]
    if not rows:
        raise NoRows
    headings = unique_headings(numbered(table[at], width))
    held = {place for row in rows for place, cell in enumerate(row.cells) if cell}
    # Leave out empty columns without a heading.
    nameless = numbered([""] * width)
    headings = [
        heading if place in held or heading != nameless[place] else "" for place, heading in enumerate(headings)
    ]
    return Laid(kind, headings, Insert(rows, later=["batch"]))


def _heading_row(table: list[list[str]], kind: str) -> int:
    """The row with most known headings, else the first of the rows with most cells."""
    known = {name for column in columns_of(kind) for name in column.headings()}

    def score(place: int) -> tuple[int, int]:
        return sum(search_key(cell) in known for cell in table[place]), sum(map(bool, table[place]))

    return max(range(min(LOOKED_AT, len(table))), key=score, default=0)


def guess_columns(headings: list[str], kind: str) -> dict[str, int]:
    # Belopp i perioden begins as a known heading does, but is an ignored column.
    own = ["" if why_not_read(kind, heading) else heading for heading in headings]
    return guess_by_heading(own, {column.name: column.headings() for column in columns_of(kind)})


def shape_of(headings: list[str]) -> str:
    """A hash of the headings, the same for a file and for the workbook of its rows with mistakes."""
    unsaid = {search_key(name) for name in numbered([""] * len(headings))}
    unsaid |= {name for label in ADDED_TO_MISTAKES for name in in_both_languages(label)}
    said = ["" if search_key(heading) in unsaid else heading for heading in headings]
    return hashlib.sha256(search_key("\t".join(said).rstrip("\t")).encode()).hexdigest()

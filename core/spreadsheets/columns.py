"""Map an imported list's columns to fields, and find its first data row."""

import hashlib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from core.text import search_key


@dataclass(frozen=True)
class Layout:
    """`columns` maps fields to column indexes; fields without a column are left out. `start` is the first data row."""

    headings: list[str]
    start: int
    columns: dict[str, int]

    def cell(self, cells: list[str], name: str) -> str:
        place = self.columns.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    def heading(self, name: str) -> str:
        place = self.columns.get(name)
        return str(getattr(name, "label", name)) if place is None else self.headings[place]

    def data_rows(self, table: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
        """Yield each non-empty row with its number in the file."""
        for number, cells in enumerate(table[self.start :], start=self.start + 1):
            if any(cells):
                yield number, cells

    @property
    def shape(self) -> str:
        """A fingerprint of the headings, equal for lists with the same ones."""
        return hashlib.sha256("\t".join(map(search_key, self.headings)).encode()).hexdigest()[:16]


def numbered(names: Iterable[str], width: int = 0) -> list[str]:
    """The headings, at least `width` of them; an empty one is named by its number."""
    names = list(names)
    names += [""] * (width - len(names))
    return [name or gettext("Kolumn %(number)s") % {"number": place} for place, name in enumerate(names, start=1)]


def unique_headings(names: Iterable[str]) -> list[str]:
    """The headings on one line each, numbered to be unique."""
    unique, taken = [], set()
    for heading in (" ".join(name.split()) for name in names):
        name, number = heading, 1
        while name.casefold() in taken:
            number += 1
            name = f"{heading} ({number})"
        taken.add(name.casefold())
        unique.append(name)
    return unique


def guess_by_heading(
    headings: list[str], known: Mapping[str, Iterable[str]], *, filled: Container[int] | None = None
) -> dict[str, int]:
    """Map fields to columns whose heading equals a `known` word, else begins with one.

    Earlier fields take precedence. Of two columns with the same heading, take the first that has values according to
    `filled`, else the first.
    """
    found, names = {}, [search_key(heading).rstrip(" :*") for heading in headings]
    for name, words in known.items():
        whole = [place for word in words for place, text in enumerate(names) if text == word]
        begun = [place for word in words for place, text in enumerate(names) if text.startswith(f"{word} ")]
        free = [place for place in [*whole, *begun] if place not in found.values()]
        if free:
            found[name] = min(free, key=lambda place: filled is not None and place not in filled)
    return found


def is_refused(blamed: Iterable[str], may_lack: Collection[str]) -> bool:
    """Whether errors in these fields refuse the whole row, instead of dropping only the values.

    True if any of them is not in `may_lack`: it is required, or decides a match or money.
    """
    return any(name not in may_lack for name in blamed)

"""Unknown words in an import's choice columns: the user maps each to a choice once."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.text import search_key

LONGEST_WORD = 120

# The meaning of a field's words by search key: the text of one of the choices, or empty for none.
Meanings = dict[str, dict[str, str]]
Choices = Iterable[tuple[str, str]]  # the value as the column's parser reads it, and its label


@dataclass(frozen=True)
class Word:
    """An unknown word in the field's column, and its number of rows."""

    name: str
    heading: str
    text: str
    rows: int
    choices: tuple[tuple[str, str], ...]
    meaning: str | None = None  # None until mapped

    @property
    def key(self) -> str:
        return search_key(self.text)

    @property
    def field(self) -> str:
        return f"word_{hashlib.sha256(f'{self.name} {self.key}'.encode()).hexdigest()[:16]}"

    @property
    def means(self) -> str:
        return dict(self.choices).get(self.meaning, self.meaning or "")


class WordCount:
    """Count the unknown words in the columns as the rows are read."""

    def __init__(self):
        self._rows: Counter[tuple[str, str]] = Counter()
        self._spelt: dict[tuple[str, str], str] = {}

    def add(self, name: str, text: str):
        key = name, search_key(text)
        self._rows[key] += 1
        self._spelt.setdefault(key, text)

    def words(
        self, *, heading: Callable[[str], str], choices: Callable[[str], Choices], meanings: Meanings
    ) -> list[Word]:
        """Most frequent first, each in its first spelling; `heading` and `choices` are called with a field's name."""
        chosen = {name: tuple(choices(name)) for name in {name for name, _key in self._rows}}
        return [
            Word(name, heading(name), self._spelt[name, key], rows, chosen[name], meanings.get(name, {}).get(key))
            for (name, key), rows in self._rows.most_common()
        ]

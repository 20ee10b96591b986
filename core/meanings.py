"""Unknown words in an import's choice columns: the user maps each to a choice once."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm
from core.text import search_key

MOST_WORDS = 50  # more distinct words mean that the column is something else
LONGEST_WORD = 120
CHOSEN = "="  # prefix of a mapped choice; alone, it maps to nothing

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


class MeaningsForm(StyledForm):
    """One select for each word: a choice of the column, no value, or not mapped."""

    def __init__(self, *args, words: Iterable[Word], **kwargs):
        super().__init__(*args, **kwargs)
        words = list(words)
        self.words, self.more = words[:MOST_WORDS], len(words[MOST_WORDS:])
        for word in self.words:
            choices = [(CHOSEN + text, label) for text, label in word.choices]
            self.fields[word.field] = forms.ChoiceField(
                label=word.text,
                required=False,
                choices=[("", _("Inte sagt")), (CHOSEN, _("Lämnas tomt")), *choices],
                initial="" if word.meaning is None else CHOSEN + word.meaning,
            )

    def lines(self) -> list[tuple]:
        return [(word, self[word.field]) for word in self.words]

    def meanings(self) -> Meanings:
        """The chosen mapping; in an unbound form the earlier one, without choices that no longer exist."""
        said: Meanings = {}
        for word in self.words:
            choices = {value for value, _label in self.fields[word.field].choices}
            chosen = self[word.field].value() or ""
            if chosen.startswith(CHOSEN) and chosen in choices:
                said.setdefault(word.name, {})[word.key] = chosen.removeprefix(CHOSEN)
        return said

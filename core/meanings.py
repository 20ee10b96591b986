"""Words in a list's columns of choices that are none of the choices: somebody says once what each of them means."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm
from core.text import search_key

MOST_WORDS = 50  # more are no words of choices: the column is another
LONGEST_WORD = 120
CHOSEN = "="  # before what a word means; alone, it means nothing

# What the words of a field mean, by their search key: the text of one of the choices, or nothing at all.
Meanings = dict[str, dict[str, str]]
Choices = Iterable[tuple[str, str]]  # what the reader of the column reads, and how it is called


@dataclass(frozen=True)
class Word:
    """A word of the field's column that means nothing by itself, on how many rows."""

    name: str
    heading: str
    text: str
    rows: int
    choices: tuple[tuple[str, str], ...]
    meaning: str | None = None  # None: nobody has said

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
    """The words of a list's columns that mean nothing by themselves, counted as its rows are read."""

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
        """Most rows first, each as it was spelt first; `heading` and `choices` are asked by the name of a field."""
        chosen = {name: tuple(choices(name)) for name in {name for name, _key in self._rows}}
        return [
            Word(name, heading(name), self._spelt[name, key], rows, chosen[name], meanings.get(name, {}).get(key))
            for (name, key), rows in self._rows.most_common()
        ]


class MeaningsForm(StyledForm):
    """One choice for each word: one of the column's own, nothing at all, or not said."""

    def __init__(self, *args, words: Iterable[Word], **kwargs):
        super().__init__(*args, **kwargs)
        self.all_words = list(words)
        self.words = self.all_words[:MOST_WORDS]
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
        """As they are chosen; in a form that was not sent, as they were before, of what is still a choice."""
        said: Meanings = {}
        for word in self.words:
            choices = {value for value, _label in self.fields[word.field].choices}
            chosen = self[word.field].value() or ""
            if chosen.startswith(CHOSEN) and chosen in choices:
                said.setdefault(word.name, {})[word.key] = chosen.removeprefix(CHOSEN)
        return said

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm
from imports.meanings import Meanings, Word

MOST_WORDS = 50  # more distinct words mean that the column is something else
CHOSEN = "="  # prefix of a mapped choice; alone, it maps to nothing


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

"""Kinds of letters: an app registers its own in its `letter_kinds.py`, and queues such letters by name.

A kind says when it is sent, which fields its text may have, and what happens when one has left. Guards
know who must not be written to.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db import models
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """What lets us write to somebody, and so what stops it."""

    ANSWER = "answer", _("Svar eller besked till en kollega")  # asked for by who gets it, or a colleague's own work
    ERRAND = "errand", _("Ärende i ett avtal eller uppdrag")
    OUTREACH = "outreach", _("Utskick på berättigat intresse eller samtycke")  # with a link to say no


@dataclass(frozen=True)
class MergeField:
    """`{name}` in a text, and what it stands for. Swedish, since those who write texts write it."""

    name: str
    label: str


@dataclass(frozen=True)
class Example:
    """A real row to preview a text with: what it is, and the value of each field."""

    label: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class LetterKind:
    name: str
    title: str
    when: str  # it is sent, in a sentence
    basis: Basis
    fields: tuple[MergeField, ...]
    example: Callable[[], Example | None]  # the latest such row
    secret: frozenset[str] = frozenset()  # fields that open something: sealed while the letter waits, then forgotten
    sent: Callable[[models.Model], None] | None = None  # called with the letter, in the transaction that notes it sent
    many: bool = False  # whether people write texts of their own beside the first, by name

    def first_text(self, language: str) -> tuple[str, str]:
        """Subject and text until somebody has written others: templates/mailing/letters, the first line the subject."""
        template = get_template(f"mailing/letters/{self.name}.{language}.txt").template
        subject, _line, text = template.source.partition("\n")
        return subject, text.strip("\n")

    @property
    def names(self) -> frozenset[str]:
        return frozenset(field.name for field in self.fields)


# Why the address must not get a letter of that basis; empty if it may. One query.
Guard = Callable[[str, Basis], str]
_kinds: dict[str, LetterKind] = {}
_guards: list[Guard] = []


def register(kind: LetterKind) -> LetterKind:
    _kinds[kind.name] = kind
    return kind


def kinds() -> list[LetterKind]:
    return list(_kinds.values())


def kind_named(name: str) -> LetterKind | None:
    """None for one that an earlier version had."""
    return _kinds.get(name)


def guard(ask: Guard) -> Guard:
    """Register who else must be asked before an address is written to."""
    _guards.append(ask)
    return ask


def objections(address: str, basis: Basis) -> Iterator[str]:
    """The reasons of guards, each asked when needed."""
    return filter(None, (ask(address, basis) for ask in _guards))

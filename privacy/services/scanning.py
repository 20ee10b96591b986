"""Every place where somebody is named, and what it says once their names are struck."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from core.models import AuditWords, Job, SavedView, SentForm
from crm.models import Affiliation, Company, Contact
from imports.models import ImportRow
from privacy.inventory import THEIRS, live_model, places
from privacy.redaction import Piece, excerpt, strike_in, texts_in
from privacy.services.people import OF_SOMEBODY_ELSE, Subject

# Where the words stand that somebody was sought by: most often the last name alone.
SOUGHT = frozenset({SavedView, Job, AuditWords, SentForm})
CHUNK = 2_000  # rows read at a time


@dataclass(frozen=True)
class Found:
    """A row that names somebody. `struck` are its new values by field; `pieces` what is shown of the first hit."""

    model: type[models.Model]
    pk: int
    live_pk: int | None  # of the row whose past it is, or its own
    struck: dict
    pieces: list[Piece]
    is_about: bool  # whether the row points at the person
    is_sure: bool  # False: only a part of the name, in a text about one of their companies or in a search

    @property
    def is_history(self) -> bool:
        return hasattr(self.model, "history_object")

    @property
    def is_theirs(self) -> bool:
        """Whether they wrote, got or gave it, or it is a row of a list with them in it."""
        return not self.struck.keys().isdisjoint(THEIRS.get(live_model(self.model)._meta.label, ()))


def find(subject: Subject, *, unsure: bool = True) -> Iterator[Found]:
    """Every row that names the person but their own; with `unsure` also where only a part of the name stands.

    Reads each table of the inventory once.
    """
    if subject.terms.nearby is None:
        return
    for model, names in places().items():
        yield from _find_in(subject, model, names, unsure=unsure)


def companies_named(subject: Subject) -> list[Company]:
    """Other companies whose own name holds the person's: the name is theirs, and is not struck."""
    pattern = subject.terms.anywhere
    if pattern is None:
        return []
    own = subject.keys if isinstance(subject.party, Company) else set()
    names = Company.objects.order_by("sort_key", "pk").values_list("pk", "name", "other_names")
    keys = [pk for pk, *texts in names if pk not in own and any(map(pattern.search, texts))]
    return list(Company.objects.filter(pk__in=keys))


def same_person(subject: Subject) -> list[Contact | Company]:
    """Who may be the same, and is erased by themselves: sole traders where the person has a role, or the other way."""
    party = subject.party
    if isinstance(party, Contact):
        return list(Company.objects.filter(is_sole_trader=True, pk__in=subject.around.get(Company, ())))
    return list(Contact.objects.filter(affiliations__company=party.pk).distinct())


def _find_in(subject: Subject, model, names: tuple[str, ...], *, unsure: bool) -> Iterator[Found]:
    terms, live, is_past = subject.terms, live_model(model), hasattr(model, "history_object")
    own = _own_rows(subject, live)
    about, around = subject.about.get(live, set()), subject.around.get(live, set())
    kept = OF_SOMEBODY_ELSE.get(live, frozenset())
    names = tuple(name for name in names if name not in kept)
    key = live._meta.pk.attname
    keys = ("history_id", key) if is_past else ("pk", "pk")
    fields = [model._meta.get_field(name) for name in names]
    rows = model._base_manager.order_by().values_list(*keys, *names).iterator(chunk_size=CHUNK)
    for pk, live_pk, *values in rows:
        if live_pk in own:
            continue
        near, sure = live_pk in about, True
        pattern = terms.nearby if near else terms.anywhere
        struck, shown = _strike(fields, values, pattern)
        if not struck and unsure and not near and live_pk in around:
            sure, pattern = False, terms.nearby
            struck, shown = _strike(fields, values, pattern)
        if not struck and unsure and live in SOUGHT:
            sure, pattern = False, terms.sought
            struck, shown = _strike(fields, values, pattern)
        if not struck and model is ImportRow and terms.in_cells(texts_in(list(values))):
            sure, pattern = True, terms.nearby
            struck, shown = _strike(fields, values, pattern)
        if struck:
            yield Found(model, pk, live_pk, struck, excerpt(shown, pattern), is_about=near, is_sure=sure)


def _own_rows(subject: Subject, model: type[models.Model]) -> set[int]:
    """The rows that go with the person or are emptied, whole."""
    if model is type(subject.party):
        return subject.keys
    if model is Affiliation and isinstance(subject.party, Contact):
        return subject.about.get(Affiliation, set())
    return set()


def _strike(fields: list[models.Field], values: list, pattern) -> tuple[dict, str]:
    struck, shown = {}, ""
    if pattern is None:
        return struck, shown
    for field, value in zip(fields, values, strict=True):
        if not value:
            continue
        stored = value if isinstance(field, models.JSONField) else str(value)
        hit = next((text for text in texts_in(stored) if pattern.search(text)), None)
        if hit is not None:
            struck[field.name] = strike_in(stored, pattern)
            shown = shown or hit
    return struck, shown

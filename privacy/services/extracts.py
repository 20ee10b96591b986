"""All that is known about somebody, for them to read: as sections of rows, and as JSON."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.history import NEVER_SHOWN, changes, values_in_words
from core.models import User
from core.undo import set_raw
from crm.models import Interaction, RemovedInteraction
from imports.models import ImportRow
from inbox.mailreader import Mail
from inbox.models import InboundMail, MailDraft
from privacy.inventory import live_model
from privacy.redaction import Piece, texts_in
from privacy.services.people import Subject
from privacy.services.scanning import Found, find

MOST_CHANGES = 1_000
# What says nothing to a reader.
NOT_TOLD = NEVER_SHOWN | {
    "id",
    "match_key",
    "sha256",
    "mail_fingerprint",
    "message_id",
    "stamp",
    "at_start",
    "logged_again",
}


@dataclass(frozen=True)
class Row:
    title: str
    url: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class RegisterExtract:
    name: str
    made_at: object
    sections: list[Section]

    def to_json(self) -> dict:
        return {
            "name": self.name,
            "made_at": timezone.localtime(self.made_at).isoformat(timespec="seconds"),
            "sections": [
                {
                    "title": section.title,
                    "rows": [
                        {"title": row.title, "fields": [{"name": name, "value": value} for name, value in row.fields]}
                        for row in section.rows
                    ],
                }
                for section in self.sections
            ],
        }


def extract(subject: Subject) -> RegisterExtract:
    """The person's own row with its history, every row about them, what they wrote, got and gave, and every other place
    that names them."""
    party = subject.party
    sections = [Section(_("Uppgifter om personen"), _rows([party])), *_rows_about(subject)]
    told = [
        Row(f"{timezone.localtime(change.when):%Y-%m-%d %H:%M}", fields=_change_fields(change))
        for change in changes(party, limit=MOST_CHANGES)
    ]
    sections.append(Section(_("Ändringar av uppgifterna"), told))
    elsewhere = [each for each in find(subject, unsure=False) if not (each.is_about and not each.is_history)]
    sections += _rows_of_theirs(elsewhere)
    elsewhere = [each for each in elsewhere if each.is_history or not each.is_theirs]
    mentions = [Row(row.title, row.url, [("", row.words)]) for row in mentions_of(elsewhere)]
    sections.append(Section(_("Nämns i andra uppgifter"), mentions))
    return RegisterExtract(str(party), timezone.now(), [section for section in sections if section.rows])


def _rows_about(subject: Subject) -> Iterable[Section]:
    for model, keys in subject.about.items():
        rows = model._base_manager.filter(pk__in=keys).select_related(*_pointers(model)).order_by("pk")
        rows = [_as_it_was(row) for row in rows] if model is RemovedInteraction else list(rows)
        yield Section(capfirst(str(model._meta.verbose_name_plural)), _rows(rows, about=subject.party))


def _rows_of_theirs(found: Iterable[Found]) -> Iterable[Section]:
    keys = defaultdict(list)
    for each in found:
        if each.is_theirs and not each.is_history:
            keys[each.model].append(each.pk)
    for model, its in keys.items():
        rows = list(model._base_manager.filter(pk__in=its).select_related(*_pointers(model)).order_by("pk"))
        told = [
            replace(shown, fields=[*shown.fields, *_packed_fields(row)])
            for row, shown in zip(rows, _rows(rows, only_named=True), strict=True)
        ]
        yield Section(capfirst(str(model._meta.verbose_name_plural)), told)


def _packed_fields(row: models.Model) -> list[tuple[str, str]]:
    """What a row keeps packed: the text of a mail, the cells of a row of a list."""
    if isinstance(row, ImportRow):
        return [(_("Celler"), "; ".join(filter(None, texts_in(row.cells))))]
    if isinstance(row, InboundMail | MailDraft):
        mail = Mail.from_json(row.parsed) if row.parsed else None
        told = [(_("Text"), mail.text), (_("Signatur och citat"), mail.rest)] if mail else []
        return [(name, words) for name, words in told if words]
    return []


def _as_it_was(removed: RemovedInteraction) -> Interaction:
    """What was said, as a reader knows it, and not as it is kept to be put back."""
    log = Interaction()
    set_raw(log, removed.kept.get("values", {}))
    return log


def _pointers(model: type[models.Model]) -> list[str]:
    return [each.name for each in model._meta.concrete_fields if each.is_relation]


def _rows(rows: list[models.Model], *, about: models.Model | None = None, only_named: bool = False) -> list[Row]:
    """One query for each model that the rows point to. `only_named`: fields that have a word of their own."""
    told = [
        (row, each)
        for row in rows
        for each in row._meta.concrete_fields
        if _is_told(row, each, about) and not (only_named and _is_of_the_program(each))
    ]
    words = values_in_words((each, getattr(row, each.attname)) for row, each in told)
    fields: dict[int, list] = {id(row): [] for row in rows}
    for (row, each), value in zip(told, words, strict=True):
        fields[id(row)].append((capfirst(str(each.verbose_name)), value))
    return [Row(str(row), _url(row), fields[id(row)]) for row in rows]


def _url(row: models.Model) -> str:
    """Empty for a row that was thrown away."""
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") and not row._state.adding else ""


def _is_of_the_program(field: models.Field) -> bool:
    return isinstance(field, models.JSONField | models.FileField) or not isinstance(field.verbose_name, Promise)


def _is_told(row: models.Model, field: models.Field, about: models.Model | None) -> bool:
    value = getattr(row, field.attname)
    if field.name in NOT_TOLD or value in (None, "", [], {}) or field.related_model is User:
        return False
    return about is None or field.related_model is not type(about) or value != about.pk


def _change_fields(change) -> list[tuple[str, str]]:
    told = [(each.label, f"{each.old or '–'} → {each.new or '–'}") for each in change.fields]
    return [*told, (_("Skäl"), change.reason)] if change.reason else told


@dataclass(frozen=True)
class Mention:
    """A place that names the person: what it is, its page, and the words with the hits marked."""

    title: str
    url: str
    pieces: list[Piece]
    is_sure: bool

    @property
    def words(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def mentions_of(found: Iterable[Found]) -> list[Mention]:
    """One query for each model that has a page."""
    found = list(found)
    keys = defaultdict(set)
    for each in found:
        keys[live_model(each.model)].add(each.live_pk)
    rows = {
        model: model._base_manager.select_related(*_pointers(model)).in_bulk(list(those))
        for model, those in keys.items()
        if hasattr(model, "get_absolute_url")
    }
    mentions = []
    for each in found:
        row = rows.get(live_model(each.model), {}).get(each.live_pk)
        mentions.append(Mention(title_of(each), row.get_absolute_url() if row else "", each.pieces, each.is_sure))
    return mentions


def title_of(found: Found) -> str:
    """What kind of row it is, and of which fields."""
    kind = capfirst(str(live_model(found.model)._meta.verbose_name))
    labels = [found.model._meta.get_field(name).verbose_name for name in found.struck]
    names = ", ".join(str(label) for label in labels if isinstance(label, Promise))
    if not names:  # a field that only the program reads has no word of its own
        return kind
    words = _("%(kind)s, tidigare version: %(fields)s") if found.is_history else "%(kind)s: %(fields)s"
    return words % {"kind": kind, "fields": names}


def by_kind(found: Iterable[Found]) -> list[tuple[str, int]]:
    """How many rows of each kind."""
    numbers = Counter(capfirst(str(live_model(each.model)._meta.verbose_name_plural)) for each in found)
    return sorted(numbers.items())

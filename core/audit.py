"""The audit log: who did what an organisation must answer for. `record` is the only way in.

Changes of rows are not written here: each row's history has them, old and new, and core.row_changes lists both.
"""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from core.models import ApiToken, AuditEntry, AuditHead, AuditKind, AuditWords, User
from core.models.audit import LONGEST_WORDS
from core.request_origin import request_id, short_address
from core.text import search_key, visible

HEAD = 1
DAY_SECONDS = 24 * 60 * 60
CHUNK = 500
# A row, the model of rows, or nothing.
Subject = models.Model | type[models.Model] | None


@transaction.atomic
def record(
    kind: AuditKind,
    *,
    by: User | None,
    subject: Subject = None,
    person: models.Model | None = None,
    words: str = "",
    facts: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write an entry, in the caller's transaction if there is one. At most six queries.

    `words` may name people and can be erased; `facts`, JSON, must not and stay. Other writers of the log wait until the
    transaction ends, so call it last in a long one.
    """
    return _append(
        _locked_head(),
        AuditEntry(
            kind=kind,
            user=by if by is not None and by.pk else None,
            subject=_label(subject),
            subject_id=_key(subject),
            person=_label(person),
            person_id=_key(person),
            facts=json.loads(json.dumps(facts or {}, cls=DjangoJSONEncoder)),
        ),
        words=words,
    )


def note_list_read(key: ApiToken, model: type[models.Model]) -> None:
    """Record that the key has read the list, once a day: a program may read it every minute.

    Processes that share no cache record it once each.
    """
    name = f"audit-read:{key.token_key}:{model._meta.label}:{timezone.localdate()}"
    if cache.add(name, 1, DAY_SECONDS):
        record(AuditKind.API_READ, by=key.user, subject=model, words=key.name)


@transaction.atomic
def erase_words(entries: Iterable[AuditEntry], *, by: User | None) -> int:
    """Erase what the entries say in words, with addresses, and record that. Returns how many had any."""
    numbers = [entry.number for entry in entries]
    head = _locked_head()
    held = list(AuditWords.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", flat=True))
    for number in held:
        # The database lets words go only when the log says so.
        about = {"subject": AuditEntry._meta.label, "subject_id": number}
        _append(head, AuditEntry(kind=AuditKind.WORDS_ERASED, user=by, **about), words="", with_address=False)
    for first in range(0, len(held), CHUNK):
        AuditWords.objects.filter(pk__in=held[first : first + CHUNK]).delete()
    return len(held)


def entries_about(person: models.Model, *, names: Iterable[str] = ()) -> list[AuditEntry]:
    """The entries that concern the person or are about the row, and those with one of the names in their words."""
    whole = AuditEntry.objects.select_related("said").filter(
        models.Q(subject=_label(person), subject_id=person.pk) | models.Q(person=_label(person), person_id=person.pk)
    )
    sought = [key for key in map(search_key, names) if key]
    found = {entry.number: entry for entry in whole}
    if sought:
        for said in AuditWords.objects.select_related("entry").exclude(words="").iterator(chunk_size=CHUNK):
            if any(name in search_key(said.words) for name in sought):
                found.setdefault(said.pk, said.entry)
    return [found[number] for number in sorted(found)]


@transaction.atomic
def cut(*, before: dt.datetime, by: User | None) -> int:
    """Remove the entries from before the moment, and record where the log begins now. Returns how many went."""
    head = _locked_head()
    # By number, not by time: a clock that went back leaves no gap in the chain.
    first_kept = AuditEntry.objects.filter(at__gte=before).order_by("number").values_list("number", flat=True).first()
    last_gone = AuditEntry.objects.order_by("number").filter(number__lt=first_kept or head.last + 1).last()
    if last_gone is None:
        return 0
    entry = AuditEntry(
        kind=AuditKind.CUT,
        user=by,
        subject=AuditEntry._meta.label,
        subject_id=last_gone.number,
        facts={"digest": last_gone.digest},
    )
    _append(head, entry, words="")
    AuditWords.objects.filter(pk__lte=last_gone.number).delete()
    gone, _by_model = AuditEntry.objects.filter(number__lte=last_gone.number).delete()
    return gone


# --- The chain ------------------------------------------------------------------------------------


def entry_digest(entry: AuditEntry, previous: str, key: str) -> str:
    facts = [
        entry.number,
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        str(entry.kind),
        entry.user_id,
        [entry.subject, entry.subject_id],
        [entry.person, entry.person_id],
        entry.facts,
        entry.request_id,
        entry.words_digest,
    ]
    return _sign(key, previous, facts)


def head_digest(last: int, digest: str, key: str) -> str:
    return _sign(key, "head", [last, digest])


def words_digest(said: AuditWords) -> str:
    return hashlib.sha256(_canonical([said.salt, said.words, said.address])).hexdigest()


def _canonical(facts: list) -> bytes:
    text = json.dumps(facts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _sign(key: str, previous: str, facts: list) -> str:
    secret = hashlib.sha256(b"medspel.audit" + key.encode()).digest()
    return hmac.new(secret, _canonical([previous, facts]), hashlib.sha256).hexdigest()


def _locked_head() -> AuditHead:
    """The end of the chain, locked until the transaction ends, so that no two entries follow the same one."""
    ends = AuditHead.objects.select_for_update().filter(pk=HEAD)
    head = ends.first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(pk=HEAD)], ignore_conflicts=True)
        head = ends.get()
    return head


def _append(head: AuditHead, entry: AuditEntry, *, words: str, with_address: bool = True) -> AuditEntry:
    key = settings.AUDIT_KEYS[0]
    entry.number, entry.at, entry.request_id = head.last + 1, timezone.now(), request_id()
    said = AuditWords(
        salt=secrets.token_hex(16), words=_storable(words), address=short_address() if with_address else ""
    )
    has_words = bool(said.words or said.address)
    entry.words_digest = words_digest(said) if has_words else ""
    entry.digest = entry_digest(entry, head.newest, key)
    entry.save(force_insert=True)
    if has_words:
        said.entry = entry
        said.save(force_insert=True)
    head.last, head.newest = entry.number, entry.digest
    head.digest = head_digest(head.last, head.newest, key)
    head.save(force_update=True)
    return entry


def _storable(words: str) -> str:
    """The text without what a database cannot store: it may come from outside, as the search of an exported list."""
    return visible(words.replace("\0", "").encode(errors="ignore").decode())[:LONGEST_WORDS]


def _label(subject: Subject) -> str:
    return subject._meta.label if subject is not None else ""


def _key(subject: Subject) -> int | None:
    return subject.pk if isinstance(subject, models.Model) and isinstance(subject.pk, int) else None

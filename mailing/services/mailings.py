"""One text to many: letters that are drafts until somebody has seen them through."""

import datetime as dt
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.models import User
from core.retention import not_held
from mailing.models import Enclosure, Letter, LetterState, Mailing
from mailing.services.queueing import REGRET, Text, To, queue_letter

DRAFTS_KEPT = dt.timedelta(days=1)


@transaction.atomic
def write_mailing(
    kind: str, *, by: User, text: Text, people: Iterable[tuple[To, dict, dict]], files: Iterable[tuple[str, bytes]] = ()
) -> Mailing:
    """Draft a letter to each: who, the values of fields, and the fields of the row. Raises ValidationError by field."""
    mailing = Mailing(subject=text.subject, made_by=by)
    mailing.full_clean()
    mailing.save()
    enclosures = [enclose(name, content) for name, content in files]
    for to, values, fields in people:
        queue_letter(
            kind,
            to=to,
            values=values,
            text=text,
            by=by,
            reply_to=by.email,
            mailing=mailing,
            state=LetterState.DRAFT,
            enclosures=enclosures,
            **fields,
        )
    return mailing


def enclose(name: str, content: bytes) -> Enclosure:
    """Keep a copy of a file, to go with letters. Call it in the transaction that writes them."""
    enclosure = Enclosure(name=name[:255], size=len(content))
    enclosure.file.save(name, ContentFile(content), save=False)
    enclosure.full_clean()
    enclosure.save()
    return enclosure


@transaction.atomic
def send_mailing(mailing: Mailing) -> int:
    """Queue the drafts, to leave when REGRET is over. Returns how many. Raises Refusal if it is sent already."""
    now = timezone.now()
    if not Mailing.objects.filter(pk=mailing.pk, sent_at=None).update(sent_at=now):
        raise Refusal(_("Utskicket är redan skickat."))
    return mailing.letters.filter(state=LetterState.DRAFT).update(state=LetterState.WAITING, due_at=now + REGRET)


@transaction.atomic
def stop_mailing(mailing: Mailing) -> int:
    """Stop what of it still waits. Returns how many."""
    now = timezone.now()
    return mailing.letters.filter(state=LetterState.WAITING).update(state=LetterState.STOPPED, ended_at=now)


def stop_all(*, why: str) -> int:
    """Stop every letter that waits, until somebody sends it again. Returns how many."""
    waiting = Letter.objects.filter(state=LetterState.WAITING)
    return waiting.update(state=LetterState.STOPPED, ended_at=timezone.now(), error=why)


@transaction.atomic
def discard_mailing(mailing: Mailing):
    """Throw an unsent mailing away. Raises Refusal if it has been sent."""
    unsent = Mailing.objects.select_for_update().filter(pk=mailing.pk, sent_at=None)  # send_mailing waits for this row
    if not unsent.exists():
        raise Refusal(_("Utskicket är redan skickat."))
    mailing.letters.all().delete()
    mailing.delete()
    drop_enclosures()


@transaction.atomic
def discard_letters(letters: QuerySet[Letter]) -> int:
    """Throw them away, also those that wait and now never leave, with the files that go with no other. How many."""
    _deleted, by_model = letters.delete()
    drop_enclosures()
    return by_model.get(Letter._meta.label, 0)


@transaction.atomic
def clear_letters(*, before: dt.datetime) -> int:
    """Remove letters that ended before that moment, abandoned drafts and files of no letter. Returns how many ended."""
    for mailing in Mailing.objects.drafts(before=timezone.now() - DRAFTS_KEPT):
        discard_mailing(mailing)
    removed = discard_letters(not_held(Letter.objects.ended(before=before)))
    Mailing.objects.filter(letters=None, sent_at__lt=before).delete()
    return removed


def drop_enclosures():
    """Delete files that go with no letter."""
    for enclosure in Enclosure.objects.filter(letters=None):
        storage, name = enclosure.file.storage, enclosure.file.name
        enclosure.delete()
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))

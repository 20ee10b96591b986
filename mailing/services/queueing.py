"""Write letters: from a kind's text and the values of its fields to a row that a worker sends."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.encryption import seal
from core.errors import Refusal
from core.models import User, our_organisation
from core.outgoing_mail import can_mail
from mailing.kinds import Basis, LetterKind, kind_named, objections
from mailing.merge_fields import fields_in, merged
from mailing.models import Enclosure, Letter, LetterState, LetterTemplate, Suppression
from mailing.models.suppressions import address_key

SALT = "mailing.letters"
LONGEST_SUBJECT = 200
REGRET = dt.timedelta(minutes=1)  # between the press of a button and the first letter
CAME_TO_NOTHING = (LetterState.FAILED, LetterState.SUPPRESSED, LetterState.STOPPED)


@dataclass(frozen=True)
class To:
    """Who gets it; a letter in another language than Swedish is English."""

    email: str
    name: str = ""
    language: str = "sv"


@dataclass(frozen=True)
class Text:
    subject: str
    text: str


def text_of(kind: LetterKind, language: str, *, name: str = "") -> Text:
    """What such letters say: the row that somebody has written, or the text that the kind begins with. One query."""
    row = LetterTemplate.objects.filter(kind=kind.name, language=language, name=name).first()
    return Text(row.subject, row.text) if row else Text(*kind.first_text(language))


def why_not(address: str, basis: str) -> str:
    """Why the address must not get a letter of that basis, in words; empty if it may."""
    row = Suppression.objects.of(address_key(address)).first()
    if row and row.stops(basis):
        return str(row.get_reason_display())
    return next(objections(address, Basis(basis)), "")


class MailIsOff(Refusal):
    message = gettext_lazy("Mejl är inte inställt, så inget skickades. En administratör ser hur under Hälsokontroll.")


def write_letters(kind: str, letters: Iterable[dict], *, by: User) -> int:
    """Queue a letter to each, as a colleague asks by a button: they leave when REGRET is over. Returns how many.

    Each is what queue_letter takes. Who has got it already, or has no address, gets none. Raises MailIsOff.
    """
    if not can_mail():
        raise MailIsOff
    due_at = timezone.now() + REGRET
    return sum(queue_letter(kind, by=by, reply_to=by.email, due_at=due_at, **each) is not None for each in letters)


@transaction.atomic
def queue_letter(
    kind: str,
    *,
    to: To,
    values: Mapping[str, str],
    text: Text | None = None,
    by: User | None = None,
    enclosures: Iterable[Enclosure] = (),
    once: str | None = None,
    **fields,
) -> Letter | None:
    """Write a letter of that kind, which a worker sends as soon as the transaction is over. None without an address.

    `values` are those of the kind's fields; `text` is another text than the kind's. Who must not be written to gets a
    row that says why, and no mail. `fields` may be basis, reply_to, about, state, due_at, mailing and html. With `once`
    it is written only if no other of that name was, but for one that came to nothing; else None. Raises
    ValidationError by field.
    """
    if not to.email or (once and not _is_first(once)):
        return None
    letter = _letter(kind_named(kind), to=to, values=values, text=text, made_by=by, once=once, **fields)
    letter.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:
        if once and Letter.objects.filter(once=once).exists():
            return None  # somebody else was first
        raise
    letter.enclosures.set(enclosures)
    return letter


def _letter(kind: LetterKind, *, to: To, values: Mapping[str, str], text: Text | None, **fields) -> Letter:
    """An unsaved letter; suppressed, with the reason, if the address must not be written to."""
    text = text or text_of(kind, to.language)
    fields.setdefault("basis", kind.basis)
    secrets = {name: values[name] for name in kind.secret if values.get(name)}
    values = {"organisation": our_organisation().called, **values}
    hindrance = why_not(to.email, fields["basis"])
    if hindrance:
        fields |= {"state": LetterState.SUPPRESSED, "error": hindrance, "ended_at": timezone.now()}
    return Letter(
        kind=kind.name,
        language=to.language,
        to_email=to.email,
        to_name=to.name[:160],
        subject=_one_line(merged(text.subject, values))[:LONGEST_SUBJECT],
        text=merged(text.text, values, kept=secrets.keys()),
        sealed=seal(json.dumps(secrets), salt=SALT) if secrets and not hindrance else "",
        **fields,
    )


def _is_first(once: str) -> bool:
    """Whether no letter of that name was written; one that came to nothing gives up its name."""
    Letter.objects.filter(once=once, state__in=CAME_TO_NOTHING).update(once=None)
    return not Letter.objects.filter(once=once).exists()


def tell_colleague(kind: str, *, user: User, values: Mapping[str, str], **fields) -> Letter | None:
    """Queue a letter to a user in their language; None if they want none, or may not log in."""
    if not (user.is_active and user.mail_notices):
        return None
    to = To(user.email, user.get_full_name(), user.language)
    with translation.override(user.language):
        return queue_letter(kind, to=to, values={"förnamn": user.first_name or user.username, **values}, **fields)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def send_again(letter: Letter) -> Letter:
    """Queue once more what failed, was stopped or not written to; one that may have gone is asked about on its page.

    Raises Refusal if it is in another state, its secret is forgotten, or the address must still not be written to.
    """
    if letter.state not in CAME_TO_NOTHING:
        raise Refusal(_("Mejlet är inte längre i ett läge där det kan skickas igen."))
    if hindrance := why_not(letter.to_email, letter.basis):
        raise Refusal(_("Adressen är spärrad: %(reason)s.") % {"reason": hindrance})
    secrets = letter.letter_kind.secret if letter.letter_kind else frozenset()
    if not letter.sealed and secrets & set(fields_in(letter.text)):
        raise Refusal(_("Länken i mejlet är glömd. Skicka ett nytt därifrån det kom."))
    return change(letter, LetterState.WAITING, due_at=timezone.now(), ended_at=None, attempts=0, error="")


def stop(letter: Letter) -> Letter:
    """Keep a waiting letter from being sent. Raises Refusal if it has gone meanwhile."""
    return change(letter, LetterState.STOPPED, ended_at=timezone.now())


def change(letter: Letter, state: LetterState, **fields) -> Letter:
    """Move a letter on, if nobody else has. Raises Refusal."""
    if not letter.may_become(state) or not Letter.objects.filter(pk=letter.pk, state=letter.state).update(
        state=state, **fields
    ):
        raise Refusal(_("Mejlet har hunnit vidare. Läs in sidan igen."))
    letter.refresh_from_db()
    return letter

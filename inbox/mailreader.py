"""Parse an e-mail from a file, or from text copied out of Outlook or Gmail. All content is untrusted."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from email.utils import parsedate_to_datetime
from hashlib import sha256
from itertools import chain
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from core.documents import shown_name
from core.email_files import NotMail, leaves, read_message
from core.mime import MimePart, decoded, unpacked, words_of
from core.text import LONG_TEXT, search_key, visible
from inbox.calendars import invitation_text
from inbox.maildates import is_only_date, written_moment
from inbox.mailtext import LONGEST_HTML, LONGEST_LINE, split_answer, text_of_html, tidy

MAX_PEOPLE = 40
MAX_ATTACHMENTS = 20
LONGEST_SUBJECT = 200
LONGEST_NAME = 120
LONGEST_ID = 250
_LONGEST_PART = LONGEST_HTML  # encoded bytes of a text part
_LONGEST_LINE = 1_000
_LONGEST_DATE = 200
# Each alternative also matches when unclosed, so that a header is scanned only once.
_MAILBOX = re.compile(
    r"""
    " (?P<quoted> (?: [^"\\] | \\. )* ) "? | \( (?P<note> (?: [^()\\] | \\. )* ) \)? | < (?P<address> [^<>]* ) >?
    | (?P<end> [,;] ) | (?P<group> : ) | (?P<words> [^"(<>,;:]+ ) | .
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)
_NOWHERE = re.compile(r"-0000\b")

_LABELS = {
    "från": "from", "from": "from", "skickat": "date", "sent": "date", "datum": "date", "date": "date",
    "till": "to", "to": "to", "kopia": "cc", "cc": "cc", "ämne": "subject", "subject": "subject",
    "hemlig kopia": "", "bcc": "", "svar till": "", "reply-to": "", "bilagor": "", "attachments": "",
    "prioritet": "", "importance": "",
}  # fmt: skip
_LABELLED = re.compile(rf"^\*?({'|'.join(_LABELS)})\s*:\*?\s*(.*)$", re.IGNORECASE)
_WHO = r"(?P<who>[^<>\n]{0,120}<[^<>\s]{1,64}@[^<>\s]{1,190}>)"
_ATTRIBUTIONS = (
    re.compile(rf"^(?:den\s+)?(?P<date>.{{6,80}}?),?\s+skrev\s+{_WHO}:?$", re.IGNORECASE),
    re.compile(rf"^on\s+(?P<date>.{{6,80}}?\d[:.]\d\d(?:\s*[ap]m)?),?\s+{_WHO}\s*wrote:?$", re.IGNORECASE),
)
_GMAIL_LINE = re.compile(r"^(?P<name>[^<>\n]{1,120}?)\s*<(?P<email>[^<>\s]{1,64}@[^<>\s]{1,190})>(?P<date>.*)$")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


@dataclass(frozen=True)
class Person:
    email: str  # in lower case; empty if the e-mail names the person without an address
    name: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file in the e-mail: its name, its position in the message and its transfer encoding."""

    name: str
    start: int
    end: int
    encoding: str = ""

    @property
    def size(self) -> int:
        """Approximate size in bytes."""
        return (self.end - self.start) * 3 // 4 if self.encoding == "base64" else self.end - self.start

    def content(self, mail: BinaryIO) -> bytes:
        """The decoded content, read from the e-mail's file."""
        mail.seek(self.start)
        return unpacked(mail.read(self.end - self.start), self.encoding)


@dataclass
class Mail:
    sender: Person | None = None
    to: list[Person] = field(default_factory=list)
    cc: list[Person] = field(default_factory=list)
    subject: str = ""
    sent_at: dt.datetime | None = None
    date_guessed: bool = False  # the year, or the day, was inferred
    text: str = ""
    rest: str = ""  # the signature and the quoted message
    message_id: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    left_out: int = 0  # number of attachments beyond MAX_ATTACHMENTS

    @property
    def people(self) -> list[Person]:
        """Each person once, the sender first."""
        everybody = [*([self.sender] if self.sender else []), *self.to, *self.cc]
        return list({person.email or person.name: person for person in reversed(everybody)}.values())[::-1]

    @property
    def fingerprint(self) -> str:
        """A hash that identifies the e-mail in any format: the sender, the minute and all words."""
        sent = self.sent_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M") if self.sent_at else ""
        identity = (self.sender.email if self.sender else "", sent, search_key(self.text, self.rest))
        return sha256("\n".join(identity).encode()).hexdigest()

    def to_json(self) -> dict:
        """The representation that a draft stores."""
        return asdict(self) | {"sent_at": self.sent_at.isoformat() if self.sent_at else None}

    @classmethod
    def from_json(cls, data: dict) -> "Mail":
        sent_at = data["sent_at"]
        return cls(
            **data
            | {name: [Person(**person) for person in data[name]] for name in ("to", "cc")}
            | {
                "sender": Person(**data["sender"]) if data["sender"] else None,
                "sent_at": dt.datetime.fromisoformat(sent_at) if sent_at else None,
                "attachments": [Attachment(**attachment) for attachment in data["attachments"]],
            }
        )


# --- From a file ----------------------------------------------------------------------------------


def read_mail(content: bytes) -> Mail:
    """Parse an e-mail file as mail programs save it. Raises NotMail."""
    return mail_of(read_message(content), size=len(content))


def mail_of(message: MimePart, *, size: int) -> Mail:
    """The e-mail in a parsed message; `size` is the bytes of its file, which may begin with more than the message."""
    split = split_answer(_text_of(message)[:LONG_TEXT])
    attachments, left_out = _attachments(message, at=size - len(message.source))
    return Mail(
        sender=_first(_people(message, "from")),
        to=_people(message, "to"),
        cc=_people(message, "cc"),
        subject=_one_line(message.header("subject"))[:LONGEST_SUBJECT],
        sent_at=_moment(message.header("date")),
        text=split.new,
        rest=split.rest,
        message_id=_one_line(message.header("message-id")).strip("<> ")[:LONGEST_ID],
        attachments=attachments,
        left_out=left_out,
    )


def _one_line(text: str) -> str:
    return " ".join(tidy(text[:_LONGEST_LINE]).split())


def _people(message: MimePart, name: str) -> list[Person]:
    headers = (decoded(value) for value in message.headers.get(name, []))
    return _valid((words_of(words), address) for header in headers for words, address in _mailboxes(header))


def _mailboxes(header: str) -> Iterator[tuple[str, str]]:
    """Yield names and addresses: `"Karlsson, Kim" <kim@b.example>`, `kim@b.example (Kim)`, `Alla: a@b.example;`."""
    parts: dict[str, list[str]] = defaultdict(list)
    for token in chain(_MAILBOX.finditer(header), [None]):
        kind = token.lastgroup if token else "end"
        if kind == "end":
            words, notes = "".join(parts["words"]), "".join(parts["note"])
            yield (words, parts["address"][-1]) if parts["address"] else (notes, words)
        if kind in {"end", "group"}:
            parts.clear()
        elif kind == "quoted":
            parts["words"].append(_QUOTED_PAIR.sub(r"\1", token[kind]))
        elif kind:
            parts[kind].append(token[kind])


def _valid(pairs: Iterable[tuple[str, str]]) -> list[Person]:
    """The pairs with a valid address, or with a name and none, at most as many as a meeting may have."""
    people = {}
    for name, written in pairs:
        if len(people) == MAX_PEOPLE:
            break
        if len(written) > _LONGEST_LINE:
            continue
        if "@" not in written:
            if name := _shown(name or written):
                people.setdefault(name, Person("", name))
            continue
        address = visible(_one_line(written)).casefold()
        try:
            validate_email(address)
        except ValidationError:
            continue
        people.setdefault(address, Person(address, _shown(name)))
    return list(people.values())


def _shown(name: str) -> str:
    return _one_line(name).strip("'\" ")[:LONGEST_NAME]


def _moment(text: str) -> dt.datetime | None:
    """Parse with zone; without one, assume Swedish time. None if it is not a date.

    `-0000` is a moment in UTC without information about the sender's zone (RFC 5322, 3.3).
    """
    try:
        moment = parsedate_to_datetime(text[:_LONGEST_DATE])
        if timezone.is_naive(moment):
            nowhere = _NOWHERE.search(text[:_LONGEST_DATE])
            moment = moment.replace(tzinfo=dt.UTC) if nowhere else timezone.make_aware(moment)
        moment = moment.astimezone(dt.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if 1990 <= moment.year <= 2199 else None


def _text_of(message: MimePart) -> str:
    return tidy("\n\n".join(_Texts().of(message))) or _invitation(message) or _carried(message)


class _Texts:
    """Collect a message's text parts in order, also those after an image.

    The content of a multipart whose boundary is missing or never occurs is text, as it stands.
    """

    def __init__(self):
        self.left = _LONGEST_PART  # bytes left to read of all texts together

    def of(self, part: MimePart) -> Iterator[str]:
        if part.parts and part.kind == "multipart/alternative":
            plain = [each for each in part.parts if each.kind == "text/plain"]
            richer = [each for each in reversed(part.parts) if each.kind != "text/plain"]
            yield next(filter(None, ("\n\n".join(self.of(each)) for each in [*plain, *richer])), "")
        elif part.parts and part.kind.startswith("multipart/"):
            for each in part.parts:
                yield from self.of(each)
        elif (
            (part.kind in {"text/plain", "text/html"} or part.kind.startswith("multipart/"))
            and part.disposition != "attachment"
            and not part.name
        ):
            yield from filter(None, [self._text(part)])

    def _text(self, part: MimePart) -> str:
        most = min(self.left, part.end - part.start)
        self.left -= most
        text = part.text(most)
        return text_of_html(text) if part.kind == "text/html" else tidy(text[: 2 * LONG_TEXT])


def _invitation(message: MimePart) -> str:
    """The text of a calendar invitation, for an e-mail without other text."""
    invitation = next((part for part in leaves(message) if part.kind == "text/calendar"), None)
    return tidy(invitation_text(invitation.text(_LONGEST_PART))) if invitation else ""


def _carried(message: MimePart) -> str:
    """The first attached e-mail, for a forward without text of its own."""
    inner = next((part.parts[0] for part in message.walk() if part.kind == "message/rfc822" and part.parts), None)
    if inner is None:
        return ""
    heads = [(name, _one_line(inner.header(name.lower()))) for name in ("From", "Date", "To", "Subject")]
    return "\n".join([*(f"{name}: {value}" for name, value in heads if value), "", _text_of(inner)])


def _attachments(message: MimePart, *, at: int) -> tuple[list[Attachment], int]:
    """Files with a name, except images shown inside the text."""
    found = []
    for part in leaves(message):
        inline = part.disposition == "inline" or "content-id" in part.headers
        if part.name and not (inline and part.kind.startswith("image/")):
            found.append(Attachment(shown_name(part.name), at + part.start, at + part.end, part.encoding[:40]))
    return found[:MAX_ATTACHMENTS], max(0, len(found) - MAX_ATTACHMENTS)


# --- From text that was copied --------------------------------------------------------------------


def read_pasted(text: str) -> Mail:
    """Parse an e-mail copied as text, with Outlook's headers (`Från: … Skickat: … Till: … Ämne: …`), Gmail's, or none.

    Unknown fields stay empty. Raises NotMail for blank text.
    """
    text = tidy(text[:LONG_TEXT])
    if not text:
        raise NotMail
    lines = text.split("\n")
    mail, begins = _labelled(lines)
    if mail is None:
        mail, begins = _gmail(lines)
    split = split_answer("\n".join(lines[begins:]))
    mail.text, mail.rest = split.new, split.rest
    return mail


def _labelled(lines: list[str]) -> tuple[Mail | None, int]:
    """Parse labelled lines (from, date, to, subject) in any order, the first among the first eight lines."""
    first = next((number for number, line in enumerate(lines[:8]) if _LABELLED.match(line)), None)
    if first is None:
        return None, 0
    found: dict[str, list[str]] = {}
    number, last = first, ""
    while number < len(lines) and lines[number]:
        match = _LABELLED.match(lines[number])
        if match:
            last = _LABELS[match.group(1).lower()]
            found.setdefault(last, [match.group(2)])
        elif last in {"to", "cc"} and "@" in lines[number]:
            found[last].append(lines[number])  # a continued list of recipients
        else:
            break
        number += 1
    if "from" not in found or len(found) < 2:
        return None, 0
    headers = {name: " ".join(parts) for name, parts in found.items()}
    return (
        Mail(
            sender=_first(_written_people(headers["from"])),
            to=_written_people(headers.get("to", "")),
            cc=_written_people(headers.get("cc", "")),
            subject=headers.get("subject", "")[:LONGEST_SUBJECT],
            **_when(headers.get("date", "")),
        ),
        number,
    )


def _gmail(lines: list[str]) -> tuple[Mail, int]:
    """`Namn <adress>` and a time on the first lines, `till mig` below; or `Den … skrev Namn <adress>:`."""
    for lines_taken in (1, 2):  # the long line is often broken in two
        first = " ".join(line[:LONGEST_LINE] for line in lines[:lines_taken])
        attribution = next(filter(None, (pattern.match(first) for pattern in _ATTRIBUTIONS)), None)
        if attribution:
            return Mail(sender=_first(_written_people(attribution["who"])), **_when(attribution["date"])), lines_taken
    for number, line in enumerate(lines[:4]):
        found = _GMAIL_LINE.match(line[:LONGEST_LINE])
        if found:
            sender = _first(_valid([(found["name"], found["email"])]))
            begins, when = number + 1, _when(found["date"])
            subject = lines[number - 1] if number else ""
            for following in lines[begins : begins + 3]:
                if re.match(r"^(till|to)\b.{0,80}$", following, re.IGNORECASE):
                    begins += 1
                elif not when and is_only_date(following):
                    when = _when(following)
                    begins += 1
                else:
                    break
            return Mail(sender=sender, subject=subject[:LONGEST_SUBJECT], **when), begins
    return Mail(), 0


def _when(text: str) -> dict:
    written = written_moment(text[:_LONGEST_DATE])
    return {"sent_at": written.at, "date_guessed": written.guessed} if written else {}


def _first(people: list[Person]) -> Person | None:
    return people[0] if people else None


def _written_people(text: str) -> list[Person]:
    """People in `Kim Karlsson <kim@bolaget.se>; Bo`, `kim@bolaget.se [mailto:kim@bolaget.se]`."""
    return _valid(_addressed(text))


def _addressed(text: str) -> Iterator[tuple[str, str]]:
    for piece in re.split(r";|,(?=[^,;]*@)", text):
        address = _ADDRESS.search(piece) if "@" in piece else None
        if not address:
            yield piece, ""
        else:
            yield re.sub(r"[<\[(].*$", "", piece[: address.start()]).strip(" \"'"), address.group()

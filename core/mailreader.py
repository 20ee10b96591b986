"""What an e-mail says: from a file, or from text copied out of Outlook or Gmail. Trusts nothing in it."""

import datetime as dt
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from core.documents import shown_name
from core.mail import NotMail, content_of, leaves, name_of, read_message
from core.maildates import says_only_when, written_moment
from core.mailtext import split_answer, text_of_html, tidy
from core.text import search_key

MAX_PEOPLE = 40
MAX_ATTACHMENTS = 20
LONGEST_SUBJECT = 200
LONGEST_TEXT = 100_000
LONGEST_NAME = 120
LONGEST_ID = 250

_LABELS = {
    "från": "from", "from": "from", "skickat": "date", "sent": "date", "datum": "date", "date": "date",
    "till": "to", "to": "to", "kopia": "cc", "cc": "cc", "ämne": "subject", "subject": "subject",
    "hemlig kopia": "", "bcc": "", "svar till": "", "reply-to": "", "bilagor": "", "attachments": "",
    "prioritet": "", "importance": "",
}  # fmt: skip
_LABELLED = re.compile(rf"^\*?({'|'.join(_LABELS)})\s*:\*?\s*(.*)$", re.IGNORECASE)
_WHO = r"(?P<who>[^<>\n]{0,120}<[^<>\s]+@[^<>\s]+>)"
_ATTRIBUTIONS = (
    re.compile(rf"^(?:den\s+)?(?P<date>.{{6,80}}?),?\s+skrev\s+{_WHO}:?$", re.IGNORECASE),
    re.compile(rf"^on\s+(?P<date>.{{6,80}}?\d[:.]\d\d(?:\s*[ap]m)?),?\s+{_WHO}\s*wrote:?$", re.IGNORECASE),
)
_GMAIL_LINE = re.compile(r"^(?P<name>[^<>\n]{1,120}?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>(?P<date>.*)$")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Person:
    email: str  # in small letters
    name: str = ""


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes


@dataclass
class Mail:
    sender: Person | None = None
    to: list[Person] = field(default_factory=list)
    cc: list[Person] = field(default_factory=list)
    subject: str = ""
    sent_at: dt.datetime | None = None
    date_guessed: bool = False  # the year, or the day, is one that we understood
    text: str = ""
    rest: str = ""  # the signature and what it answers
    message_id: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    left_out: int = 0  # attachments beyond MAX_ATTACHMENTS

    @property
    def people(self) -> list[Person]:
        """Everybody once, the sender first."""
        everybody = [*([self.sender] if self.sender else []), *self.to, *self.cc]
        return list({person.email: person for person in reversed(everybody)}.values())[::-1]

    @property
    def fingerprint(self) -> str:
        """The same for the same e-mail however it came to us: who sent it, which minute, and all its words."""
        sent = self.sent_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M") if self.sent_at else ""
        said = (self.sender.email if self.sender else "", sent, search_key(self.text, self.rest))
        return sha256("\n".join(said).encode()).hexdigest()


# --- From a file ----------------------------------------------------------------------------------


def read_mail(content: bytes) -> Mail:
    """The e-mail in a file as mail programs save it. Raises NotMail."""
    message = read_message(content)
    text = _text_of(message)
    split = split_answer(text[:LONGEST_TEXT])
    attachments, left_out = _attachments(message)
    return Mail(
        sender=_first(_people(message, "from")),
        to=_people(message, "to"),
        cc=_people(message, "cc"),
        subject=_one_line(_header(message, "subject"))[:LONGEST_SUBJECT],
        sent_at=_moment(_header(message, "date")),
        text=split.new,
        rest=split.rest,
        message_id=_one_line(_header(message, "message-id")).strip("<> ")[:LONGEST_ID],
        attachments=attachments,
        left_out=left_out,
    )


def _header(message: EmailMessage, name: str) -> str:
    """The header decoded, or as it stands when it is too broken for that."""
    try:
        return str(message.get(name, ""))
    except (ValueError, LookupError, AttributeError, TypeError):
        return next((str(value) for key, value in message._headers if key.lower() == name), "")


def _one_line(text: str) -> str:
    return " ".join(tidy(_readable(text)).split())


def _readable(text: str) -> str:
    """Letters that were sent without saying in which alphabet: UTF-8 if they can be, else Windows'."""
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _people(message: EmailMessage, name: str) -> list[Person]:
    try:
        pairs = [
            (address.display_name, address.addr_spec)
            for header in message.get_all(name, [])
            for address in header.addresses
        ]
    except (ValueError, LookupError, AttributeError, TypeError):
        pairs = getaddresses([_header(message, name)])
    return _valid(pairs)


def _valid(pairs) -> list[Person]:
    """Those with an address that may be one, and no more of them than a meeting has."""
    people = {}
    for name, written in pairs:
        address = _one_line(written).casefold()
        try:
            validate_email(address)
        except ValidationError:
            continue
        people.setdefault(address, Person(address, _one_line(name).strip("'\" ")[:LONGEST_NAME]))
        if len(people) == MAX_PEOPLE:
            break
    return list(people.values())


def _moment(text: str) -> dt.datetime | None:
    """With its zone; a date without one is taken to be Swedish time. None for one that is no date."""
    try:
        moment = parsedate_to_datetime(text)
        moment = timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if 1990 <= moment.year <= 2199 else None


def _text_of(message: EmailMessage) -> str:
    try:
        body = message.get_body(preferencelist=("plain", "html"))
    except (ValueError, LookupError, AttributeError, TypeError):
        body = None
    if body is None and (carried := _carried(message)):
        return carried
    if body is None:
        texts = [part for part in leaves(message) if part.get_content_maintype() == "text" and not name_of(part)]
        body = texts[0] if texts else None
    if body is None or body.is_multipart():
        return ""
    text = _decoded(body)
    text = text_of_html(text) if body.get_content_subtype() == "html" else tidy(text)
    return text or _carried(message)


def _carried(message: EmailMessage) -> str:
    """The first e-mail that hangs in this one, for who forwards without a word."""
    holders = (part for part in message.walk() if part.get_content_type() == "message/rfc822" and part.is_multipart())
    inner = next((part.get_payload(0) for part in holders), None)
    if inner is None:
        return ""
    heads = [(name, _one_line(_header(inner, name.lower()))) for name in ("From", "Date", "To", "Subject")]
    return "\n".join([*(f"{name}: {value}" for name, value in heads if value), "", _text_of(inner)])


def _decoded(part: EmailMessage) -> str:
    content = content_of(part)
    said = part.get_content_charset()
    # Text that is UTF-8 to the letter is not by chance, whatever one-byte alphabet a program says that it is in.
    likely = "utf-8" if said in {"us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"} else said
    for charset in (likely, said, "utf-8", "cp1252"):
        try:
            return content.decode(charset or "utf-8")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return content.decode("latin-1")


def _attachments(message: EmailMessage) -> tuple[list[Attachment], int]:
    """Files with a name that are not pictures shown inside the text."""
    found = []
    for part in leaves(message):
        name = name_of(part)
        inline = part.get_content_disposition() == "inline" or part.get("content-id")
        if name and not (inline and part.get_content_maintype() == "image"):
            found.append(Attachment(shown_name(name), content_of(part)))
    return found[:MAX_ATTACHMENTS], max(0, len(found) - MAX_ATTACHMENTS)


# --- From text that was copied --------------------------------------------------------------------


def read_pasted(text: str) -> Mail:
    """An e-mail copied as text: `Från: … Skickat: … Till: … Ämne: …` above it, Gmail's way, or no more than words.

    What cannot be told is left empty. Raises NotMail for text with nothing in it.
    """
    text = tidy(text[:LONGEST_TEXT])
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
    """Lines that say from whom, when, to whom and about what; in any order, the first of them among the first few."""
    first = next((number for number, line in enumerate(lines[:8]) if _LABELLED.match(line)), None)
    if first is None:
        return None, 0
    found: dict[str, str] = {}
    number, last = first, ""
    while number < len(lines) and lines[number]:
        match = _LABELLED.match(lines[number])
        if match:
            last = _LABELS[match.group(1).lower()]
            found.setdefault(last, match.group(2))
        elif last in {"to", "cc"} and "@" in lines[number]:
            found[last] += f" {lines[number]}"  # a long list goes on
        else:
            break
        number += 1
    if "from" not in found or len(found) < 2:
        return None, 0
    return (
        Mail(
            sender=_first(_written_people(found["from"])),
            to=_written_people(found.get("to", "")),
            cc=_written_people(found.get("cc", "")),
            subject=found.get("subject", "")[:LONGEST_SUBJECT],
            **_when(found.get("date", "")),
        ),
        number,
    )


def _gmail(lines: list[str]) -> tuple[Mail, int]:
    """`Namn <adress>` and a time on the first lines, `till mig` below; or `Den … skrev Namn <adress>:`."""
    for lines_taken in (1, 2):  # the long line is often broken in two
        first = " ".join(lines[:lines_taken])
        said = next(filter(None, (pattern.match(first) for pattern in _ATTRIBUTIONS)), None)
        if said:
            return Mail(sender=_first(_written_people(said["who"])), **_when(said["date"])), lines_taken
    for number, line in enumerate(lines[:4]):
        found = _GMAIL_LINE.match(line)
        if found:
            sender = _first(_valid([(found["name"], found["email"])]))
            begins, when = number + 1, _when(found["date"])
            subject = lines[number - 1] if number else ""
            for following in lines[begins : begins + 3]:
                if re.match(r"^(till|to)\b.{0,80}$", following, re.IGNORECASE):
                    begins += 1
                elif not when and says_only_when(following):
                    when = _when(following)
                    begins += 1
                else:
                    break
            return Mail(sender=sender, subject=subject[:LONGEST_SUBJECT], **when), begins
    return Mail(), 0


def _when(text: str) -> dict:
    written = written_moment(text)
    return {"sent_at": written.at, "date_guessed": written.guessed} if written else {}


def _first(people: list[Person]) -> Person | None:
    return people[0] if people else None


def _written_people(text: str) -> list[Person]:
    """`Kim Karlsson <kim@bolaget.se>; Bo`, `kim@bolaget.se [mailto:kim@bolaget.se]`: those with an address."""
    pairs = []
    for piece in re.split(r";|,(?=[^,;]*@)", text):
        address = _ADDRESS.search(piece)
        if address:
            pairs.append((re.sub(r"[<\[(].*$", "", piece[: address.start()]).strip(" \"'"), address.group()))
    return _valid(pairs)

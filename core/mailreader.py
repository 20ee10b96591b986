"""What an e-mail says: from a file, or from text copied out of Outlook or Gmail. Trusts nothing in it."""

import datetime as dt
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from core.documents import shown_name
from core.mail import NotMail, content_of, leaves, name_of, read_message
from core.mailtext import split_answer, text_of_html, tidy

MAX_PEOPLE = 40
MAX_ATTACHMENTS = 20
LONGEST_SUBJECT = 200
LONGEST_TEXT = 100_000
LONGEST_NAME = 120
LONGEST_ID = 250

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february", "mar mars march", "apr april", "maj may", "jun juni june",
            "jul juli july", "aug augusti august", "sep sept september", "okt oct oktober october",
            "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_LABELS = {
    "från": "from", "from": "from", "skickat": "date", "sent": "date", "datum": "date", "date": "date",
    "till": "to", "to": "to", "kopia": "cc", "cc": "cc", "ämne": "subject", "subject": "subject",
}  # fmt: skip
_LABELLED = re.compile(rf"^\*?({'|'.join(_LABELS)})\s*:\*?\s*(.*)$", re.IGNORECASE)
_WHO = r"(?P<who>[^<>\n]{0,120}<[^<>\s]+@[^<>\s]+>)"
_ATTRIBUTIONS = (
    re.compile(rf"^den\s+(?P<date>.{{6,80}}?),?\s+skrev\s+{_WHO}:?$", re.IGNORECASE),
    re.compile(rf"^on\s+(?P<date>.{{6,80}}?\d[:.]\d\d(?:\s*[ap]m)?),?\s+{_WHO}\s*wrote:?$", re.IGNORECASE),
)
_GMAIL_LINE = re.compile(r"^(?P<name>[^<>\n]{1,120}?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>(?P<date>.*)$")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_DAY_WORDS = re.compile(
    r"(?P<day>\d{1,2})\.?\s+(?P<month>[a-zåäö]{3,9})\.?,?(?:\s+\d\d:\d\d)?\s+(?P<year>\d{4})", re.IGNORECASE
)
_WORDS_DAY = re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})", re.IGNORECASE)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_TIME = re.compile(r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s*(?P<half>am|pm)?", re.IGNORECASE)


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
    if body is None:
        texts = [part for part in leaves(message) if part.get_content_maintype() == "text" and not name_of(part)]
        body = texts[0] if texts else None
    if body is None or body.is_multipart():
        return ""
    text = _decoded(body)
    return text_of_html(text) if body.get_content_subtype() == "html" else tidy(text)


def _decoded(part: EmailMessage) -> str:
    content = content_of(part)
    for charset in (part.get_content_charset(), "utf-8", "cp1252"):
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
            sent_at=_written_moment(found.get("date", "")),
        ),
        number,
    )


def _gmail(lines: list[str]) -> tuple[Mail, int]:
    """`Namn <adress>` and a time on the first lines, `till mig` below; or `Den … skrev Namn <adress>:`."""
    for lines_taken in (1, 2):  # the long line is often broken in two
        first = " ".join(lines[:lines_taken])
        said = next(filter(None, (pattern.match(first) for pattern in _ATTRIBUTIONS)), None)
        if said:
            return Mail(sender=_first(_written_people(said["who"])), sent_at=_written_moment(said["date"])), lines_taken
    for number, line in enumerate(lines[:4]):
        found = _GMAIL_LINE.match(line)
        if found:
            sender = _first(_valid([(found["name"], found["email"])]))
            begins, sent_at = number + 1, _written_moment(found["date"])
            subject = lines[number - 1] if number else ""
            for following in lines[begins : begins + 3]:
                if re.match(r"^(till|to)\b.{0,80}$", following, re.IGNORECASE):
                    begins += 1
                elif sent_at is None and _written_moment(following):
                    sent_at = _written_moment(following)
                    begins += 1
                else:
                    break
            return Mail(sender=sender, sent_at=sent_at, subject=subject[:LONGEST_SUBJECT]), begins
    return Mail(), 0


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


def _written_moment(text: str) -> dt.datetime | None:
    """`den 25 november 2026 13:05`, `Wed, Nov 25, 2026 at 1:05 PM`, `2026-11-25 13:05`; Swedish time."""
    day = _ISO_DAY.search(text) or _DAY_WORDS.search(text) or _WORDS_DAY.search(text)
    if not day:
        return None
    month = day["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.get(month)
    time = _TIME.search(text, day.end()) or _TIME.search(text[: day.end()])
    try:
        moment = dt.datetime(int(day["year"]), number or 0, int(day["day"]))  # noqa: DTZ001  the zone comes below
        if time:
            hour = int(time["hour"])
            if time["half"]:
                hour = hour % 12 + (12 if time["half"].lower() == "pm" else 0)
            moment = moment.replace(hour=hour, minute=int(time["minute"]))
        return timezone.make_aware(moment) if 1990 <= moment.year <= 2199 else None
    except (ValueError, OverflowError):
        return None

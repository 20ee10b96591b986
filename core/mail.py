"""E-mails as files: what counts as one, and what hangs in it."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

MAX_MAIL_PARTS = 200
_FIRST_LINE = re.compile(rb"(From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]*:")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_TELLING = ("from", "date", "received", "message-id", "subject", "mime-version")
_PROGRAM_BEGINS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_PROGRAM_NAMES = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|msp|dll|cpl|js|jse|vbs|vbe|wsf|wsh|hta|ps1|jar|lnk|reg|iso|img|docm|xlsm|pptm|dotm|xltm)$",
    re.IGNORECASE,
)


class NotMail(ValueError):
    """The bytes are no e-mail, or one too tangled to read."""


def read_message(content: bytes) -> EmailMessage:
    """The message in a file. Raises NotMail."""
    head = _HEADER_END.split(content.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    if not _FIRST_LINE.match(head) or b"\0" in head:
        raise NotMail
    try:
        message = BytesParser(policy=policy.default).parsebytes(content.lstrip(b"\xef\xbb\xbf\r\n"))
        names = {name.lower() for name in message.keys()}  # noqa: SIM118  a message iterates over its lines, too
        parts = sum(1 for _part in message.walk())
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:  # the parser's own slips
        raise NotMail from error
    if len(names & set(_TELLING)) < 2 or parts > MAX_MAIL_PARTS:
        raise NotMail
    return message


def leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something themselves, those of e-mails within the e-mail too."""
    return (part for part in message.walk() if not part.is_multipart())


def content_of(part: EmailMessage) -> bytes:
    """What the part holds, decoded; broken base64 as far as it goes."""
    try:
        return part.get_payload(decode=True) or b""
    except (ValueError, LookupError, AttributeError, TypeError):
        return b""


def name_of(part: EmailMessage) -> str:
    """The file name that the part says it has; empty for none, or for one that cannot be read."""
    try:
        return str(part.get_filename() or "")
    except (ValueError, LookupError, AttributeError, TypeError):
        return ""


def is_mail(content: bytes) -> bool:
    """Whether it is an e-mail, and one with no program in it."""
    try:
        message = read_message(content)
    except NotMail:
        return False
    return not any(
        _PROGRAM_NAMES.search(name_of(part)) or content_of(part).startswith(_PROGRAM_BEGINS) for part in leaves(message)
    )

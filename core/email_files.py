"""E-mail files: recognising them and reading their attachments."""

import re
from collections.abc import Iterator

from core.mime import MimePart, TooTangled, parse

_FIRST_LINE = re.compile(rb"(?:From [^\r\n]{0,1000}\r?\n)?[A-Za-z][A-Za-z0-9-]{0,80}:")
_TELLING = ("from", "date", "received", "message-id", "subject", "mime-version")
_PROGRAM_BEGINS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_LOOKED_AT = 200  # encoded bytes, enough for the longest signature above
_PROGRAM_NAMES = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|msp|dll|cpl|js|jse|vbs|vbe|wsf|wsh|hta|ps1|jar|lnk|reg|iso|img|docm|xlsm|pptm|dotm|xltm)$",
    re.IGNORECASE,
)


class NotMail(ValueError):
    """The bytes are not an e-mail, or one too complex to parse."""


def read_message(content: bytes) -> MimePart:
    """Parse an e-mail file. Raises NotMail."""
    if content[:1] in {b"\xef", b"\r", b"\n"}:
        content = content.lstrip(b"\xef\xbb\xbf\r\n")
    if not _FIRST_LINE.match(content):
        raise NotMail
    try:
        message = parse(content)
    except TooTangled as error:
        raise NotMail from error
    if content.find(b"\0", 0, message.start) >= 0 or sum(name in message.headers for name in _TELLING) < 2:
        raise NotMail
    return message


def leaves(message: MimePart) -> Iterator[MimePart]:
    """The parts that hold content, including those of attached e-mails."""
    return (part for part in message.walk() if not part.parts)


def is_mail(content: bytes) -> bool:
    """Whether it is an e-mail without an attached program."""
    try:
        message = read_message(content)
    except NotMail:
        return False
    return not any(
        _PROGRAM_NAMES.search(part.name) or part.content(_LOOKED_AT).startswith(_PROGRAM_BEGINS)
        for part in leaves(message)
    )

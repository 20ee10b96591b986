"""What a message's headers tell besides who wrote what: whether a machine did, what it answers, and who vouches for it.

Everything in a message may be forged but what our own mail server put on top of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.email_files import leaves
from core.mime import MimePart, decoded

MOST_ANSWERED = 50
_LONGEST = 8_000  # of a header, as a chain of references
_LONGEST_REPORT = 64 * 1024
_ID = re.compile(r"<([^<>\s]{1,250})>")
_ADDRESS = re.compile(r"[^\s<>;,\"]{1,64}@[^\s<>;,\"]{1,190}")
_AUTO_SUBJECT = re.compile(
    r"(autosvar|automatiskt svar|automatic reply|auto:|autoreply|out of office|frånvaro|frånvarande|semestersvar)",
    re.IGNORECASE,
)
_MACHINES = ("mailer-daemon", "postmaster")
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
# One piece of Authentication-Results: a quoted string, a comment, a semicolon, white space or a word (RFC 8601, 2.2).
_PIECE = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*)"?|(?P<open>\()|(?P<close>\))|(?P<end>;)|(?P<word>[^\s"();]+)|\s+')
_PERMANENT = re.compile(r"5\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Bounce:
    """A report about a message that we sent. `recipient` and `letter_id` are empty where it does not tell them."""

    recipient: str
    letter_id: str
    reason: str  # the status code
    is_final: bool
    is_complaint: bool = False


def is_autoreply(message: MimePart) -> bool:
    """Written by a program in answer to ours (RFC 3834, and what programs before it do)."""
    submitted = message.header("auto-submitted").partition(";")[0].strip().lower()
    if submitted and submitted != "no":
        return True
    if any(name in message.headers for name in ("x-autoreply", "x-autorespond", "x-autoresponder")):
        return True
    if message.header("precedence").strip().lower() == "auto_reply":
        return True
    return bool(_AUTO_SUBJECT.match(message.header("subject").strip()[:200]))


def is_bulk(message: MimePart) -> bool:
    """A newsletter, or a message of a list."""
    bulk = message.header("precedence").strip().lower() in {"bulk", "list", "junk"}
    return bulk or "list-unsubscribe" in message.headers or "list-id" in message.headers


def is_from_machine(address: str) -> bool:
    return address.partition("@")[0] in _MACHINES


def answered_ids(message: MimePart) -> list[str]:
    """The numbers of the messages that it answers, the nearest first."""
    chain = _ID.findall(message.raw("references")[-_LONGEST:])[::-1]
    near = _ID.findall(message.raw("in-reply-to")[:_LONGEST])
    return list(dict.fromkeys([*near, *chain]))[:MOST_ANSWERED]


def delivered_to(message: MimePart) -> set[str]:
    """The addresses that the servers on our side delivered it to, in lower case."""
    values = [decoded(value)[:_LONGEST] for name in _DELIVERED for value in message.headers.get(name, ())]
    return {address.casefold() for value in values for address in _ADDRESS.findall(value)}


# --- Reports about what we sent --------------------------------------------------------------------


def bounce_of(message: MimePart) -> Bounce | None:
    """None if it is no report (RFC 3464, RFC 5965)."""
    if message.kind != "multipart/report":
        return None
    kind = message.parameters.get("report-type", "").lower()
    if kind not in {"delivery-status", "feedback-report"}:
        return None
    told = _told(message)
    status = told.get("status", "").split(" ", maxsplit=1)[0]
    recipient = _ADDRESS.search(told.get("original-recipient", "") or told.get("final-recipient", ""))
    failed = told.get("action", "").strip().lower() == "failed"
    return Bounce(
        recipient=recipient.group().casefold() if recipient else "",
        letter_id=_id_of_returned(message),
        reason=status[:20],
        is_final=failed and bool(_PERMANENT.fullmatch(status)),
        is_complaint=kind == "feedback-report",
    )


def _told(message: MimePart) -> dict[str, str]:
    """The fields of the report's machine-readable part, the first of each name."""
    found: dict[str, str] = {}
    for part in leaves(message):
        if part.kind in {"message/delivery-status", "message/feedback-report"}:
            for line in part.text(_LONGEST_REPORT).splitlines():
                name, colon, value = line.partition(":")
                if colon:
                    found.setdefault(name.strip().lower(), value.strip()[:1_000])
    return found


def _id_of_returned(message: MimePart) -> str:
    """The Message-ID of the message that came back, whole or its headers."""
    for part in message.walk():
        if part.kind == "message/rfc822" and part.parts:
            found = _ID.search(part.parts[0].raw("message-id")[:_LONGEST])
        elif part.kind == "text/rfc822-headers":
            found = re.search(
                r"^message-id:\s*<([^<>\s]{1,250})>", part.text(_LONGEST_REPORT), re.IGNORECASE | re.MULTILINE
            )
        else:
            continue
        if found:
            return found.group(1)
    return ""


# --- Who vouches for the sender --------------------------------------------------------------------


def is_vouched_for(message: MimePart, *, sender: str, server: str) -> bool:
    """Whether our own server says that the message comes from the sender's domain (RFC 8601).

    Only the topmost Authentication-Results counts, and only if the server has put its name in it: a forged one lies
    below. DMARC decides where it is told; else a DKIM signature or an SPF pass of the sender's own domain does.
    """
    found, domain = message.headers.get("authentication-results", []), domain_part(sender)
    if not (server and found and domain) or len(message.headers.get("from", [])) != 1:
        return False
    methods = list(_methods(decoded(found[0])[:_LONGEST]))
    if not methods or methods[0][:1] != [server.casefold()]:
        return False
    results = [_result(words) for words in methods[1:]]
    told = [told for method, told in results if method == "dmarc"]
    if told:
        return any(each["result"] == "pass" and each.get("header.from", "") == domain for each in told)
    return any(each["result"] == "pass" and _is_of(domain, method, each) for method, each in results)


def domain_part(address: str) -> str:
    return address.rpartition("@")[2].casefold()


def _is_of(domain: str, method: str, told: dict[str, str]) -> bool:
    if method == "spf":
        return domain_part(told.get("smtp.mailfrom", "")) == domain
    if method != "dkim":
        return False
    signer = told.get("header.d", "").casefold()
    return bool(signer) and "." in signer and (domain == signer or domain.endswith(f".{signer}"))


def _methods(header: str) -> Iterator[list[str]]:
    """The words between semicolons, without comments; a quoted string is part of its word, whatever is in it."""
    words: list[str] = []
    depth, joined, last = 0, False, 0
    for piece in _PIECE.finditer(header):
        if piece.start() != last:
            return  # what cannot be read vouches for nobody
        last = piece.end()
        if piece["open"]:
            depth += 1
        elif piece["close"]:
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif piece["end"]:
            yield [word.casefold() for word in words]
            words = []
        elif piece.lastgroup in {"word", "quoted"}:
            text = piece[piece.lastgroup]
            if joined and words:
                words[-1] += text
            else:
                words.append(text)
            joined = True
            continue
        joined = False
    yield [word.casefold() for word in words]


def _result(words: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The method, and what is told: `dkim=pass header.d=bolaget.example`."""
    pairs = [word.partition("=") for word in words if "=" in word]
    if not pairs:
        return "", {"result": ""}
    (method, _sign, result), *more = pairs
    return method.partition("/")[0], {"result": result} | {name: value for name, _equals, value in more}

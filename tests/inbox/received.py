"""Messages as a mailbox gets them."""

from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from django.utils import timezone

from core.models import User
from inbox.models import MailRule
from inbox.services.inbound import save_rule
from tests.factories import InboundFactory

SERVER = "mx.stadsmission.example"  # ours, which vouches for senders
SECRET = "logg-k7xw2@stadsmission.example"


def message(
    *,
    sender: str = "Kim Ek <kim@bolaget.example>",
    to: str = "logg@stadsmission.example",
    text: str = "Hej! Vi vill vara med i år igen.",
    number: str | None = None,
    vouched: bool = False,
    delivered_to: str = "",
    files: dict[str, bytes] | None = None,
    **headers: str,
) -> bytes:
    """An e-mail; headers by name with _ for -. With `vouched` our server says that the sender's domain sent it."""
    mail = EmailMessage()
    domain = sender.rpartition("@")[2].strip("> ")
    if vouched:
        mail["Authentication-Results"] = f"{SERVER}; dmarc=pass header.from={domain}"
    if delivered_to:
        mail["Delivered-To"] = delivered_to
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = headers.pop("subject", "Sponsring i år")
    mail["Date"] = format_datetime(timezone.now())
    if number != "":
        mail["Message-ID"] = f"<{number}>" if number else make_msgid(domain="bolaget.example")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, content in (files or {}).items():
        mail.add_attachment(content, maintype="text", subtype="plain", filename=name)
    return mail.as_bytes()


def bounce(letter_id: str, *, status: str = "5.1.1", kind: str = "failed") -> bytes:
    """A report of a mail server (RFC 3464) about our letter."""
    return f"""From: MAILER-DAEMON@bolaget.example
To: medspel@stadsmission.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <{status}-{kind}@mx.bolaget.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grans"

--grans
Content-Type: text/plain

It did not arrive.
--grans
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.bolaget.example

Final-Recipient: rfc822; kim@bolaget.example
Action: {kind}
Status: {status}
--grans
Content-Type: text/rfc822-headers

From: medspel@stadsmission.example
Message-ID: {letter_id}
Subject: Hej
--grans--
""".replace("\n", "\r\n").encode()


def inbound_samples(user: User) -> dict[str, dict]:
    """For tests.access_samples."""
    thrown = InboundFactory(state="thrown", ended_at=timezone.now())
    rule = save_rule(MailRule(), by=user, pattern="prov@medspel.example", action="log")
    return {
        "api:inboundmail-": {"pk": InboundFactory().pk},
        "inbox:inbound_": {"pk": InboundFactory().pk},
        "inbox:inbound_take_back": {"pk": thrown.pk},
        "inbox:rule_": {"pk": rule.pk},
    }

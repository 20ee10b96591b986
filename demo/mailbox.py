"""What came in the mailbox, as if it had been read: what waits, what was logged by itself and what was sorted aside."""

import uuid
from email.message import EmailMessage
from email.utils import format_datetime

from django.utils import timezone

from core.models import User
from crm.models import Company
from demo.competitions import Scene
from inbox.models import Mailbox, MailRule, MailRuleAction
from inbox.services.inbound import Place, receive, save_rule

BOX = "logg@stadsmissionen.example@imap.stadsmissionen.example/INBOX"
# Sender, subject, text, further headers; the first is somebody that we know.
KNOWN = ("Tack för i går", "Hej! Tack för ett bra möte. Vi hör av oss om höstens insamling när vi har pratat ihop oss.")
OTHERS = (
    (
        "Tindra Vråk <tindra@videkorsets-bageri.example>",
        "Kan vi bli sponsorer?",
        "Hej! Vi är ett bageri med tolv anställda och vill stödja kvinnor i hemlöshet. Vem ska vi prata med?",
        {},
    ),
    (
        "Nyhetsbrevet Branschnytt <brev@branschnytt.example>",
        "Veckans nyheter",
        "Läs om höstens mässor och kurser.",
        {"List-Unsubscribe": "<https://branschnytt.example/avsluta>"},
    ),
    (
        "Sixten Bark <sixten@naverlur.example>",
        "Automatiskt svar: Inbjudan till frukost",
        "Jag är ledig till måndag.",
        {"Auto-Submitted": "auto-replied"},
    ),
    (
        "Erbjudanden <salj@kontorsprylar.example>",
        "30 procent på pärmar",
        "Bara den här veckan.",
        {},
    ),
)


def receive_mail(scene: Scene):
    by = scene.colleagues[0]
    save_rule(MailRule(), by=by, pattern="@kontorsprylar.example", action=MailRuleAction.NEVER, note="Bara reklam.")
    company = next(each for each in scene.companies.values() if _somebody_at(each))
    contact = _somebody_at(company)
    save_rule(MailRule(), by=by, pattern=contact.email, note="Skriver ofta.")
    box = Mailbox.objects.create(name=BOX, uidvalidity=1, claim=uuid.uuid4(), read_at=timezone.now())
    letters = [(f"{contact} <{contact.email}>", *KNOWN, {}), *OTHERS]
    for number, (sender, subject, text, headers) in enumerate(letters, start=1):
        place = Place(mailbox=box, claim=box.claim, uidvalidity=1, uid=number)
        row = receive(_written(sender, subject, text, headers, number=number, to=by), place)
        row.marked = True
        row.save()
    Mailbox.objects.filter(pk=box.pk).update(claim=None)


def _somebody_at(company: Company):
    role = company.affiliations.current_on(timezone.localdate()).exclude(contact__email="").first()
    return role and role.contact


def _written(sender: str, subject: str, text: str, headers: dict[str, str], *, number: int, to: User) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, "logg@stadsmissionen.example", subject
    letter["Date"], letter["Message-ID"] = format_datetime(timezone.now()), f"<{number}@{sender.rpartition('@')[2]}"
    for name, value in headers.items():
        letter[name] = value
    letter.set_content(f"{text}\n\nHälsningar till {to.first_name}")
    return bytes(letter)

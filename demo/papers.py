"""The demo data's documents, generated in code: agreements, an offer and minutes; and enquiries and an e-mail."""

import datetime as dt
from email.message import EmailMessage

from django.core.files.base import ContentFile
from django.utils import timezone

from crm.models import Direction, DocumentKind, InteractionKind, Sponsorship
from crm.services.documents import add_documents
from demo.competitions import Scene
from inbox.models import Dismissal, Enquiry
from inbox.queries import mail_in
from inbox.services.email_to_log import log_mail, start_draft
from inbox.services.enquiries import dismiss_enquiry, receive_enquiry

AGREEMENTS = ("Strömhare", "Tegelnäva", "Kvarnrost", "Sparkassan", "Näverlur")
OFFER = "Isfågelns"
MINUTES = "Blåhake"
LETTER = """Hej!

Vi blir åtta som hjälper till på julafton. Schemat är bifogat, säg till om något ska ändras.

Hälsningar

--
Skickat från resande fot

> Hej! Hur många blir ni, och vilka tider passar?
"""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# Days ago, goals, fields of the enquiry.
ENQUIRIES = (
    (
        2,
        (3, 5),
        {
            "company_name": "Trastsångens Bageri AB",
            "person_name": "Signe Mandelros",
            "email": "signe@trastsangens-bageri.example",
            "phone": "+46701740690",
            "message": "Vi är tolv bagare som vill göra något ihop. Kan ni komma och berätta en morgon?",
        },
    ),
    (
        0,
        (1,),
        {
            "company_name": "Blåhake Logistik",
            "person_name": "Tore Glimmersten",
            "email": "tore.glimmersten@blahake-logistik.example",
            "message": "Vår avdelning i Köping vill också vara med. Vem pratar vi med?",
        },
    ),
    (
        9,
        (),
        {
            "company_name": "Topplistan Sökord",
            "person_name": "Max",
            "email": "max@topplistan-sokord.example",
            "message": "Hamna överst på nätet! Svara i dag så ingår en kampanj.",
        },
    ),
)


def keep_papers(scene: Scene):
    for key in AGREEMENTS:
        company = scene.companies.get(key)
        signed = company and company.sponsorships.signed().order_by("-starts").first()
        if signed:
            _keep_agreement(scene, signed)
    if offered := scene.companies.get(OFFER):
        _keep(
            scene,
            offered,
            name="Offert våren.pdf",
            content=_pdf(["Offert", str(offered), "Ett år som Sponsor på Ingen hemlöshet."]),
            kind=DocumentKind.OFFER,
            title="Offert, ett år som Sponsor",
            dated_on=scene.today - dt.timedelta(days=12),
        )
    if met := scene.companies.get(MINUTES):
        words = "Minnesanteckningar\n\n- Månaderna stämmer.\n- Vi ses igen före sommaren.\n"
        _keep(
            scene,
            met,
            name="Avstämning gåva via lön.txt",
            content=words.encode(),
            kind=DocumentKind.MINUTES,
            title="Avstämning om gåva via lön",
            dated_on=scene.today - dt.timedelta(days=30),
        )


def receive_enquiries(scene: Scene):
    """Two new enquiries, and a dismissed one."""
    for days, number, fields in ENQUIRIES:
        scene.at(scene.today - dt.timedelta(days=days), scene.colleagues[0])
        enquiry = receive_enquiry(address="", goals=[scene.goals[goal] for goal in number], **fields)
        moment = min(enquiry.history.get().history_date, timezone.now())
        Enquiry.objects.filter(pk=enquiry.pk).update(received_at=moment)
        if "kampanj" in fields["message"]:
            dismiss_enquiry(enquiry, by=scene.colleagues[0], reason=Dismissal.SPAM)


def log_an_email(scene: Scene):
    """Log an e-mail with an attachment from a file."""
    writer = scene.coordinators.get(MINUTES)
    company = scene.companies.get(MINUTES)
    if writer is None or company is None:
        return
    by = company.owner or scene.colleagues[0]
    sent_on = scene.today - dt.timedelta(days=3)
    scene.at(sent_on, by)
    letter = EmailMessage()
    letter["From"] = f"{writer} <{writer.email}>"
    letter["To"] = f"{by} <{by.username}@stadsmission.example>"
    letter["Subject"] = "SV: Julen på dagcentralen"
    letter["Date"] = f"{sent_on:%d} {_MONTHS[sent_on.month - 1]} {sent_on:%Y} 09:40:00 +0100"
    letter["Message-ID"] = "<julen@blahake-logistik.example>"
    letter.set_content(LETTER)
    letter.add_attachment(
        _pdf(["Schema", "Två pass: 10-14 och 14-18"]),
        maintype="application",
        subtype="pdf",
        filename="Schema julen.pdf",
    )
    draft = start_draft(by=by, file=ContentFile(bytes(letter), name="mejl.eml"))
    mail = mail_in(draft)
    log_mail(
        draft,
        by=by,
        mail=mail,
        companies=[company],
        contacts=[writer],
        attachments=mail.attachments,
        kind=InteractionKind.EMAIL,
        direction=Direction.INCOMING,
        happened_at=mail.sent_at,
        subject=mail.subject,
        text=mail.text,
        quoted=mail.rest,
    )


def _keep_agreement(scene: Scene, signed: Sponsorship):
    terms = [
        f"Avtal {signed.agreement_no}",
        str(signed.company),
        f"{signed.tier_name}, {signed.goal.name}",
        f"{signed.starts} - {signed.ends}",
    ]
    _keep(
        scene,
        signed.company,
        name=f"Avtal {signed.agreement_no} påskrivet.pdf",
        content=_pdf(terms),
        kind=DocumentKind.AGREEMENT,
        title=f"Avtal {signed.agreement_no}, påskrivet",
        dated_on=signed.signed_on,
        sponsorship=signed,
    )


def _keep(scene: Scene, company, *, name: str, content: bytes, **fields):
    scene.at(fields["dated_on"], company.owner or scene.colleagues[0])
    by = company.owner or scene.colleagues[0]
    [document] = add_documents(by=by, company=company, files=[ContentFile(content, name=name)], **fields)
    moment = document.history.get().history_date
    type(document).objects.filter(pk=document.pk).update(added_at=moment)


def _pdf(rows: list[str]) -> bytes:
    """A minimal PDF of one page with these rows."""
    shown = "".join(
        f"1 0 0 1 72 {740 - 28 * number} Tm ({row.translate(_ESCAPED)}) Tj " for number, row in enumerate(rows)
    )
    stream = f"BT /F1 16 Tf {shown}ET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return content + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


_ESCAPED = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})

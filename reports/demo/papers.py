"""The demo data's papers: agreements of sponsorships, an offer and minutes, written here in code."""

import datetime as dt

from django.core.files.base import ContentFile

from crm.models import DocumentKind, Sponsorship
from crm.services.documents import add_documents
from reports.demo.competitions import Scene

AGREEMENTS = ("Strömhare", "Tegelnäva", "Kvarnrost", "Sparkassan", "Näverlur")
OFFER = "Isfågelns"
MINUTES = "Blåhake"


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
    """A page with these rows, as small as a PDF can be."""
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

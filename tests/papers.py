"""Files as people and attackers send them."""

import zipfile
from io import BytesIO

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": f"{OFFICE}.wordprocessingml.document.main+xml",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet.main+xml",
    "pptx": f"{OFFICE}.presentationml.presentation.main+xml",
}
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, kind)
    return file.getvalue()


def office(kind: str = "docx", *, main: str | None = None, types: str | None = None, **parts: str | bytes) -> bytes:
    """A Word, Excel or PowerPoint file; `parts` are more files in it, by their paths."""
    file = BytesIO()
    override = f'<Override PartName="/main.xml" ContentType="{main or MAIN[kind]}"/>'
    listed = types if types is not None else f"<Types>{override}</Types>"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", listed)
        archive.writestr("main.xml", "<main/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def link(kind: str, *, mode: str = "External") -> str:
    """The list of what a part points to, with one entry of this kind."""
    return (
        '<Relationships><Relationship Id="r1" '
        f'Type="{RELATIONSHIPS}/{kind}" Target="https://example.org/x.dotm" TargetMode="{mode}"/></Relationships>'
    )


def mail(body: bytes = b"Hej!", *, headers: bytes = b"") -> bytes:
    return (
        b"From: Kim <kim@bolaget.example>\r\nTo: vi@example.org\r\nSubject: Hej\r\n"
        b"Date: Mon, 2 Nov 2026 09:30:00 +0100\r\nMessage-ID: <1@bolaget.example>\r\n" + headers + b"\r\n" + body
    )


def mail_with(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n'
    body = (
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHej!\r\n--b\r\nContent-Type: "
        + kind.encode()
        + b'\r\nContent-Disposition: attachment; filename="'
        + name.encode()
        + b'"\r\n\r\n'
        + content
        + b"\r\n--b--\r\n"
    )
    return mail(body, headers=head)

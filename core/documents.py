"""Papers that people send in: what is taken, and how it is told by what is in it rather than by its name."""

import hashlib
import secrets
import unicodedata
import zipfile
from collections.abc import Collection
from pathlib import PurePath
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from core.mail import is_mail

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
DOCUMENT_TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
_OFFICE = "application/vnd.openxmlformats-officedocument"
PAPER_TYPES = DOCUMENT_TYPES | {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "eml": "message/rfc822",
}
_PICTURES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}
_MAIN_PARTS = {
    "docx": f"{_OFFICE}.wordprocessingml.document.main+xml",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet.main+xml",
    "pptx": f"{_OFFICE}.presentationml.presentation.main+xml",
}
_PDF_BEGINS = b"%PDF-"
_ZIP_BEGINS = b"PK\x03\x04"
_LONGEST_NAME = 120

MAX_PARTS = 5000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_LISTED_BYTES = 1024 * 1024
# What runs when it is opened, or fetches something that does: macros, ActiveX, programs inside, templates elsewhere.
_RUNS = ("vbaproject", "vbadata", "activex", "oleobject", "macrosheet", "/customui")
_FETCHES = ("attachedTemplate", "oleObject", "frame", "subDocument")
_CONTROLS = {*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D}
_NOT_TEXT = ("<!doctype", "<html", "<script", "<svg", "<?xml", "<?php", "#!", "%pdf-", "{\\rtf")


def extension_of(name: str) -> str:
    return PurePath(name).suffix.lstrip(".").lower()


def unguessable_name(folder: str, name: str) -> str:
    """Where a document is kept: nothing of the name that it came with but its kind."""
    return f"{folder}/{secrets.token_hex(16)}.{extension_of(name)}"


def shown_name(name: str) -> str:
    """The name that a file came with as it may be shown and sent back: no folders, nothing invisible, not too long."""
    base = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    visible = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"}).strip(" .")
    path = PurePath(visible or "dokument")
    return f"{path.stem[: _LONGEST_NAME - len(path.suffix)]}{path.suffix}"


def sha256_of(file) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def validate_document(file) -> None:
    """Raise ValidationError for what is not a PDF or a picture inside, or is too large."""
    if getattr(file, "_committed", False):
        return  # kept already, and looked at when it came
    check_paper(file, kinds=DOCUMENT_TYPES, most=MAX_DOCUMENT_BYTES)


def check_paper(file, *, kinds: Collection[str] = PAPER_TYPES, most: int = MAX_DOCUMENT_BYTES) -> None:
    """Raise ValidationError for a file of more than `most` bytes, or that is not inside what its name says.

    `kinds` are the endings taken. Office files with macros, programs inside or a template elsewhere are refused too.
    """
    if file.size > most:
        raise ValidationError(
            _("Dokumentet är större än %(size)s MB."), code="too_large", params={"size": most // 1024 // 1024}
        )
    extension = extension_of(file.name)
    if extension not in kinds or not _is_inside(file, extension):
        names = [name.upper() for name in kinds if name != "jpg"]
        raise ValidationError(
            _("Dokumentet ska vara en %(kinds)s, och det ska vara det inuti också."),
            code="invalid",
            params={"kinds": _("%(kinds)s eller %(last)s") % {"kinds": ", ".join(names[:-1]), "last": names[-1]}},
        )


def _is_inside(file, extension: str) -> bool:
    file.seek(0)
    try:
        if extension == "pdf":
            return file.read(len(_PDF_BEGINS)) == _PDF_BEGINS
        if extension in _PICTURES:
            with Image.open(file, formats=[_PICTURES[extension]]) as picture:
                picture.verify()
            return True
        if extension in _MAIN_PARTS:
            return _is_office(file, extension)
        return _is_text(file.read()) if extension == "txt" else is_mail(file.read())
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    finally:
        file.seek(0)


def _is_office(file, extension: str) -> bool:
    """A Word, Excel or PowerPoint file of the kind that the extension says, which neither runs nor fetches a thing."""
    if file.read(len(_ZIP_BEGINS)) != _ZIP_BEGINS:
        return False  # something before the archive: a program or a page that is an archive too
    try:
        with zipfile.ZipFile(file) as archive:
            return _is_packed_well(archive) and _is_harmless(archive, extension)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ParseError, DefusedXmlException):
        return False


def _is_packed_well(archive: zipfile.ZipFile) -> bool:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(names) < len(parts) or len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        return False
    return not any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)


def _is_harmless(archive: zipfile.ZipFile, extension: str) -> bool:
    names = archive.namelist()
    kinds = {kind.get("ContentType", "") for kind in _listed(archive, "[Content_Types].xml")}
    if _MAIN_PARTS[extension] not in kinds or any("macro" in kind.lower() for kind in kinds):
        return False
    links = [link for name in names if name.endswith(".rels") for link in _listed(archive, name)]
    outside = [link.get("Type", "") for link in links if link.get("TargetMode", "").lower() == "external"]
    runs = any(mark in f"/{name.lower()}" for name in names for mark in _RUNS)
    return not runs and not any(kind.endswith(_FETCHES) for kind in outside)


def _listed(archive: zipfile.ZipFile, name: str) -> list:
    """The elements of one of the archive's own lists. Raises ValueError for one that is too long to be that."""
    with archive.open(name) as part:
        content = part.read(MAX_LISTED_BYTES + 1)
    if len(content) > MAX_LISTED_BYTES:
        raise ValueError(name)
    return list(fromstring(content, forbid_dtd=True))


def _is_text(content: bytes) -> bool:
    """Words in UTF-8, UTF-16 or Windows' alphabet; neither a program nor a page with another name."""
    for encoding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not _CONTROLS & set(map(ord, set(text))) and not text.lstrip().lower().startswith(_NOT_TEXT)
    return False

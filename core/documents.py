"""Uploaded documents: which types are accepted, detected by content rather than by name."""

import codecs
import hashlib
import re
import secrets
import unicodedata
import zipfile
import zlib
from collections.abc import Collection
from io import BytesIO
from pathlib import PurePath
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.email_files import is_mail
from core.images import measure
from core.text import visible

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

MAX_PARTS = 3000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
# Limit for all index parts of an Office archive (content types and relationships) together.
MAX_LISTED_BYTES = 3 * 1024 * 1024
MAX_LISTED = 20_000
_ENTRY = b"PK\x01\x02"
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # others take as much memory as the file asks for
_PIECE = 64 * 1024
# Content that runs or fetches something when opened: macros, ActiveX, embedded programs, external templates.
_RUNS = ("vbaproject", "vbadata", "activex", "oleobject", "macrosheet", "/customui")
_FETCHES = ("attachedTemplate", "oleObject", "frame", "subDocument")
_CONTROLS = re.compile(r"[^\t\n\f\r\x20-\x7e\x80-\U0010ffff]")
_NOT_TEXT = ("<!doctype", "<html", "<script", "<svg", "<?xml", "<?php", "#!", "%pdf-", "{\\rtf")


def extension_of(name: str) -> str:
    return PurePath(name).suffix.lstrip(".").lower()


def unguessable_name(folder: str, name: str) -> str:
    """A random storage name that keeps only the extension of the uploaded name."""
    return f"{folder}/{secrets.token_hex(16)}.{extension_of(name)}"


def shown_name(name: str) -> str:
    """The uploaded name made safe to show and send back: no folders, no invisible characters, bounded length."""
    base = PurePath(name.replace("\\", "/")).name
    shown = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"})
    path = PurePath(visible(shown).strip(" .") or "dokument")
    return f"{path.stem[: _LONGEST_NAME - len(path.suffix)]}{path.suffix}"


def sha256_of(file) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def validate_document(file) -> None:
    """Raise ValidationError for content that is neither a PDF nor a picture, or is too large."""
    if getattr(file, "_committed", False):
        return  # already stored, so validated at upload
    check_paper(file, kinds=DOCUMENT_TYPES, most=MAX_DOCUMENT_BYTES)


def check_paper_size(size: int, *, most: int) -> None:
    if size > most:
        raise ValidationError(
            _("Dokumentet är större än %(size)s MB."), code="too_large", params={"size": most // 1024 // 1024}
        )


def check_paper(file, *, kinds: Collection[str] = PAPER_TYPES, most: int = MAX_DOCUMENT_BYTES) -> None:
    """Raise ValidationError for a file over `most` bytes or whose content does not match its extension.

    `kinds` are the accepted extensions. Office files with macros, embedded programs or an external template are
    refused.
    """
    check_paper_size(file.size, most=most)
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
            return measure(file).kind == _PICTURES[extension]
        if extension in _MAIN_PARTS:
            return _is_office(file, extension)
        return _is_text(file) if extension == "txt" else is_mail(file.read())
    except (ValidationError, OSError, ValueError):
        return False
    finally:
        file.seek(0)


def _is_office(file, extension: str) -> bool:
    """Whether it is a Word, Excel or PowerPoint file matching the extension, without active or external content."""
    content = file.read()
    # Check before reading the list of parts, where each entry costs more memory than bytes in the file. Nothing may
    # precede the archive: such a file may be a program or a page as well.
    if not content.startswith(_ZIP_BEGINS) or content.count(_ENTRY) > MAX_PARTS:
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _is_packed_well(archive) and _is_harmless(archive, extension)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, zlib.error, expat.ExpatError):
        return False


def _is_packed_well(archive: zipfile.ZipFile) -> bool:
    parts = archive.infolist()
    names = {part.filename.casefold() for part in parts}  # part names are case-insensitive (OPC)
    if len(names) < len(parts) or len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        return False
    if any(part.compress_type not in _PACKED for part in parts):
        return False
    return not any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)


def _is_harmless(archive: zipfile.ZipFile, extension: str) -> bool:
    names = archive.namelist()
    if any(mark in f"/{name.lower()}" for name in names for mark in _RUNS):
        return False
    listed = _Listed(archive)
    listed.read("[Content_Types].xml")
    if _MAIN_PARTS[extension] not in listed.kinds or any("macro" in kind.lower() for kind in listed.kinds):
        return False
    for name in names:
        if name.lower().endswith(".rels"):
            listed.read(name)
    return not any(kind.endswith(_FETCHES) for kind in listed.outside)


class _Listed:
    """Parse the archive's index parts piece by piece, and keep nothing else of them."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.kinds: set[str] = set()
        self.outside: set[str] = set()  # types of external relationships
        self.bytes = self.elements = 0

    def read(self, name: str):
        """Raise ValueError if a part is over the limits or has a document type, ExpatError if it is not XML."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.StartDoctypeDeclHandler = self._element, self._doctype
        with self.archive.open(name) as part:
            while piece := part.read(_PIECE):
                self.bytes += len(piece)
                if self.bytes > MAX_LISTED_BYTES:
                    raise ValueError(name)
                parser.Parse(piece, False)  # noqa: FBT003  whether it is the last piece
        parser.Parse(b"", True)  # noqa: FBT003

    def _element(self, _name: str, attributes: dict[str, str]):
        self.elements += 1
        if self.elements > MAX_LISTED:
            raise ValueError(self.elements)
        self.kinds.add(attributes.get("ContentType", ""))
        if attributes.get("TargetMode", "").lower() == "external":
            self.outside.add(attributes.get("Type", ""))

    def _doctype(self, *args):
        raise ValueError(args)


def _is_text(file) -> bool:
    """Whether it is text in UTF-8, UTF-16 or Windows-1252, and neither a program nor a disguised web page."""
    utf16 = file.read(2) in {b"\xff\xfe", b"\xfe\xff"}
    return any(_is_words(file, encoding) for encoding in (("utf-16",) if utf16 else ("utf-8-sig", "cp1252")))


def _is_words(file, encoding: str) -> bool:
    decoder, begins = codecs.getincrementaldecoder(encoding)(), ""
    file.seek(0)
    try:
        for piece in iter(lambda: file.read(_PIECE), b""):
            text = decoder.decode(piece)
            if _CONTROLS.search(text):
                return False
            if len(begins) < _LONGEST_NAME:
                begins = (begins + text).lstrip()[:_LONGEST_NAME]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not begins.lower().startswith(_NOT_TEXT)

"""Accepted documents, detected by content."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from core.documents import (
    MAX_DOCUMENT_BYTES,
    MAX_LISTED,
    MAX_LISTED_BYTES,
    MAX_PARTS,
    PAPER_TYPES,
    check_paper,
    sha256_of,
    shown_name,
    unguessable_name,
)
from demo.benchmarks.hostile_papers import PAPERS
from tests.papers import MAIN, link, mail, mail_with, office, picture

PDF = b"%PDF-1.7 avtal"
GOOD = {
    "avtal.pdf": PDF,
    "AVTAL.PDF": PDF,
    "logga.png": picture("PNG"),
    "logga.jpg": picture("JPEG"),
    "logga.jpeg": picture("JPEG"),
    "brev.docx": office("docx"),
    "lista.xlsx": office("xlsx"),
    "bilder.pptx": office("pptx"),
    "länk.docx": office("docx", **{"word/_rels/document.xml.rels": link("hyperlink")}),
    "mall.docx": office("docx", **{"word/_rels/settings.xml.rels": link("attachedTemplate", mode="Internal")}),
    "utf8.txt": "Räksmörgås\r\n\tklockan två".encode(),
    "bom.txt": "Räksmörgås".encode("utf-8-sig"),
    "utf16.txt": "Räksmörgås".encode("utf-16"),
    "windows.txt": "Räksmörgås – ”så”".encode("cp1252"),
    "tom.txt": b"",
    "hej.eml": mail(),
    "bilaga.eml": mail_with("avtal.pdf", PDF, "application/pdf"),
}
HOSTILE = {
    "sida.pdf": b"<html><script>alert(1)</script>",
    "program.pdf": b"MZ\x90\x00",
    "bild.png": b"%PDF-1.4",
    "bild.jpg": picture("PNG"),
    "halv.png": picture("PNG")[:40],
    "vektor.svg": b"<svg/>",
    "sida.html": b"<html>",
    "makro.docm": office("docx"),
    "makro.docx": office("docx", **{"word/vbaProject.bin": b"x"}),
    "makrotyp.docx": office(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
    "makrodel.xlsx": office(
        "xlsx",
        types=f'<Types><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.macroEnabled"/>'
        f'<Override PartName="/main.xml" ContentType="{MAIN["xlsx"]}"/></Types>',
    ),
    "makroblad.xlsx": office("xlsx", **{"xl/macrosheets/sheet1.xml": "<x/>"}),
    "activex.docx": office("docx", **{"word/activeX/activeX1.bin": b"x"}),
    "ole.docx": office("docx", **{"word/embeddings/oleObject1.bin": b"x"}),
    "mall.docx": office("docx", **{"word/_rels/settings.xml.rels": link("attachedTemplate")}),
    "mall-i-versaler.docx": office("docx", **{"word/_rels/settings.xml.RELS": link("attachedTemplate")}),
    "dubbel.docx": office("docx", **{"word/document.xml": "<a/>", "Word/Document.xml": "<b/>"}),
    "ram.docx": office("docx", **{"word/_rels/webSettings.xml.rels": link("frame")}),
    "fel-slag.docx": office("xlsx"),
    "fel-slag.xlsx": office("docx"),
    "arkiv.docx": office("docx", types="<Types/>"),
    "utan-lista.docx": office("docx", types="inte xml"),
    "xxe.docx": office(
        "docx",
        types='<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><Types><Override ContentType="&x;"/></Types>',
    ),
    "utbrytare.docx": office("docx", **{"../../etc/cron.d/x": b"x"}),
    "rot.docx": office("docx", **{"/etc/x": b"x"}),
    "bakstreck.docx": office("docx", **{"..\\x": b"x"}),
    "delar.docx": office("docx", **{f"p{number}": b"" for number in range(MAX_PARTS)}),
    "lang-lista.docx": office("docx", types=f"<Types>{' ' * MAX_LISTED_BYTES}</Types>"),
    "forst.docx": b"MZ" + office("docx"),
    "halvt.docx": office("docx")[:60],
    "gammalt.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "krypterat.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "program.txt": b"MZ\x90\x00\x03",
    "sida.txt": b"  <!DOCTYPE html><script>alert(1)</script>",
    "skript.txt": b"#!/bin/sh\nrm -rf /",
    "php.txt": b"<?php system($_GET[0]);",
    "dolt.txt": PDF,
    "text.eml": b"Hej, det h\xc3\xa4r \xc3\xa4r inget mejl.",
    "sida.eml": b"<html>\r\n\r\n",
    "rubrik.eml": b"Subject: bara en rubrik\r\n\r\n",
    "program.eml": mail_with("faktura.pdf", b"MZ\x90\x00"),
    "namn.eml": mail_with("faktura.pdf.exe", b"x"),
    "djupt.eml": mail(
        b"".join(b'--%d\r\nContent-Type: multipart/mixed; boundary="%d"\r\n\r\n' % (n, n + 1) for n in range(3000)),
        headers=b'Content-Type: multipart/mixed; boundary="0"\r\n',
    ),
    "namnlös": PDF,
}


def paper(name: str, content: bytes) -> ContentFile:
    return ContentFile(content, name=name)


@pytest.mark.parametrize("name", GOOD)
def test_document_is_taken_for_what_is_in_it(name):
    file = paper(name, GOOD[name])
    check_paper(file)
    assert file.tell() == 0


@pytest.mark.parametrize("name", HOSTILE)
def test_document_is_refused_for_what_is_in_it(name):
    with pytest.raises(ValidationError) as refused:
        check_paper(paper(name, HOSTILE[name]))
    assert refused.value.code == "invalid"


def test_archive_that_unpacks_to_too_much_is_refused_unread():
    bomb = office("xlsx", **{f"xl/{number}.xml": b"0" * 50_000_000 for number in range(7)})
    assert len(bomb) < 400_000
    with pytest.raises(ValidationError):
        check_paper(paper("bomb.xlsx", bomb))


def test_document_of_the_largest_size_is_taken_and_one_byte_more_is_not():
    check_paper(paper("a.pdf", PDF.ljust(MAX_DOCUMENT_BYTES)))
    with pytest.raises(ValidationError) as refused:
        check_paper(paper("a.pdf", PDF.ljust(MAX_DOCUMENT_BYTES + 1)))
    assert refused.value.messages == ["Dokumentet är större än 10 MB."]


def test_refusal_names_the_kinds_that_are_taken():
    with pytest.raises(ValidationError) as refused:
        check_paper(paper("a.exe", b"MZ"), kinds=["pdf", "png", "jpg", "jpeg"])
    assert refused.value.messages == ["Dokumentet ska vara en PDF, PNG eller JPEG, och det ska vara det inuti också."]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Avtal åäö.pdf", "Avtal åäö.pdf"),
        ("Avtal a\u030ao\u0308.pdf", "Avtal åö.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\kim\\avtal.pdf", "avtal.pdf"),
        ("av\r\ntal\x00.pdf", "avtal.pdf"),
        ("avtal\u202efdp.exe", "avtalfdp.exe"),
        ("...", "dokument"),
        ("", "dokument"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_shown_name_has_no_folders_and_nothing_invisible(name, shown):
    assert shown_name(name) == shown


def test_stored_name_reveals_only_the_extension():
    one, other = (unguessable_name("papers", "Löner 2026.PDF") for _ in range(2))
    assert one != other
    assert one.startswith("papers/")
    assert one.endswith(".pdf")
    assert "L" not in one


def test_sha256_is_of_the_content_and_leaves_the_file_at_its_beginning():
    file = paper("a.txt", b"abc")
    assert sha256_of(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert file.read() == b"abc"


def test_every_kind_has_a_type_of_its_own_that_is_no_page():
    assert {kind for kind in PAPER_TYPES.values() if "html" in kind or "svg" in kind} == set()


def test_lists_that_are_each_small_are_refused_for_what_they_are_together():
    few = {f"word/_rels/{number}.rels": link("hyperlink") for number in range(50)}
    check_paper(paper("a.docx", office("docx", **few)))
    long = "<Relationships>" + "<Relationship/>" * (MAX_LISTED // 50) + "</Relationships>"
    many = {f"word/_rels/{number}.rels": long for number in range(50)}
    with pytest.raises(ValidationError):
        check_paper(paper("a.docx", office("docx", **many)))


@pytest.mark.parametrize("name", PAPERS)
def test_a_document_made_to_cost_much_is_answered(name):
    if len(content := PAPERS[name]()) < 1024 * 1024:  # bench_hostile tries the larger ones
        with contextlib.suppress(ValidationError):
            check_paper(paper(name, content))

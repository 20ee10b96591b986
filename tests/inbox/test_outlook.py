"""Outlook's .msg files, valid and hostile."""

import datetime as dt
import struct
import tracemalloc
from contextlib import suppress
from time import process_time

import pytest

from core.email_files import NotMail
from demo.benchmarks.hostile_outlook import OUTLOOK, attached, letter, msg, recipient, text, within
from inbox.mailreader import Mail, Person, read_mail
from inbox.outlook import BEGINS, as_message

SENT = dt.datetime(2026, 11, 25, 13, 5, tzinfo=dt.UTC)
ATTACHMENTS = ("Avtal å.pdf", b"%PDF" + bytes(range(256)) * 40), ("liten.txt", b"hej\r\n--msg-\r\n")


def filetime(moment: dt.datetime) -> dict:
    ticks = (moment - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1) * 10
    return {0x0039: (0x0040, struct.pack("<Q", ticks))}


def number(which: int, value: int) -> dict:
    return {which: (0x0003, struct.pack("<I", value))}


def read(tree: dict) -> tuple[Mail, bytes]:
    content = as_message(msg(tree))
    return read_mail(content), content


def test_message_saved_by_outlook_is_read():
    people = (
        recipient("Ek, Eva", "Eva@vi.example"),
        recipient("Bo", "bo@vi.example", kind=2),
        recipient("Hemlig", "hemlig@vi.example", kind=3),
        recipient("Exchange", "/O=VI/CN=EX"),
    )
    mail, _content = read(letter(people=people, fixed=filetime(SENT)))
    assert (mail.sender, mail.subject, mail.text) == (
        Person("kim@akeriet.example", "Kim Karlsson"),
        "Hej",
        "Vi säger ja.",
    )
    assert (mail.to, mail.cc) == ([Person("eva@vi.example", "Ek, Eva")], [Person("bo@vi.example", "Bo")])
    assert mail.sent_at == SENT


def test_files_are_named_and_come_out_as_they_were():
    files = [attached(name, content) for name, content in ATTACHMENTS]
    hidden = attached("~WRD000.jpg", b"x", hidden=True)
    shown = attached("image001.png", b"\x89PNG", content_id="image001@akeriet")
    mail, content = read(letter(files=(*files, hidden, shown)))
    kept = [(each.name, content[each.start : each.end]) for each in mail.attachments]
    assert kept == list(ATTACHMENTS)


def test_html_alone_is_read_in_its_alphabet():
    said = "<table><tr><td>Åkeri</td><td>12 kr</td></tr></table>"
    by_bytes = {"__substg1.0_10130102": said.encode("cp1252")}
    mail, _content = read(letter(head=text("0037", "Pris") | by_bytes, fixed=number(0x3FDE, 1252)))
    assert ("Åkeri" in mail.text, "12 kr" in mail.text) == (True, True)
    mail, _content = read(letter(head=text("0037", "Pris") | text("1013", "<p>Å ja</p>")))
    assert mail.text == "Å ja"


def test_texts_that_are_not_unicode_are_in_the_alphabet_of_the_message():
    old = {"__substg1.0_0037001E": "Påskägg".encode("cp1252"), "__substg1.0_1000001E": "Räksmörgås".encode("cp1252")}
    mail, _content = read(letter(head=old | text("5D01", "kim@akeriet.example"), fixed=number(0x3FFD, 1252)))
    assert (mail.subject, mail.text) == ("Påskägg", "Räksmörgås")


def test_address_that_exchange_keeps_to_itself_is_in_the_headers_it_came_with():
    came = "From: Kim <kim@akeriet.example>\r\nTo: =?utf-8?q?P=C3=A4r?= <par@vi.example>\r\nMessage-ID: <1@x>\r\n"
    path = text("0037", "Hej") | text("0C1A", "Kim") | text("0C1F", "/O=AKERIET/CN=KIM") | text("1000", "Hej!")
    dated = "Date: Wed, 25 Nov 2026 14:05:00 +0100\r\n"
    mail, _content = read(letter(head=path | text("007D", came + dated), people=(recipient("Pär", "/O=VI/CN=PAR"),)))
    assert (mail.sender, mail.to) == (Person("kim@akeriet.example", "Kim"), [Person("par@vi.example", "Pär")])
    assert (mail.sent_at, mail.message_id) == (SENT, "1@x")


def test_line_ends_in_names_make_no_headers():
    head = text("0037", "Hej\r\nBcc: x@y.example") | text("0C1A", 'A"\n\nB') | text("5D01", "kim@akeriet.example")
    mail, _content = read(letter(head=head | text("1000", "Hej!")))
    assert (mail.subject, mail.sender, mail.text) == (
        "Hej Bcc: x@y.example",
        Person("kim@akeriet.example", "A B"),
        "Hej!",
    )


def test_mail_attached_to_an_empty_one_is_shown():
    mail, _content = read(
        letter(head=text("0037", "VB: Hej") | text("5D01", "bo@vi.example"), files=(within(letter()),))
    )
    assert (mail.subject, "Vi säger ja." in mail.text or "Vi säger ja." in mail.rest) == ("VB: Hej", True)


@pytest.mark.parametrize("content", [b"", BEGINS, BEGINS + bytes(2000), msg()[:1000], msg({"WordDocument": b"Hej"})])
def test_other_files_than_mail_are_refused(content):
    with pytest.raises(NotMail):
        as_message(content)


# bench_hostile measures the large ones.
@pytest.mark.parametrize("name", [name for name in OUTLOOK if "24 MB" not in name and "of ones" not in name])
def test_hostile_file_is_handled_in_time(name):
    content = OUTLOOK[name]()
    tracemalloc.start()
    began = process_time()
    with suppress(NotMail):
        read_mail(as_message(content))
    took, peak = process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert took < 8  # seconds, under tracemalloc and on a busy machine
    assert peak < 50_000_000

"""Parsing of e-mails, from files and pasted text, valid and broken."""

import datetime as dt
from email.message import EmailMessage
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from core.email_files import NotMail
from core.text import LONG_TEXT
from inbox.mailreader import MAX_ATTACHMENTS, MAX_PEOPLE, Person, read_mail, read_pasted
from inbox.mailtext import split_answer, text_of_html
from tests.papers import mail, mail_with, picture

KIM = Person("kim@bolaget.example", "Kim Karlsson")
WHEN = dt.datetime(2026, 11, 25, 13, 5, tzinfo=ZoneInfo("Europe/Stockholm"))


def encoded(text: str, *, charset: str, encoding: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Kim Karlsson <kim@bolaget.example>"
    message["To"] = "Åsa Öberg <asa@stadsmission.example>"
    message["Subject"] = "Räksmörgås på måndag"
    message["Date"] = "Wed, 25 Nov 2026 13:05:00 +0100"
    message.set_content(text, charset=charset, cte=encoding)
    return bytes(message)


# --- Files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "quoted-printable"),
        ("utf-8", "base64"),
        ("utf-8", "8bit"),
        ("iso-8859-1", "quoted-printable"),
        ("iso-8859-1", "base64"),
        ("windows-1252", "8bit"),
    ],
)
def test_mail_is_read_in_every_usual_encoding(charset, encoding):
    read = read_mail(encoded("Hej! Vi vill ha räksmörgås.\n", charset=charset, encoding=encoding))
    assert (read.sender, read.to) == (KIM, [Person("asa@stadsmission.example", "Åsa Öberg")])
    assert (read.subject, read.text, read.sent_at) == (
        "Räksmörgås på måndag",
        "Hej! Vi vill ha räksmörgås.",
        WHEN,
    )


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        (b"=?utf-8?B?UsOka3Ntw7ZyZ8Olcw==?=", "Räksmörgås"),
        (b"=?iso-8859-1?Q?R=E4ksm=F6rg=E5s?=", "Räksmörgås"),
        ("Räksmörgås".encode(), "Räksmörgås"),
        (b"=?utf-8?B?trasig", "=?utf-8?B?trasig"),
        (b"=?okand?Q?abc?=", "abc"),
    ],
)
def test_subject_is_decoded_and_a_broken_one_shown_as_far_as_it_goes(subject, shown):
    content = b"From: a@b.example\r\nDate: x\r\nSubject: " + subject + b"\r\n\r\nHej"
    assert read_mail(content).subject == shown


def test_plain_text_goes_before_markup_and_markup_is_only_words():
    both = EmailMessage()
    both["From"], both["Subject"] = "a@b.example", "x"
    both.set_content("Bara text")
    both.add_alternative("<p>Med <b>fet</b> stil</p>", subtype="html")
    assert read_mail(bytes(both)).text == "Bara text"
    html = (
        "<head><style>p{}</style></head><p>Hej &amp; hå</p><script>alert(1)</script><div>Rad<br>två</div>"
        "<img src='https://spion.example/x.png' onerror='x()'><a href='javascript:x'>länk</a>"
    ).encode()
    read = read_mail(mail(html, headers=b"Content-Type: text/html; charset=utf-8\r\n"))
    assert read.text == "Hej & hå\n\nRad\ntvå\nlänk"


def test_message_id_and_time_with_its_zone_are_kept():
    read = read_mail(mail())
    assert read.message_id == "1@bolaget.example"
    assert read.sent_at == dt.datetime(2026, 11, 2, 8, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("date", [b"", b"i g\xc3\xa5r", b"Mon, 99 Nov 2026 09:30", b"Mon, 2 Nov 1970 09:30:00 +0000"])
def test_invalid_date_is_left_empty(date):
    assert read_mail(b"From: a@b.example\r\nSubject: x\r\nDate: " + date + b"\r\n\r\nHej").sent_at is None


def test_attachments_have_names_without_folders_and_pictures_in_the_text_are_not_among_them():
    content = mail_with("../../Avtal.pdf", b"%PDF-1.4")
    read = read_mail(content)
    assert [(file.name, file.content(BytesIO(content))) for file in read.attachments] == [("Avtal.pdf", b"%PDF-1.4")]
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message.set_content("Hej")
    message.add_attachment(picture("PNG"), maintype="image", subtype="png", filename="logga.png", disposition="inline")
    assert read_mail(bytes(message)).attachments == []


def test_attachments_and_recipients_are_limited():
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message["To"] = ", ".join(f"p{number}@b.example" for number in range(500))
    message.set_content("Hej")
    for number in range(MAX_ATTACHMENTS + 5):
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{number}.pdf")
    read = read_mail(bytes(message))
    assert (len(read.attachments), read.left_out, len(read.to)) == (MAX_ATTACHMENTS, 5, MAX_PEOPLE)


def test_a_forwarded_mail_within_the_mail_is_read_through():
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "c@d.example", "inre"
    inner.set_content("Inre text")
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="inre.pdf")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@b.example", "yttre"
    outer.set_content("Se nedan")
    outer.add_attachment(inner)
    read = read_mail(bytes(outer))
    assert (read.text, [file.name for file in read.attachments]) == ("Se nedan", ["inre.pdf"])


def test_mail_that_only_forwards_another_is_read_as_that_one():
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@b.example", "VB"
    outer.add_attachment(EmailMessage())
    assert read_mail(bytes(outer)).text == ""
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "c@d.example", "inre"
    inner.set_content("Inre text")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@b.example", "VB"
    outer.add_attachment(inner)
    assert read_mail(bytes(outer)).text == "From: c@d.example\nSubject: inre\n\nInre text"


@pytest.mark.parametrize("said", [b"us-ascii", b"iso-8859-1", b"windows-1252", b"utf-8", b"ingen-alls"])
def test_text_is_decoded_although_the_declared_charset_is_wrong(said):
    content = mail("Räka på måndag".encode(), headers=b"Content-Type: text/plain; charset=" + said + b"\r\n")
    assert read_mail(content).text == "Räka på måndag"


def test_same_mail_as_file_and_as_text_has_the_same_fingerprint():
    whole = mail("Hej  på\r\ndig!".encode(), headers=b"Content-Type: text/plain; charset=utf-8\r\n")
    pasted = "Från: Kim <KIM@bolaget.example>\nSkickat: den 2 november 2026 09:30\nÄmne: Hej\n\nHej på dig!\n"
    assert read_pasted(pasted).fingerprint == read_mail(whole).fingerprint
    for other in (pasted.replace("dig", "er"), pasted.replace("09:30", "09:31"), pasted.replace("KIM", "bo")):
        assert read_pasted(other).fingerprint != read_mail(whole).fingerprint


def test_a_very_long_mail_is_cut():
    read = read_mail(mail(b"x " * LONG_TEXT))
    assert len(read.text) <= LONG_TEXT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Hej",
        b"\0" * 100,
        b"MZ\x90\0",
        b"<html>\r\n\r\n</html>",
        b"Subject: bara det\r\n\r\n",
        b"From: a@b.example\r\n\0Date: x\r\n\r\n",
        mail(
            b"".join(b'--%d\r\nContent-Type: multipart/mixed; boundary="%d"\r\n\r\n' % (n, n + 1) for n in range(3000)),
            headers=b'Content-Type: multipart/mixed; boundary="0"\r\n',
        ),
        mail(b"--b\r\n\r\nx\r\n" * 5000, headers=b'Content-Type: multipart/mixed; boundary="b"\r\n'),
    ],
)
def test_other_files_and_too_complex_mail_are_refused(content):
    with pytest.raises(NotMail):
        read_mail(content)


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Type: text/plain; charset=okand-9\r\n",
        b"Content-Type: text/plain; charset=\r\n",
        b"Content-Type: \r\n",
        b"Content-Type: multipart/mixed\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: okand\r\n",
        b"Content-Disposition: attachment; filename*=utf-8''%ff%fe; filename=\"\r\n",
        b"To: <<<@>>>, ;;;, @, a@, undisclosed-recipients:;\r\n",
        b"Cc: =?utf-8?Q?=FF=FE?= <x@y.example>\r\n",
        b"From\r\n",
        b"Content-Type: application/ms-tnef; name=winmail.dat\r\n",
    ],
)
def test_a_broken_mail_is_read_as_far_as_it_goes(headers):
    read = read_mail(mail(b"Hej d\xe5!", headers=headers))
    assert read.subject == "Hej"
    assert [person for person in read.to if "@" not in person.email] == []


@pytest.mark.parametrize("boundary", [b"", b'; boundary=""', b'; boundary="nowhere"'])
@pytest.mark.parametrize("kind", [b"mixed", b"alternative"])
def test_text_of_a_mail_whose_parts_cannot_be_told_apart_is_kept(kind, boundary):
    read = read_mail(mail(b"Hej d\xe5!", headers=b"Content-Type: multipart/" + kind + boundary + b"\r\n"))
    assert read.text == "Hej då!"


def test_an_address_that_is_none_or_holds_markup_is_left_out():
    content = b'From: "<script>" <kim@bolaget.example>\r\nTo: "x" <a b@c>, <ok@c.example>\r\nSubject: x\r\n\r\nHej'
    read = read_mail(content)
    assert (read.sender, [person.email for person in read.to]) == (
        Person("kim@bolaget.example", "<script>"),
        ["ok@c.example"],
    )


# --- Pasted text ----------------------------------------------------------------------------------

PASTED = {
    "Outlook på svenska": (
        "Från: Kim Karlsson <kim@bolaget.example>\nSkickat: den 25 november 2026 13:05\n"
        "Till: Petra <petra@vi.example>; Bo <bo@vi.example>\n"
        "Kopia: Åsa <asa@bolaget.example>\nÄmne: SV: Offert\n\nJa tack!"
    ),
    "Outlook in English": (
        "From: Kim Karlsson <kim@bolaget.example>\nSent: Wednesday, November 25, 2026 1:05 PM\n"
        "To: Petra <petra@vi.example>; Bo <bo@vi.example>\n"
        "Cc: Åsa <asa@bolaget.example>\nSubject: SV: Offert\n\nJa tack!"
    ),
    "Outlook med fetstil": (
        "*Från:* Kim Karlsson <kim@bolaget.example>\r\n*Skickat:* onsdag 25 november 2026 13:05\r\n"
        "*Till:* Petra <petra@vi.example>; Bo <bo@vi.example>\r\n*Kopia:* Åsa <asa@bolaget.example>\r\n"
        "*Ämne:* SV: Offert\r\n\r\nJa tack!"
    ),
    "Med datum som ISO": (
        "Från: Kim Karlsson <kim@bolaget.example>\nDatum: 2026-11-25 13:05\nTill: Petra <petra@vi.example>,\n"
        "Bo <bo@vi.example>\n"
        "Kopia: Åsa <asa@bolaget.example>\nÄmne: SV: Offert\n\nJa tack!"
    ),
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED)
def test_outlooks_lines_say_who_when_and_what(text):
    read = read_pasted(text)
    assert (read.sender, read.sent_at, read.subject, read.text) == (KIM, WHEN, "SV: Offert", "Ja tack!")
    assert [person.email for person in read.to] == ["petra@vi.example", "bo@vi.example"]
    assert read.cc == [Person("asa@bolaget.example", "Åsa")]


@pytest.mark.parametrize(
    "text",
    [
        "Den ons 25 nov. 2026 kl 13:05 skrev Kim Karlsson <kim@bolaget.example>:\n\nJa tack!",
        "Den ons 25 nov. 2026 kl 13:05 skrev Kim Karlsson\n<kim@bolaget.example>:\nJa tack!",
        "25 nov. 2026 kl. 13:05 skrev Kim Karlsson <kim@bolaget.example>:\n\nJa tack!",
        "On Wed, Nov 25, 2026 at 1:05\u202fPM Kim Karlsson <kim@bolaget.example> wrote:\nJa tack!",
        "Kim Karlsson <kim@bolaget.example>\tons 25 nov. 2026 13:05\ntill mig\n\nJa tack!",
        "Kim Karlsson <kim@bolaget.example>\nWed, Nov 25, 2026, 1:05 PM\nto me\n\nJa tack!",
    ],
)
def test_gmails_lines_say_who_and_when(text):
    read = read_pasted(text)
    assert (read.sender, read.sent_at, read.text) == (KIM, WHEN, "Ja tack!")


def test_a_sentence_with_a_day_in_it_is_no_date():
    read = read_pasted("Kim Karlsson <kim@bolaget.example>\nVi ses den 3 november 14:05 då.")
    assert (read.sent_at, read.text) == (None, "Vi ses den 3 november 14:05 då.")


def test_lines_about_attachments_belong_to_no_text():
    text = "Från: Kim <kim@bolaget.example>\nÄmne: Offert\nBilagor: avtal.pdf\nPrioritet: Hög\n\nJa tack!"
    assert read_pasted(text).text == "Ja tack!"


def test_gmails_subject_stands_above_the_sender():
    assert read_pasted("Offert\nKim Karlsson <kim@bolaget.example>\n\nJa tack!").subject == "Offert"


def test_text_without_any_of_that_is_only_text():
    read = read_pasted("Hej!\n\nFrån och med måndag: nya tider.")
    assert (read.sender, read.sent_at, read.text) == (None, None, "Hej!\n\nFrån och med måndag: nya tider.")


@pytest.mark.parametrize("text", ["", "  \n\t\n", "\x00\x01"])
def test_pasted_nothing_is_no_mail(text):
    with pytest.raises(NotMail):
        read_pasted(text)


# --- New text without quotes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "rest",
    [
        "> Hej\n> igen",
        "-- \nKim\nBolaget AB",
        "Från: Petra <p@vi.example>\nSkickat: den 24 november 2026 09:00\nTill: Kim\n\nHej",
        "From: Petra\nSent: Tuesday\nTo: Kim\n\nHej",
        "-----Ursprungligt meddelande-----\nFrån: Petra",
        "-----Original Message-----\nFrom: Petra",
        "________________________________\nFrån: Petra",
        "Den tis 24 nov. 2026 kl 09:00 skrev Petra <p@vi.example>:\n\n> Hej",
        "24 nov. 2026 kl. 09:00 skrev Petra <p@vi.example>:\n\nHej",
        "Den tis 24 nov. 2026 kl 09:00 skrev Petra Ståhlgren\n<p@vi.example>:\n\n> Hej",
        "On Tue, Nov 24, 2026 at 9:00 AM Petra <p@vi.example> wrote:\n> Hi",
        "Skickat från min iPhone",
        "Sent from my iPhone\n\n> Hej",
    ],
)
def test_signature_and_quoted_text_are_separated(rest):
    split = split_answer(f"Det låter bra.\n\nHälsningar\nKim\n\n{rest}")
    assert split.new == "Det låter bra.\n\nHälsningar\nKim"
    assert split.rest.split() == rest.split()


def test_a_mail_that_only_forwards_is_shown_as_a_whole():
    text = "---------- Forwarded message ---------\nFrom: Kim\nSubject: x\n\nHej"
    assert split_answer(text) == (text, "")


def test_ordinary_sentences_are_no_beginnings_of_an_answer():
    text = "Den som vill vara med skriver upp sig.\nFrån: se ovan.\nTill sist: tack!"
    assert split_answer(text) == (text, "")


def test_markup_of_any_depth_is_words_in_the_end():
    assert text_of_html("<div>" * 20_000 + "Hej") == "Hej"
    assert text_of_html("<p>Hej<script>var x = '</p><p>då'") == "Hej"
    assert text_of_html("<<p>a</p") == "<\na"

"""E-mails, HTML pages and pasted texts that are expensive to parse, for the benchmark and tests."""

from collections.abc import Callable

MEGABYTE = 1024 * 1024
HEAD = b"From: Kim <kim@bolaget.example>\r\nSubject: Hej\r\nDate: Mon, 2 Nov 2026 09:30:00 +0100\r\n"
_MULTIPART = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
_HTML = b"Content-Type: text/html; charset=utf-8\r\n\r\n"

# Markup on which a parser that backtracks takes quadratic time when repeated.
MARKS = (
    "<a ", "<!--", "<![CDATA[", "<!", "<?", "</", "<", ">", "&", "&#", "&#x", "&amp", "\0", "<a b='", "<a b=1 ",
    "<p>", "</p>", "<div>", "<b>", "<a><b><i>", "<table><tr><td>", "<table>", "<td>", "<tr>", "<ul><li>", "<form><p>",
    "<select><option>", "<svg>", "<math>", "<script>", "<style>", "<title>", "<template>", "<![if x]>", "<!DOCTYPE a [",
    "<html>", "<head>", "<body>", "<font>", "a ", " ", "\n", "\t", "\u00a0", "\u0301\u0323", "\u0f73",
)  # fmt: skip
HEADERS = ("From", "To", "Cc", "Subject", "Date", "Message-ID", "Content-Type", "Content-Disposition", "X-Other")
PIECES = (
    ";", '"', '\\"', "(", ")", "<", ">", ",", ":", "@", "a@", "a@b.example,", "=", "'", "%", "*", " ", "\r\n ", "a",
    "=?", "=?utf-8?q?a?= ", "=?utf-8?B?w6U=?=", "=?a?q?", "; filename*0=a", ";a=", "0", "-", "\u00e5",
    "\u0301\u0323",
)  # fmt: skip
# Pieces of plain text with the same effect when repeated.
PASTED = (
    "a", " ", "\n", "> ", ">\n", "@", "a@", "a.", "<", "<a@", ":", ",", ";", ", a@b", "-", "_", "den ", "den skrev ",
    "den x skrev:\n", "on wrote ", "Från: ", "Från: a\n", "Från: a\nSkickat: ", "Till: a@b.example\n", "12 ", "1 jan ",
    "12:00 ", "\u00a0", "\u00e5", "*", "Den 1 jan 2026 skrev a <a@", "\r", "\t", "\x01", "\u0301\u0323", "\u0f73",
    "\u0301\u200b\u0323",
)  # fmt: skip


def _long(piece: str | bytes, size: int):
    return piece * (size // len(piece))


def mail(head: bytes = b"\r\n", body: bytes = b"Hej") -> bytes:
    return HEAD + head + body


def page(mark: str, size: int = MEGABYTE) -> bytes:
    return mail(_HTML, _long(mark, size).encode())


def header(name: str, piece: str, size: int = MEGABYTE) -> bytes:
    line = f"{name}: {'text/plain; x=' if name.startswith('Content-') else ''}{_long(piece, size)}\r\n"
    rest = b"Subject: Hej\r\nMIME-Version: 1.0\r\n\r\nHej"
    return line.encode() + b"From: kim@bolaget.example\r\n" + rest


def _parts(number: int, *, head: bytes, body: bytes) -> bytes:
    return mail(_MULTIPART, b"".join(b"--b\r\n" + head + b"\r\n\r\n" + body + b"\r\n" for _each in range(number)))


def _nested(depth: int) -> bytes:
    levels = (b'--%d\r\nContent-Type: multipart/mixed; boundary="%d"\r\n\r\n' % (n, n + 1) for n in range(depth))
    return mail(b'Content-Type: multipart/mixed; boundary="0"\r\n\r\n', b"".join(levels))


def _alternatives(depth: int) -> bytes:
    levels = (b'--%d\r\nContent-Type: multipart/alternative; boundary="%d"\r\n\r\n' % (n, n + 1) for n in range(depth))
    return mail(b'Content-Type: multipart/alternative; boundary="0"\r\n\r\n', b"".join(levels))


def _carried(depth: int) -> bytes:
    return HEAD + (b"Content-Type: message/rfc822\r\n\r\n" + HEAD) * depth + b"\r\nHej"


def _with_content_type(text: bytes) -> Callable[[], bytes]:
    return lambda: mail(b"Content-Type: " + text + b"\r\n\r\n", b"\xe5a-" * (MEGABYTE // 3))


MAILS: dict[str, Callable[[], bytes]] = {
    **{f"a page of {mark!r}": lambda mark=mark: page(mark) for mark in MARKS},
    **{f"{name} of {piece!r}": lambda n=name, p=piece: header(n, p) for name in HEADERS for piece in PIECES},
    "75 kB of <a": lambda: page("<a ", 75 * 1024),
    "400 kB of <!--": lambda: page("<!--", 400 * 1024),
    "1.8 MB of <![CDATA[": lambda: page("<![CDATA[", 1_800 * 1024),
    "a page of 100,000 attributes": lambda: mail(
        _HTML, b"<a " + b" ".join(b"a%d=1" % number for number in range(100_000)) + b">Hej"
    ),
    "a page of ends that end nothing": lambda: mail(_HTML, b"<div>" * 49_000 + b"</p>" * 180_000 + b"Hej"),
    "a page of one attribute of a megabyte": lambda: mail(_HTML, b"<a b='" + b"c" * MEGABYTE + b"'>Hej"),
    "a page with a number of 5,000 digits": lambda: mail(_HTML, b"Hej &#" + b"9" * 5_000 + b"; &#x" + b"f" * 5_000),
    "a page with an odd marked section": lambda: mail(_HTML, b"<![if x]>Hej<![x y[z]]><![ x>d\xc3\xa5"),
    "a page of deep tables with long cells": lambda: mail(
        _HTML, b"<table><tr><td>" * 60 + b"Hej " * (MEGABYTE // 4) + b"</td></tr></table>" * 60
    ),
    "a page of twenty megabytes": lambda: page("<p>Hej</p>", 20 * MEGABYTE),
    "a page of base64 to twenty megabytes": lambda: mail(
        b"Content-Transfer-Encoding: base64\r\n" + _HTML, b"PGI+\r\n" * (4 * MEGABYTE)
    ),
    "200 kB of ; in Content-Disposition": lambda: header("Content-Disposition", ";", 200 * 1024),
    "a file name in a thousand pieces": lambda: mail(
        b"Content-Disposition: attachment"
        + b"".join(b"; filename*%d*=%%C3%%A5" % n for n in range(2_000))
        + b"\r\n\r\n"
    ),
    "50,000 recipients": lambda: mail(
        b"To: " + b", ".join(b"Namn <p%d@b.example>" % number for number in range(50_000)) + b"\r\n\r\n"
    ),
    "50,000 recipients that are none": lambda: mail(
        b"To: " + b", ".join(b"Namn <p%d@>" % number for number in range(50_000)) + b"\r\n\r\n"
    ),
    "50,000 To": lambda: mail(b"".join(b"To: p%d@b.example\r\n" % number for number in range(50_000)) + b"\r\n"),
    "a million headers": lambda: mail(b"a: b\r\n" * 1_000_000 + b"\r\n"),
    "a head that never ends": lambda: mail(b"a: b\r\n" * 4_000_000, b""),
    "24 MB of text": lambda: mail(b"\r\n", b"Hej p\xc3\xa5 dig\r\n" * (24 * MEGABYTE // 14)),
    "24 MB of empty lines": lambda: mail(b"\r\n", b"\n" * (24 * MEGABYTE)),
    "24 MB of one line": lambda: mail(b"\r\n", b"a" * (24 * MEGABYTE)),
    "24 MB of quoted-printable": lambda: mail(
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n", b"=C3=A5=\r\n" * (24 * MEGABYTE // 9)
    ),
    "24 MB of base64 that is none": lambda: mail(
        b"Content-Transfer-Encoding: base64\r\n\r\n", b"=A=\xff" * (6 * MEGABYTE)
    ),
    "an attachment of 24 MB": lambda: _parts(
        1,
        head=b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64",
        body=b"JVBERi0xLjQK" * (2 * MEGABYTE),
    ),
    "an attachment of ten megabytes": lambda: _parts(
        1,
        head=b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64",
        body=b"JVBERi0xLjQK" * (9 * MEGABYTE // 9),
    ),
    "5,000 parts": lambda: _parts(5_000, head=b"", body=b"x"),
    "199 parts with pages of 100 kB": lambda: _parts(199, head=_HTML.strip(), body=b"<p>" * (100 * 1024 // 3)),
    "199 parts with heads of 60 kB": lambda: _parts(199, head=b"a: b\r\n" * 10_000, body=b"x"),
    "3,000 parts in each other": lambda: _nested(3_000),
    "twelve alternatives in each other": lambda: _alternatives(12),
    "3,000 e-mails in each other": lambda: _carried(3_000),
    "ten e-mails in each other": lambda: _carried(10),
    "a boundary of one letter in a text of it": lambda: mail(
        b'Content-Type: multipart/mixed; boundary="-"\r\n\r\n', b"-" * (20 * MEGABYTE)
    ),
    "a boundary of 70 letters in a text of it": lambda: mail(
        b'Content-Type: multipart/mixed; boundary="' + b"a" * 69 + b'b"\r\n\r\n', b"--" + b"a" * (20 * MEGABYTE)
    ),
    "no boundary": lambda: mail(b"Content-Type: multipart/mixed\r\n\r\n", b"--\r\n" * MEGABYTE),
    "an invitation of ten megabytes": lambda: mail(
        b"Content-Type: text/calendar\r\n\r\n", b"BEGIN:VEVENT\r\nSUMMARY:a\r\n b\r\n" * (10 * MEGABYTE // 30)
    ),
    "an invitation in one folded line": lambda: mail(
        b"Content-Type: text/calendar\r\n\r\n", b"BEGIN:VEVENT\r\nSUMMARY:" + b"a\r\n " * MEGABYTE
    ),
    "punycode": _with_content_type(b"text/plain; charset=punycode"),
    "idna": _with_content_type(b"text/plain; charset=idna"),
    "unicode_escape": _with_content_type(b"text/plain; charset=unicode_escape"),
    "zlib": _with_content_type(b"text/plain; charset=zlib"),
    "UTF-7": _with_content_type(b"text/plain; charset=utf-7"),
    "ISO-2022-JP": _with_content_type(b"text/plain; charset=iso-2022-jp"),
    "HZ": _with_content_type(b"text/plain; charset=hz"),
    "a charset of a megabyte": _with_content_type(b"text/plain; charset=" + b"utf" * (MEGABYTE // 3)),
    "a date of a million digits": lambda: HEAD.replace(b"Mon, 2", b"Mon, " + b"2" * MEGABYTE) + b"\r\nHej",
    "From: and a hundred thousand (": lambda: mail(b"From: " + b"(" * 100_000 + b"\r\n\r\n"),
    "nothing but NUL": lambda: b"\0" * MEGABYTE,
    "a name of a header without end": lambda: b"a" * (20 * MEGABYTE),
    "a mailbox's first line without end": lambda: b"From " + b"a" * (20 * MEGABYTE),
    "line ends before the e-mail": lambda: b"\r\n" * (10 * MEGABYTE) + HEAD + b"\r\nHej",
}
TEXTS: dict[str, Callable[[], bytes]] = {
    **{f"pasted {piece!r}": lambda piece=piece: _long(piece, 100_000).encode() for piece in PASTED},
    **{
        f"pasted Från: and {piece!r}": lambda piece=piece: (
            "Från: " + _long(piece, 99_000) + "\nSkickat: " + _long(piece, 500)
        ).encode()
        for piece in PASTED
    },
    "pasted 5 MB": lambda: b"Hej <a@b.example> " * (5 * MEGABYTE // 18),
}

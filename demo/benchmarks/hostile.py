"""Small hostile spreadsheets, for the benchmark of what refusing them costs, and for tests."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

MEGABYTE = 1024 * 1024
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
TYPES, BOOK = "[Content_Types].xml", "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
_FOOT = b"</sheetData></worksheet>"


def _row(number: int, *texts: str) -> bytes:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'.encode()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATION = '<Relationships xmlns="{}/relationships"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
PARTS: dict[str, bytes] = {
    TYPES: (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{_KIND}.worksheet+xml"/>'
        f'<Override PartName="/{STYLES}" ContentType="{_KIND}.styles+xml"/></Types>'
    ).encode(),
    "_rels/.rels": _RELATION.format(_PACKAGE, _OFFICE, "officeDocument", "xl/workbook.xml").encode(),
    BOOK: (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Blad1" sheetId="1" state="visible" r:id="rId1"/></sheets></workbook>'
    ).encode(),
    RELATIONS: (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="/{STYLES}"/></Relationships>'
    ).encode(),
    STYLES: (
        f'<styleSheet xmlns="{_MAIN}"><fonts><font/></fonts>'
        "<fills><fill><patternFill/></fill></fills>"
        "<borders><border/></borders>"
        "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/></cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode(),
    SHEET: _HEAD + _row(1, "Namn", "Org.nr") + _row(2, "Åkeriet", "556703-7485") + _FOOT,
}


def archive(*parts: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        warnings.simplefilter("ignore")  # warns of two parts with the same name
        for name, content in parts:
            new.writestr(name, content)
    return file.getvalue()


def plain() -> bytes:
    return edited({})


def edited(parts: dict[str, bytes]) -> bytes:
    """A workbook with these parts replaced or added."""
    return archive(*(PARTS | parts).items())


def sheet(rows: bytes) -> bytes:
    return edited({SHEET: _HEAD + rows + _FOOT})


def strings(items: bytes, rows: bytes = b'<row r="1"><c t="s"><v>0</v></c></row>') -> bytes:
    """A workbook with these shared strings, and rows that refer to them."""
    override = f'<Override PartName="/{STRINGS}" ContentType="{_KIND}.sharedStrings+xml"/></Types>'.encode()
    relation = f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    return edited(
        {
            TYPES: PARTS[TYPES].replace(b"</Types>", override),
            RELATIONS: PARTS[RELATIONS].replace(b"</Relationships>", relation.encode()),
            STRINGS: f'<sst xmlns="{_MAIN}">'.encode() + items + b"</sst>",
            SHEET: _HEAD + rows + _FOOT,
        }
    )


def doctype(declarations: bytes, said: bytes) -> bytes:
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + said + b"</t></is></c></row>"
    return edited({SHEET: b"<!DOCTYPE worksheet [" + declarations + b"]>" + _HEAD + row + _FOOT})


def laughs() -> bytes:
    ladder = b"".join(
        b'<!ENTITY l%d "%s">' % (step, b"&l%d;" % (step - 1) * 10 if step else b"ha") for step in range(10)
    )
    return doctype(ladder, b"&l9;")


def lying() -> bytes:
    """Declares a small uncompressed size of a large sheet."""
    content = edited({SHEET: _HEAD + b" " * (60 * MEGABYTE) + _FOOT})
    size = len(_HEAD) + 60 * MEGABYTE + len(_FOOT)
    return content.replace(struct.pack("<I", size), struct.pack("<I", 5000))


def encrypted() -> bytes:
    """Marks its parts as encrypted."""
    content = bytearray(plain())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


_DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def _wide_row() -> bytes:
    return sheet(b'<row r="1">' + b"<c><v>1</v></c>" * 1_000_000 + b"</row>")


def _nested() -> bytes:
    return sheet(b'<row r="1"><c>' + b"<is>" * 100_000 + b"</is>" * 100_000 + b"</c></row>")


def _renamed(name: str, content: bytes) -> bytes:
    """A workbook whose sheet is stored under that part name."""
    parts = {key: part for key, part in PARTS.items() if key != SHEET}
    parts[RELATIONS] = parts[RELATIONS].replace(b"worksheets/sheet1.xml", name.encode())
    parts[TYPES] = parts[TYPES].replace(SHEET.encode(), f"xl/{name}".encode())
    return archive(*parts.items(), (f"xl/{name}", content))


def _twice() -> bytes:
    """Two parts with the sheet's name, the first of them harmless."""
    file = io.BytesIO(plain())
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as more:
        warnings.simplefilter("ignore")
        more.writestr(SHEET, _HEAD + b'<row r="1">' + b"<c><v>1</v></c>" * 1_000_000 + b"</row>" + _FOOT)
    return file.getvalue()


def _dictionary() -> bytes:
    """Compressed with LZMA, whose decoder allocates as much memory as the file declares."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as new:
        for name, content in PARTS.items():
            new.writestr(name, content)
    properties = b"\x5d" + struct.pack("<I", 8 * MEGABYTE)
    return file.getvalue().replace(properties, b"\x5d" + struct.pack("<I", 0xFFFFFFF0))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip bomb, one part": lambda: edited({SHEET: _HEAD + b" " * (200 * MEGABYTE) + _FOOT}),
    "zip bomb, many parts": lambda: archive(*((f"xl/media/{n}.xml", b" " * MEGABYTE) for n in range(100))),
    "zip bomb that lies about its size": lying,
    "a hundred thousand parts": lambda: archive(*((f"{n}", b"") for n in range(100_000))),
    "XXE": lambda: doctype(b'<!ENTITY x SYSTEM "file:///etc/passwd">', b"&x;"),
    "billion laughs": laughs,
    "a million columns in a row": _wide_row,
    "a cell in column one million": lambda: sheet(b'<row r="1"><c r="BDWGN1"><v>1</v></c></row>'),
    "a million empty rows and one far away": lambda: sheet(
        b"<row/>" * 1_000_000 + b'<row r="1048576"><c><v>1</v></c></row>'
    ),
    "a row number beyond all": lambda: sheet(b'<row r="99999999999999"><c><v>1</v></c></row>'),
    "huge shared strings": lambda: strings(b"<si><t>a</t></si>" * 1_500_000),
    "one shared string of 30 MB": lambda: strings(b"<si><t>" + b"a" * (30 * MEGABYTE) + b"</t></si>"),
    "a million looks": lambda: edited(
        {STYLES: b"<styleSheet><cellXfs>" + b"<xf/>" * 1_000_000 + b"</cellXfs></styleSheet>"}
    ),
    "deep nesting": _nested,
    "names that climb out of the archive": lambda: edited({"../../etc/cron.d/x": b"* * * * * root x"}),
    "macros": lambda: edited({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 100}),
    "links to other files": lambda: edited({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
    "a zip with a password": encrypted,
    "a workbook with a password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * MEGABYTE,
    "a program called xlsx": lambda: b"MZ\x90\x00\x03" + bytes(range(256)) * 4000,
    "a document called xlsx": lambda: archive(
        ("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document xmlns:w='w'/>")
    ),
    "a workbook cut off": lambda: plain()[:-400],
    "a workbook cut off after its first bytes": lambda: plain()[:300],
    "a wide sheet that is called a picture": lambda: _renamed(
        "media/image1.png", _HEAD + b'<row r="1">' + b"<c><v>1</v></c>" * 1_000_000 + b"</row>" + _FOOT
    ),
    "a nested sheet that is called a drawing": lambda: _renamed(
        "drawings/one.vml", _HEAD + b'<row r="1"><c>' + b"<is>" * 100_000 + b"</is>" * 100_000 + b"</c></row>" + _FOOT
    ),
    "two sheets of the same name": _twice,
    "a dictionary of four gigabytes": _dictionary,
    "five thousand parts": lambda: archive(*((f"xl/media/{n}.xml", b"<a/>") for n in range(5_000))),
    "laughs in UTF-16": lambda: edited({SHEET: (_DOCTYPE + _HEAD.decode() + "&b;" + _FOOT.decode()).encode("utf-16")}),
    "all sheets hidden": lambda: edited({BOOK: PARTS[BOOK].replace(b'"visible"', b'"veryHidden"')}),
    "merged cells by the hundred thousand": lambda: edited(
        {
            SHEET: _HEAD
            + b"</sheetData><mergeCells>"
            + b'<mergeCell ref="A1:A9"/>' * 100_000
            + b"</mergeCells></worksheet>"
        }
    ),
    "a row of forty thousand formulas": lambda: sheet(b"<row>" + b"<c><f>A1+A1</f></c>" * 40_000 + b"</row>"),
    "a long text that every cell points to": lambda: strings(
        b"<si><t>" + b"a" * 30_000 + b"</t></si>",
        b"".join(b'<row r="%d">' % n + b'<c t="s"><v>0</v></c>' * 30 + b"</row>" for n in range(1, 10_001)),
    ),
    "shared strings with an odd letter each": lambda: strings(
        (b"<si><t>" + b"a" * 32_000 + "😀</t></si>".encode()) * 1_100
    ),
    "elements of ever new names": lambda: sheet(
        b"".join(
            b'<row r="%d">' % n + b"".join(b"<a%dx%d/>" % (n, m) for m in range(60)) + b"</row>"
            for n in range(1, 12_001)
        )
    ),
    "attributes of ever new names": lambda: sheet(
        b'<row r="1"><c ' + b" ".join(b'a%d="1"' % n for n in range(240_000)) + b"/></row>"
    ),
    "namespaces by the hundred thousand": lambda: sheet(
        b'<row r="1"><c ' + b" ".join(b'xmlns:a%d="u"' % n for n in range(150_000)) + b"/></row>"
    ),
    "numbers of a megabyte each": lambda: sheet(
        b"".join(b'<row r="%d"><c><v>' % n + b"1" * MEGABYTE + b"</v></c></row>" for n in range(1, 30))
    ),
    "a row that comes again": lambda: sheet(_row(2, "a") + _row(1, "b")),
    "a reference of a megabyte": lambda: sheet(b'<row r="1"><c r="' + b"A" * MEGABYTE + b'1"><v>1</v></c></row>'),
    "one line of twelve megabytes": lambda: b"a;" * (6 * MEGABYTE),
    "five million quotation marks": lambda: b'"' * (5 * MEGABYTE),
    "two million empty lines of an old Mac": lambda: b"\r" * (2 * MEGABYTE) + b"a;b",
    "bytes that are no text at all": lambda: bytes(range(1, 256)) * (20 * 1024),
    "UTF-32": lambda: ("Namn;Ort\n" * 1000).encode("utf-32"),
    "UTF-16 cut in the middle of a letter": lambda: ("Namn;Ort\n" * 1000).encode("utf-16")[:-1],
    "no bytes at all": lambda: b"",
    "nothing but NUL": lambda: b"\0" * MEGABYTE,
    "text with NUL in it": "Namn;Org.nr\nÅkeriet\0;1\n".encode,
    "five million empty lines and one": lambda: b"\n" * (5 * MEGABYTE - 10) + b"a;b",
    "one line of five megabytes": lambda: b"a" * (5 * MEGABYTE),
    "five megabytes of columns": lambda: b";" * (5 * MEGABYTE - 1) + b"a",
    "an open quotation mark": lambda: b'Namn;Ort\n"' + b"a\n" * (2 * MEGABYTE),
    "more than we take at all": lambda: b"a;b\n" * (2 * MEGABYTE),
}
# Within the limits, so read.
HEAVY: dict[str, Callable[[], bytes]] = {
    "as many cells with text as we take": lambda: sheet(
        b"".join(_row(n, *"abcdefghijklmnopqrs") for n in range(1, 12_001))
    ),
    "as many numbers as we take": lambda: sheet(
        b"".join(b'<row r="%d">' % n + b"<c><v>1.5</v></c>" * 30 + b"</row>" for n in range(1, 12_001))
    ),
    "as many empty cells as we take": lambda: sheet(
        b"".join(b'<row r="%d">' % n + b"<c/>" * 60 + b"</row>" for n in range(1, 12_001))
    ),
    "as many formulas as we take": lambda: sheet(
        b"".join(b'<row r="%d">' % n + b'<c r="A%d"><f>A1</f></c>' % n + b"</row>" for n in range(1, 12_001))
    ),
    "as many dates as we take": lambda: sheet(
        b"".join(b'<row r="%d">' % n + b'<c t="d"><v>2026-11-28</v></c>' * 30 + b"</row>" for n in range(1, 12_001))
    ),
    "cells of many attributes": lambda: sheet(
        b"".join(
            b'<row r="%d">' % n + (b"<c " + b" ".join(b'a%d="1"' % m for m in range(60)) + b"/>") * 100 + b"</row>"
            for n in range(1, 700)
        )
    ),
    "as many different texts as we take": lambda: sheet(
        b"".join(_row(n, *(f"text {n} {m}" for m in range(20))) for n in range(1, 12_001))
    ),
    "as many different numbers as we take": lambda: sheet(
        b"".join(
            b'<row r="%d">' % n + b"".join(b"<c><v>%d.%d</v></c>" % (n, m) for m in range(30)) + b"</row>"
            for n in range(1, 12_001)
        )
    ),
    "as many different cells of csv as we take": lambda: b"".join(
        b";".join(b"%d" % (n * 32 + m) for m in range(32)) + b"\n" for n in range(12_000)
    ),
    "as many cells of csv as we take": lambda: (b"a;" * 32 + b"b\n") * 12_000,
    "as many quoted cells of csv as we take": lambda: (b'"a";' * 32 + b'"b"\n') * 12_000,
    "a letter with marks without end": lambda: sheet(_row(1, "Namn") + _row(2, "a" + "\u0301\u0323" * 16_000)),
    "two million marks of csv": ("Namn\n" + ("a" + "\u0301\u0323" * 16_000 + "\n") * 70).encode,
    "cells read in the wrong alphabet": lambda: ("V\u00c3\u00a4ster\u00c3\u00a5s;" * 20 + "\n").encode() * 9_000,
}

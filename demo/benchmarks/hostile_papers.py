"""Documents and pictures that are expensive to validate, for the benchmark and tests."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

from demo.benchmarks.hostile import archive

MEGABYTE = 1024 * 1024
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'.encode()
_LINK = b'<Relationship Id="r" Type="hyperlink" Target="x" TargetMode="External"/>'


def document(*parts: tuple[str, bytes], types: bytes = TYPES) -> bytes:
    return archive(("[Content_Types].xml", types), ("word/document.xml", b"<document/>"), *parts)


def _lists(number: int, content: bytes) -> bytes:
    return document(*((f"word/_rels/{each}.rels", content) for each in range(number)))


def _packed(method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as new:
        new.writestr("[Content_Types].xml", TYPES + b" " * MEGABYTE)
    return file.getvalue()


def png(width: int, height: int, *, before: bytes = b"", lines: int = 0) -> bytes:
    """A greyscale PNG with only the first `lines` lines of data; all if 0."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    line = b"\0" + b"\0" * width * 3
    data = b"".join([packer.compress(line) for _number in range(lines or height)] + [packer.flush()])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def jpeg(width: int, height: int, *, progressive: bool = False) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(file, "JPEG", progressive=progressive, quality=30)
    return file.getvalue()


def webp(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height)).save(file, "WEBP", lossless=True, method=0)
    return file.getvalue()


def _claiming(content: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header declares another size."""
    place = content.index(b"\xff\xc0") if b"\xff\xc0" in content else content.index(b"\xff\xc2")
    return content[: place + 5] + struct.pack(">HH", height, width) + content[place + 9 :]


def _segments(marker: int, content: bytes, number: int) -> bytes:
    segment = struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
    return b"\xff\xd8" + segment * number + jpeg(8, 8)[2:]


def exif(entries: int, *, size: int = 60_000) -> bytes:
    """EXIF tags that all point to one long value."""
    tags = b"".join(struct.pack("<HHII", 0x8000 + number, 7, size - 8, 8) for number in range(entries))
    ifd = struct.pack("<H", entries) + tags + b"\0\0\0\0"
    return b"II*\0" + struct.pack("<I", 8) + ifd + b"x" * max(0, size - len(ifd))


def _scans(number: int) -> bytes:
    content = jpeg(64, 64, progressive=True)
    first = content.index(b"\xff\xda")
    after = content.find(b"\xff", first + 2)
    scan = content[first : content.find(b"\xff\xc4", after)]
    return content[:first] + scan * number + b"\xff\xd9"


PAPERS: dict[str, Callable[[], bytes]] = {
    "150 lists of 200,000 elements.docx": lambda: _lists(150, b"<a>" + b"<b/>" * 200_000 + b"</a>"),
    "1,000 lists of 100 links.docx": lambda: _lists(1_000, b"<Relationships>" + _LINK * 100 + b"</Relationships>"),
    "a list of 15,000 links.docx": lambda: _lists(1, b"<Relationships>" + _LINK * 15_000 + b"</Relationships>"),
    "a list of deep nesting.docx": lambda: _lists(1, b"<a>" * 500_000),
    "a list of one long attribute.docx": lambda: _lists(1, b'<a b="' + b"c" * (2 * MEGABYTE) + b'"/>'),
    "a list of 100,000 attributes.docx": lambda: _lists(
        1, b"<a " + b" ".join(b'a%d=""' % number for number in range(100_000)) + b"/>"
    ),
    "a list of white space.docx": lambda: _lists(1, b" " * (50 * MEGABYTE)),
    "a list with a document type.docx": lambda: _lists(1, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "kinds of 19,000.docx": lambda: document(
        types=TYPES.replace(b"</Types>", b"".join(b'<a ContentType="%d"/>' % n for n in range(19_000)) + b"</Types>")
    ),
    "three thousand parts.docx": lambda: document(*((f"word/media/{n}.xml", b"<a/>") for n in range(2_990))),
    "60,000 parts.docx": lambda: archive(*((f"{n}", b"") for n in range(60_000))),
    "long names.docx": lambda: document(*((f"{n}{'a' * 60_000}", b"") for n in range(80))),
    "the same name again and again.docx": lambda: document(*((f"a{n % 9}", b"") for n in range(900))),
    "300 MB that unpack.docx": lambda: document(*((f"{n}.xml", b"0" * (29 * MEGABYTE)) for n in range(9))),
    "packed by LZMA.docx": lambda: _packed(zipfile.ZIP_LZMA),
    "packed by BZIP2.docx": lambda: _packed(zipfile.ZIP_BZIP2),
    "a cut one.docx": lambda: document()[:-30],
    "a comment of 64 kB.docx": lambda: document()[:-2] + struct.pack("<H", 65_535) + b"PK\x05\x06" * 16_383,
    "no zip after its mark.docx": lambda: b"PK\x03\x04" * (2 * MEGABYTE),
    "slides with 2,900 lists.pptx": lambda: _lists(2_900, b"<Relationships>" + _LINK * 5 + b"</Relationships>"),
    "ten megabytes of words.txt": lambda: "Räksmörgås på måndag\n".encode() * 430_000,
    "ten megabytes of white space.txt": lambda: b" " * (10 * MEGABYTE),
    "ten megabytes with one picture sign.txt": lambda: b"a" * (10 * MEGABYTE - 10) + "\U0001f600".encode(),
    "ten megabytes in UTF-16.txt": lambda: ("a" * (5 * MEGABYTE - 10)).encode("utf-16"),
    "ten megabytes that turn out wrong.txt": lambda: b"a" * (10 * MEGABYTE - 10) + b"\xff\x81",
    "ten megabytes.pdf": lambda: b"%PDF-1.7" + b"1 0 obj" * (10 * MEGABYTE // 7 - 2),
    "ten megabytes of empty chunks.png": lambda: png(8, 8, before=chunk(b"tEXt", b"") * 800_000),
    "ten megabytes of markers.jpg": lambda: _segments(0xE0, b"", 2_500_000),
}
PICTURES: dict[str, Callable[[], bytes]] = {
    "a PNG of 12,000 by 12,000": lambda: png(12_000, 12_000),
    "a PNG of 12,000 by 12,000 with one line": lambda: png(12_000, 12_000, lines=1),
    "a PNG of 3,840 by 2,160": lambda: png(3_840, 2_160),
    "a PNG of 1 by 12,000": lambda: png(1, 12_000),
    "a PNG of 100,000 by 100,000": lambda: png(100_000, 100_000, lines=1),
    "a PNG with a text that unpacks to 60 MB": lambda: png(
        8, 8, before=chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * (60 * MEGABYTE)))
    ),
    "a PNG with 60 texts of a megabyte": lambda: png(
        8, 8, before=chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * (MEGABYTE - 9))) * 60
    ),
    "a PNG with a profile that unpacks to 60 MB": lambda: png(
        8, 8, before=chunk(b"iCCP", b"a\0\0" + zlib.compress(b"a" * (60 * MEGABYTE)))
    ),
    "a PNG with 600,000 chunks": lambda: png(8, 8, before=chunk(b"tEXt", b"a") * 600_000),
    "a PNG with 600,000 pieces": lambda: png(8, 8, before=chunk(b"IDAT", b"") * 600_000),
    "a PNG with 600,000 frames": lambda: png(8, 8, before=chunk(b"fcTL", b"\0" * 26) * 200_000),
    "a PNG with tags that claim much": lambda: png(8, 8, before=chunk(b"eXIf", exif(4_000))),
    "a PNG that is cut": lambda: png(2_000, 2_000)[:2_000],
    "a JPEG of 12,000 by 12,000": lambda: jpeg(12_000, 12_000),
    "a JPEG that says 12,000 by 12,000": lambda: _claiming(jpeg(64, 64), 12_000, 12_000),
    "a JPEG that says 65,000 by 65,000": lambda: _claiming(jpeg(64, 64), 65_000, 65_000),
    "a JPEG of 8,000 by 6,000": lambda: jpeg(8_000, 6_000),
    "a progressive JPEG of 6,000 by 4,000": lambda: jpeg(6_000, 4_000, progressive=True),
    "a progressive JPEG of 3,600 by 2,400": lambda: jpeg(3_600, 2_400, progressive=True),
    "a progressive JPEG that says 12,000 by 12,000": lambda: _claiming(jpeg(64, 64, progressive=True), 12_000, 12_000),
    "a JPEG of 10,000 scans": lambda: _scans(10_000),
    "a JPEG of two million markers": lambda: _segments(0xE1, b"", 1_900_000),
    "a JPEG of 100,000 tags": lambda: _segments(0xE1, b"Exif\0\0" + b"a" * 60, 100_000),
    "a JPEG with tags that claim much": lambda: _segments(0xE1, b"Exif\0\0" + exif(2_000)[:65_000], 1),
    "a JPEG of a hundred long tags": lambda: _segments(0xE1, b"Exif\0\0" + exif(2_000)[:65_000], 100),
    "a JPEG of many pictures": lambda: _segments(0xE2, b"MPF\0" + exif(2_000)[:65_000], 100),
    "a JPEG of fill bytes": lambda: b"\xff\xd8" + b"\xff" * (8 * MEGABYTE - 2),
    "a WebP of 12,000 by 12,000": lambda: webp(12_000, 12_000),
    "a WebP of 3,600 by 2,400": lambda: webp(3_600, 2_400),
    "a WebP of a million chunks": lambda: b"RIFF\0\0\0\0WEBP" + b"XMP \0\0\0\0" * 1_000_000,
    "a GIF": lambda: b"GIF89a" + b"\xff" * MEGABYTE,
    "no picture": lambda: b"a" * (8 * MEGABYTE),
}
LOGOS: dict[str, Callable[[], bytes]] = {
    "a logo of 4,000 by 4,000": lambda: png(4_000, 4_000),
    "a logo of 80,000 chunks": lambda: png(8, 8, before=chunk(b"tEXt", b"") * 80_000),
    "a logo of 12,000 by 12,000": lambda: png(12_000, 12_000),
}

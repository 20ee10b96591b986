"""Strip pictures to their image data, and measure them, before Pillow opens them.

Pillow keeps and parses all other data in a file, and a few kilobytes of that can take gigabytes. Walk the file once,
segment by segment, and drop what is not part of the image, such as a telephone's time and place. Sources: ITU T.81
(JPEG), W3C PNG, RFC 9649 (WebP), TIFF 6.0 for the orientation.
"""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

MAX_MARKERS = 1_000  # in a JPEG before its image data
MAX_SCANS = 20
MAX_CHUNKS = 20_000
MAX_TAGS = 500
UPRIGHT = 1

_JPEG, _PNG, _RIFF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
_OTHERS = (b"GIF8", b"II*\0", b"MM\0*", b"BM")
_EXIF = b"Exif\0\0"
_PROFILE = b"ICC_PROFILE\0"  # the colour profile; Pillow bounds its decompression
_PNG_SHOWN = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_WEBP_SHOWN = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"})
_WEBP_CARRIES = 0b0000_1110  # flags for Exif, XMP and animation, which are dropped
_FILL = re.compile(rb"\xff+")  # any number may precede a marker
_ORIENTATION = 0x0112
_SHORT = 3


class NoPicture(ValueError):
    """Not a PNG, JPEG or WebP, broken, or in more segments than programs write."""


class OtherPicture(NoPicture):
    """Another picture format: GIF, TIFF, BMP, HEIC or AVIF."""


class Bare(NamedTuple):
    """The file with only its image data, and its Exif orientation (1 to 8)."""

    content: bytes
    orientation: int
    whole: bool  # must be decoded at full size, in memory, before it can be scaled down


def bare(content: bytes) -> Bare:
    """Strip a PNG, JPEG or WebP to its image data. Raises NoPicture."""
    try:
        if content.startswith(_JPEG):
            return _bare_jpeg(content)
        if content.startswith(_PNG):
            return _bare_png(content)
        if content.startswith(_RIFF) and content[8:12] == b"WEBP":
            return _bare_webp(content)
    except (struct.error, IndexError) as error:
        raise NoPicture from error
    if content.startswith(_OTHERS) or content[4:8] == b"ftyp":
        raise OtherPicture
    raise NoPicture


def _bare_jpeg(content: bytes) -> Bare:
    kept, orientation, whole, place = [content[:2]], UPRIGHT, False, 2
    for _number in range(MAX_MARKERS):
        fill = _FILL.match(content, place)
        if not fill:
            raise NoPicture
        place = fill.end() - 1
        marker = content[place + 1]
        (length,) = struct.unpack_from(">H", content, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(content):
            raise NoPicture
        if marker == 0xE1 and content.startswith(_EXIF, place + 4):
            orientation = _turned(content[place + 4 + len(_EXIF) : end])
        own = 0xE1 <= marker <= 0xEF or marker == 0xFE  # application segments and comments
        if not own or marker == 0xEE or content.startswith(_PROFILE, place + 4):
            kept.append(content[place:end])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            whole = whole or marker > 0xC1
        place = end
        if marker == 0xDA:
            break
    else:
        raise NoPicture
    finish = content.find(b"\xff\xd9", place)
    picture = content[place : finish + 2 if finish >= 0 else None]
    scans = picture.count(b"\xff\xda")
    if scans > MAX_SCANS:
        raise NoPicture
    return Bare(b"".join([*kept, picture]), orientation, whole or scans > 0)


def _bare_png(content: bytes) -> Bare:
    kept, orientation, profiled = [_PNG], UPRIGHT, False
    for kind, start, end in _chunks(content, len(_PNG), order=">I4s", after=4):
        if kind in _PNG_SHOWN or (kind == b"iCCP" and not profiled):
            kept.append(content[start : end + 4])
            profiled = profiled or kind == b"iCCP"
        elif kind == b"eXIf":
            orientation = _turned(content[start + 8 : end])
        if kind == b"IEND":
            break
    return Bare(b"".join(kept), orientation, whole=True)


def _bare_webp(content: bytes) -> Bare:
    kept, orientation = [], UPRIGHT
    for kind, start, end in _chunks(content, 12, order="<4sI", after=0):
        if kind == b"VP8X":
            flags = bytes([content[start + 8] & ~_WEBP_CARRIES])
            kept.append(content[start : start + 8] + flags + content[start + 9 : end])
        elif kind in _WEBP_SHOWN:
            kept.append(content[start:end] + b"\0" * ((end - start) % 2))
        elif kind == b"EXIF":
            orientation = _turned(content[start + 8 : end].removeprefix(_EXIF))
        elif kind == b"ANIM":
            raise NoPicture
    body = b"WEBP" + b"".join(kept)
    return Bare(_RIFF + struct.pack("<I", len(body)) + body, orientation, whole=True)


def _chunks(content: bytes, place: int, *, order: str, after: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield each chunk's type, start and end; `after` bytes follow it, and in WebP a padding byte to an even length."""
    for _number in range(MAX_CHUNKS):
        if place + 8 > len(content):
            return
        first, second = struct.unpack_from(order, content, place)
        kind, length = (first, second) if isinstance(first, bytes) else (second, first)
        end = place + 8 + length
        yield kind, place, min(end, len(content))
        place = end + after + (0 if after else length % 2)
    raise NoPicture


def _turned(exif: bytes) -> int:
    """The Exif orientation, else upright."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return UPRIGHT
    (at,) = struct.unpack_from(f"{order}I", exif, 4)
    if at + 2 > len(exif):
        return UPRIGHT
    (count,) = struct.unpack_from(f"{order}H", exif, at)
    for number in range(min(count, MAX_TAGS)):
        place = at + 2 + 12 * number
        if place + 12 > len(exif):
            break
        tag, kind = struct.unpack_from(f"{order}HH", exif, place)
        if (tag, kind) == (_ORIENTATION, _SHORT):
            (turned,) = struct.unpack_from(f"{order}H", exif, place + 8)
            return turned if UPRIGHT <= turned <= 8 else UPRIGHT
    return UPRIGHT

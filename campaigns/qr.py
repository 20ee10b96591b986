"""QR codes as pictures, and what Swish reads out of one."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

# Which fields the payer may change; source: Swish QR code specification.
MAY_CHANGE_AMOUNT = 1 << 1


def swish_payload(*, number: str, message: str) -> str:
    """What a Swish code holds: payee and message are set, the amount is the payer's to choose.

    Raises ValueError for a message that would be read as more than one field.
    """
    if ";" in message:
        raise ValueError(message)
    return f"C{number};;{message};{MAY_CHANGE_AMOUNT}"


@lru_cache
def picture(text: str) -> SafeString:
    """An inline SVG, black on white whatever the page around it, that grows to the width of its frame."""
    code = segno.make_qr(text, error="m")
    svg = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308  made by segno out of modules, none of the text is in it

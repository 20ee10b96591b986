"""QR codes as SVG, the payload of Swish codes, and links that open Swish on a phone."""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlencode

import segno
from django.utils.safestring import SafeString, mark_safe

# Which fields the payer may change; source: Swish QR code specification.
MAY_CHANGE_AMOUNT = 1 << 1
MAY_CHANGE_MESSAGE = 1 << 2


def swish_payload(*, number: str, message: str, may_change_message: bool = False) -> str:
    """A Swish code's payload: fixed payee, amount chosen by the payer, message editable if asked for.

    Raises ValueError for a message that would be parsed as several fields.
    """
    if ";" in message:
        raise ValueError(message)
    changeable = MAY_CHANGE_AMOUNT | (MAY_CHANGE_MESSAGE if may_change_message else 0)
    return f"C{number};;{message};{changeable}"


SWISH_APP = "https://app.swish.nu/1/p/sw/"


def swish_link(*, number: str, message: str, amount: int | None = None) -> str:
    """Opens Swish on a phone, filled in; the payer may change amount (whole kronor) and message.

    Source: the link in the codes that Swish's own app makes to share.
    """
    asked = {"sw": number, "cur": "SEK", "msg": message, "edit": "amt,msg", "src": "qr"}
    if amount is not None:
        asked["amt"] = str(amount)
    return f"{SWISH_APP}?{urlencode(asked, quote_via=quote)}"


class SwishCode(NamedTuple):
    """`picture` is "" without a Swish number; if `is_open` the payer adds the team's number to `code`."""

    picture: str
    code: str
    is_open: bool


def swish_code(*, number: str, code: str, team_codes: Collection[str], may_change: bool = False) -> SwishCode:
    """The Swish code of a competition: with its only team's code, or with its own for the payer to complete.

    With `may_change` the payer may add to the only team's code too, as by the links that open Swish.
    """
    is_open = len(team_codes) != 1
    marked = code if is_open else next(iter(team_codes))
    payload = number and swish_payload(number=number, message=marked, may_change_message=is_open or may_change)
    return SwishCode(payload and picture(payload), marked, is_open)


@lru_cache
def picture(text: str) -> SafeString:
    """An inline SVG, always black on white, that scales to its container."""
    code = segno.make_qr(text, error="m")
    svg = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308  made by segno out of modules, none of the text is in it

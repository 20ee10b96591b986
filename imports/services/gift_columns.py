"""The columns of a list of gifts: guessed from the headings, or from the cells if there are none."""

from decimal import Decimal
from itertools import pairwise

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Channel
from core.errors import Refusal
from core.money import parse_amount
from core.spreadsheets.columns import Layout, guess_by_heading, numbered
from core.spreadsheets.values import why_unreadable
from core.text import search_key
from imports.services import fields
from imports.services.fields import CellError, ImportColumn, UnknownWord


class GiftField(models.TextChoices):
    DAY = "day", _("Dag")
    AMOUNT = "amount", _("Belopp")
    TEAM = "team", _("Lag")
    MESSAGE = "message", _("Meddelande")
    GIVER = "giver", _("Givare")
    CHANNEL = "channel", _("Kanal")
    REFERENCE = "reference", _("Referens")
    SHOWN = "shown", _("Vill synas på tavlan")


CHANNELS = {
    "swish": Channel.SWISH,
    "bankgiro": Channel.BANKGIRO,
    "bg": Channel.BANKGIRO,
    "kontant": Channel.CASH,
    "kontanter": Channel.CASH,
    "lön": Channel.PAYROLL,
    "via lönen": Channel.PAYROLL,
    "matchning": Channel.MATCH,
    "företagets matchning": Channel.MATCH,
    "annat": Channel.OTHER,
} | {channel.value: channel for channel in Channel}


def amount_given(cell: str) -> Decimal:
    amount = fields.amount(cell)
    if amount <= 0:
        raise CellError(gettext("Beloppet ska vara större än noll."))
    return amount


def channel_of(cell: str) -> Channel:
    if (found := CHANNELS.get(search_key(cell))) is None:
        raise UnknownWord(gettext("Kanalen finns inte."))
    return found


def _column(name: GiftField, *also: str, **more) -> ImportColumn:
    return ImportColumn(name, name.label, also=also, **more)


# `also` are headings of Swish reports, bank lists and what people call their own columns; the first found is used.
COLUMNS = (
    _column(
        GiftField.DAY,
        *("transdag", "transaktionsdag", "mottaget", "datum", "dag", "bokfdag", "bokföringsdag", "date"),
        decides=True,
    ),
    _column(
        GiftField.AMOUNT,
        *("belopp", "summa", "kronor", "kr", "insättning", "amount"),
        read=amount_given,
        required=True,
    ),
    _column(GiftField.TEAM, *("lag", "lagnamn", "lagets namn", "lagkod", "kod", "företag", "team"), decides=True),
    _column(GiftField.MESSAGE, *("meddelande", "text", "beskrivning", "message"), read=fields.one_line, decides=True),
    _column(
        GiftField.GIVER,
        *("givare", "avsändarnamn", "avsändare", "namn", "från", "giver"),
        read=fields.one_line,
        decides=True,
    ),
    _column(GiftField.CHANNEL, *("kanal", "betalsätt", "channel"), read=channel_of, decides=True),
    _column(
        GiftField.REFERENCE,
        *("orderreferens", "betalningsreferens", "referens", "transaktionsid", "verifikation", "reference"),
        read=fields.one_line,
        decides=True,
    ),
    _column(GiftField.SHOWN, *("vill synas", "vill synas på tavlan", "får visas")),
)
HEADINGS = {column.name: column.also for column in COLUMNS}
# Personal data that contributions do not need: emptied before the list is shown or stored.
NEVER_KEPT = {
    "avsändarnr",
    "avsändarnummer",
    "mobilnr",
    "mobilnummer",
    "mobil",
    "telefon",
    "telefonnr",
    "telefonnummer",
    "personnr",
    "personnummer",
    "e-post",
    "epost",
    "adress",
}


class NoColumns(Refusal):
    message = _("Listan behöver minst två kolumner, varav en med belopp. Kopiera cellerna från Excel eller banken.")


def without_private_columns(table: list[list[str]]) -> list[list[str]]:
    """The table with the columns in NEVER_KEPT emptied."""
    start = _heading_row(table)
    if start is None:
        return table
    private = {place for place, heading in enumerate(table[start]) if search_key(heading) in NEVER_KEPT}
    return [["" if place in private else cell for place, cell in enumerate(cells)] for cells in table]


def guess_layout(table: list[list[str]]) -> Layout:
    """Headings if there are any, else numbered columns. Raises NoColumns."""
    width = max((len(cells) for cells in table), default=0)
    if width < 2:
        raise NoColumns
    row = _heading_row(table)
    if row is None:
        first = next(place for place, cells in enumerate(table) if len(cells) > 1)
        return Layout(numbered([], width), first, _guess_by_content(table[first:], width))
    headings = numbered(table[row], width)
    filled = {place for cells in table[row + 1 :] for place, cell in enumerate(cells) if cell}
    columns = guess_by_heading(headings, HEADINGS, filled=filled)
    for name, place in _guess_by_content(table[row + 1 :], width).items():
        if name != GiftField.MESSAGE and place not in columns.values():
            columns.setdefault(name, place)  # a column of days or amounts under an unknown heading
    return Layout(headings, row + 1, columns)


def _heading_row(table: list[list[str]]) -> int | None:
    """The first row of several cells with a heading of amounts; else the first without values, above one with some.

    Rows above it are the bank's own text.
    """
    amounts = set(HEADINGS[GiftField.AMOUNT])
    several = [(place, cells) for place, cells in enumerate(table[:20]) if sum(map(bool, cells)) > 1]
    for place, cells in several:
        words = [search_key(cell) for cell in cells if cell]
        if any(word in amounts or word.split()[0] in amounts for word in words):
            return place
    for (place, cells), (_next, below) in pairwise(several):
        if not any(map(_is_value, cells)) and any(map(_is_value, below)):
            return place
    return None


def _is_value(text: str) -> bool:
    return looks_like_day(text) or _is_amount(text)


def _guess_by_content(rows: list[list[str]], width: int) -> dict[GiftField, int]:
    """Recognise days and amounts; of other columns, the one with the longest texts is the message."""
    found = {}
    texts = []
    for place in range(width):
        cells = [cell for cells in rows for cell in cells[place : place + 1] if cell and not why_unreadable(cell)]
        if cells and all(looks_like_day(cell) for cell in cells):
            found.setdefault(GiftField.DAY, place)
        elif cells and all(map(_is_amount, cells)):
            found.setdefault(GiftField.AMOUNT, place)
        elif cells:
            texts.append((sum(map(len, cells)) / len(cells), place))
    if texts:
        found[GiftField.MESSAGE] = max(texts)[1]
    return found


def looks_like_day(text: str) -> bool:
    digits = text[:10].replace("-", "").replace("/", "").replace(".", "")
    return len(digits) == 8 and digits.isdecimal() and digits.startswith("20")


def _is_amount(text: str) -> bool:
    try:
        return parse_amount(text) is not None
    except ValueError:
        return False

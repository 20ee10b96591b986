"""The Swish report that banks give as csv. The headings decide: banks differ in which there are, and in their order.

The sender's telephone number tells payments apart but is not kept.
"""

import datetime as dt
import re
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.money import NoAmount, format_amount, parse_amount
from core.spreadsheets.columns import Layout, guess_by_heading
from core.spreadsheets.reader import Limits, mended, read_table, require_whole_rows
from core.text import search_key
from finance.bankfiles.rows import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    MAX_FILE,
    MOST_ROWS,
    SWISH,
    BankFileContent,
    BankFileTooLarge,
    BankRow,
    BrokenFile,
    Statement,
    clean,
    day_of,
    fingerprinted,
    sum_of,
)

FORMAT = "swish"
A_REPORT = Limits(
    bytes=MAX_FILE, rows=MOST_ROWS, columns=60, cell=2_000, filled=40 * MOST_ROWS, letters=800 * MOST_ROWS
)
_BEFORE_HEADINGS = 10  # lines: a title, and what some banks put below it
HEADINGS = {
    "amount": ("belopp",),
    "booked": ("bokfdag", "bokföringsdag", "bokföringsdatum", "bokförd"),
    "transaction": ("transdag", "transaktionsdag", "transaktionsdatum", "datum"),
    "value": ("valutadag", "valutadatum"),
    "time": ("tid", "klockslag"),
    "number": ("mottagarnr", "mottagarnummer", "swishnummer"),
    "sender": ("avsändarnr", "avsändarnummer", "avsändare", "mobilnummer"),
    "payer": ("avsändarnamn", "avsändarens namn", "namn"),
    "text": ("meddelande",),
    "order": ("orderreferens", "betalningsreferens", "referens", "transaktions-id"),
}
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[ T].*)?", re.ASCII)


def table_of(content: bytes) -> list[list[str]]:
    """The cells of a csv or xlsx file. Raises BrokenFile with the row and the reason."""
    try:
        table, _count = mended(read_table(content, A_REPORT))
        require_whole_rows(table)
    except Refusal as refusal:
        raise BrokenFile(str(refusal)) from None
    return table


def headings_of(table: list[list[str]]) -> Layout | None:
    """Where the report's headings are; None if it is no Swish report."""
    for number, cells in enumerate(table[:_BEFORE_HEADINGS]):
        names = {search_key(cell) for cell in cells}
        if names & set(HEADINGS["amount"]) and names & set(HEADINGS["sender"] + HEADINGS["number"]):
            columns = guess_by_heading(cells, HEADINGS)
            if "booked" in columns or "transaction" in columns:
                return Layout(cells, number + 1, columns)
    return None


def read(content: bytes) -> BankFileContent:
    """Raises BrokenFile with the row and the reason, BankFileTooLarge."""
    if len(content) > MAX_FILE:
        raise BankFileTooLarge
    table = table_of(content)
    layout = headings_of(table)
    if layout is None:
        raise BrokenFile(_("Filen är ingen Swish-rapport: rubrikerna Belopp, Transdag och Mottagarnr saknas."))
    return read_rows(table, layout)


def read_rows(table: list[list[str]], layout: Layout) -> BankFileContent:
    """Raises BrokenFile with the row and the reason."""
    rows, senders = [], []
    number = ""
    for place, cells in layout.data_rows(table):
        if _is_closing(layout, cells):
            _check_sum(layout.cell(cells, "amount"), rows, place)
            continue
        rows.append(_row(layout, cells, place, position=len(rows) + 1))
        senders.append(layout.cell(cells, "sender") + layout.cell(cells, "time"))
        number = number or clean(layout.cell(cells, "number"), LONGEST_NUMBER)
    if not rows:
        raise BrokenFile(_("Rapporten har inga betalningar."))
    days = [row.booked_on for row in rows if row.booked_on]
    statement = Statement(number, min(days, default=None), max(days, default=None), booked=sum_of(rows))
    return BankFileContent(FORMAT, fingerprinted(rows, more=senders), (statement,))


def _is_closing(layout: Layout, cells: list[str]) -> bool:
    """Whether it is what some banks put last: words, and how many or how much. A row cut short has its number."""
    filled = [cell for cell in cells if cell]
    is_short = not layout.cell(cells, "amount") and len(filled) <= 2
    says_who = any(layout.cell(cells, name) for name in ("booked", "transaction", "sender", "payer", "text"))
    return not filled[0].isdecimal() and (is_short or not says_who)


def _check_sum(cell: str, rows: list[BankRow], place: int):
    """The report's own sum, if the line has one: of all its rows, or of what came in."""
    if not cell:
        return
    told, found = _amount(cell, place), sum_of(rows)
    if told not in {found, sum_of(row for row in rows if row.amount > 0)}:
        words = gettext("rapportens summa är %(told)s, men raderna blir %(found)s")
        raise _broken(place, words % {"told": format_amount(told), "found": format_amount(found)})


def _row(layout: Layout, cells: list[str], place: int, *, position: int) -> BankRow:
    amount = _amount(layout.cell(cells, "amount"), place)
    booked, transaction, value = (_day(layout, cells, name, place) for name in ("booked", "transaction", "value"))
    if not (booked or transaction):
        raise _broken(place, gettext("dagen saknas"))
    return BankRow(
        position,
        amount,
        booked or transaction,
        value,
        transaction,
        account=SWISH,
        payer=clean(layout.cell(cells, "payer"), LONGEST_NAME),
        text=clean(layout.cell(cells, "text")),
        bank_id=clean(layout.cell(cells, "order"), LONGEST_NUMBER),
        refused="" if amount else gettext("Beloppet är noll."),
    )


def _amount(cell: str, place: int) -> Decimal:
    try:
        return parse_amount(cell)
    except NoAmount:
        why = gettext("beloppet ”%(text)s” går inte att läsa") % {"text": clean(cell, 20)}
        raise _broken(place, why) from None


def _day(layout: Layout, cells: list[str], name: str, place: int) -> dt.date | None:
    cell = layout.cell(cells, name)
    if not cell:
        return None
    found = _DAY.fullmatch(cell)
    try:
        return day_of(dt.date(*map(int, found.groups())))
    except (AttributeError, ValueError):
        why = gettext("dagen ”%(text)s” går inte att läsa") % {"text": clean(cell, 20)}
        raise _broken(place, why) from None


def _broken(place: int, why: str) -> BrokenFile:
    return BrokenFile(gettext("Rad %(number)s: %(why)s. Inget är inläst.") % {"number": place, "why": why})

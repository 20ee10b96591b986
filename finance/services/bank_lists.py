"""Any other list from a bank, by the import engine: somebody says which column is what."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import islice

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.identity_numbers import parse_orgnr
from core.spreadsheets.columns import Layout, guess_by_heading, numbered
from core.text import search_key
from finance.bankfiles.rows import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    MOST_ROWS,
    BankFileContent,
    BankFileTooLarge,
    BankRow,
    Statement,
    clean,
    fingerprinted,
    sum_of,
)
from finance.models import FileFormat
from imports.services import fields
from imports.services.fields import ImportColumn
from imports.services.resource import Resource
from imports.services.results import RowResult


class ListField(models.TextChoices):
    BOOKED = "booked_on", _("Bokförd")
    AMOUNT = "amount", _("Belopp")
    PAYER = "payer", _("Betalare")
    ORGNR = "payer_orgnr", _("Organisationsnummer")
    TEXT = "text", _("Text")
    REFERENCE = "reference", _("Referens")
    BANK_ID = "bank_id", _("Bankens id")
    CURRENCY = "currency", _("Valuta")


NEEDED = (ListField.BOOKED, ListField.AMOUNT)


class NoColumns(Refusal):
    message = _("Filen är ingen bankfil: den har inga kolumner. Välj camt.053, camt.054 eller csv hos banken.")


def _column(name: ListField, *also: str, **more) -> ImportColumn:
    return ImportColumn(name, name.label, also=also, **more)


def _kronor_alone(cell: str) -> str:
    """Kronor are all that the ledger has; a bank's list may be of another account."""
    if search_key(cell).strip(". ") not in {"sek", "kr", "kronor"}:
        raise fields.CellError(gettext("%(currency)s, inte kronor.") % {"currency": clean(cell, 20)})
    return "SEK"


def _orgnr(cell: str) -> str:
    """A company's number; a person's own is left out."""
    digits = fields.orgnr(cell)
    return "" if parse_orgnr(digits).personal else digits


class PaymentList(Resource):
    """Rows of a bank's list. One whose day or amount cannot be read is not taken."""

    columns = (
        _column(
            ListField.BOOKED,
            *("bokfdag", "bokföringsdag", "bokföringsdatum", "bokförd", "datum", "dag", "transdag", "transaktionsdag"),
            read=fields.day,
            required=True,
            decides=True,
        ),
        _column(
            ListField.AMOUNT,
            *("belopp", "insättning", "summa", "kronor"),
            read=fields.amount,
            required=True,
            decides=True,
        ),
        _column(ListField.PAYER, "betalare", "avsändare", "avsändarnamn", "namn", "från", read=fields.one_line),
        _column(ListField.ORGNR, "organisationsnummer", "orgnr", "org.nr", read=_orgnr),
        _column(ListField.TEXT, "text", "meddelande", "beskrivning", read=fields.one_line),
        _column(ListField.REFERENCE, "ocr", "referens", "fakturanummer", "referensnummer", read=fields.one_line),
        _column(ListField.BANK_ID, "verifikation", "verifikationsnummer", "transaktionsid", "id", read=fields.one_line),
        _column(ListField.CURRENCY, "valuta", "valutakod", read=_kronor_alone, decides=True),
    )

    def check(self, rows: list[RowResult]):
        for row in rows:
            for name in NEEDED:
                if row.values.get(name) is None and name not in row.blamed:
                    row.wrong(name, _("Saknas."))


HEADINGS = {column.name: column.also for column in PaymentList.columns}


def layout_of(table: list[list[str]]) -> Layout:
    """Where the list's headings are, and which columns they name. Raises NoColumns."""
    width = max((len(cells) for cells in table), default=0)
    if width < 2:
        raise NoColumns
    best = max(range(min(len(table), 20)), key=lambda place: (len(guess_by_heading(table[place], HEADINGS)), -place))
    headings = numbered(table[best], width)
    return Layout(headings, best + 1, guess_by_heading(headings, HEADINGS))


def read_list(table: list[list[str]], columns: Mapping[str, int], *, account: str) -> BankFileContent:
    """Read the list by its columns: a field's name and the column's place. Raises NoColumns, BankFileTooLarge."""
    layout = layout_of(table)
    layout = Layout(layout.headings, layout.start, dict(columns))
    listed = [
        (number, {name: layout.cell(cells, name) for name in columns})
        for number, cells in islice(layout.data_rows(table), MOST_ROWS + 1)
    ]
    if len(listed) > MOST_ROWS:
        raise BankFileTooLarge
    headings = {name: layout.headings[place] for name, place in columns.items()}
    results = PaymentList(headings=headings).dry_run(listed)
    rows = fingerprinted(_row(result, place, account) for place, result in enumerate(results, start=1))
    days = [row.booked_on for row in rows if row.booked_on]
    statement = Statement("", min(days, default=None), max(days, default=None), booked=sum_of(rows))
    return BankFileContent(FileFormat.LIST, rows, (statement,))


def _row(result: RowResult, position: int, account: str) -> BankRow:
    values = result.values
    why = " ".join(f"{mistake.column}: {mistake.why}" for mistake in result.mistakes)
    amount = values.get(ListField.AMOUNT) or Decimal(0)
    is_out = not why and amount < 0
    if is_out:
        why = gettext("Uttag.")
    elif not why and not amount:
        why = gettext("Beloppet är noll.")
    return BankRow(
        position,
        amount,
        values.get(ListField.BOOKED),
        account=account,
        payer=clean(values.get(ListField.PAYER), LONGEST_NAME),
        payer_orgnr=values.get(ListField.ORGNR) or "",
        text=clean(values.get(ListField.TEXT)),
        reference=clean(values.get(ListField.REFERENCE), LONGEST_NUMBER),
        bank_id=clean(values.get(ListField.BANK_ID), LONGEST_NUMBER),
        refused=why,
        may_be_asked_for=is_out,
    )

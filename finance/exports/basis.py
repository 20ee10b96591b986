"""The invoice basis and the customer list in layouts that ledger programs take in, as workbook and csv.

Sources, read 2026-11 and not tried against either program:

- Fortnox: the fields of Invoices, InvoiceRows and Customers in its API (https://api.fortnox.se/apidocs). Tools that
  upload invoices know these names, and its register import lets one map columns by hand.
- Visma eEkonomi: "Importera eller exportera kundregister" (https://help.visma.net, eaccounting) asks for the headings
  and the order of its own export, as one sees them on the customer. Of an import of invoices we found no page: those
  columns carry the names of the fields of its invoice, to copy from or to map in a tool.
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from io import StringIO

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind
from finance.rules.invoicing import InvoiceRow

Shown = tuple[str, str | Callable[[InvoiceRow], object], Kind]
FORMULA = ("=", "+", "-", "@", "\t")


class Layout(models.TextChoices):
    FORTNOX = "fortnox", _("Fortnox, fakturor")
    VISMA = "visma", _("Visma eEkonomi, fakturor")
    FORTNOX_CUSTOMERS = "fortnox-kunder", _("Fortnox, kunder")
    VISMA_CUSTOMERS = "visma-kunder", _("Visma eEkonomi, kunder")


# The names are the programs', whatever language ours speaks.
COLUMNS: dict[Layout, list[Shown]] = {
    Layout.FORTNOX: [
        ("CustomerNumber", "customer_no", Kind.TEXT),
        ("CustomerName", "company", Kind.TEXT),
        ("OrganisationNumber", "orgnr", Kind.TEXT),
        ("InvoiceDate", "invoiced_on", Kind.DATE),
        ("DueDate", "due_on", Kind.DATE),
        ("YourReference", "your_reference", Kind.TEXT),
        ("ExternalInvoiceReference1", "reference", Kind.TEXT),
        ("InvoiceRows.AccountNumber", "account", Kind.TEXT),
        ("InvoiceRows.Description", "text", Kind.TEXT),
        ("InvoiceRows.DeliveredQuantity", lambda row: 1, Kind.WHOLE),
        ("InvoiceRows.Price", "price", Kind.MONEY),
        ("InvoiceRows.VAT", "vat_rate", Kind.WHOLE),
        ("InvoiceRows.CostCenter", "cost_centre", Kind.TEXT),
    ],
    Layout.VISMA: [
        ("Kundnr", "customer_no", Kind.TEXT),
        ("Kundnamn", "company", Kind.TEXT),
        ("Organisationsnummer", "orgnr", Kind.TEXT),
        ("Fakturaadress", "street", Kind.TEXT),
        ("Postnummer", "postal_code", Kind.TEXT),
        ("Ort", "city", Kind.TEXT),
        ("Fakturadatum", "invoiced_on", Kind.DATE),
        ("Förfallodatum", "due_on", Kind.DATE),
        ("Er referens", "your_reference", Kind.TEXT),
        ("Vår referens", "reference", Kind.TEXT),
        ("Benämning", "text", Kind.TEXT),
        ("Antal", lambda row: 1, Kind.WHOLE),
        ("Pris exkl. moms", "price", Kind.MONEY),
        ("Momskod", "vat_code", Kind.TEXT),
        ("Konto", "account", Kind.TEXT),
        ("Kostnadsställe", "cost_centre", Kind.TEXT),
    ],
    Layout.FORTNOX_CUSTOMERS: [
        ("CustomerNumber", "customer_no", Kind.TEXT),
        ("Name", "company", Kind.TEXT),
        ("OrganisationNumber", "orgnr", Kind.TEXT),
        ("VATNumber", "vat_no", Kind.TEXT),
        ("Address1", "street", Kind.TEXT),
        ("ZipCode", "postal_code", Kind.TEXT),
        ("City", "city", Kind.TEXT),
        ("EmailInvoice", "email", Kind.TEXT),
        ("YourReference", "your_reference", Kind.TEXT),
        ("PeppolId", "peppol_id", Kind.TEXT),
    ],
    Layout.VISMA_CUSTOMERS: [
        ("Kundnr", "customer_no", Kind.TEXT),
        ("Namn", "company", Kind.TEXT),
        ("Organisationsnummer", "orgnr", Kind.TEXT),
        ("Momsregistreringsnummer", "vat_no", Kind.TEXT),
        ("Fakturaadress", "street", Kind.TEXT),
        ("Postnummer", "postal_code", Kind.TEXT),
        ("Ort", "city", Kind.TEXT),
        ("E-post", "email", Kind.TEXT),
        ("Er referens", "your_reference", Kind.TEXT),
        ("Peppol-id", "peppol_id", Kind.TEXT),
    ],
}
CUSTOMERS = (Layout.FORTNOX_CUSTOMERS, Layout.VISMA_CUSTOMERS)


def rows_for(layout: Layout, rows: Iterable[InvoiceRow]) -> list[InvoiceRow]:
    """Of the customer lists one row of each company, however many invoices it gets."""
    if layout not in CUSTOMERS:
        return list(rows)
    return list({(row.customer_no, row.company, row.orgnr): row for row in rows}.values())


class BasisExport(Export):
    """`layout` decides the columns."""

    title = _("Fakturaunderlag")
    filename = "fakturaunderlag"

    def __init__(self, *, layout: Layout, lines: Iterable[InvoiceRow], **kwargs):
        super().__init__(named=[layout.value], **kwargs)
        self.layout, self.lines = layout, rows_for(layout, lines)

    def columns(self):
        money = {"total": True}
        return [
            Column(heading, of, kind, width=24, **(money if kind == Kind.MONEY else {}))
            for heading, of, kind in COLUMNS[self.layout]
        ]

    def rows(self):
        return self.lines


def as_csv(layout: Layout, lines: Iterable[InvoiceRow]) -> bytes:
    """UTF-8 with a mark, semicolons and decimal commas, as Swedish Excel and both programs read it."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    columns = COLUMNS[layout]
    writer.writerow([heading for heading, _of, _kind in columns])
    for row in rows_for(layout, lines):
        writer.writerow([_cell(of(row) if callable(of) else getattr(row, of)) for _heading, of, _kind in columns])
    return file.getvalue().encode("utf-8-sig")


def _cell(value) -> str:
    """Text that a spreadsheet would run as a formula begins with an apostrophe."""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text

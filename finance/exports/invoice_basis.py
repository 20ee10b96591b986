"""The invoice basis and the customer list in layouts that ledger programs take in, as workbook and csv.

Compared 2026-12 with what is published, and not tried against either program. Neither publishes an import of invoices
from a file:

- Fortnox imports registers by a guide that maps the columns (https://support.fortnox.se/sv_SE/import-export/
  import-av-kundregister): csv, txt or xlsx, 10,000 rows at most. Invoices go in by its API, whose fields are our
  headings (https://api.fortnox.se/apidocs); Sheety, a tool that uploads tables there, has them with `InvoiceRows.`
  before those of rows, and a row without the head's fields belongs to the invoice above it
  (https://sheety.se/artiklar/ladda-upp-data-till-fortnox/).
- Visma eEkonomi: "Importera eller exportera kundregister" (https://help.visma.net, eaccounting) asks for the headings
  and the order of its own export, as one sees them on the customer. The columns of invoices carry the names of the
  fields of its invoice, to copy from or to map in a tool.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind
from finance.rules.invoicing import InvoiceRow

Shown = tuple[str, str | Callable[[InvoiceRow], object], Kind]
GLN = "0088:"  # how a Peppol id begins that is a GLN


def _gln(peppol_id: str) -> str:
    return peppol_id.removeprefix(GLN) if peppol_id.startswith(GLN) else ""


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
        ("GLN", lambda row: _gln(row.peppol_id), Kind.TEXT),
        ("PeppolId", "peppol_id", Kind.TEXT),  # no field there: to set by hand
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
# Of an invoice with several rows the tool takes those for one invoice that have no head of their own.
NO_HEAD = {
    "customer_no": "",
    "company": "",
    "orgnr": "",
    "invoiced_on": None,
    "due_on": None,
    "your_reference": "",
    "reference": "",
}
REACHED = {"email", "your_reference"}
CUSTOMERS = (Layout.FORTNOX_CUSTOMERS, Layout.VISMA_CUSTOMERS)


def rows_for(layout: Layout, rows: Iterable[InvoiceRow]) -> list[InvoiceRow]:
    """Of customers one row of each company, however many invoices it gets; of Fortnox' invoices one head of each."""
    if layout == Layout.FORTNOX:
        return [row for _reference, invoice in groupby(rows, lambda row: row.reference) for row in _one_head(invoice)]
    if layout not in CUSTOMERS:
        return list(rows)
    return list({(row.customer_no, row.company, row.orgnr): row for row in rows}.values())


def _one_head(invoice: Iterable[InvoiceRow]) -> Iterator[InvoiceRow]:
    first, *rest = invoice
    yield first
    yield from (replace(row, **NO_HEAD) for row in rest)


class BasisExport(Export):
    """`layout` decides the columns."""

    title = _("Fakturaunderlag")
    filename = "fakturaunderlag"
    keeps_rows = True  # as it was handed over, but for how people at the company are reached

    def __init__(self, *, layout: Layout, lines: Iterable[InvoiceRow], **kwargs):
        super().__init__(named=[layout.value], **kwargs)
        self.layout, self.lines = layout, rows_for(layout, lines)

    def columns(self):
        money = {"total": True}
        return [
            Column(heading, of, kind, width=24, kept=of not in REACHED, **(money if kind == Kind.MONEY else {}))
            for heading, of, kind in COLUMNS[self.layout]
        ]

    def rows(self):
        return self.lines

"""The ledger program's list of invoices, read back: instalments become invoiced.

Fortnox and Visma eEkonomi export the list with headings of their own choice: see finance.exports.basis for the names
that we send, which come back in it.
"""

import datetime as dt
from collections import defaultdict

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.changesets import Recorder
from core.changesets.touched import Keys
from core.locked_months import locked_among, month_of, require_open
from core.models import Change, User
from core.money import format_amount
from crm.models import Company
from finance.models import Customer, Instalment
from finance.services.instalments import HasCredit, register_invoice, withdraw_invoice
from imports.services import fields
from imports.services.fields import CellError, ImportColumn
from imports.services.lookup import ambiguous
from imports.services.model_resource import ModelResource
from imports.services.registry import register
from imports.services.results import RowResult
from imports.services.shared_columns import ORGNR

INVOICE_NO = ImportColumn(
    "invoice_no",
    _("Fakturanummer"),
    fields.one_line,
    fields.of_text("invoice_no"),
    ("fakturanr", "faktura", "faktnr", "documentnumber", "invoicenumber", "nummer"),
    required=True,
    decides=True,
    example="1001",
)


class InvoiceResource(ModelResource):
    kind = "invoice"
    label = _("Fakturor")
    template = "mall-fakturor"
    hints = (
        _(
            "Listan kommer ur ekonomiprogrammet. En delbetalning känns igen på vår referens, som fakturaunderlaget har "
            "med, annars på kundnummer eller organisationsnummer och beloppet."
        ),
        _("Fakturor som inte gäller något sponsorskap hos oss blir fel i listan och läses inte in."),
    )
    model = Instalment
    columns = (
        INVOICE_NO,
        ImportColumn(
            "invoiced_on",
            _("Fakturadatum"),
            fields.day,
            fields.of_day("invoiced_on"),
            ("fakturadag", "datum", "invoicedate"),
            required=True,
            decides=True,
            example="2026-11-02",
        ),
        ImportColumn(
            "due_on",
            _("Förfallodatum"),
            fields.day,
            fields.of_day("due_on"),
            ("förfaller", "förfallodag", "duedate"),
            decides=True,
            example="2026-12-02",
        ),
        ImportColumn(
            "said_reference",
            _("Vår referens"),
            fields.one_line,
            also=("referens", "ourreference", "externalinvoicereference1", "delbetalning"),
            decides=True,
            example="2026-001-1",
        ),
        ImportColumn(
            "customer_no",
            _("Kundnummer"),
            fields.one_line,
            also=("kundnr", "kund nr", "customernumber"),
            decides=True,
            example="1042",
        ),
        ORGNR,
        ImportColumn(
            "whole",
            _("Belopp inkl. moms"),
            fields.amount,
            also=("belopp", "totalt", "total", "summa", "att betala", "fakturabelopp"),
            decides=True,
            example="12 500,00",
        ),
    )
    titled_by = ("invoice_no", "said_reference")
    own_numbers = ("said_reference", "customer_no", "orgnr", "whole", "invoice_no")

    @classmethod
    def permissions(cls, *actions: str) -> list[str]:
        return ["finance.view_instalment" if action == "view" else "finance.invoice_instalment" for action in actions]

    def instances(self):
        return Instalment.objects.select_related("sponsorship__company")

    @cached_property
    def waiting(self) -> list[Instalment]:
        """Those that an invoice may come for, and the invoiced ones. One query."""
        rows = self.instances().filter(written_off_on__isnull=True).exclude(gross=0)
        return list(rows.order_by("planned_on", "pk"))

    @cached_property
    def by_reference(self) -> dict[str, Instalment]:
        return {row.reference.casefold(): row for row in self.waiting}

    @cached_property
    def by_invoice(self) -> dict[str, list[Instalment]]:
        found = defaultdict(list)
        for row in self.waiting:
            if row.invoice_no:
                found[row.invoice_no.casefold()].append(row)
        return found

    @cached_property
    def companies(self) -> dict[str, set[int]]:
        """Keys of companies by customer number and by organisation number. Two queries."""
        found = defaultdict(set)
        for number, company in Customer.objects.values_list("number", "company"):
            found[f"no {number.casefold()}"].add(company)
        for company in Company.objects.exclude(orgnr=None).exclude(orgnr=""):
            found[f"orgnr {company.orgnr}"].add(company.pk)
        return found

    @cached_property
    def locked(self) -> set[dt.date]:
        return locked_among(row.values["invoiced_on"] for row in self.rows if "invoiced_on" in row.values)

    def find(self, row: RowResult):
        """By our reference; else the invoice's number if it is known; else the company and the amount."""
        values = row.values
        if reference := values.get("said_reference"):
            found = self.by_reference.get(reference.casefold())
            if found:
                row.instance_pk = found.pk
                return
        if known := self.by_invoice.get(values.get("invoice_no", "").casefold()):
            same = [each for each in known if each.gross == values.get("whole")] or known
            row.instance_pk = same[0].pk
            return
        row.instance_pk = self._by_company(row).pk

    def _by_company(self, row: RowResult) -> Instalment:
        values, companies = row.values, self._companies(row)
        if not companies:
            if values.get("said_reference"):
                raise CellError(gettext("Ingen delbetalning har den referensen."), "said_reference")
            raise CellError(gettext("Varken referens, kundnummer eller organisationsnummer är något hos oss."))
        if "whole" not in values:
            raise CellError(gettext("Utan vår referens behövs beloppet."), "whole")
        found = [
            each
            for each in self.waiting
            if each.sponsorship.company_id in companies and not each.is_invoiced and each.gross == values["whole"]
        ]
        if not found:
            raise CellError(gettext("Ingen delbetalning på det beloppet väntar på en faktura."), "whole")
        if len(found) > 1 and len({each.sponsorship_id for each in found}) > 1:
            raise ambiguous(format_amount(values["whole"]), found)
        taken = {each.instance_pk for each in self.rows if each.instance_pk}
        free = [each for each in found if each.pk not in taken]
        return (free or found)[0]  # of alike ones of an agreement the earliest is invoiced first

    def _companies(self, row: RowResult) -> set[int]:
        values = row.values
        keys = [f"no {values.get('customer_no', '').casefold()}", f"orgnr {values.get('orgnr', '')}"]
        found = [self.companies[key] for key in keys if key in self.companies]
        both = set.intersection(*found) if found else set()
        if found and not both:
            raise CellError(gettext("Kundnumret och organisationsnumret är olika företags."), "customer_no")
        return both

    def compare(self, row: RowResult):
        owed = row.instance
        if owed is None:
            return
        said = row.values.get("whole")
        if said is not None and said != owed.gross:
            words = gettext("Delbetalningen är på %(amount)s.") % {"amount": format_amount(owed.gross)}
            raise CellError(words, "whole")
        if owed.is_invoiced:
            self._compare_invoiced(row, owed)
            return
        for name in ("invoice_no", "invoiced_on"):
            if name not in row.values and name not in row.blamed:
                row.wrong(name, gettext("Behövs för en faktura."))
        day, due_on = row.values.get("invoiced_on"), row.values.get("due_on")
        if day and due_on and due_on < day:
            raise CellError(gettext("Den kan inte förfalla före fakturans dag."), "due_on")
        if day and month_of(day) in self.locked:
            raise CellError(gettext("Månaden är låst i bokföringen."), "invoiced_on")

    def _compare_invoiced(self, row: RowResult, owed: Instalment):
        if row.values.get("invoice_no", owed.invoice_no).casefold() != owed.invoice_no.casefold():
            words = gettext("Delbetalningen är redan fakturerad: %(number)s.") % {"number": owed.invoice_no}
            raise CellError(words, "invoice_no")
        if row.values.get("invoiced_on", owed.invoiced_on) != owed.invoiced_on:
            words = gettext("Fakturan har dagen %(day)s hos oss.") % {"day": owed.invoiced_on}
            raise CellError(words, "invoiced_on")
        for name in list(row.diff):
            row.agree(self.by_name[name])  # how long there is to pay is changed by hand

    def _validate(self, row: RowResult):
        if row.instance:
            super()._validate(row)

    def save(self, rows: list[RowResult], recorder: Recorder):
        for row in rows:
            recorder.number = row.number
            owed = Instalment.objects.get(pk=row.instance_pk)
            values = row.values
            register_invoice(owed, number=values["invoice_no"], on=values["invoiced_on"], due_on=values.get("due_on"))

    @classmethod
    def check_way_back(cls, changes: list[Change]):
        rows = Instalment.objects.filter(pk__in=[change.object_id for change in changes])
        require_open(*rows.values_list("invoiced_on", flat=True))
        if rows.filter(credited_by__in=Instalment.objects.standing()).exists():
            raise HasCredit

    @classmethod
    def take_back(cls, changes: list[Change], *, ours: Keys, by: User):
        for change in changes:
            withdraw_invoice(Instalment.objects.get(pk=change.object_id))


register(InvoiceResource)

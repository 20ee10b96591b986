"""The ledger program's list of invoices, read back: instalments become invoiced.

Fortnox and Visma eEkonomi export the list with headings of their own choice: see finance.exports.invoice_basis for
the names that we send, which come back in it.
"""

import datetime as dt
import re
from collections import defaultdict
from decimal import Decimal
from itertools import chain, combinations

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
from finance.services.instalments import DUE_TOO_EARLY, HasCredit, IsBooked, register_invoice, withdraw_invoice
from imports.services import fields
from imports.services.fields import CellError, ImportColumn
from imports.services.lookup import ambiguous
from imports.services.model_resource import ModelResource
from imports.services.registry import register
from imports.services.results import RowResult
from imports.services.shared_columns import ORGNR

BETWEEN = re.compile(r"[\s,;+&]+|\boch\b")  # what stands between several references
MOST_OF_ONE = 4  # instalments that an invoice without references may be the sum of
MOST_SUMMED = 12  # of a company, the earliest, that such a sum is sought among

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
        _(
            "En faktura kan gälla flera delbetalningar: skriv alla våra referenser i samma cell. Utan referenser känns "
            "de igen på beloppet, om det bara kan vara summan av vissa."
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
    needs_whole_rows = True

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

    @cached_property
    def booked(self) -> set[int]:
        """Keys of those whose money is booked as income. One query."""
        return set(Instalment.objects.booked().filter(invoiced_on__isnull=True).values_list("pk", flat=True))

    @cached_property
    def of_row(self) -> dict[int, list[Instalment]]:
        """The instalments of each row's invoice, by the number of the row."""
        return {}

    def find(self, row: RowResult):
        """By our references; else the invoice's number if it is known; else the company and the amount.

        The row is about the first that is not invoiced; `of_row` has them all.
        """
        found = self._by_references(row) or self._by_number(row) or self._by_company(row)
        self.of_row[row.number] = found
        row.instance_pk = next((each for each in found if not each.is_invoiced), found[0]).pk

    def _by_references(self, row: RowResult) -> list[Instalment]:
        said = [word for word in BETWEEN.split(row.values.get("said_reference", "")) if word]
        known = {word: self.by_reference.get(word.casefold()) for word in said}
        if not any(known.values()):
            return []
        if unknown := [word for word, found in known.items() if found is None]:
            words = gettext("Ingen delbetalning har referensen %(reference)s.") % {"reference": ", ".join(unknown)}
            raise CellError(words, "said_reference")
        if len({each.sponsorship.company_id for each in known.values()}) > 1:
            raise CellError(gettext("Referenserna är flera företags, och en faktura går till ett."), "said_reference")
        return list(known.values())

    def _by_number(self, row: RowResult) -> list[Instalment]:
        """Those that are invoiced by the number: the one of the amount, else all if they sum to it."""
        known = self.by_invoice.get(row.values.get("invoice_no", "").casefold(), [])
        whole = row.values.get("whole")
        if whole == sum(each.gross for each in known):
            return known
        return ([each for each in known if each.gross == whole] or known)[:1]

    def _by_company(self, row: RowResult) -> list[Instalment]:
        values, companies = row.values, self._companies(row)
        if not companies:
            if values.get("said_reference"):
                raise CellError(gettext("Ingen delbetalning har den referensen."), "said_reference")
            raise CellError(gettext("Varken referens, kundnummer eller organisationsnummer är något hos oss."))
        if "whole" not in values:
            raise CellError(gettext("Utan vår referens behövs beloppet."), "whole")
        theirs = [each for each in self.waiting if each.sponsorship.company_id in companies and not each.is_invoiced]
        found = [each for each in theirs if each.gross == values["whole"]]
        if not found:
            return self._by_sum(theirs, values["whole"])
        if len(found) > 1 and len({each.sponsorship_id for each in found}) > 1:
            raise ambiguous(format_amount(values["whole"]), found)
        free = [each for each in found if each.pk not in self._taken]
        return (free or found)[:1]  # of alike ones of an agreement the earliest is invoiced first

    @property
    def _taken(self) -> set[int]:
        return {each.pk for found in self.of_row.values() for each in found}

    def _by_sum(self, theirs: list[Instalment], whole: Decimal) -> list[Instalment]:
        """The few that sum to the invoice, when it can only be they; alike ones of an agreement the earliest first."""
        taken = self._taken
        free = [each for each in theirs if each.pk not in taken][:MOST_SUMMED]
        some = chain.from_iterable(combinations(free, size) for size in range(2, MOST_OF_ONE + 1))
        found = [each for each in some if sum(part.gross for part in each) == whole]
        if not found:
            raise CellError(gettext("Ingen delbetalning på det beloppet väntar på en faktura."), "whole")
        if len({tuple(sorted((part.sponsorship_id, part.gross) for part in each)) for each in found}) > 1:
            words = gettext("Olika delbetalningar kan bli %(amount)s tillsammans. Skriv våra referenser på raden.")
            raise CellError(words % {"amount": format_amount(whole)}, "whole")
        return list(found[0])

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
        every = self.of_row[row.number]
        self._compare_whole(row, every)
        for each in every:
            if each.is_invoiced:
                self._compare_invoiced(row, each)
        if owed.is_invoiced:
            for name in list(row.diff):
                row.agree(self.by_name[name])  # how long there is to pay is changed by hand
            return
        self._refuse_shared(row)
        if any(each.pk in self.booked for each in every):
            raise CellError(IsBooked.message)
        if more := [each for each in every if each.pk != owed.pk and not each.is_invoiced]:
            row.changes.append([gettext("Gäller också"), "", ", ".join(map(str, more))])
        self._compare_days(row)

    @staticmethod
    def _compare_whole(row: RowResult, every: list[Instalment]):
        said, gross = row.values.get("whole"), sum(each.gross for each in every)
        if said is not None and said != gross:
            one, many = _("Delbetalningen är på %(amount)s."), _("Delbetalningarna är tillsammans på %(amount)s.")
            raise CellError((one if len(every) == 1 else many) % {"amount": format_amount(gross)}, "whole")

    def _compare_days(self, row: RowResult):
        for name in ("invoice_no", "invoiced_on"):
            if name not in row.values and name not in row.blamed:
                row.wrong(name, gettext("Behövs för en faktura."))
        day, due_on = row.values.get("invoiced_on"), row.values.get("due_on")
        if day and due_on and due_on < day:
            raise CellError(DUE_TOO_EARLY, "due_on")
        if day and month_of(day) in self.locked:
            raise CellError(gettext("Månaden är låst i bokföringen."), "invoiced_on")

    def _compare_invoiced(self, row: RowResult, owed: Instalment):
        if row.values.get("invoice_no", owed.invoice_no).casefold() != owed.invoice_no.casefold():
            words = gettext("Delbetalningen är redan fakturerad: %(number)s.") % {"number": owed.invoice_no}
            raise CellError(words, "invoice_no")
        if row.values.get("invoiced_on", owed.invoiced_on) != owed.invoiced_on:
            words = gettext("Fakturan har dagen %(day)s hos oss.") % {"day": owed.invoiced_on}
            raise CellError(words, "invoiced_on")

    def _refuse_shared(self, row: RowResult):
        """An instalment is on one invoice of the list."""
        first = min(self._first_row[each.pk] for each in self.of_row[row.number])
        if first < row.number:
            raise CellError(gettext("Raden gäller samma som rad %(number)s.") % {"number": first})

    @cached_property
    def _first_row(self) -> dict[int, int]:
        """The number of the first row that names each instalment, by its primary key."""
        first: dict[int, int] = {}
        for number, found in sorted(self.of_row.items()):
            for each in found:
                first.setdefault(each.pk, number)
        return first

    def _validate(self, row: RowResult):
        if row.instance:
            super()._validate(row)

    def save(self, rows: list[RowResult], recorder: Recorder):
        for row in rows:
            recorder.number = row.number
            values = row.values
            told = {"number": values["invoice_no"], "on": values["invoiced_on"], "due_on": values.get("due_on")}
            for each in self.of_row[row.number]:
                if not each.is_invoiced:
                    register_invoice(Instalment.objects.get(pk=each.pk), **told)

    @classmethod
    def check_way_back(cls, changes: list[Change]):
        rows = Instalment.objects.filter(pk__in=[change.object_id for change in changes])
        require_open(*rows.values_list("invoiced_on", flat=True))
        if rows.filter(credited_by__in=Instalment.objects.standing()).exists():
            raise HasCredit
        if rows.booked().exists():
            raise IsBooked

    @classmethod
    def take_back(cls, changes: list[Change], *, ours: Keys, by: User):
        for change in changes:
            withdraw_invoice(Instalment.objects.get(pk=change.object_id))


register(InvoiceResource)

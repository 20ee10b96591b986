from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.spreadsheets import Column, Export, Kind
from core.spreadsheets.kept import Compares
from finance.models import Account
from finance.queries.invoice_basis import customer_of
from finance.rules.instalments import Age
from finance.rules.invoicing import ocr_of


class InstalmentExport(Export):
    """One row per instalment: what was charged, what came, and what is left."""

    title = _("Delbetalningar")
    filename = "delbetalningar"
    keeps_rows = True
    compares = Compares(key=("reference",), kronor=("gross",), place=("sponsorship.goal",))

    def __init__(self, *, queryset, **kwargs):
        """Each instalment with its last payment, and what it credits."""
        rows = queryset.with_last_payment().select_related("credits__sponsorship")
        super().__init__(queryset=rows.prefetch_related("sponsorship__company__customers"), **kwargs)

    def columns(self):
        return [
            Column(_("Referens"), "reference", width=14),
            Column(pgettext_lazy("ett", "Företag"), "company_label", width=36, of="company"),
            Column(_("Org.nr"), "orgnr_label", width=16, of="company"),
            Column(_("Kundnummer"), _customer_no, width=12, of="company"),
            Column(pgettext_lazy("ett", "Mål"), "sponsorship.goal", width=22, of="goal"),
            Column(_("Nivå"), "tier_label", width=16, of="goal"),
            Column(_("Avser från"), "covers_from", Kind.DATE, of="covers"),
            Column(_("Avser till och med"), "covers_to", Kind.DATE, of="covers"),
            Column(_("Faktureras"), "planned_on", Kind.DATE, of="planned_on"),
            Column(_("Förfaller"), "due_on", Kind.DATE, of="due_on"),
            Column(_("Läge"), "state_label", width=18, of="state"),
            Column(_("Fakturanummer"), "invoice_no", width=14, of="invoice"),
            Column(_("OCR"), lambda row: ocr_of(row.invoice_no), width=16, of="invoice"),
            Column(_("Fakturerad"), "invoiced_on", Kind.DATE, of="invoice"),
            Column(_("Krediterar"), "credits.reference", width=14, of="reference"),
            Column(_("Gåva"), "gift", Kind.MONEY, total=True, of="gross"),
            Column(_("Motprestation"), "counterpart", Kind.MONEY, total=True, of="gross"),
            Column(_("Utan moms"), "net", Kind.MONEY, total=True, of="gross"),
            Column(_("Moms"), "vat", Kind.MONEY, total=True, of="gross"),
            Column(_("Att betala"), "gross", Kind.MONEY, total=True),
            Column(_("Betalt"), "received", Kind.MONEY, total=True),
            Column(_("Senast betald"), "last_paid_on", Kind.DATE, of="received"),
            Column(_("Konto"), _account, width=14, of="received"),
            Column(_("Kvar"), "left", Kind.MONEY, total=True),
            Column(_("Avskriven"), "written_off_on", Kind.DATE, of="state"),
            Column(_("Skäl"), lambda row: row.write_off_reason or row.credit_reason, width=30, of="state", kept=False),
        ]


def _customer_no(row) -> str:
    customer = customer_of(row.sponsorship.company)
    return customer.number if customer else ""


def _account(row) -> str:
    return str(Account(row.last_account).label) if row.last_account else ""


class ReminderExport(InstalmentExport):
    title = _("Att påminna om")
    filename = "att-paminna-om"
    compares = Compares(key=("reference",), kronor=("left",), place=("sponsorship.goal",))


class AgeingExport(Export):
    title = _("Åldersanalys")
    filename = "aldersanalys"
    keeps_rows = True
    compares = Compares(key=("company",), kronor=("total",))

    def __init__(self, *, lines, **kwargs):
        super().__init__(**kwargs)
        self.lines = lines

    def columns(self):
        return [
            Column(pgettext_lazy("ett", "Företag"), "company", width=36),
            Column(_("Fakturor"), "count", Kind.WHOLE, total=True),
            Column(Age.TO_30.label, "to_30", Kind.MONEY, total=True),
            Column(Age.TO_60.label, "to_60", Kind.MONEY, total=True),
            Column(Age.TO_90.label, "to_90", Kind.MONEY, total=True),
            Column(Age.OVER_90.label, "over_90", Kind.MONEY, total=True),
            Column(_("Summa"), "total", Kind.MONEY, total=True),
        ]

    def rows(self):
        return self.lines

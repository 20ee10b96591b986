from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.spreadsheets import Column, Export, Kind
from core.spreadsheets.kept import Compares


class PaymentExport(Export):
    title = pgettext_lazy("flera", "Inbetalningar")
    filename = "inbetalningar"
    keeps_rows = True  # without who paid and what they wrote: people are to be forgotten
    compares = Compares(key=("pk",), kronor=("amount",))

    def columns(self):
        return [
            Column(_("Nummer"), "pk", Kind.WHOLE),
            Column(_("Bokförd"), "booked_on", Kind.DATE),
            Column(_("Valutadag"), "value_on", Kind.DATE),
            Column(_("Transaktionsdag"), "transaction_on", Kind.DATE),
            Column(_("Konto"), "get_account_display", width=14),
            Column(_("Källa"), "get_kind_display", width=14),
            Column(_("Betalare"), "payer", width=30, kept=False),
            Column(_("Betalarens organisationsnummer"), "payer_orgnr", width=16, kept=False),
            Column(_("Text"), "text", width=36, kept=False),
            Column(_("Referens"), "reference", width=22),
            Column(_("Bankens id"), "bank_id", width=22),
            Column(_("Belopp"), "amount", Kind.MONEY, total=True),
            Column(_("Fördelat"), "allocated", Kind.MONEY, total=True),
            Column(_("Kvar att fördela"), "unallocated", Kind.MONEY, total=True),
            Column(_("Fil"), "file", width=24),
            Column(_("Plats i filen"), "position", Kind.WHOLE),
            Column(_("Inlagd av"), "entered_by", width=22, kept=False),
            Column(_("Inlagd"), "entered_at", Kind.DATETIME),
        ]

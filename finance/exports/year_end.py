from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind, Sheet
from finance.queries.year_end import YearEnd


class YearEndExport(Export):
    """A row per instalment, and a sheet of what was received by flow."""

    title = _("Bokslut")
    filename = "bokslut"
    keeps_rows = True

    def __init__(self, *, year: YearEnd, **kwargs):
        super().__init__(days=[year.first.isoformat(), year.last.isoformat()], **kwargs)
        self.year = year
        self.filters += [
            (gettext("Räkenskapsår"), f"{year.first} – {year.last}"),
            (gettext("Regel"), gettext("Gåvor är intäkt när de kommer, motprestationer efter dagar. Revisorn avgör.")),
        ]

    def columns(self):
        return [
            Column(_("Företag"), "company_name", width=36),
            Column(_("Avtal"), "instalment.sponsorship.agreement_no", width=12),
            Column(_("Delbetalning"), "instalment.number", Kind.WHOLE),
            Column(_("Avser från"), "instalment.covers_from", Kind.DATE),
            Column(_("Avser till"), "instalment.covers_to", Kind.DATE),
            Column(_("Gåva mottagen i året"), "gift", Kind.MONEY, total=True),
            Column(_("Motprestation, hela"), "instalment.counterpart", Kind.MONEY, total=True),
            Column(_("Fakturerat eller betalt av den"), "claimed", Kind.MONEY, total=True),
            Column(_("Intjänat före året"), "earned_before", Kind.MONEY, total=True),
            Column(_("Intjänat i året"), "earned", Kind.MONEY, total=True),
            Column(_("Förutbetald intäkt"), "prepaid", Kind.MONEY, total=True),
            Column(_("Upplupen intäkt"), "accrued", Kind.MONEY, total=True),
        ]

    def rows(self) -> Iterator:
        yield from self.year.rows

    def extra_sheets(self):
        columns = [
            Column(_("Slag"), lambda row: row[0].label, width=30),
            Column(_("Mottaget"), lambda row: row[1], Kind.MONEY, total=True),
        ]
        return [Sheet(_("Mottaget"), columns, list(self.year.received.items()))]

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.excel import Column, Export, Kind, Sheet


class SponsorshipExport(Export):
    """Finance's list: one row an agreement, and totals per goal and tier that sum to the same kronor."""

    title = _("Sponsorskap")
    filename = "sponsorskap"

    def __init__(self, *, period: tuple[dt.date, dt.date], day: dt.date, **kwargs):
        super().__init__(**kwargs)
        self.period = period
        self.filters.append((gettext("Belopp per år avser"), day.isoformat()))
        words = gettext("%(first)s till och med %(last)s") % {"first": period[0], "last": period[1]}
        self.filters.append((gettext("Belopp i perioden avser"), words))
        self._sums = defaultdict(lambda: [0, Decimal(0), Decimal(0)])

    def columns(self):
        return [
            Column(_("Avtal"), "agreement_no", width=12),
            Column(pgettext_lazy("ett", "Företag"), "company.name", width=36),
            Column(_("Org.nr"), "company.orgnr_masked", width=16),
            Column(pgettext_lazy("ett", "Mål"), "goal", width=22),
            Column(_("Nivå"), "tier", width=16, of="goal"),
            Column(_("Slag"), "kind_label", width=12, of="kind"),
            Column(_("Förnyar avtal"), "renews.agreement_no", width=14, of="kind"),
            Column(_("Från"), "starts", Kind.DATE, of="period"),
            Column(_("Till och med"), "last_day", Kind.DATE, of="period"),
            Column(_("Besked senast"), "notice_date", Kind.DATE, of="period"),
            Column(_("Belopp per år"), "yearly", Kind.MONEY, total=True, of="amount"),
            Column(_("Belopp i perioden"), "in_period", Kind.MONEY, total=True),
            Column(_("Läge"), "get_stage_display", width=18),
            Column(_("Ansvarig"), "owner", width=22),
            Column(_("E-post för faktura"), "company.invoice_email", width=30, of="invoice"),
            Column(_("Fakturareferens"), "company.invoice_reference", of="invoice"),
            Column(_("Betalning"), "payment_note", of="invoice"),
            Column(_("Tecknat den"), "signed_on", Kind.DATE, of="stage"),
        ]

    def rows(self):
        for sponsorship in super().rows():
            sponsorship.in_period = sponsorship.amount_between(*self.period)
            sums = self._sums[sponsorship.goal, sponsorship.tier]
            sums[0] += 1
            sums[1] += sponsorship.yearly or 0
            sums[2] += sponsorship.in_period
            yield sponsorship

    def extra_sheets(self):
        rows = [
            (goal, tier, *sums)
            for (goal, tier), sums in sorted(self._sums.items(), key=lambda row: (row[0][0].number, row[0][1].rank))
        ]
        return [
            Sheet(
                gettext("Summor per mål och nivå"),
                [
                    Column(pgettext_lazy("ett", "Mål"), lambda row: row[0], width=24),
                    Column(_("Nivå"), lambda row: row[1], width=18),
                    Column(_("Antal"), lambda row: row[2], Kind.WHOLE, total=True),
                    Column(_("Belopp per år"), lambda row: row[3], Kind.MONEY, total=True),
                    Column(_("Belopp i perioden"), lambda row: row[4], Kind.MONEY, total=True),
                ],
                rows,
            )
        ]

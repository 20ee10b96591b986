import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind, Sheet
from core.spreadsheets.kept import Compares
from core.text import period_words
from crm.models import OPEN, Sponsorship, SponsorshipPhase


class SponsorshipExport(Export):
    """Finance's list: one row per agreement, and totals per goal and tier that sum to the same kronor.

    `sums` holds the totals shown on the page.
    """

    title = _("Sponsorskap")
    keeps_rows = True
    compares = Compares(key=("agreement_no",), kronor=("in_period",), place=("goal", "company.name"))
    filename = "sponsorskap"

    def __init__(
        self,
        *,
        period: tuple[dt.date, dt.date],
        day: dt.date,
        sums: list[tuple[str, Decimal]] = (),
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.period, self.day, self.sums = period, day, sums
        self.filters += [
            (gettext("Belopp per år avser"), day.isoformat()),
            (
                gettext("Per år i kraft"),
                gettext(
                    "Summerar det som är tecknat och gäller den dagen, så att ett avtal inte räknas med sin förnyelse."
                ),
            ),
            (
                gettext("Öppet per år"),
                gettext("Summerar öppna dialoger, med erbjudandets belopp där eget saknas. Avböjda räknas inte."),
            ),
            (
                gettext("Belopp i perioden avser"),
                gettext("%(first)s till och med %(last)s, av de avtal som står i listan.")
                % {"first": period[0], "last": period[1]},
            ),
        ]
        self._sums = defaultdict(lambda: [0, Decimal(0), Decimal(0), Decimal(0)])

    def columns(self):
        return [
            Column(_("Avtal"), "agreement_no", width=12),
            Column(pgettext_lazy("ett", "Företag"), "company.name", width=36),
            Column(_("Org.nr"), "company.orgnr_masked", width=16),
            Column(pgettext_lazy("ett", "Mål"), "goal", width=22),
            Column(_("Nivå"), "tier_label", width=16, of="goal"),
            Column(_("Slag"), "kind_label", width=12, of="kind"),
            Column(_("Förnyar avtal"), "renews.agreement_no", width=14, of="kind"),
            Column(_("Från"), "starts", Kind.DATE, of="period"),
            Column(_("Till och med"), "last_day", Kind.DATE, of="period"),
            Column(_("Besked senast"), "notice_date", Kind.DATE, of="period"),
            Column(_("Belopp per år"), "yearly", Kind.MONEY, of="amount"),
            *self._sum_columns(),
            Column(_("Läge"), "stage_label", width=18, of="stage"),
            Column(_("Ansvarig"), "owner", width=22),
            Column(_("E-post för faktura"), "company.invoice_email", width=30, of="invoice", kept=False),
            Column(_("Fakturareferens"), "company.invoice_reference", of="invoice", kept=False),
            Column(_("Betalning"), "payment_note", of="invoice", kept=False),
            Column(_("Tecknat den"), "signed_on", Kind.DATE, of="stage"),
        ]

    def _sum_columns(self) -> list[Column]:
        day = {"day": self.day}
        return [
            Column(gettext("Per år i kraft %(day)s") % day, "in_force", Kind.MONEY, total=True, of="amount"),
            Column(_("Öppet per år"), "open_per_year", Kind.MONEY, total=True, of="amount"),
            Column(
                gettext("Belopp i perioden %(period)s") % {"period": period_words(*self.period)},
                "in_period",
                Kind.MONEY,
                total=True,
            ),
        ]

    def _in_force(self, sponsorship: Sponsorship) -> Decimal | None:
        return sponsorship.yearly if sponsorship.phase_on(self.day) == SponsorshipPhase.ACTIVE else None

    @staticmethod
    def _unsigned(sponsorship: Sponsorship) -> Decimal | None:
        return sponsorship.expected_amount if sponsorship.stage in OPEN else None

    def rows(self):
        self.queryset = self.queryset.with_yearly(self.day).with_expected_amount(self.day)
        for sponsorship in super().rows():
            sponsorship.in_force = self._in_force(sponsorship)
            sponsorship.open_per_year = self._unsigned(sponsorship)
            sponsorship.in_period = sponsorship.amount_between(*self.period)
            sums = self._sums[sponsorship.goal, sponsorship.tier, sponsorship.tier_label]
            sums[0] += 1
            sums[1] += sponsorship.in_force or 0
            sums[2] += sponsorship.open_per_year or 0
            sums[3] += sponsorship.in_period
            yield sponsorship

    def extra_sheets(self):
        rows = [
            (goal, label, *sums)
            for (goal, _tier, label), sums in sorted(
                self._sums.items(), key=lambda row: (row[0][0].number, row[0][1].rank, row[0][2])
            )
        ]
        names = [column.header for column in self._sum_columns()]
        return [
            Sheet(
                gettext("Summor per mål och nivå"),
                [
                    Column(pgettext_lazy("ett", "Mål"), lambda row: row[0], width=24),
                    Column(_("Nivå"), lambda row: row[1], width=18),
                    Column(_("Antal"), lambda row: row[2], Kind.WHOLE, total=True),
                    Column(names[0], lambda row: row[3], Kind.MONEY, total=True),
                    Column(names[1], lambda row: row[4], Kind.MONEY, total=True),
                    Column(names[2], lambda row: row[5], Kind.MONEY, total=True),
                ],
                rows,
            )
        ]

    def _about(self):
        yield from super()._about()
        for label, amount in self.sums:
            yield str(label), Kind.MONEY, amount

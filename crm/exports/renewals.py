from collections import defaultdict
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind, Sheet
from crm.models import Sponsorship
from crm.queries.renewals import renewal_shares


def _columns_of_all(*, when: str, total: bool) -> list[Column]:
    """`when` is the list column that shows the period; `total` decides whether yearly amounts are summed."""
    return [
        Column(_("Avtal"), "agreement_no", width=12, of="company"),
        Column(pgettext_lazy("ett", "Företag"), "company.name", width=36),
        Column(pgettext_lazy("ett", "Mål"), "goal", width=22),
        Column(_("Nivå"), "tier_label", width=16, of="goal"),
        Column(_("Från"), "starts", Kind.DATE, of=when),
        Column(_("Till och med"), "last_day", Kind.DATE, of=when),
        Column(_("Belopp per år"), "final_yearly", Kind.MONEY, total=total, of="amount"),
        Column(_("Ansvarig"), "owner", width=22),
    ]


class RenewalExport(Export):
    title = _("Förnyelser")
    filename = "fornyelser"

    def columns(self):
        return [
            Column(_("Besked senast"), "notice_date", Kind.DATE, of="notice_on"),
            *_columns_of_all(when="ends", total=False),
            # Sum only those left to renew: an agreement and its renewal may both be listed and would count twice.
            Column(_("Per år att förnya"), self._to_renew, Kind.MONEY, total=True, of="amount"),
            Column(_("Förnyas av avtal"), "successor.agreement_no", width=16, of="renewal"),
            Column(_("Steg"), "successor.get_stage_display", width=16, of="renewal"),
            Column(_("Nytt belopp per år"), "successor.amount", Kind.MONEY, of="renewal"),
            Column(_("Nytt per år, tecknat"), self._signed, Kind.MONEY, total=True, of="renewal"),
            Column(_("Nytt per år, inte tecknat"), self._talked_about, Kind.MONEY, total=True, of="renewal"),
            Column(_("Varför det inte förnyas"), "lapse_reason", width=28, of="renewal"),
        ]

    @staticmethod
    def _to_renew(sponsorship: Sponsorship) -> Decimal | None:
        nothing_to = sponsorship.has_signed_successor or sponsorship.lapse_reason_id
        return None if nothing_to else sponsorship.final_yearly

    @staticmethod
    def _signed(sponsorship: Sponsorship) -> Decimal | None:
        return sponsorship.successor.amount if sponsorship.has_signed_successor else None

    @staticmethod
    def _talked_about(sponsorship: Sponsorship) -> Decimal | None:
        successor = sponsorship.successor
        return successor.amount if successor and not successor.is_signed else None


def _why(sponsorship: Sponsorship) -> str:
    if sponsorship.lapse_reason:
        return str(sponsorship.lapse_reason)
    return gettext("Avslutat i förtid") if sponsorship.closing_reason else gettext("Skäl saknas")


class LapseExport(Export):
    """Sponsorships not renewed with reasons, and the renewal rate of all that are over."""

    title = _("Förnyade inte")
    filename = "fornyade-inte"

    def __init__(self, *, over: QuerySet[Sponsorship], words: str, **kwargs):
        super().__init__(**kwargs)
        self.over = over
        self.filters.append((gettext("Så räknas det"), words))
        self._by_reason = defaultdict(lambda: [0, Decimal(0)])

    def columns(self):
        return [
            *_columns_of_all(when="last_on", total=True),
            Column(_("Läge"), "stage_label", width=18, of="last_on"),
            Column(_("Varför"), _why, width=28, of="reason"),
            Column(_("Mer om varför"), "lapse_note", width=40, of="reason"),
            Column(_("Skäl till att det avslutades"), "closing_reason", width=32, of="reason"),
            Column(_("Ny dialog"), "successor.agreement_no", width=14, of="win_back"),
        ]

    def rows(self):
        for sponsorship in super().rows():
            sums = self._by_reason[sponsorship.lapse_reason, _why(sponsorship)]
            sums[0] += 1
            sums[1] += sponsorship.final_yearly
            yield sponsorship

    def extra_sheets(self):
        return [self._shares(), self._reasons()]

    def _shares(self) -> Sheet:
        return Sheet(
            gettext("Förnyade av dem som tog slut"),
            [
                Column(pgettext_lazy("ett", "Mål"), lambda row: row[0], width=24),
                Column(_("Nivå"), lambda row: row[1], width=18),
                Column(_("Tog slut"), lambda row: row[2].over, Kind.WHOLE, total=True),
                Column(_("Förnyade"), lambda row: row[2].renewed, Kind.WHOLE, total=True),
                Column(_("Andel av antalet"), lambda row: row[2].share, Kind.PERCENT),
                Column(_("Belopp som tog slut"), lambda row: row[2].amount_over, Kind.MONEY, total=True),
                Column(_("Belopp som förnyades"), lambda row: row[2].amount_renewed, Kind.MONEY, total=True),
                Column(_("Andel av beloppet"), lambda row: row[2].amount_share, Kind.PERCENT),
            ],
            renewal_shares(self.over),
        )

    def _reasons(self) -> Sheet:
        # Rows without a LapseReason last.
        rows = sorted(
            self._by_reason.items(), key=lambda row: (row[0][0] is None, row[0][0] and row[0][0].position, row[0][1])
        )
        return Sheet(
            pgettext("flera", "Skäl"),
            [
                Column(_("Varför"), lambda row: row[0][1], width=32),
                Column(_("Antal"), lambda row: row[1][0], Kind.WHOLE, total=True),
                Column(_("Belopp per år"), lambda row: row[1][1], Kind.MONEY, total=True),
            ],
            rows,
        )

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind, Sheet
from core.spreadsheets.kept import Compares
from finance.models import Flow
from finance.queries.received import GIVER_OF, Giver, company_name, what_for
from finance.queries.statements import Statement


class ReceivedExport(Export):
    """Every allocation, and the sums of each goal by whose money it is."""

    title = _("Mottaget")
    filename = "mottaget"
    keeps_rows = True
    compares = Compares(key=("pk",), kronor=("amount",), place=("goal",))

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._sums = defaultdict(lambda: dict.fromkeys(Giver, Decimal(0)))
        self._flows = defaultdict(Decimal)

    def columns(self):
        return [
            Column(_("Nummer"), "pk", Kind.WHOLE),
            Column(_("Bokförd"), "payment.booked_on", Kind.DATE, of="booked_on"),
            Column(_("Bokförd i månaden"), "period", Kind.DATE, of="booked_on"),
            Column(_("Slag"), "get_flow_display", width=24),
            Column(_("Givare"), lambda row: GIVER_OF[Flow(row.flow)].label, width=16, of="flow"),
            Column(pgettext_lazy("ett", "Företag"), company_name, width=36, of="company"),
            Column(_("Gäller"), what_for, width=36, of="about"),
            Column(pgettext_lazy("ett", "Mål"), "goal", width=22),
            Column(_("Konto"), "payment.get_account_display", width=14, of="account"),
            Column(_("Referens"), "payment.reference", width=24, of="reference"),
            Column(_("Bankens id"), "payment.bank_id", width=24, of="reference"),
            Column(_("Belopp"), "amount", Kind.MONEY, total=True),
            Column(_("Rättar nummer"), "reverses_id", Kind.WHOLE),
            Column(_("Skäl"), "reason", width=30, kept=False),
        ]

    def rows(self):
        for row in super().rows():
            self._sums[row.goal and (row.goal.number, str(row.goal))][GIVER_OF[Flow(row.flow)]] += row.amount
            self._flows[Flow(row.flow), row.goal and (row.goal.number, str(row.goal))] += row.amount
            yield row

    def extra_sheets(self):
        rows = sorted(self._sums.items(), key=lambda each: each[0] or (10**6, ""))
        return [
            Sheet(
                gettext("Allmänhet och företag"),
                [
                    Column(pgettext_lazy("ett", "Mål"), lambda row: row[0][1] if row[0] else "–", width=26),
                    *(_giver_column(giver) for giver in Giver),
                ],
                rows,
            ),
            Sheet(
                gettext("Per slag"),
                [
                    Column(_("Slag"), lambda row: row[0][0].label, width=26),
                    Column(pgettext_lazy("ett", "Mål"), lambda row: row[0][1][1] if row[0][1] else "–", width=26),
                    Column(_("Belopp"), lambda row: row[1], Kind.MONEY, total=True),
                ],
                sorted(self._flows.items(), key=lambda each: (list(Flow).index(each[0][0]), each[0][1] or (10**6, ""))),
            ),
        ]


def _giver_column(giver: Giver) -> Column:
    return Column(giver.label, lambda row: row[1][giver], Kind.MONEY, total=True)


class StatementExport(Export):
    """What was received of a company in a year, and sheets of what was promised and charged."""

    title = _("Utlovat och mottaget")
    filename = "utlovat-och-mottaget"
    keeps_rows = True
    compares = Compares(key=("pk",), kronor=("amount",))

    def __init__(self, *, facts: Statement, **kwargs):
        super().__init__(named=[facts.called.name], days=[str(facts.year)], **kwargs)
        self.facts = facts
        self.filters += [
            (gettext("Företag"), facts.called.name),
            (gettext("Org.nr"), facts.called.orgnr),
            (gettext("År"), str(facts.year)),
        ]

    def columns(self):
        return [
            Column(_("Nummer"), "pk", Kind.WHOLE),
            Column(_("Dag"), "payment.booked_on", Kind.DATE),
            Column(_("Slag"), "get_flow_display", width=24),
            Column(_("Gäller"), what_for, width=36),
            Column(pgettext_lazy("ett", "Mål"), "goal", width=22),
            Column(_("Belopp"), "amount", Kind.MONEY, total=True),
        ]

    def rows(self):
        return self.facts.received

    def extra_sheets(self):
        return [
            Sheet(
                gettext("Utlovat"),
                [
                    Column(_("Avtal"), lambda row: row[0].agreement_no, width=12),
                    Column(pgettext_lazy("ett", "Mål"), lambda row: row[0].goal, width=22),
                    Column(_("Nivå"), lambda row: row[0].tier_name, width=16),
                    Column(_("Från"), lambda row: row[0].starts, Kind.DATE),
                    Column(_("Till och med"), lambda row: row[0].last_day, Kind.DATE),
                    Column(_("Belopp under året"), lambda row: row[1], Kind.MONEY, total=True),
                ],
                self.facts.promised,
            ),
            Sheet(
                gettext("Delbetalningar"),
                [
                    Column(_("Delbetalning"), str, width=16),
                    Column(_("Förfaller"), "due_on", Kind.DATE),
                    Column(_("Faktura"), "invoice_no", width=14),
                    Column(_("Att betala"), "gross", Kind.MONEY, total=True),
                    Column(_("Betalt"), "received", Kind.MONEY, total=True),
                    Column(_("Kvar"), "left", Kind.MONEY, total=True),
                ],
                self.facts.instalments,
            ),
        ]

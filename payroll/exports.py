import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind, Sheet
from core.spreadsheets.kept import Compares
from crm.paper_names import PaperNames
from goals.models import Goal
from payroll.queries import MonthLine, month_lines, with_month_rows
from payroll.rules import FEWEST_SHOWN


def _heads(count: int | None) -> int | None:
    """Hide counts below FEWEST_SHOWN, from which individuals could be identified."""
    return count if count is None or count >= FEWEST_SHOWN else None


class PayrollExport(Export):
    """A row per month, and a sheet of the schemes. Bands are left out: they could identify individuals."""

    title = _("Gåva via lön")
    keeps_rows = True
    compares = Compares(key=("scheme.reference", "month.month"), kronor=("month.received", "match_received"))
    filename = "gava-via-lon"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.goals = list(Goal.objects.order_by("number"))
        self.today = timezone.localdate()
        self.names = PaperNames(dt.date.min, self.today)
        self.filters += [
            (gettext("Månader"), gettext("Till och med %(day)s") % {"day": f"{self.today:%Y-%m}"}),
            (gettext("Mottaget"), gettext("Medarbetarnas gåvor. Företagens matchning har egna kolumner.")),
            (
                gettext("Skillnad"),
                gettext(
                    "Mottaget minus det som är anmält, eller det väntade där inget är anmält. Den är tom för öppna "
                    "månader som inget har kommit för, så summan är bara av de andra."
                ),
            ),
        ]
        self._schemes = []

    def columns(self):
        return [
            Column(_("Arbetsgivare"), self._employer, width=36),
            Column(_("Referens"), "scheme.reference", width=16),
            Column(_("Månad"), "month.month", Kind.DATE),
            Column(_("Lönedag"), "month.payday", Kind.DATE),
            Column(_("Pengarna senast"), "month.due_on", Kind.DATE),
            Column(_("Väntat"), "month.expected", Kind.MONEY, total=True),
            Column(_("Väntat antal personer"), lambda line: _heads(line.month.expected_heads), Kind.WHOLE),
            Column(_("Anmält"), "month.declared", Kind.MONEY, total=True),
            Column(_("Anmält antal personer"), lambda line: _heads(line.month.declared_heads), Kind.WHOLE),
            Column(_("Mottaget"), "month.received", Kind.MONEY, total=True),
            Column(_("Skillnad"), "difference", Kind.MONEY, total=True),
            *(self._goal_column(goal) for goal in self.goals),
            Column(_("Matchning enligt avtal"), "match_due", Kind.MONEY, total=True),
            Column(_("Mottagen matchning"), "match_received", Kind.MONEY, total=True),
            Column(_("Skillnad i matchning"), "match_difference", Kind.MONEY, total=True),
            Column(_("Läge"), lambda line: line.phase.label, width=22),
            Column(_("Skäl till skillnaden"), "month.get_reason_display", width=24),
            Column(_("Kommentar"), "month.comment", width=36, kept=False),
            Column(_("Stängd"), "month.closed_at", Kind.DATETIME),
        ]

    def _employer(self, line: MonthLine) -> str:
        return self.names.in_month(line.scheme.company, line.month.month).name

    @staticmethod
    def _goal_column(goal: Goal) -> Column:
        header = gettext("Mottaget: %(goal)s") % {"goal": goal}
        return Column(header, lambda line: line.split.get(goal.pk, Decimal("0.00")), Kind.MONEY, total=True)

    def rows(self):
        schemes = with_month_rows(self.queryset.select_related("company"))
        for scheme in schemes:
            self._schemes.append(scheme)
            yield from month_lines(scheme, today=self.today)

    def extra_sheets(self):
        return [
            Sheet(
                pgettext("flera", "Avtal"),
                [
                    Column(_("Arbetsgivare"), "company.name", width=36),
                    Column(_("Referens"), "reference", width=16),
                    Column(_("Läge"), lambda scheme: scheme.status_on(self.today).label, width=14),
                    Column(_("Från"), "starts", Kind.DATE),
                    Column(_("Till och med"), "ends", Kind.DATE),
                    Column(_("Lönedag"), "payday", Kind.WHOLE),
                    Column(_("Pengarna senast"), "remittance_day", Kind.WHOLE),
                    *(self._share_column(goal) for goal in self.goals),
                    Column(_("Matchning, procent"), "match_rate", Kind.DECIMAL),
                    Column(_("Matchning högst per månad"), "match_month_cap", Kind.MONEY),
                    Column(_("Matchning högst sammanlagt"), "match_total_cap", Kind.MONEY),
                ],
                self._schemes,
            )
        ]

    @staticmethod
    def _share_column(goal: Goal) -> Column:
        def share(scheme):
            percent = next((share.percent for share in scheme.shares.all() if share.goal_id == goal.pk), None)
            return None if percent is None else Decimal(percent) / 100

        return Column(gettext("Andel: %(goal)s") % {"goal": goal}, share, Kind.PERCENT)

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind, Sheet
from crm.queries.coverage import Coverage


class CoverageExport(Export):
    """One row per goal, tier and month, and sheets with each goal's kronor and aim per month and per twelve months."""

    title = _("Måltäckning")
    filename = "maltackning"

    def __init__(self, *, coverage: Coverage, **kwargs):
        first, last = coverage.months[0], coverage.months[-1]
        super().__init__(days=[first.key, last.key], **kwargs)
        self.coverage = coverage
        self.filters += [
            (gettext("Månader"), f"{first.key} – {last.key}"),
            (gettext("Upptagna"), gettext("Så många som mest gäller samtidigt någon dag i månaden.")),
            (gettext("Löper ut"), gettext("Sista dagen ligger i månaden och inget tecknat följer med samma företag.")),
            (gettext("Målsummans del"), gettext("Månadens del av målsumman per år, räknad på dagar.")),
            (
                gettext("Saknas"),
                gettext(
                    "Det som fattas till målsumman på raden, aldrig under noll: det som är för mycket på en rad räknas "
                    "inte av på en annan. Inom tolv månader hjälper månaderna varandra."
                ),
            ),
            (gettext("Utlovat"), gettext("Summan är av alla mål, även dem utan målsumma.")),
        ]

    def columns(self):
        return [
            Column(pgettext_lazy("ett", "Mål"), lambda row: row[0].goal, width=24),
            Column(_("Nivå"), lambda row: row[1].tier, width=18),
            Column(_("Månad"), lambda row: row[2].month.key, width=12),
            Column(_("Upptagna"), lambda row: row[2].taken, Kind.WHOLE),
            Column(_("Platser"), lambda row: row[2].seats, Kind.WHOLE),
            Column(_("Lediga"), lambda row: row[2].free, Kind.WHOLE),
            Column(_("Löper ut"), lambda row: row[2].lapsing, Kind.WHOLE, total=True),
        ]

    def rows(self):
        for goal in self.coverage.goals:
            for row in goal.rows:
                for cell in row.cells:
                    yield goal, row, cell

    def extra_sheets(self):
        columns = [
            Column(pgettext_lazy("ett", "Mål"), lambda row: row[0].goal, width=24),
            Column(_("Månad"), lambda row: row[1].month.key, width=12),
            Column(_("Utlovat"), lambda row: row[1].pledged, Kind.MONEY, total=True),
            Column(_("Målsummans del"), lambda row: row[1].aim, Kind.MONEY, total=True),
            Column(_("Saknas"), lambda row: row[1].missing, Kind.MONEY),
        ]
        years = [
            Column(pgettext_lazy("ett", "Mål"), lambda row: row[0].goal, width=24),
            Column(_("Från"), lambda row: row[1].first, Kind.DATE),
            Column(_("Till och med"), lambda row: row[1].last, Kind.DATE),
            Column(_("Utlovat"), lambda row: row[1].pledged, Kind.MONEY, total=True),
            Column(_("Målsumma"), lambda row: row[1].aim, Kind.MONEY, total=True),
            Column(_("Saknas"), lambda row: row[1].missing, Kind.MONEY, total=True),
        ]
        goals = self.coverage.goals
        return [
            Sheet(gettext("Pengar per månad"), columns, [(goal, cell) for goal in goals for cell in goal.money]),
            Sheet(gettext("Pengar per tolv månader"), years, [(goal, year) for goal in goals for year in goal.years]),
        ]

import datetime as dt

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind
from core.spreadsheets.kept import Compares
from core.text import period_words
from finance.queries.known_agreements import Comparison


class KnownExport(Export):
    """Agreements as they were known when a day was over."""

    title = _("Avtal som de var kända")
    filename = "avtal-som-kanda"
    keeps_rows = True
    compares = Compares(key=("agreement_no",), kronor=("in_period",), place=("goal", "company_name"))

    def __init__(self, *, period: tuple[dt.date, dt.date], **kwargs):
        super().__init__(**kwargs)
        self.period = period

    def columns(self):
        return [
            Column(_("Avtal"), "agreement_no", width=12),
            Column(pgettext_lazy("ett", "Företag"), "company_name", width=36),
            Column(_("Org.nr"), "orgnr", width=16, of="company_name"),
            Column(pgettext_lazy("ett", "Mål"), lambda row: row.goal_label, width=22, of="goal"),
            Column(_("Nivå"), "tier_name", width=16, of="goal"),
            Column(_("Från"), "starts", Kind.DATE, of="period"),
            Column(_("Till och med"), "last_day", Kind.DATE, of="period"),
            Column(_("Belopp per år"), lambda row: row.yearly_on(self.period[1]), Kind.MONEY, of="amount"),
            Column(
                gettext("Belopp i perioden %(period)s") % {"period": period_words(*self.period)},
                lambda row: row.amount_between(*self.period),
                Kind.MONEY,
                total=True,
                of="in_period",
            ),
            Column(_("Senaste händelse"), "get_act_display", width=20, of="act"),
            Column(_("Gäller från"), "applies_on", Kind.DATE, of="act"),
            Column(_("Registrerat"), "recorded_at", Kind.DATETIME),
        ]


class ComparisonExport(Export):
    """What two lists of agreements differ by: the kronor sum to the difference."""

    title = _("Ändrat mellan två dagar")
    filename = "andrade-avtal"
    keeps_rows = True

    def __init__(self, *, comparison: Comparison, filters, **kwargs):
        super().__init__(filters=filters, **kwargs)
        self.comparison = comparison

    def columns(self):
        return [
            Column(_("Avtal"), "event.agreement_no", width=12),
            Column(pgettext_lazy("ett", "Företag"), "event.company_name", width=36),
            Column(pgettext_lazy("ett", "Mål"), "event.goal_label", width=22),
            Column(_("Ändring"), "kind.label", width=12),
            Column(_("Före"), "before", Kind.MONEY, total=True),
            Column(_("Efter"), "after", Kind.MONEY, total=True),
            Column(_("Skillnad"), "difference", Kind.MONEY, total=True),
            Column(_("Senaste händelse"), "event.get_act_display", width=20),
            Column(_("Gäller från"), "event.applies_on", Kind.DATE),
            Column(_("Skäl"), "event.reason", width=36, kept=False),
        ]

    def rows(self):
        return self.comparison.rows

    def _about(self):
        yield from super()._about()
        yield gettext("Hela listan före"), Kind.MONEY, self.comparison.before
        yield gettext("Hela listan efter"), Kind.MONEY, self.comparison.after

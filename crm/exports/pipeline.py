import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind, Sheet
from crm.models import Stage, StageRule
from crm.queries.pipeline import StageColumn


class PipelineExport(Export):
    """One row per open dialogue, and the same sums per stage as on the board."""

    title = _("Dialoger")
    filename = "dialoger"

    def __init__(self, *, rules: dict[Stage, StageRule], stages: list[StageColumn], day: dt.date, **kwargs):
        super().__init__(**kwargs)
        self.rules, self.stages, self.day = rules, stages, day
        self.filters += [
            (gettext("Dagar i steget räknas till"), day.isoformat()),
            (
                gettext("Prognos"),
                gettext("Belopp per år gånger stegets sannolikhet. Saknas belopp räknas erbjudandets."),
            ),
        ]

    def columns(self):
        return [
            Column(_("Avtal"), "agreement_no", width=12),
            Column(pgettext_lazy("ett", "Företag"), "company.name", width=36),
            Column(pgettext_lazy("ett", "Mål"), "goal", width=22),
            Column(_("Nivå"), "tier_label", width=16, of="tier"),
            Column(_("Ansvarig"), "owner", width=22),
            Column(_("Steg"), "get_stage_display", width=14),
            Column(_("I steget sedan"), "stage_since", Kind.DATE, width=16),
            Column(_("Dagar i steget"), lambda s: s.days_in_stage(self.day), Kind.WHOLE),
            Column(_("Väntade dagar"), lambda s: self.rules[s.stage].expected_days, Kind.WHOLE),
            Column(_("Varning efter dagar"), lambda s: self.rules[s.stage].warning_days, Kind.WHOLE),
            Column(_("Tid i steget"), self._progress, width=18),
            Column(_("Belopp per år"), "expected_amount", Kind.MONEY, total=True),
            Column(_("Beloppet är erbjudandets"), lambda s: s.amount is None, Kind.YES_NO),
            Column(_("Sannolikhet"), lambda s: Decimal(self.rules[s.stage].probability) / 100, Kind.PERCENT),
            Column(_("Vägt belopp"), self._weighted, Kind.MONEY, total=True),
        ]

    def _progress(self, sponsorship):
        return self.rules[sponsorship.stage].progress_after(sponsorship.days_in_stage(self.day)).label

    def _weighted(self, sponsorship):
        if sponsorship.expected_amount is None:
            return None
        return self.rules[sponsorship.stage].weighted(sponsorship.expected_amount)

    def extra_sheets(self):
        return [
            Sheet(
                gettext("Per steg"),
                [
                    Column(_("Steg"), "stage.label", width=20),
                    Column(_("Antal"), "count", Kind.WHOLE, total=True),
                    Column(_("Har stått för länge"), "late", Kind.WHOLE, total=True),
                    # No amount for closed stages: they include agreements long over, so the sum is meaningless.
                    Column(_("Belopp per år"), lambda c: c.amount if c.rule else None, Kind.MONEY, total=True),
                    Column(_("Sannolikhet"), lambda c: c.rule and Decimal(c.rule.probability) / 100, Kind.PERCENT),
                    Column(_("Vägt belopp"), "weighted", Kind.MONEY, total=True),
                ],
                self.stages,
            )
        ]

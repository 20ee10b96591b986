import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, Contribution
from core.spreadsheets import Column, Export, Kind
from core.spreadsheets.kept import Compares
from crm.paper_names import PaperNames


def _state(contribution: Contribution) -> str:
    if contribution.reverses_id:
        return gettext("Rättelse")
    return gettext("Rättat") if contribution.is_reversed else ""


def _in_flow(flow: str | None) -> Callable[[Contribution], Decimal | None]:
    """The amount of a standing contribution in the flow, else None; `flow` None is for reversed ones and reversals."""
    return lambda contribution: contribution.amount if contribution.flow == flow else None


class ContributionExport(Export):
    """Totals include only standing contributions, whatever the filter, by the page's flows (querysets.flows).

    Reversed contributions and reversals have a column of their own.
    """

    title = pgettext_lazy("flera", "Bidrag")
    keeps_rows = True
    compares = Compares(key=("pk",), kronor=("employees", "company", "state"), place=("team",))
    filename = "bidrag"

    def __init__(self, *, competition: Competition, named=(), **kwargs):
        super().__init__(named=[str(competition), *named], **kwargs)
        self.filters.insert(0, (gettext("Tävling"), f"{competition} ({competition.code})"))
        self.names = PaperNames(dt.date.min, timezone.localdate())

    def _giver(self, contribution: Contribution) -> str:
        match = contribution.match
        if match is None or match.company is None:
            return match and match.giver_name
        return self.names.in_month(match.company, contribution.received_on).name

    def columns(self):
        employees, company, left_over, corrected = map(_in_flow, ("employees", "company", "left_over", None))
        return [
            Column(_("Nummer"), "pk", Kind.WHOLE),
            Column(_("Tävling"), "competition", width=30),
            Column(_("Lag"), "team", width=30),
            Column(_("Lagets kod"), "team.code", width=12),
            Column(_("Matchning från"), self._giver, width=30, of="team"),
            Column(_("Mottaget"), "received_on", Kind.DATE),
            Column(_("Medarbetarnas pengar"), employees, Kind.MONEY, total=True, width=22, of="employees"),
            Column(_("Företag och andra givare"), company, Kind.MONEY, total=True, width=20, of="company"),
            Column(_("Utan lag"), left_over, Kind.MONEY, total=True, width=16, of="state"),
            Column(_("Rättat belopp"), corrected, Kind.MONEY, width=18, of="state"),
            Column(_("Kanal"), "get_channel_display", width=20),
            Column(_("Givare"), "giver", kept=False),
            Column(_("Meddelande"), "message", width=36, kept=False),
            Column(_("Referens"), "external_id", width=22),
            Column(_("Läge"), _state, width=12, of="state"),
            Column(_("Rättar nummer"), "reverses_id", Kind.WHOLE),
            Column(_("Skäl"), "reason", width=30, kept=False),
            Column(_("Inläsning"), "batch", width=28),
            Column(_("Inlagd av"), "entered_by", width=22),
            Column(_("Inlagd"), "entered_at", Kind.DATETIME),
        ]

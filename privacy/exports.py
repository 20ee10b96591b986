from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind
from privacy.models import DataRequest


def _who(request: DataRequest) -> str:
    return str(request.person or request.sender)


class DataRequestExport(Export):
    title = _("Begäranden")
    filename = "begaranden"

    def columns(self):
        return [
            Column(_("Gäller"), "get_kind_display", width=16, of="kind"),
            Column(_("Från"), _who, width=30, of="who"),
            Column(_("Kom in"), "received_on", Kind.DATE),
            Column(_("Senast"), "due_on", Kind.DATE),
            Column(_("Vad personen vill"), "wish", width=50),
            Column(_("Ansvarig"), "assignee", width=22),
            Column(_("Läge"), "get_state_display", width=12, of="state"),
            Column(_("Förlängd"), "extended_on", Kind.DATE),
            Column(_("Skäl till förlängning"), "extension_reason", width=50),
            Column(_("Besvarad"), "answered_on", Kind.DATE),
            Column(_("Besvarad av"), "answered_by", width=22),
            Column(_("Svar"), "answer", width=50),
        ]


class ErasureExport(Export):
    title = _("Raderingar")
    filename = "raderingar"

    def columns(self):
        return [
            Column(_("Raderad"), "erased_at", Kind.DATETIME),
            Column(_("Vad"), "get_kind_display", width=18, of="kind"),
            Column(_("Nummer"), "key", width=10),
            Column(_("Skäl"), "reason", width=40),
            Column(_("Begäran"), "request", width=26),
            Column(_("Rader"), lambda erasure: sum(erasure.counts.values()), Kind.WHOLE, of="rows"),
            Column(_("Av"), "erased_by", width=22),
            Column(_("Utrymmet skrivet över"), "scrubbed_at", Kind.DATETIME),
        ]

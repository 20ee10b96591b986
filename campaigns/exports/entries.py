from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind


class EntryExport(Export):
    title = _("Tävlingsbidrag")
    filename = "tavlingsbidrag"

    def columns(self):
        return [
            Column(_("Tävling"), "team.competition", width=30),
            Column(_("Lag"), "team", width=30),
            Column(_("Aktivitet"), "activity", width=22),
            Column(_("Rubrik"), "title", width=36),
            Column(_("Vad vi gjorde"), "text", width=60),
            Column(_("När"), "happened_on", Kind.DATE),
            Column(_("Antal som var med"), "took_part", Kind.WHOLE, total=True),
            Column(_("Bilder"), "picture_count", Kind.WHOLE, total=True),
            Column(_("Läge"), "get_state_display", width=12),
            Column(_("Bedömd av"), "decided_by", width=22),
            Column(_("Bedömd"), "decided_at", Kind.DATETIME),
            Column(_("Skäl"), "reason", width=40),
        ]

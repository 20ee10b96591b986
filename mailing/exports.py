from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Column, Export, Kind


class LetterExport(Export):
    """What went to whom, and how it went; not what it said."""

    title = _("Utskick")
    filename = "utskick"

    def columns(self):
        return [
            Column(_("Till"), "to_email", width=32),
            Column(_("Namn"), "to_name", width=26, of="to_email"),
            Column(_("Ämne"), "subject", width=48),
            Column(_("Sort"), "kind_title", width=30, of="kind"),
            Column(_("Läge"), "get_state_display", width=16, of="state"),
            Column(_("Hinder"), "error", width=40),
            Column(_("Skrivet"), "made_at", Kind.DATETIME),
            Column(_("Klart"), "ended_at", Kind.DATETIME),
        ]


class SuppressionExport(Export):
    title = _("Spärrade adresser")
    filename = "sparrade-adresser"

    def columns(self):
        return [
            Column(_("E-post"), "address", width=32),
            Column(_("Skäl"), "get_reason_display", width=24, of="reason"),
            Column(_("Anteckning"), "note", width=40),
            Column(_("När"), "made_at", Kind.DATETIME),
            Column(_("Av"), "made_by", width=22),
        ]

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.spreadsheets import Column, Export, Kind


class DocumentExport(Export):
    title = _("Dokument")
    filename = "dokument"

    def columns(self):
        return [
            Column(_("Titel"), "title", width=40),
            Column(_("Typ"), "get_kind_display", width=14),
            Column(pgettext_lazy("ett", "Företag"), "company", width=36),
            Column(
                _("Sponsorskap"),
                lambda d: d.sponsorship.agreement_no if d.sponsorship else "",
                width=14,
                of="sponsorship",
            ),
            Column(_("Datum"), "dated_on", Kind.DATE),
            Column(_("Anteckning"), "note", width=50),
            Column(_("Filnamn"), "file_name", width=36),
            Column(_("Storlek i byte"), "size", Kind.WHOLE),
            Column("SHA-256", "sha256", width=66),
            Column(_("Upplagt av"), "added_by", width=22),
            Column(_("Upplagt"), "added_at", Kind.DATETIME),
            Column(_("Borttaget av"), "removed_by", width=22),
            Column(_("Borttaget"), "removed_at", Kind.DATETIME),
            Column(_("Skäl"), "removal_reason", width=36),
        ]

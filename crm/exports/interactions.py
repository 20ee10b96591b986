from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.querysets import found
from core.spreadsheets import Column, Export, Kind


class InteractionExport(Export):
    title = _("Kontakter")
    filename = "kontakter"

    def columns(self):
        return [
            Column(_("När"), "happened_at", Kind.DATETIME),
            Column(_("Typ"), "get_kind_display", width=12, of="happened_at"),
            Column(_("Riktning"), "get_direction_display", width=12, of="happened_at"),
            Column(
                _("Företag"),
                lambda i: ", ".join(map(str, found(i, "companies"))),
                width=36,
                of="companies",
            ),
            Column(
                _("Personer"),
                lambda i: ", ".join(map(str, found(i, "contacts"))),
                width=30,
                of="companies",
            ),
            Column(pgettext_lazy("ett", "Mål"), "goal", width=22),
            Column(_("Vad som sades"), "text", width=60),
            Column(_("Utfall"), "get_outcome_display", width=14),
            Column(_("Loggad av"), "logged_by", width=22),
            Column(_("Nr i Medspel"), "pk", width=14),
        ]

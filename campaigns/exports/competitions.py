from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Competition
from core.field_permissions import unreadable
from core.spreadsheets import Column, Export, Kind


class CompetitionExport(Export):
    title = _("Tävlingar")
    filename = "tavlingar"

    def columns(self):
        columns = [
            Column(_("Namn"), "name", width=36),
            Column(_("Läge"), "get_state_display", width=14),
            Column(_("Typ"), "get_kind_display", width=26),
            Column(_("Mål"), lambda each: ", ".join(str(goal) for goal in each.goals.all()), width=30, of="goals"),
            Column(_("Öppnar"), "opens_on", Kind.DATE),
            Column(_("Stänger"), "closes_on", Kind.DATE, of="opens_on"),
            Column(_("Kod"), "code", width=8),
            Column(pgettext_lazy("flera", "Lag"), "team_count", Kind.WHOLE),
            Column(_("Insamlingsmål"), "target", Kind.MONEY),
            Column(_("Medarbetarnas pengar till i dag"), "raised", Kind.MONEY, total=True),
            Column(_("Företags och andra givares pengar till i dag"), "company_raised", Kind.MONEY, total=True),
            Column(_("Gåvor till i dag"), "gift_count", Kind.WHOLE, total=True),
            Column(_("Avgjord"), "finalised_at", Kind.DATETIME),
            Column(_("Kontaktperson"), "contact", width=22),
        ]
        if "notes" not in unreadable(self.user, Competition):
            columns.append(Column(_("Lärdomar"), "notes", width=50))
        return columns

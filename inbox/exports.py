from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.spreadsheets import Column, Export, Kind


class EnquiryExport(Export):
    title = _("Förfrågningar")
    filename = "forfragningar"

    def columns(self):
        # Organisation numbers are left out: a sole trader's is personal data.
        return [
            Column(_("Kom in"), "received_at", Kind.DATETIME),
            Column(pgettext_lazy("ett", "Företag"), "company_name", width=36),
            Column(_("Person"), "person_name", width=26),
            Column(_("E-post"), "email", width=32),
            Column(_("Telefon"), lambda e: e.phone.as_international if e.phone else "", width=18),
            Column(_("Mål"), lambda e: ", ".join(str(goal) for goal in e.goals.all()), width=36, of="goals"),
            Column(_("Meddelande"), "message", width=60),
            Column(_("Läge"), "get_state_display", width=14),
            Column(_("Skäl"), "get_dismissal_display", width=18),
            Column(_("Ansvarig"), "assignee", width=22),
            Column(_("Blev företag"), "company", width=36),
            Column(_("Avslutad"), "closed_at", Kind.DATETIME),
        ]

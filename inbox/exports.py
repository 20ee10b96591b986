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


class InboundExport(Export):
    """What came from whom, and what became of it; not what it said."""

    title = _("Inkomna mejl")
    filename = "inkomna-mejl"

    def columns(self):
        return [
            Column(_("Från"), "sender", width=32),
            Column(_("Namn"), "sender_name", width=26, of="sender"),
            Column(_("Ämne"), "subject", width=48),
            Column(_("Läge"), "get_state_display", width=16, of="state"),
            Column(_("Skäl"), "get_reason_display", width=48, of="reason"),
            Column(_("Anmärkning"), "note", width=48),
            Column(_("Kom in"), "received_at", Kind.DATETIME),
        ]


class RuleExport(Export):
    title = _("Regler för mejl")
    filename = "regler-for-mejl"

    def columns(self):
        return [
            Column(_("Adress"), "pattern", width=32),
            Column(_("Vad som händer"), "get_action_display", width=24, of="action"),
            Column(_("I vems namn"), "user", width=22),
            Column(_("Anteckning"), "note", width=40),
        ]

"""What administrators look after, in one place: groups of pages, and why one goes to each."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.palette_actions import Link
from reports.palette_pages import PAGES

LINKS = {link.name: link for link in PAGES}


@dataclass(frozen=True)
class Entrance:
    """A page that the palette knows, with a line about what is done there."""

    name: str
    about: str

    @property
    def link(self) -> Link:
        return LINKS[self.name]


GROUPS: tuple[tuple[str, tuple[Entrance, ...]], ...] = (
    (
        _("Människor och behörighet"),
        (
            Entrance("accounts:user_list", _("Bjud in, ge roller, pausa och lämna över någons arbete.")),
            Entrance("accounts:key_list", _("Se och återkalla nycklar som program använder.")),
            Entrance("privacy:request_list", _("Lämna ut, rätta och radera uppgifter om en person. Gallring.")),
            Entrance("core:audit_list", _("Vem som loggade in, exporterade och ändrade vad.")),
        ),
    ),
    (
        _("Organisationen"),
        (
            Entrance("core:organisation", _("Namn, logotyp, konton och avsändare.")),
            Entrance("goals:tier_list", _("Nivåer, belopp, platser och motprestationer.")),
            Entrance("crm:lapse_reason_list", _("Vad man väljer mellan när ett avtal inte förnyas.")),
            Entrance("imports:import_list", _("Läs in företag, personer, kontakter och sponsorskap ur listor.")),
            Entrance("mailing:letter_list", _("Vad som har skickats, vad som väntar och vad som inte gick fram.")),
            Entrance("inbox:mailbox", _("Mejl som läses av sig självt: hur det går, läs nu, vem som styrker vad.")),
            Entrance("inbox:rule_list", _("Vems mejl som loggas av sig självt, och vems som aldrig gör det.")),
            Entrance("mailing:template_list", _("Vad mejlen säger, på svenska och engelska.")),
            Entrance("core:changeset_list", _("Massändringar, importer och sammanslagningar, med ångra.")),
        ),
    ),
    (
        _("Driften"),
        (
            Entrance("operations:health", _("Om allt står rätt till, och vad som behöver ses över.")),
            Entrance("operations:backup_list", _("När den senaste gjordes och kontrollerades.")),
            Entrance("core:schedule", _("Vad som görs av sig självt varje natt, och hur det gick.")),
        ),
    ),
)

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.spreadsheets import Column, Export, Kind


class DeliveryExport(Export):
    title = _("Leveranser")
    filename = "leveranser"

    def columns(self):
        return [
            Column(pgettext_lazy("ett", "Företag"), "sponsorship.company", width=36, of="company"),
            Column(_("Avtal"), "sponsorship.agreement_no", width=12, of="company"),
            Column(pgettext_lazy("ett", "Mål"), "sponsorship.goal", width=22, of="goal"),
            Column(_("Nivå"), "sponsorship.tier_label", width=16, of="goal"),
            Column(_("Motprestation"), "text", width=44),
            Column(_("Extra löfte"), "is_extra", Kind.YES_NO, of="text"),
            Column(_("Antal"), "quantity", Kind.WHOLE),
            Column(_("Marknadsvärde"), "market_value", Kind.MONEY),
            # Sum agreed_worth, not market_value: after a change of tier the new promise replaces the old one.
            Column(_("Avtalat marknadsvärde"), "agreed_worth", Kind.MONEY, total=True, of="market_value"),
            Column(pgettext_lazy("dag", "Senast"), "due_on", Kind.DATE),
            Column(_("Vem gör det"), "responsible", width=22),
            Column(_("Läge"), "get_state_display", width=14),
            Column(_("Levererat antal"), "delivered", Kind.WHOLE, of="state"),
            Column(_("Levererat marknadsvärde"), "delivered_worth", Kind.MONEY, total=True, of="state"),
            Column(_("Levererad den"), "delivered_on", Kind.DATE),
            Column(_("Levererad av"), "delivered_by", width=22),
            Column(_("Använd av företaget"), "used", Kind.YES_NO),
            Column(_("Skäl"), "reason", width=36),
        ]

from django.utils.translation import gettext_lazy as _

from core.field_permissions import unreadable
from core.spreadsheets import Column, Export, Kind
from crm.models import Company


class CompanyExport(Export):
    title = _("Företag")
    filename = "foretag"

    def columns(self):
        # Mask a sole trader's number: it is personal data.
        columns = [
            Column(_("Namn"), "name", width=36),
            Column(_("Org.nr"), "orgnr_masked", width=16),
            Column(_("Status"), "get_status_display", width=12),
            Column(_("Bransch"), "trade"),
            Column(_("Antal anställda"), "employees", Kind.WHOLE),
            Column(_("Gatuadress"), "street", width=28),
            Column(_("Postnummer"), "postal_code", width=12),
            Column(_("Ort"), "city", width=18),
            Column(_("Telefon"), lambda c: c.phone.as_international if c.phone else "", width=18, of="phone"),
            Column(_("Webbplats"), "website", width=30),
            Column(_("E-post för faktura"), "invoice_email", width=30),
            Column(_("Fakturareferens"), "invoice_reference"),
            Column(_("Bankgiro"), "bankgiro_display", width=14),
            Column(_("Swishnummer"), "swish_display", width=16),
            Column(_("Ansvarig"), "owner", width=22),
            Column(_("Etiketter"), lambda company: ", ".join(str(tag) for tag in company.tags.all()), of="tags"),
            Column(_("Senaste kontakt"), "last_contact_at", Kind.DATETIME),
            Column(_("Registrerad"), "created_at", Kind.DATETIME),
            # The key by which an edited workbook is matched on import.
            Column(_("Nr i Medspel"), "pk", width=14),
        ]
        if "notes" not in unreadable(self.user, Company):
            columns.append(Column(_("Anteckningar"), "notes", width=50))
        return columns

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.excel import Column, Export, Kind
from core.rights import unreadable
from crm.models import Contact


def _current_roles(contact):
    today = timezone.localdate()
    return [a for a in contact.affiliations.all() if a.is_current_on(today)]


def _current_companies(contact):
    return ", ".join(str(a.company) for a in _current_roles(contact))


class ContactExport(Export):
    title = _("Kontaktpersoner")
    filename = "kontaktpersoner"

    def columns(self):
        columns = [
            Column(_("Förnamn"), "first_name", width=18, of="name"),
            Column(_("Efternamn"), "last_name", width=20, of="name"),
            Column(_("Företag"), _current_companies, width=36, of="companies"),
            Column(_("Roll"), lambda c: ", ".join(a.role for a in _current_roles(c) if a.role), of="companies"),
            Column(_("E-post"), "email", width=32),
            Column(_("Telefon"), lambda c: c.phone.as_international if c.phone else "", width=18, of="phone"),
            Column(_("Vill inte bli kontaktad"), "do_not_contact", Kind.YES_NO),
            Column(_("Rättslig grund"), "get_legal_basis_display"),
            Column(_("Källa"), "data_source"),
            Column(_("Nr i Medspel"), "pk", width=14),
        ]
        if "notes" not in unreadable(self.user, Contact):
            columns.append(Column(_("Anteckningar"), "notes", width=50))
        return columns

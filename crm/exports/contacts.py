from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.field_permissions import unreadable
from core.spreadsheets import Column, Export, Kind
from crm.models import Affiliation, Contact


def _of_roles(words: Callable[[Affiliation], Iterable]) -> Callable[[Contact], str]:
    """Join `words` of the current roles, without duplicates."""
    return lambda contact: ", ".join(
        dict.fromkeys(str(word) for role in contact.current_roles() for word in words(role) if word)
    )


def _of_address(name: str) -> Callable[[Contact], str]:
    """A field of the first current company that has an address, so that its parts belong together."""

    def words(contact: Contact) -> str:
        companies = (role.company for role in contact.current_roles())
        addressed = (company for company in companies if company.street or company.postal_code or company.city)
        return getattr(next(addressed, None), name, "")

    return words


class ContactExport(Export):
    """An address list, usable for mailings."""

    title = _("Kontaktpersoner")
    filename = "kontaktpersoner"

    def rows(self):
        self.queryset = self.queryset.for_address_list(timezone.localdate())
        return super().rows()

    def columns(self):
        columns = [
            Column(_("Förnamn"), "first_name", width=18, of="name"),
            Column(_("Efternamn"), "last_name", width=20, of="name"),
            Column(
                _("Företag"),
                lambda contact: ", ".join(str(role.company) for role in contact.current_roles()),
                width=36,
                of="companies",
            ),
            Column(
                _("Roll"),
                lambda contact: ", ".join(role.role for role in contact.current_roles() if role.role),
                of="companies",
            ),
            Column(
                _("Huvudkontakt"),
                lambda contact: any(role.is_primary for role in contact.current_roles()),
                Kind.YES_NO,
            ),
            Column(_("E-post"), "email", width=32),
            Column(_("Telefon"), lambda c: c.phone.as_international if c.phone else "", width=18, of="phone"),
            Column(_("Fler e-postadresser"), lambda c: ", ".join(c.other_emails.splitlines()), width=32, of="email"),
            Column(_("Fler telefonnummer"), lambda c: ", ".join(c.other_phones.splitlines()), width=24, of="phone"),
            Column(_("Vill inte bli kontaktad"), "do_not_contact", Kind.YES_NO),
            Column(_("Rättslig grund"), "get_legal_basis_display"),
            Column(_("Gatuadress"), _of_address("street"), width=28),
            Column(_("Postnummer"), _of_address("postal_code"), width=12),
            Column(_("Ort"), _of_address("city"), width=18),
            Column(_("Företagets status"), _of_roles(lambda role: [role.company.get_status_display()]), width=16),
            Column(_("Nivå"), _of_roles(lambda role: [held.tier for held in role.company.partnerships])),
            Column(
                pgettext_lazy("ett", "Mål"),
                _of_roles(lambda role: [held.goal for held in role.company.partnerships]),
                width=28,
            ),
            Column(_("Ansvarig"), _of_roles(lambda role: [role.company.owner]), width=22),
            Column(_("Etiketter"), _of_roles(lambda role: role.company.tags.all())),
            Column(_("Källa"), "data_source"),
            Column(_("Nr i Medspel"), "pk", width=14),
        ]
        if "notes" not in unreadable(self.user, Contact):
            columns.append(Column(_("Anteckningar"), "notes", width=50))
        return columns

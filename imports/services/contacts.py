import copy
from dataclasses import replace

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved
from core.changesets import Recorder
from core.text import search_key
from crm.address_lists import read_emails, read_phones
from crm.models import Affiliation, Contact, LegalBasis
from crm.services.people import save_affiliations, save_contacts
from imports.models import ImportKind
from imports.services import fields
from imports.services.fields import CellError, IgnoredColumn, ImportColumn, same_words
from imports.services.lookup import Ref, ambiguous
from imports.services.model_resource import ModelResource
from imports.services.phones import lines_of
from imports.services.results import RowResult
from imports.services.shared_columns import COMPANIES, NOTES, NUMBER, ORGNR, ORGNR_OF_COMPANY, PHONE, of_the_company

# Headings of Google's exported contacts, now and before 2024.
_OF_GOOGLE = {
    "company": ("organization name", "organization 1 - name"),
    "role": ("organization title", "organization 1 - title"),
    "email": ("e-mail 1 - value",),
    "phone": ("phone 1 - value",),
}


class ContactResource(ModelResource):
    kind = ImportKind.CONTACT
    label = kind.label
    template = "mall-kontaktpersoner"
    hints = (_("En person som redan finns känns igen på vårt nummer, e-posten eller namnet på företaget."),)
    model = Contact
    columns = (
        NUMBER,
        ImportColumn(
            "first_name",
            _("Förnamn"),
            fields.one_line,
            fields.of_text("first_name"),
            ("tilltalsnamn", "first name", "given name"),
            required=True,
            example="Kim",
        ),
        ImportColumn(
            "last_name",
            _("Efternamn"),
            fields.one_line,
            fields.of_text("last_name"),
            ("last name", "family name"),
            example="Exempelsson",
            decides=True,
        ),
        ImportColumn(
            "full_name",
            _("Hela namnet"),
            fields.one_line,
            str,
            ("namn", "name", "kontaktperson", "kontakt", "person"),
            decides=True,
            in_template=False,
        ),
        replace(
            COMPANIES,
            words=lambda contact: ", ".join(str(role.company) for role in contact.current_roles()),
            also=("companies", "företagsnamn", "bolag", "arbetsgivare", "organisation", *_OF_GOOGLE["company"]),
        ),
        replace(ORGNR_OF_COMPANY, also=(*ORGNR.also, "företagets org.nr")),
        ImportColumn(
            "role",
            _("Roll"),
            fields.one_line,
            lambda contact: ", ".join(role.role for role in contact.current_roles() if role.role),
            ("titel", "befattning", "title", *_OF_GOOGLE["role"]),
            example=_("Inköpschef"),
        ),
        ImportColumn(
            "email",
            _("E-post"),
            fields.email,
            fields.of_text("email"),
            ("epost", "mejl", "mail", "email", "e-mail", *_OF_GOOGLE["email"]),
            example="kim@exempelbolaget.example",
            decides=True,
        ),
        replace(
            PHONE,
            also=("mobil", "telefonnummer", "mobilnummer", "tel", "tfn", "mobile", *_OF_GOOGLE["phone"]),
            example="070-174 06 05",
        ),
        ImportColumn(
            "other_emails",
            _("Fler e-postadresser"),
            lines_of(read_emails),
            lambda contact: ", ".join(contact.other_emails.splitlines()),
            ("e-post 2", "e-postadress 2", "privat e-post", "annan e-post", "e-mail 2", "e-mail 2 - value"),
            help=_("Med kommatecken mellan."),
        ),
        ImportColumn(
            "other_phones",
            _("Fler telefonnummer"),
            lines_of(read_phones),
            lambda contact: ", ".join(contact.other_phones.splitlines()),
            ("telefon 2", "mobil 2", "direktnummer", "annan telefon", "växel", "phone 2 - value"),
            help=_("Med kommatecken mellan."),
        ),
        ImportColumn(
            "do_not_contact",
            _("Vill inte bli kontaktad"),
            fields.yes_no,
            fields.of_yes_no("do_not_contact"),
            decides=True,
            choices=fields.yes_or_no,
            example=_("Nej"),
        ),
        ImportColumn(
            "legal_basis",
            _("Rättslig grund"),
            fields.choice(LegalBasis),
            fields.of_choice("legal_basis"),
            choices=fields.labels(LegalBasis),
            example=LegalBasis.LEGITIMATE_INTEREST.label,
        ),
        ImportColumn(
            "data_source", _("Källa"), fields.one_line, fields.of_text("data_source"), example=_("Visitkort på mässa")
        ),
        NOTES,
    )
    ignored = (
        *of_the_company(
            _("Gatuadress"),
            _("Postnummer"),
            _("Ort"),
            _("Företagets status"),
            _("Ansvarig"),
            _("Nivå"),
            pgettext_lazy("ett", "Mål"),
            _("Etiketter"),
        ),
        IgnoredColumn(_("Huvudkontakt"), _("Väljs på personens sida.")),
    )
    titled_by = ("first_name", "last_name")

    def instances(self):
        return Contact.objects.with_affiliations()

    def before_row(self, texts: dict[str, str]) -> dict[str, str]:
        """If a list has the whole name in one column, its last word is the last name."""
        whole = " ".join(texts.get("full_name", "").split())
        if texts.get("first_name") or not whole:
            return texts
        first, _space, last = whole.rpartition(" ")
        if whole.count(",") == 1:  # old lists say Efternamn, Förnamn
            last, first = (part.strip() for part in whole.split(","))
        return texts | {"first_name": first or last, "last_name": last if first else ""}

    def identities(self, row):
        if row.values.get("email"):
            return [(("email", search_key(row.values["email"])), "")]
        name = search_key(self.title(row))
        return [(("name", name, search_key(row.texts.get("company"))), "")] if name else []

    def find(self, row: RowResult):
        known, values = self.lookup.people, row.values
        if not row.texts.get("company"):
            self.value(row, "company")  # from the organisation number
        if "id" in values:
            if values["id"] not in known.by_pk:
                raise CellError(gettext("Ingen person har det numret. Lämna det tomt för en ny person."), "id")
            row.instance_pk = values["id"]
            return
        found = known.by_email.get(search_key(values.get("email", "")), []) if values.get("email") else []
        row.instance_pk = self._by_email(row, found) if found else self._by_name(row)

    def _by_email(self, row: RowResult, found: list[Ref]) -> int:
        """Several people may share an address. A person may change one of two names, but not both."""
        alike = [ref for ref in found if self.lookup.people.is_called(ref, self.title(row))]
        if len(alike) == 1:
            return alike[0].pk
        if len(found) > 1:
            raise ambiguous(row.texts["email"], found)
        words = set(search_key(found[0].name).split())
        if self.title(row) and not words & set(search_key(self.title(row)).split()):
            words = gettext("E-posten finns på %(person)s. Skriv personens nr i Medspel om det är samma person.")
            raise CellError(words % {"person": found[0].name}, "email")
        return found[0].pk

    def _by_name(self, row: RowResult) -> int | None:
        """With a company, the person of that name there; without, the only person of that name."""
        known = self.lookup.people
        email = search_key(row.values.get("email", ""))
        if row.texts.get("company"):
            found = known.named(self.title(row), {ref.pk for ref in self.value(row, "company") or []})
        else:
            found = [ref for ref in known.named(self.title(row)) if not (email and ref.email)]
        if len(found) > 1:
            raise ambiguous(self.title(row), [f"{ref} ({ref.email})" if ref.email else str(ref) for ref in found])
        if found:
            row.may_lack |= {"email"}  # the person is found without it
        return found[0].pk if found else None

    def compare(self, row: RowResult):
        """A company in the list adds a role. No role is removed."""
        self._keep_new_name(row)
        companies = row.values.get("company", [])
        role = row.values.get("role", "")
        if row.instance is None:
            if companies:
                row.diff["company"] = companies
                row.changes.append([str(self.by_name["company"].label), "", ", ".join(ref.name for ref in companies)])
            if role:
                row.differ(self.by_name["role"], role, "", role)
            return
        here, today = {ref.pk for ref in companies}, {role.company_id for role in row.instance.current_roles()}
        known = {role.company_id for role in row.instance.affiliations.all() if role.is_coming} | today
        new = [ref for ref in companies if ref.pk not in known]
        if new:
            # Existing roles stay, so the change is shown as an addition.
            row.differ(self.by_name["company"], new, "", ", ".join(f"+ {ref.name}" for ref in new))
        before = self.by_name["role"].words(row.instance)
        # A role at other companies is not compared with the role at these.
        is_elsewhere = bool(here) and not here & today
        if not role or (not is_elsewhere and same_words(role, before)):
            return
        held = self._held(row)
        if new and len(new) == len(companies):
            row.differ(self.by_name["role"], role, "", role)
        elif len(held) == 1:
            if held[0].role != role:
                row.differ(self.by_name["role"], role, held[0].role, role)
        else:
            raise CellError(gettext("Personen har flera uppdrag eller inget. Ändra rollen på personens sida."), "role")

    def _held(self, row: RowResult) -> list[Affiliation]:
        """Current roles at the companies in the row, else future ones there; without companies, all current roles."""
        here, current = {ref.pk for ref in row.values.get("company", [])}, row.instance.current_roles()
        if not here:
            return current
        coming = [role for role in row.instance.affiliations.all() if role.is_coming and role.company_id in here]
        return [role for role in current if role.company_id in here] or coming

    def _keep_new_name(self, row: RowResult):
        """An older list does not restore a former name, unless the row has our own number."""
        names = {search_key(name) for name in row.instance.former} if row.instance and "id" not in row.values else set()
        if search_key(self.title(row)) in names:
            for name in ("first_name", "last_name"):
                row.agree(self.by_name[name])

    def save(self, rows: list[RowResult], recorder: Recorder):
        self.lookup.companies.fetch(ref.pk for row in rows for ref in row.diff.get("company", []))
        people, roles = [], []
        for row in rows:
            contact, own = copy.copy(row.instance) if row.instance else Contact(), self.own_fields(row)
            self_changed = [Unsaved(contact, own)] if own else []
            held = self._roles(row, contact)
            for unsaved in (*self_changed, *held):
                recorder.about(unsaved.record, row.number)
            people += self_changed
            roles += held
        save_contacts(people)
        save_affiliations(roles)

    def _roles(self, row: RowResult, contact: Contact) -> list[Unsaved]:
        role = row.diff.get("role", "")
        companies = [self.lookup.companies.row(ref.pk) for ref in row.diff.get("company", [])]
        if companies:
            # A new person has the role at the first of several companies.
            names = [role, *("" for _more in companies[1:])] if row.instance is None else [role] * len(companies)
            return [
                Unsaved(Affiliation(company=company), {"contact": contact, "role": name})
                for company, name in zip(companies, names, strict=True)
            ]
        if not role:
            return []
        return [Unsaved(copy.copy(self._held(row)[0]), {"role": role})]

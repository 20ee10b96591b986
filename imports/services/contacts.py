import copy

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved
from core.changesets import Recorder
from core.text import search_key
from crm.models import Affiliation, Contact, LegalBasis
from crm.reach import read_emails, read_phones
from crm.services.companies import save_affiliations, save_contacts
from imports.models import ImportKind
from imports.services import fields
from imports.services.companies import NUMBER_HERE, without_masked
from imports.services.fields import CellError, IgnoredColumn, ImportColumn, same_words
from imports.services.lookup import Ref, ambiguous
from imports.services.phones import lines_of, phone
from imports.services.plan import Planned, Planner

# What a list of addresses tells of the companies.
COMPANYS_OWN = tuple(
    IgnoredColumn(label, _("Hör till företaget: ändra den där, eller importera en lista med företag."))
    for label in (
        _("Gatuadress"),
        _("Postnummer"),
        _("Ort"),
        _("Företagets status"),
        _("Ansvarig"),
        _("Nivå"),
        pgettext_lazy("ett", "Mål"),
        _("Etiketter"),
    )
)
# As Google calls them in the contacts that it exports, now and before 2024.
_OF_GOOGLE = {
    "company": ("organization name", "organization 1 - name"),
    "role": ("organization title", "organization 1 - title"),
    "email": ("e-mail 1 - value",),
    "phone": ("phone 1 - value",),
}


class ContactPlanner(Planner):
    kind = ImportKind.CONTACT
    model = Contact
    columns = (
        ImportColumn("id", NUMBER_HERE, fields.whole, fields.of_text("pk"), decides=True),
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
        ),
        ImportColumn(
            "company",
            pgettext_lazy("ett", "Företag"),
            None,
            lambda contact: ", ".join(str(role.company) for role in contact.current_roles()),
            (
                "companies",
                "företagsnamn",
                "bolag",
                "arbetsgivare",
                "organisation",
                "organization name",
                "organization 1 - name",
            ),
            required=True,
            example="Exempelbolaget AB",
        ),
        ImportColumn(
            "orgnr",
            _("Org.nr"),
            fields.orgnr,
            also=("organisationsnummer", "orgnr", "org nr", "företagets org.nr"),
            help=_("Företagets. Behövs när flera företag heter lika."),
            decides=True,
        ),
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
        ImportColumn(
            "phone",
            _("Telefon"),
            phone,
            lambda contact: contact.phone.as_international if contact.phone else "",
            ("mobil", "telefonnummer", "mobilnummer", "tel", "tfn", "mobile", *_OF_GOOGLE["phone"]),
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
        ImportColumn(
            "notes", _("Anteckningar"), fields.text, fields.of_text("notes"), ("notering", "kommentar", "anteckning")
        ),
    )

    told = (*COMPANYS_OWN, IgnoredColumn(_("Huvudkontakt"), _("Väljs på personens sida.")))

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.references = {"company": self._companies}

    def plan(self, listed):
        return super().plan((number, self._named(without_masked(texts))) for number, texts in listed)

    def _named(self, texts: dict[str, str]) -> dict[str, str]:
        """A list may have the whole name in one column: the last word of it is the last name."""
        whole = " ".join(texts.get("full_name", "").split())
        if texts.get("first_name") or not whole:
            return texts
        first, _space, last = whole.rpartition(" ")
        if whole.count(",") == 1:  # old lists say Efternamn, Förnamn
            last, first = (part.strip() for part in whole.split(","))
        return texts | {"first_name": first or last, "last_name": last if first else ""}

    def _companies(self, row: Planned, cell: str) -> list[Ref]:
        return self.lookup.companies.find_all(cell, row.values.get("orgnr", ""))

    def targets(self):
        return Contact.objects.with_affiliations()

    def title(self, row):
        return " ".join(filter(None, [row.texts.get("first_name"), row.texts.get("last_name")]))

    def missing(self, row):
        missing = super().missing(row)
        return [name for name in missing if not (name == "company" and row.texts.get("orgnr"))]

    def identities(self, row):
        if row.values.get("email"):
            return [("email", search_key(row.values["email"]))]
        name = search_key(self.title(row))
        return [("name", name, search_key(row.texts.get("company")))] if name else []

    def find(self, row: Planned):
        known, values = self.lookup.people, row.values
        if row.texts.get("orgnr") and not row.texts.get("company") and "orgnr" in values:
            values["company"] = [self.lookup.companies.find("", values["orgnr"])]
        if "id" in values:
            if values["id"] not in known.by_pk:
                raise CellError(gettext("Ingen person har det numret. Lämna det tomt för en ny person."), "id")
            row.target_pk = values["id"]
            return
        found = known.by_email.get(search_key(values.get("email", "")), []) if values.get("email") else []
        row.target_pk = self._by_email(row, found) if found else self._by_name(row)

    def _by_email(self, row: Planned, found: list[Ref]) -> int:
        """An address may be shared, and a person may change one of two names, but not both."""
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

    def _by_name(self, row: Planned) -> int | None:
        """With a company, the one who is there; without, the only one of that name."""
        known = self.lookup.people
        email = search_key(row.values.get("email", ""))
        if row.texts.get("company"):
            found = known.named(self.title(row), {ref.pk for ref in self.value(row, "company") or []})
        else:
            found = [ref for ref in known.named(self.title(row)) if not (email and ref.email)]
        if len(found) > 1:
            raise ambiguous(self.title(row), [f"{ref} ({ref.email})" if ref.email else str(ref) for ref in found])
        if found:
            row.may_lack |= {"email"}  # it decides nothing any more
        return found[0].pk if found else None

    def compare_more(self, row: Planned):
        """Roles are rows of their own: a company named here is added, none is taken away."""
        self._keep_new_name(row)
        companies = row.values.get("company", [])
        role = row.values.get("role", "")
        if row.target is None:
            if companies:
                row.differing["company"] = companies
                row.changes.append([str(self.by_name["company"].label), "", ", ".join(ref.name for ref in companies)])
            if role:
                row.differ(self.by_name["role"], role, "", role)
            return
        here, today = {ref.pk for ref in companies}, {role.company_id for role in row.target.current_roles()}
        known = {role.company_id for role in row.target.affiliations.all() if role.is_coming} | today
        new = [ref for ref in companies if ref.pk not in known]
        if new:
            # Those of before stay, so none of them is shown as exchanged.
            row.differ(self.by_name["company"], new, "", ", ".join(f"+ {ref.name}" for ref in new))
        before = self.by_name["role"].words(row.target)
        # What the person is called at other companies says nothing of the role at these.
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

    def _held(self, row: Planned) -> list[Affiliation]:
        """The roles of today at the companies that the row names, or else those to come; if none, all of today."""
        here, current = {ref.pk for ref in row.values.get("company", [])}, row.target.current_roles()
        if not here:
            return current
        coming = [role for role in row.target.affiliations.all() if role.is_coming and role.company_id in here]
        return [role for role in current if role.company_id in here] or coming

    def _keep_new_name(self, row: Planned):
        """An older list takes back no new name, unless our number stands beside it."""
        names = {search_key(name) for name in row.target.former} if row.target and "id" not in row.values else set()
        if search_key(self.title(row)) in names:
            for name in ("first_name", "last_name"):
                row.agree(self.by_name[name])

    def prepare(self, rows: list[Planned]):
        self.lookup.companies.fetch(ref.pk for row in rows for ref in row.differing.get("company", []))

    def apply(self, rows: list[Planned], recorder: Recorder):
        people, roles = [], []
        for row in rows:
            contact, own = copy.copy(row.target) if row.target else Contact(), self.own_fields(row)
            self_changed = [Unsaved(contact, own)] if own else []
            held = self._roles(row, contact)
            for unsaved in (*self_changed, *held):
                recorder.about(unsaved.record, row.number)
            people += self_changed
            roles += held
        save_contacts(people)
        save_affiliations(roles)

    def _roles(self, row: Planned, contact: Contact) -> list[Unsaved]:
        role = row.differing.get("role", "")
        companies = [self.lookup.companies.row(ref.pk) for ref in row.differing.get("company", [])]
        if companies:
            # Of a new person's companies it is the first where they have the role.
            names = [role, *("" for _more in companies[1:])] if row.target is None else [role] * len(companies)
            return [
                Unsaved(Affiliation(company=company), {"contact": contact, "role": name})
                for company, name in zip(companies, names, strict=True)
            ]
        if not role:
            return []
        return [Unsaved(copy.copy(self._held(row)[0]), {"role": role})]

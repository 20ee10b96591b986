import copy

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved
from core.changesets import Recorder
from core.identity import parse_bankgiro, parse_swish
from core.text import search_key
from crm.models import Company, CompanyStatus
from crm.name_keys import bare_name
from crm.services.companies import loose_ends, save_companies
from imports.models import ImportKind
from imports.services import fields
from imports.services.fields import CellError, IgnoredColumn, ImportColumn
from imports.services.lookup import Ref, ambiguous
from imports.services.phones import phone
from imports.services.plan import Planned, Planner

NUMBER_HERE = _("Nr i Medspel")


def without_masked(texts: dict[str, str], name: str = "orgnr") -> dict[str, str]:
    """An export says Enskild firma where a number would be personal: that is no number."""
    masked = set()
    for language in ("sv", "en"):
        with translation.override(language):
            masked.add(search_key(gettext("Enskild firma")))
    return texts | {name: ""} if search_key(texts.get(name)) in masked else texts


class CompanyPlanner(Planner):
    kind = ImportKind.COMPANY
    model = Company
    columns = (
        ImportColumn("id", NUMBER_HERE, fields.whole, fields.of_text("pk"), decides=True),
        ImportColumn(
            "name",
            _("Namn"),
            fields.one_line,
            fields.of_text("name"),
            ("företag", "företagsnamn", "bolag", "kund"),
            required=True,
            example="Exempelbolaget AB",
        ),
        ImportColumn(
            "orgnr",
            _("Org.nr"),
            fields.orgnr,
            fields.of_text("orgnr_masked"),
            ("organisationsnummer", "orgnr", "org nr", "organisationsnr", "momsregnr"),
            example="556703-7485",
            decides=True,
        ),
        ImportColumn(
            "status",
            _("Status"),
            fields.choice(CompanyStatus),
            fields.of_choice("status"),
            choices=fields.labels(CompanyStatus),
            example=CompanyStatus.PROSPECT.label,
        ),
        ImportColumn(
            "trade", _("Bransch"), fields.one_line, fields.of_text("trade"), ("verksamhet", "sni"), example=_("Bygg")
        ),
        ImportColumn(
            "employees",
            _("Antal anställda"),
            fields.whole,
            fields.of_text("employees"),
            ("anställda", "antal medarbetare"),
            example="25",
        ),
        ImportColumn(
            "street",
            _("Gatuadress"),
            fields.one_line,
            fields.of_text("street"),
            ("adress", "gata", "address"),
            example="Storgatan 1",
        ),
        ImportColumn(
            "postal_code",
            _("Postnummer"),
            fields.one_line,
            fields.of_text("postal_code"),
            ("postnr",),
            example="722 11",
        ),
        ImportColumn(
            "city", _("Ort"), fields.one_line, fields.of_text("city"), ("postort", "stad"), example="Västerås"
        ),
        ImportColumn(
            "phone",
            _("Telefon"),
            phone,
            lambda company: company.phone.as_international if company.phone else "",
            ("växel", "växelnummer", "telefonnummer", "tel", "tfn", "phone"),
            example="021-12 34 56",
        ),
        ImportColumn(
            "website",
            _("Webbplats"),
            fields.web_address,
            fields.of_text("website"),
            ("hemsida", "webb", "www", "url"),
            example="www.exempelbolaget.example",
        ),
        ImportColumn(
            "invoice_email",
            _("E-post för faktura"),
            fields.email,
            fields.of_text("invoice_email"),
            ("fakturamejl", "faktura e-post", "e-post", "epost", "mejl", "email"),
            example="faktura@exempelbolaget.example",
        ),
        ImportColumn("invoice_reference", _("Fakturareferens"), fields.one_line, fields.of_text("invoice_reference")),
        ImportColumn(
            "bankgiro", _("Bankgiro"), fields.number(parse_bankgiro), fields.of_text("bankgiro_display"), ("bg",)
        ),
        ImportColumn(
            "swish", _("Swishnummer"), fields.number(parse_swish), fields.of_text("swish_display"), ("swish",)
        ),
        ImportColumn(
            "owner",
            _("Ansvarig"),
            None,
            lambda company: str(company.owner or ""),
            ("kontakt hos oss", "handläggare"),
            users="crm.change_nextstep",
        ),
        ImportColumn(
            "tags",
            _("Etiketter"),
            fields.names,
            lambda company: ", ".join(str(tag) for tag in company.tags.all()),
            ("taggar",),
            example=_("Nätverk, Leverantör"),
        ),
        ImportColumn(
            "notes", _("Anteckningar"), fields.text, fields.of_text("notes"), ("notering", "kommentar", "anteckning")
        ),
    )
    told = (
        IgnoredColumn(_("Senaste kontakt"), _("Följer av det som är loggat.")),
        IgnoredColumn(_("Registrerad"), _("Dagen då företaget lades in här, och den ändras inte.")),
    )

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.references = {"owner": lambda row, cell: self.lookup.user(cell, may="crm.change_nextstep")}

    def plan(self, listed):
        return super().plan((number, without_masked(texts)) for number, texts in listed)

    def targets(self):
        return Company.objects.select_related("owner").prefetch_related("tags")

    def current(self, target, name):
        if name == "tags":
            return [str(tag) for tag in target.tags.all()]
        return super().current(target, name)

    def is_alike(self, name, value, current):
        if name == "name":
            return bare_name(value) == bare_name(current)
        if name == "postal_code":
            return value.replace(" ", "") == current.replace(" ", "")
        return super().is_alike(name, value, current)

    def title(self, row):
        return row.texts.get("name", "")

    def identities(self, row):
        orgnr, name = row.values.get("orgnr"), bare_name(row.values.get("name", ""))
        keys = [("orgnr", orgnr), ("only a name", name)] if orgnr else [("name", name)]
        return [(what, known) for what, known in keys if known]

    def claims(self, row):
        orgnr, name = row.values.get("orgnr"), bare_name(row.values.get("name", ""))
        keys = [("orgnr", orgnr), ("name", name)] if orgnr else [("name", name), ("only a name", name)]
        return [(what, known) for what, known in keys if known]

    def find(self, row: Planned):
        """By our own number, then organisation number, then name, with e-mail to tell those apart who share it."""
        known, values = self.lookup.companies, row.values
        if "id" in values:
            if values["id"] not in known.by_pk:
                raise CellError(gettext("Inget företag har det numret. Lämna det tomt för ett nytt företag."), "id")
            row.target_pk = values["id"]
            self._check_orgnr(row)
            return
        if values.get("orgnr") in known.by_orgnr:
            row.target_pk = known.by_orgnr[values["orgnr"]].pk
            return
        candidates = self._candidates(row)
        if len(candidates) > 1:
            raise ambiguous(values.get("name") or values["invoice_email"], candidates)
        if candidates:
            row.target_pk = candidates[0].pk

    def _candidates(self, row: Planned) -> list[Ref]:
        known, values = self.lookup.companies, row.values
        orgnr, name, email = (
            values.get("orgnr", ""),
            values.get("name", ""),
            search_key(values.get("invoice_email", "")),
        )
        by_email = known.by_email.get(email, [])
        # Companies of a group may share the address for invoices: with another name it is another company.
        found = known.named(name) if name else by_email
        found = [ref for ref in found if not (orgnr and ref.orgnr)]
        narrowed = [ref for ref in found if ref in by_email]
        return narrowed if len(found) > 1 and len(narrowed) == 1 else found

    def _check_orgnr(self, row: Planned):
        holder = self.lookup.companies.by_orgnr.get(row.values.get("orgnr"))
        if holder and holder.pk != row.target_pk:
            raise CellError(gettext("Numret är redan registrerat på %(company)s.") % {"company": holder.name}, "orgnr")

    def compare_more(self, row: Planned):
        if row.target and "name" in row.differing and "id" not in row.values and self._was_called_so(row):
            row.agree(self.by_name["name"])  # an older list takes back no new name
        if row.target and row.differing.get("status") == CompanyStatus.ENDED and (ends := loose_ends([row.target])):
            words = gettext("%(ends)s Ska företaget avslutas ändå, gör det på företagets sida.")
            raise CellError(words % {"ends": ends}, "status")

    def _was_called_so(self, row: Planned) -> bool:
        return bare_name(row.differing["name"]) in set(map(bare_name, row.target.former))

    def apply(self, rows: list[Planned], recorder: Recorder):
        unsaved = []
        for row in rows:
            if row.target and "tags" in row.differing:
                recorder.links(row.target, "tags")
            company = copy.copy(row.target) if row.target else Company()
            recorder.about(company, row.number)
            unsaved.append(Unsaved(company, row.differing))
        save_companies(unsaved)

import copy
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved
from core.changesets import Recorder
from core.identity_numbers import parse_bankgiro, parse_swish
from core.text import search_key
from crm.models import Company, CompanyStatus
from crm.name_keys import bare_name
from crm.services.companies import loose_ends, save_companies
from imports.models import ImportKind
from imports.services import fields
from imports.services.fields import CellError, IgnoredColumn, ImportColumn
from imports.services.lookup import Ref, ambiguous
from imports.services.model_resource import ModelResource
from imports.services.results import RowResult
from imports.services.shared_columns import NOTES, NUMBER, ORGNR, PHONE, owner


class CompanyResource(ModelResource):
    kind = ImportKind.COMPANY
    label = kind.label
    template = "mall-foretag"
    hints = (
        _(
            "Ett företag som redan finns känns igen på vårt nummer, organisationsnumret eller namnet, med eller utan "
            "AB. E-posten skiljer på dem som heter lika."
        ),
    )
    model = Company
    columns = (
        NUMBER,
        ImportColumn(
            "name",
            _("Namn"),
            fields.one_line,
            fields.of_text("name"),
            ("företag", "företagsnamn", "bolag", "kund"),
            required=True,
            alike=bare_name,
            example="Exempelbolaget AB",
        ),
        replace(
            ORGNR,
            words=fields.of_text("orgnr_masked"),
            also=(*ORGNR.also, "organisationsnr", "momsregnr"),
            example="556703-7485",
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
            alike=lambda code: code.replace(" ", ""),
            example="722 11",
        ),
        ImportColumn(
            "city", _("Ort"), fields.one_line, fields.of_text("city"), ("postort", "stad"), example="Västerås"
        ),
        replace(
            PHONE,
            also=("växel", "växelnummer", "telefonnummer", "tel", "tfn", "phone"),
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
        owner("crm.change_nextstep"),
        ImportColumn(
            "tags",
            _("Etiketter"),
            fields.names,
            lambda company: ", ".join(str(tag) for tag in company.tags.all()),
            ("taggar",),
            held=lambda company: [str(tag) for tag in company.tags.all()],
            example=_("Nätverk, Leverantör"),
        ),
        NOTES,
    )
    ignored = (
        IgnoredColumn(_("Senaste kontakt"), _("Följer av det som är loggat.")),
        IgnoredColumn(_("Registrerad"), _("Dagen då företaget lades in här, och den ändras inte.")),
    )

    titled_by = ("name",)

    def instances(self):
        return Company.objects.for_table()

    def identities(self, row):
        """Rows with the same name are the same company, unless both have an organisation number and they differ."""
        orgnr, name = row.values.get("orgnr", ""), bare_name(row.values.get("name", ""))
        by_orgnr = [(("orgnr", orgnr), "")] if orgnr else []
        return [*by_orgnr, (("name", name), orgnr)] if name else by_orgnr

    def find(self, row: RowResult):
        """By our own number, else organisation number, else name; the e-mail tells companies of the same name apart."""
        known, values = self.lookup.companies, row.values
        if "id" in values:
            if values["id"] not in known.by_pk:
                raise CellError(gettext("Inget företag har det numret. Lämna det tomt för ett nytt företag."), "id")
            row.instance_pk = values["id"]
            self._check_orgnr(row)
            return
        if values.get("orgnr") in known.by_orgnr:
            row.instance_pk = known.by_orgnr[values["orgnr"]].pk
            return
        candidates = self._candidates(row)
        if len(candidates) > 1:
            raise ambiguous(values.get("name") or values["invoice_email"], candidates)
        if candidates:
            row.instance_pk = candidates[0].pk

    def _candidates(self, row: RowResult) -> list[Ref]:
        known, values = self.lookup.companies, row.values
        orgnr, name, email = (
            values.get("orgnr", ""),
            values.get("name", ""),
            search_key(values.get("invoice_email", "")),
        )
        by_email = known.by_email.get(email, [])
        # Companies of a group may share an invoice address, so the name decides if there is one.
        found = known.named(name) if name else by_email
        found = [ref for ref in found if not (orgnr and ref.orgnr)]
        narrowed = [ref for ref in found if ref in by_email]
        return narrowed if len(found) > 1 and len(narrowed) == 1 else found

    def _check_orgnr(self, row: RowResult):
        holder = self.lookup.companies.by_orgnr.get(row.values.get("orgnr"))
        if holder and holder.pk != row.instance_pk:
            raise CellError(gettext("Numret är redan registrerat på %(company)s.") % {"company": holder.name}, "orgnr")

    def compare(self, row: RowResult):
        if row.instance and "name" in row.diff and "id" not in row.values and self._was_called_so(row):
            row.agree(self.by_name["name"])  # an older list does not restore a former name
        if row.instance and row.diff.get("status") == CompanyStatus.ENDED and (ends := loose_ends([row.instance])):
            words = gettext("%(ends)s Ska företaget avslutas ändå, gör det på företagets sida.")
            raise CellError(words % {"ends": ends}, "status")

    def _was_called_so(self, row: RowResult) -> bool:
        return bare_name(row.diff["name"]) in set(map(bare_name, row.instance.former))

    def save(self, rows: list[RowResult], recorder: Recorder):
        unsaved = []
        for row in rows:
            if row.instance and "tags" in row.diff:
                recorder.links(row.instance, "tags")
            company = copy.copy(row.instance) if row.instance else Company()
            recorder.about(company, row.number)
            unsaved.append(Unsaved(company, row.diff))
        save_companies(unsaved)

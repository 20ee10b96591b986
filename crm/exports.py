import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.excel import Column, Export, Kind, Sheet


class CompanyExport(Export):
    title = _("Företag")
    filename = "foretag"

    def columns(self):
        # A sole trader's number is personal data and stays out of the workbook.
        columns = [
            Column(_("Namn"), "name", width=36),
            Column(_("Org.nr"), "orgnr_masked", width=16),
            Column(_("Status"), "get_status_display", width=12),
            Column(_("Bransch"), "trade"),
            Column(_("Antal anställda"), "employees", Kind.WHOLE),
            Column(_("Gatuadress"), "street", width=28),
            Column(_("Postnummer"), "postal_code", width=12),
            Column(_("Ort"), "city", width=18),
            Column(_("Webbplats"), "website", width=30),
            Column(_("E-post för faktura"), "invoice_email", width=30),
            Column(_("Fakturareferens"), "invoice_reference"),
            Column(_("Bankgiro"), "bankgiro_display", width=14),
            Column(_("Swishnummer"), "swish_display", width=16),
            Column(_("Ansvarig"), "owner", width=22),
            Column(_("Etiketter"), lambda company: ", ".join(str(tag) for tag in company.tags.all())),
            Column(_("Senaste kontakt"), "last_contact_at", Kind.DATETIME),
        ]
        if self.user is not None and self.user.has_perm("crm.view_company_notes"):
            columns.append(Column(_("Anteckningar"), "notes", width=50))
        return columns


def _current_roles(contact):
    today = timezone.localdate()
    return [a for a in contact.affiliations.all() if a.is_current_on(today)]


class ContactExport(Export):
    title = _("Kontaktpersoner")
    filename = "kontaktpersoner"

    def columns(self):
        return [
            Column(_("Förnamn"), "first_name", width=18),
            Column(_("Efternamn"), "last_name", width=20),
            Column(_("Företag"), lambda c: ", ".join(str(a.company) for a in _current_roles(c)), width=36),
            Column(_("Roll"), lambda c: ", ".join(a.role for a in _current_roles(c) if a.role)),
            Column(_("E-post"), "email", width=32),
            Column(_("Telefon"), lambda c: c.phone.as_international if c.phone else "", width=18),
            Column(_("Vill inte bli kontaktad"), "do_not_contact", Kind.YES_NO),
            Column(_("Rättslig grund"), "get_legal_basis_display"),
            Column(_("Källa"), "data_source"),
        ]


class InteractionExport(Export):
    title = _("Kontakter")
    filename = "kontakter"

    def columns(self):
        return [
            Column(_("När"), "happened_at", Kind.DATETIME),
            Column(_("Typ"), "get_kind_display", width=12),
            Column(_("Riktning"), "get_direction_display", width=12),
            Column(_("Företag"), lambda i: ", ".join(str(company) for company in i.companies.all()), width=36),
            Column(_("Personer"), lambda i: ", ".join(str(contact) for contact in i.contacts.all()), width=30),
            Column(pgettext_lazy("ett", "Mål"), "goal", width=22),
            Column(_("Vad som sades"), "text", width=60),
            Column(_("Utfall"), "get_outcome_display", width=14),
            Column(_("Loggad av"), "logged_by", width=22),
        ]


class SponsorshipExport(Export):
    """Finance's list: one row an agreement, and totals per goal and tier that sum to the same kronor."""

    title = _("Sponsorskap")
    filename = "sponsorskap"

    def __init__(self, *, period: tuple[dt.date, dt.date], **kwargs):
        super().__init__(**kwargs)
        self.period = period
        words = gettext("%(first)s till och med %(last)s") % {"first": period[0], "last": period[1]}
        self.filters.append((gettext("Belopp i perioden avser"), words))
        self._sums = defaultdict(lambda: [0, Decimal(0), Decimal(0)])

    def columns(self):
        return [
            Column(_("Avtal"), "agreement_no", width=12),
            Column(pgettext_lazy("ett", "Företag"), "company.name", width=36),
            Column(_("Org.nr"), "company.orgnr_masked", width=16),
            Column(pgettext_lazy("ett", "Mål"), "goal", width=22),
            Column(_("Nivå"), "tier", width=16),
            Column(_("Från"), "starts", Kind.DATE),
            Column(_("Till och med"), "last_day", Kind.DATE),
            Column(_("Belopp per år"), "amount", Kind.MONEY, total=True),
            Column(_("Belopp i perioden"), "in_period", Kind.MONEY, total=True),
            Column(_("Läge"), "get_stage_display", width=18),
            Column(_("Ansvarig"), "owner", width=22),
            Column(_("E-post för faktura"), "company.invoice_email", width=30),
            Column(_("Fakturareferens"), "company.invoice_reference"),
            Column(_("Betalning"), "payment_note"),
            Column(_("Tecknat den"), "signed_on", Kind.DATE),
        ]

    def rows(self):
        for sponsorship in super().rows():
            sponsorship.in_period = sponsorship.amount_between(*self.period)
            sums = self._sums[sponsorship.goal, sponsorship.tier]
            sums[0] += 1
            sums[1] += sponsorship.amount or 0
            sums[2] += sponsorship.in_period
            yield sponsorship

    def extra_sheets(self):
        rows = [
            (goal, tier, *sums)
            for (goal, tier), sums in sorted(self._sums.items(), key=lambda row: (row[0][0].number, row[0][1].rank))
        ]
        return [
            Sheet(
                gettext("Summor per mål och nivå"),
                [
                    Column(pgettext_lazy("ett", "Mål"), lambda row: row[0], width=24),
                    Column(_("Nivå"), lambda row: row[1], width=18),
                    Column(_("Antal"), lambda row: row[2], Kind.WHOLE, total=True),
                    Column(_("Belopp per år"), lambda row: row[3], Kind.MONEY, total=True),
                    Column(_("Belopp i perioden"), lambda row: row[4], Kind.MONEY, total=True),
                ],
                rows,
            )
        ]

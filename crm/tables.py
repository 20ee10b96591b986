import datetime as dt

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import BadgeColumn, DateColumn, MoneyColumn, SmallTable, TemplateColumn, WholeColumn
from crm.models import Company, Contact, Interaction, Sponsorship


class CompanyTable(tables.Table):
    name = tables.Column(linkify=True, order_by="sort_key")
    orgnr = tables.Column(
        accessor="orgnr_masked",
        order_by="orgnr",
        verbose_name=_("Org.nr"),
        attrs={"td": {"class": "text-tabular"}},
    )
    status = BadgeColumn()
    city = tables.Column()
    trade = tables.Column()
    owner = tables.Column(order_by=("owner__first_name", "owner__last_name"), attrs={"td": {"class": "text-nowrap"}})
    last_contact_at = DateColumn(verbose_name=_("Senaste kontakt"))

    class Meta:
        model = Company
        fields = ("name", "orgnr", "status", "trade", "city", "owner", "last_contact_at")
        order_by = "name"


class ContactTable(tables.Table):
    name = tables.Column(accessor="pk", verbose_name=_("Namn"), linkify=True, order_by="sort_key")
    companies = TemplateColumn(template_name="crm/_affiliations.html", verbose_name=_("Företag"), orderable=False)
    email = tables.EmailColumn()
    phone = TemplateColumn(template_name="crm/_phone.html", verbose_name=_("Telefon"), orderable=False)

    class Meta:
        model = Contact
        fields = ("name", "companies", "email", "phone")
        order_by = "name"

    def render_name(self, record):
        return str(record)


class InteractionTable(tables.Table):
    happened_at = TemplateColumn(template_name="crm/_happened.html")
    companies = TemplateColumn(template_name="crm/_who.html", verbose_name=_("Vilka"), orderable=False)
    text = TemplateColumn("{{ record.text|truncatechars:160 }}", verbose_name=_("Vad som sades"), orderable=False)
    outcome = BadgeColumn()
    goal = TemplateColumn(
        template_name="crm/_goal.html", verbose_name=pgettext_lazy("ett", "Mål"), order_by="goal__number"
    )
    logged_by = tables.Column(order_by=("logged_by__first_name", "logged_by__last_name"))

    class Meta:
        model = Interaction
        fields = ("happened_at", "companies", "text", "outcome", "goal", "logged_by")
        order_by = "-happened_at"


class SponsorshipTable(tables.Table):
    agreement_no = tables.Column(linkify=True, verbose_name=_("Avtal"))
    company = TemplateColumn(
        template_name="crm/_company_orgnr.html",
        verbose_name=pgettext_lazy("ett", "Företag"),
        order_by="company__sort_key",
    )
    goal = TemplateColumn(
        template_name="crm/_goal_tier.html", verbose_name=_("Mål och nivå"), order_by=("goal__number", "tier__rank")
    )
    period = TemplateColumn(template_name="crm/_period.html", verbose_name=_("Period"), order_by=("starts", "ends"))
    amount = MoneyColumn(verbose_name=_("Per år"))
    in_period = MoneyColumn(empty_values=(), orderable=False, verbose_name=_("I perioden"))
    owner = tables.Column(order_by=("owner__first_name", "owner__last_name"))
    invoice = TemplateColumn(template_name="crm/_invoice.html", verbose_name=_("Faktura till"), orderable=False)
    stage = TemplateColumn(
        template_name="crm/_stage_signed.html", verbose_name=_("Läge"), order_by=("stage", "signed_on")
    )

    class Meta:
        model = Sponsorship
        fields = (
            "agreement_no",
            "company",
            "goal",
            "period",
            "amount",
            "in_period",
            "owner",
            "invoice",
            "stage",
        )
        order_by = "company"

    def __init__(self, *args, period: tuple[dt.date, dt.date], **kwargs):
        super().__init__(*args, **kwargs)
        self.period = period

    def render_in_period(self, record, column):
        return column.render(record.amount_between(*self.period))


class SeatsTable(SmallTable):
    """Of crm.queries.TierSeats."""

    tier = tables.Column(accessor="offer__tier", verbose_name=_("Nivå"))
    taken = WholeColumn(verbose_name=_("Upptagna"))
    free = WholeColumn(verbose_name=_("Lediga"), default=_("Obegränsat"))
    caption = _("Platser i dag")


class YearsTable(SmallTable):
    """Of (year, kronor)."""

    year = tables.Column(accessor="0", verbose_name=_("År"), attrs={"td": {"class": "text-tabular"}})
    amount = MoneyColumn(accessor="1", verbose_name=_("Belopp"))
    caption = _("Belopp per kalenderår, räknat på dagar")

    def render_year(self, value):
        return str(value)  # no space in a year

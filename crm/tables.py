import datetime as dt

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, DateColumn, MoneyColumn, Table
from crm.models import Company, Contact, Interaction, Sponsorship


class CompanyTable(Table):
    name = tables.Column(linkify=True, order_by="sort_key")
    orgnr = tables.Column(accessor="orgnr_masked", order_by="orgnr", verbose_name=_("Org.nr"))
    status = BadgeColumn()
    city = tables.Column()
    trade = tables.Column()
    owner = tables.Column(order_by=("owner__first_name", "owner__last_name"))
    last_contact_at = DateColumn(verbose_name=_("Senaste kontakt"))

    class Meta:
        model = Company
        fields = ("name", "orgnr", "status", "trade", "city", "owner", "last_contact_at")
        order_by = "name"


class ContactTable(Table):
    name = tables.Column(accessor="__str__", verbose_name=_("Namn"), linkify=True, order_by="sort_key")
    companies = tables.TemplateColumn(
        template_name="crm/_affiliations.html", verbose_name=_("Företag"), orderable=False
    )
    email = tables.EmailColumn()
    phone = tables.TemplateColumn(template_name="crm/_phone.html", verbose_name=_("Telefon"), orderable=False)

    class Meta:
        model = Contact
        fields = ("name", "companies", "email", "phone")
        order_by = "name"


class InteractionTable(Table):
    happened_at = tables.DateTimeColumn(linkify=True, format="Y-m-d H:i")
    kind = BadgeColumn(verbose_name=_("Typ"))
    companies = tables.ManyToManyColumn(linkify_item=True, verbose_name=_("Företag"))
    contacts = tables.ManyToManyColumn(linkify_item=True, verbose_name=_("Personer"))
    text = tables.TemplateColumn("{{ record.text|truncatechars:120 }}", verbose_name=_("Vad som sades"))
    outcome = BadgeColumn()
    goal = tables.TemplateColumn(template_name="crm/_goal.html", verbose_name=_("Mål"), order_by="goal__number")
    logged_by = tables.Column(order_by=("logged_by__first_name", "logged_by__last_name"))

    class Meta:
        model = Interaction
        fields = ("happened_at", "kind", "companies", "contacts", "text", "outcome", "goal", "logged_by")
        order_by = "-happened_at"
        orderable = True


class SponsorshipTable(Table):
    agreement_no = tables.Column(linkify=True, verbose_name=_("Avtal"))
    company = tables.Column(linkify=True, order_by="company__sort_key")
    goal = tables.TemplateColumn(template_name="crm/_goal.html", verbose_name=_("Mål"), order_by="goal__number")
    tier = tables.Column(order_by="tier__rank")
    starts = DateColumn()
    ends = DateColumn(accessor="last_day", order_by="ends")
    amount = MoneyColumn()
    in_period = MoneyColumn(empty_values=(), orderable=False, verbose_name=_("I perioden"))
    owner = tables.Column(order_by=("owner__first_name", "owner__last_name"))
    stage = tables.TemplateColumn(template_name="crm/_stage.html", verbose_name=_("Läge"))

    class Meta:
        model = Sponsorship
        fields = ("agreement_no", "company", "goal", "tier", "starts", "ends", "amount", "in_period", "owner", "stage")
        order_by = "company"

    def __init__(self, *args, period: tuple[dt.date, dt.date], **kwargs):
        super().__init__(*args, **kwargs)
        self.period = period

    def value_in_period(self, record):
        return record.amount_between(*self.period)

    def render_in_period(self, record, column):
        return column.render(record.amount_between(*self.period))

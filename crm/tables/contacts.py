import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import TemplateColumn
from crm.models import Contact


class ContactTable(tables.Table):
    name = tables.Column(accessor="pk", verbose_name=_("Namn"), linkify=True, order_by="sort_key")
    companies = TemplateColumn(
        template_name="crm/contacts/_affiliations.html", verbose_name=_("Företag"), orderable=False
    )
    email = tables.EmailColumn()
    phone = TemplateColumn(template_name="crm/contacts/_phone.html", verbose_name=_("Telefon"), orderable=False)

    class Meta:
        model = Contact
        fields = ("name", "companies", "email", "phone")
        order_by = "name"

    def render_name(self, record):
        return str(record)

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import MadeColumn, Table
from crm.models import Contact
from crm.tables import cells


class ContactTable(Table):
    name = tables.Column(accessor="pk", verbose_name=_("Namn"), linkify=True, order_by="sort_key")
    companies = MadeColumn(cells.affiliations, verbose_name=_("Företag"), orderable=False)
    email = tables.EmailColumn()
    phone = MadeColumn(cells.phone, verbose_name=_("Telefon"), orderable=False)

    class Meta:
        model = Contact
        fields = ("name", "companies", "email", "phone")
        order_by = "name"

    def render_name(self, record):
        return str(record)

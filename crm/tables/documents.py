import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, DateColumn, Table, TemplateColumn
from crm.models import Document


class DocumentTable(Table):
    title = tables.Column(linkify=True, order_by="sort_key")
    kind = BadgeColumn()
    company = tables.Column(linkify=True, order_by="company")
    sponsorship = tables.Column(linkify=True, order_by="sponsorship__agreement_no")
    dated_on = DateColumn()
    added_by = tables.Column(order_by=("added_by__first_name", "added_by__last_name"))
    size = TemplateColumn(
        template_name="crm/documents/_file.html", verbose_name=_("Fil"), attrs={"td": {"class": "text-nowrap"}}
    )

    class Meta:
        model = Document
        fields = ("title", "kind", "company", "sponsorship", "dated_on", "added_by", "size")
        order_by = "-dated_on"

    def render_sponsorship(self, record):
        return record.sponsorship.agreement_no

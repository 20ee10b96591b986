import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import EditColumn, Table, TemplateColumn
from crm.models import Tag


class TagTable(Table):
    name = tables.Column(order_by="sort_key", attrs={"td": {"class": "fw-semibold"}})
    number = TemplateColumn(template_name="crm/tags/_tag_number.html", verbose_name=_("Företag"))
    actions = EditColumn(template_name="crm/tags/_tag_actions.html", orderable=False)

    class Meta:
        model = Tag
        fields = ("name", "number", "actions")
        order_by = "name"

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, Table, TemplateColumn
from inbox.models import Enquiry


class EnquiryTable(Table):
    company_name = tables.Column(linkify=True, verbose_name=_("Företag"), empty_values=())
    person_name = tables.Column(verbose_name=_("Person"))
    goals = TemplateColumn(template_name="crm/goals/_goal_list.html", verbose_name=_("Mål"), orderable=False)
    received_at = TemplateColumn('{{ record.received_at|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})
    assignee = tables.Column(order_by=("assignee__first_name", "assignee__last_name"))
    state = BadgeColumn()

    class Meta:
        model = Enquiry
        fields = ("company_name", "person_name", "goals", "received_at", "assignee", "state")
        order_by = "-received_at"

    def render_company_name(self, record):
        """Show an erased enquiry's number instead."""
        return str(record)

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.markup import markup
from core.tables import BadgeColumn, MadeColumn, Table, TemplateColumn
from inbox.models import Enquiry, InboundMail, MailRule


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


def _sender(row: InboundMail) -> str:
    name = markup('<a href="{}">{}</a>', row.get_absolute_url(), row.who or _("Okänd"))
    return markup('{}<span class="cell-more">{}</span>', name, row.sender) if row.sender_name else name


class InboundTable(Table):
    sender = MadeColumn(_sender, verbose_name=_("Från"), order_by=("sender",))
    subject = MadeColumn(str, verbose_name=_("Ämne"), order_by=("subject",))
    state = BadgeColumn(verbose_name=_("Läge"))
    reason = MadeColumn(lambda row: row.get_reason_display(), verbose_name=_("Skäl"), orderable=False)
    received_at = TemplateColumn(
        '{{ value|date:"Y-m-d H:i" }}', verbose_name=_("Kom in"), attrs={"td": {"class": "text-tabular text-nowrap"}}
    )

    class Meta:
        model = InboundMail
        fields = ("sender", "subject", "state", "reason", "received_at")
        order_by = "-received_at"


class RuleTable(Table):
    pattern = MadeColumn(str, verbose_name=_("Adress"), order_by=("pattern",))
    action = BadgeColumn(verbose_name=_("Vad som händer"))
    user = tables.Column(verbose_name=_("I vems namn"), order_by=("user__first_name", "user__last_name"))
    note = tables.Column(verbose_name=_("Anteckning"))
    change = TemplateColumn(template_name="inbox/_rule_links.html", verbose_name="", orderable=False)

    class Meta:
        model = MailRule
        fields = ("pattern", "action", "user", "note", "change")
        order_by = "pattern"

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import BadgeColumn, TemplateColumn
from crm.models import Interaction


class InteractionTable(tables.Table):
    happened_at = TemplateColumn(template_name="crm/interactions/_happened.html")
    companies = TemplateColumn(template_name="crm/interactions/_who.html", verbose_name=_("Vilka"), orderable=False)
    text = TemplateColumn("{{ record.text|truncatechars:160 }}", verbose_name=_("Vad som sades"), orderable=False)
    outcome = BadgeColumn()
    goal = TemplateColumn(
        template_name="crm/goals/_goal.html", verbose_name=pgettext_lazy("ett", "Mål"), order_by="goal__number"
    )
    logged_by = tables.Column(order_by=("logged_by__first_name", "logged_by__last_name"))

    class Meta:
        model = Interaction
        fields = ("happened_at", "companies", "text", "outcome", "goal", "logged_by")
        order_by = "-happened_at"

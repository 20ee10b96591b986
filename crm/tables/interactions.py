import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import BadgeColumn, MadeColumn, Table
from crm.models import Interaction
from crm.tables import cells


class InteractionTable(Table):
    happened_at = MadeColumn(cells.happened)
    companies = MadeColumn(cells.who, verbose_name=_("Vilka"), orderable=False)
    text = MadeColumn(cells.said, verbose_name=_("Vad som sades"), orderable=False)
    outcome = BadgeColumn()
    goal = MadeColumn(cells.goal, verbose_name=pgettext_lazy("ett", "Mål"), order_by="goal__number")
    logged_by = tables.Column(order_by=("logged_by__first_name", "logged_by__last_name"))

    class Meta:
        model = Interaction
        fields = ("happened_at", "companies", "text", "outcome", "goal", "logged_by")
        order_by = "-happened_at"

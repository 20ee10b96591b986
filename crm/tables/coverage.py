import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import MadeColumn, MoneyColumn, Table, TemplateColumn
from crm.models import Sponsorship
from crm.tables import cells


class ProspectTable(Table):
    """Rows are crm.queries.prospects.Prospect."""

    company = tables.Column(
        linkify=lambda record: record.company.get_absolute_url(), verbose_name=pgettext_lazy("ett", "Företag")
    )
    reasons = TemplateColumn(template_name="crm/coverage/_prospect_reasons.html", verbose_name=_("Därför"))
    owner = tables.Column(accessor="company__owner", verbose_name=_("Ansvarig"))
    action = TemplateColumn(
        template_name="crm/coverage/_prospect_action.html", accessor="company", verbose_name=_("Åtgärd")
    )

    class Meta:
        orderable = False


class HolderTable(Table):
    """Sponsorships that hold a tier's seats in a month."""

    company = tables.Column(
        linkify=lambda record: record.get_absolute_url(), verbose_name=pgettext_lazy("ett", "Företag")
    )
    period = MadeColumn(cells.period, verbose_name=_("Period"))
    yearly = MoneyColumn(verbose_name=_("Per år"))
    lapses = TemplateColumn(template_name="crm/renewals/_holder_lapses.html", verbose_name=_("Därefter"))

    class Meta:
        model = Sponsorship
        fields = ("company", "period", "yearly", "lapses")
        orderable = False

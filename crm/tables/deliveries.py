import django_tables2 as tables
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import DateColumn, MadeColumn, MoneyColumn, SmallTable, Table, TemplateColumn, WholeColumn
from crm.models import Delivery
from crm.tables import cells


class DeliveryTable(Table):
    """The template context must have `today`."""

    text = TemplateColumn(
        template_name="crm/deliveries/_name.html", verbose_name=_("Motprestation"), order_by="search_key"
    )
    company = tables.Column(
        accessor="sponsorship__company",
        linkify=True,
        verbose_name=pgettext_lazy("ett", "Företag"),
        order_by="sponsorship__company",
    )
    goal = MadeColumn(
        lambda delivery: cells.goal_and_tier(delivery.sponsorship),
        verbose_name=_("Mål och nivå"),
        order_by=("sponsorship__goal__number", "sponsorship__tier__rank"),
    )
    due_on = TemplateColumn(template_name="crm/deliveries/_due.html", verbose_name=pgettext_lazy("dag", "Senast"))
    responsible = tables.Column(orderable=False, verbose_name=_("Vem gör det"))
    market_value = MoneyColumn(verbose_name=_("Marknadsvärde"))
    state = TemplateColumn(template_name="crm/deliveries/_state.html", verbose_name=_("Läge"))

    class Meta:
        model = Delivery
        fields = ("text", "company", "goal", "due_on", "responsible", "market_value", "state")
        order_by = "due_on"

    def order_due_on(self, queryset, is_descending):
        """Sort rows without a due day last, equal on both databases."""
        day = F("due_on").desc(nulls_last=True) if is_descending else F("due_on").asc(nulls_last=True)
        return queryset.order_by(day, "sponsorship__company__sort_key", "pk"), True


class ToBePromisedTable(SmallTable):
    """Benefits that signing would freeze."""

    text = tables.Column(verbose_name=_("Motprestation"))
    quantity = WholeColumn(verbose_name=_("Antal"))
    market_value = MoneyColumn(verbose_name=_("Marknadsvärde"))
    due_on = DateColumn(verbose_name=pgettext_lazy("dag", "Senast"))


class PromisedTable(SmallTable):
    """The promises of one sponsorship. The template context must have `today`."""

    text = TemplateColumn(template_name="crm/deliveries/_promised.html", verbose_name=_("Motprestation"))
    due_on = TemplateColumn(template_name="crm/deliveries/_due.html", verbose_name=pgettext_lazy("dag", "Senast"))
    state = TemplateColumn(template_name="crm/deliveries/_state.html", verbose_name=_("Läge"))

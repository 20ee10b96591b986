"""A goal's matrix of sponsors and benefits, and the split of a year's amount."""

import datetime as dt

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import MoneyColumn, SmallTable, Table
from crm.templatetags.deliveries import delivery_badge


class CellColumn(tables.Column):
    """One benefit: state and day of each delivery, with a link."""

    def __init__(self, text: str):
        self.text = text
        super().__init__(verbose_name=text, orderable=False, empty_values=(), attrs={"td": {"class": "promise-cell"}})

    def render(self, record, table):
        deliveries = [delivery for delivery in record.promised if delivery.text == self.text]
        return format_html_join(
            "",
            '<a href="{}">{}<span class="cell-more text-tabular">{}</span></a>',
            (
                (d.get_absolute_url(), delivery_badge(d, table.today), (d.delivered_on or d.due_on or ""))
                for d in deliveries
            ),
        ) or format_html(
            '<span class="promise-none"><span aria-hidden="true">\N{EN DASH}</span>'
            '<span class="visually-hidden">{}</span></span>',
            _("Inte utlovat"),
        )


class DeliveryMatrixTable(Table):
    """Rows are from crm.queries.delivery_overviews.with_promises; one column per benefit."""

    company = tables.Column(
        accessor="company",
        verbose_name=pgettext_lazy("ett", "Företag"),
        order_by="company",
    )

    class Meta:
        template_name = "crm/deliveries/matrix_table.html"
        sequence = ("company", "...")

    def __init__(self, *args, benefits: list[str], today: dt.date, **kwargs):
        cells = [(f"benefit_{place}", CellColumn(text)) for place, text in enumerate(benefits)]
        super().__init__(*args, extra_columns=cells, **kwargs)
        self.today, self.benefits = today, benefits

    def render_company(self, record):
        return format_html(
            '<a href="{}">{}</a><span class="cell-more">{}</span>',
            record.get_absolute_url(),
            record.company,
            record.tier_label,
        )


class SplitTable(SmallTable):
    """Rows are (words, ValueSplit)."""

    words = tables.Column(accessor="0", verbose_name=_("Räknat på det som är"))
    value = MoneyColumn(accessor="1__value", verbose_name=_("Marknadsvärde"))
    counter = MoneyColumn(accessor="1__counter", verbose_name=_("Motprestationsdel"))
    gift = MoneyColumn(accessor="1__gift", verbose_name=_("Gåvodel"))
    over = MoneyColumn(accessor="1__over", verbose_name=_("Över beloppet"))

    def __init__(self, of, **kwargs):
        rows = [(_("avtalat"), of.agreed), (_("levererat"), of.delivered), (_("levererat och använt"), of.used)]
        super().__init__(rows, **kwargs)

import datetime as dt

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import MadeColumn, MoneyColumn, SmallTable, Table, WholeColumn
from core.text import period_words
from crm.models import Sponsorship
from crm.tables import cells

# Shared with the workbook written by a command. By the whole order of companies, which is that of an index: SQLite then
# reads the companies until the page is full, where by the sort key alone it sorts every sponsorship.
LIST_ORDER = ("company",)


class SponsorshipTable(Table):
    agreement_no = tables.Column(linkify=True, verbose_name=_("Avtal"))
    company = MadeColumn(
        cells.company_and_number,
        verbose_name=pgettext_lazy("ett", "Företag"),
        order_by=LIST_ORDER,
    )
    goal = MadeColumn(
        cells.goal_and_tier,
        verbose_name=_("Mål och nivå"),
        order_by=("goal__number", "tier__rank"),
    )
    kind = MadeColumn(cells.kind, verbose_name=_("Slag"))
    period = MadeColumn(cells.period, verbose_name=_("Period"), order_by=("starts", "ends"))
    amount = MoneyColumn(empty_values=(), verbose_name=_("Per år"))
    in_period = MoneyColumn(empty_values=(), orderable=False, verbose_name=_("I perioden"))
    owner = tables.Column(order_by=("owner__first_name", "owner__last_name"))
    invoice = MadeColumn(cells.invoice, verbose_name=_("Faktura till"), orderable=False)
    stage = MadeColumn(cells.stage, verbose_name=_("Läge"), order_by=("stage", "signed_on"))

    class Meta:
        model = Sponsorship
        fields = (
            "agreement_no",
            "company",
            "goal",
            "kind",
            "period",
            "amount",
            "in_period",
            "owner",
            "invoice",
            "stage",
        )
        order_by = "company"

    def __init__(self, *args, period: tuple[dt.date, dt.date], day: dt.date, **kwargs):
        self.period, self.day = period, day
        super().__init__(*args, **kwargs)
        if "in_period" in self.columns:
            self.columns["in_period"].column.verbose_name = _("Kronor %(period)s") % {"period": period_words(*period)}

    def order_kind(self, queryset, is_descending):
        return queryset.with_kind().order_by("-kind" if is_descending else "kind"), True

    def order_amount(self, queryset, is_descending):
        return queryset.with_yearly(self.day).order_by("-yearly" if is_descending else "yearly"), True

    def render_amount(self, record, column):
        amount = record.yearly_on(self.day)
        return self.default if amount is None else column.render(amount)

    def render_in_period(self, record, column):
        return column.render(record.amount_between(*self.period))


class SeatsTable(SmallTable):
    """Rows are crm.queries.partners.TierSeats."""

    tier = tables.Column(accessor="offer__tier", verbose_name=_("Nivå"))
    taken = WholeColumn(verbose_name=_("Upptagna"))
    free = WholeColumn(verbose_name=_("Lediga"), default=_("Obegränsat"))
    caption = _("Platser i dag")


class YearsTable(SmallTable):
    """Rows are (year, kronor)."""

    year = tables.Column(accessor="0", verbose_name=_("År"), attrs={"td": {"class": "text-tabular"}})
    amount = MoneyColumn(accessor="1", verbose_name=_("Belopp"))
    caption = _("Belopp per kalenderår, räknat på dagar")

    def render_year(self, value):
        return str(value)  # no thousands separator

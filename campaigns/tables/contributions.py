import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Batch, Contribution, Match
from core.tables import DateColumn, MarkupColumn, MoneyColumn

TOGETHER = {"td": {"class": "text-nowrap"}}
RIGHT = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


class ContributionTable(tables.Table):
    """Employees' and companies' money in separate columns, as everywhere."""

    received_on = DateColumn(linkify=True, order_by=("received_on", "pk"))
    team = MarkupColumn(template_name="campaigns/contributions/team.html", order_by=("team__sort_key", "pk"))
    employees = MoneyColumn(verbose_name=_("Medarbetare"), empty_values=(), order_by=("amount", "pk"))
    company = MoneyColumn(verbose_name=_("Företag"), empty_values=(), orderable=False)
    channel = tables.Column(order_by=("channel", "-received_on", "-pk"))
    giver = MarkupColumn(template_name="campaigns/contributions/giver.html", orderable=False)
    message = MarkupColumn("{{ record.message|truncatechars:80 }}", orderable=False)
    state = MarkupColumn(template_name="campaigns/contributions/state.html", verbose_name=_("Läge"), orderable=False)

    class Meta:
        model = Contribution
        fields = ("received_on", "team", "employees", "company", "channel", "giver", "message", "state")
        order_by = "-received_on"
        default = ""

    def render_employees(self, record, column):
        return "" if record.is_company_money else column.render(record.amount)

    def render_company(self, record, column):
        return column.render(record.amount) if record.is_company_money else ""


class BatchTable(tables.Table):
    source = tables.Column(linkify=True)
    made_at = MarkupColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})
    made_by = tables.Column()
    number = tables.Column(verbose_name=pgettext_lazy("flera", "Bidrag"), attrs=RIGHT)
    amount = MoneyColumn(verbose_name=_("Belopp"))
    undone_at = MarkupColumn(
        template_name="campaigns/contributions/batch_undone.html",
        verbose_name=_("Läge"),
        empty_values=(),
    )

    class Meta:
        model = Batch
        fields = ("source", "made_at", "made_by", "number", "amount", "undone_at")
        orderable = False


class MatchTable(tables.Table):
    giver = MarkupColumn(template_name="campaigns/matches/giver.html", verbose_name=_("Givare"))
    terms = MarkupColumn(template_name="campaigns/matches/terms.html", verbose_name=_("Löfte"))
    period = MarkupColumn(
        '{{ record.starts|date:"Y-m-d" }} – {{ record.ends|date:"Y-m-d" }}',
        verbose_name=_("Gåvor mottagna"),
        attrs={"td": {"class": "text-tabular"}},
    )
    due = MoneyColumn(verbose_name=_("Att betala hittills"))
    paid = MoneyColumn(verbose_name=_("Betalt"))
    left = MoneyColumn(verbose_name=_("Kvar att betala"))
    actions = MarkupColumn(template_name="campaigns/matches/actions.html", verbose_name=_("Åtgärder"), attrs=TOGETHER)

    class Meta:
        model = Match
        fields = ("giver", "terms", "period", "due", "paid", "left", "actions")
        orderable = False

    def __init__(self, *args, may_change: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_change:
            self.columns.hide("actions")

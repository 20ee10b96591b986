import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaigns.models import Batch, Contribution, Match
from core.markup import markup, shortened
from core.row_urls import route_to
from core.tables import DateColumn, MadeColumn, MarkupColumn, MoneyColumn, Table

MOST_WORDS = 80  # characters of a message
TOGETHER = {"td": {"class": "text-nowrap"}}
RIGHT = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


def _team(contribution: Contribution) -> SafeString | str:
    found = contribution.team or contribution.match
    return str(found) if found else markup('<span class="badge badge-warning">{}</span>', gettext("Utan lag"))


def _state(contribution: Contribution) -> SafeString | str:
    if contribution.reverses_id:
        url = route_to("campaigns:contribution_detail", contribution.reverses_id)
        link = markup('<a href="{}">{}</a>', url, gettext("Rättelse"))
        return link + markup('<span class="cell-more">{}</span>', contribution.reason)
    return markup('<span class="badge badge-warning">{}</span>', gettext("Rättat")) if contribution.is_reversed else ""


class GiverColumn(MarkupColumn):
    """Who gave, with what is decided about the name, or the buttons that decide, where it may be shown on the board."""

    def render(self, record, **kwargs):
        if record.giver and record.show_giver and not record.is_reversed:
            return super().render(record=record, **kwargs)
        return record.giver


class ContributionTable(Table):
    """Employees' and companies' money in separate columns, as everywhere."""

    received_on = DateColumn(linkify=True, order_by=("received_on", "pk"))
    team = MadeColumn(_team, order_by=("team__sort_key", "pk"))
    employees = MoneyColumn(verbose_name=_("Medarbetare"), empty_values=(), order_by=("amount", "pk"))
    company = MoneyColumn(verbose_name=_("Företag"), empty_values=(), orderable=False)
    channel = tables.Column(order_by=("channel", "-received_on", "-pk"))
    giver = GiverColumn(template_name="campaigns/contributions/giver.html", orderable=False)
    message = MadeColumn(lambda contribution: shortened(contribution.message, MOST_WORDS), orderable=False)
    state = MadeColumn(_state, verbose_name=_("Läge"), orderable=False)

    class Meta:
        model = Contribution
        fields = ("received_on", "team", "employees", "company", "channel", "giver", "message", "state")
        order_by = "-received_on"
        default = ""

    def render_employees(self, record, column):
        return "" if record.is_company_money else column.render(record.amount)

    def render_company(self, record, column):
        return column.render(record.amount) if record.is_company_money else ""


class BatchTable(Table):
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


class MatchTable(Table):
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

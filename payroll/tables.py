import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.money import format_amount
from core.tables import DateColumn, MarkupColumn, MoneyColumn, Table
from payroll.models import PayrollMonth, PayrollReceipt, PayrollScheme

RIGHT = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


class DifferenceColumn(MoneyColumn):
    def render(self, value):
        return f"+{format_amount(value)}" if value > 0 else format_amount(value)


class PhaseColumn(tables.Column):
    def render(self, value):
        return format_html('<span class="badge phase-{}">{}</span>', value, value.label)


class PayrollSchemeTable(Table):
    company = tables.Column(linkify=lambda record: record.get_absolute_url(), order_by=("company__sort_key", "pk"))
    status = tables.Column(empty_values=(), verbose_name=_("Läge"), order_by=("starts", "ends"))
    goals = MarkupColumn(template_name="payroll/shares.html", verbose_name=_("Fördelning"), orderable=False)
    starts = MarkupColumn(template_name="payroll/period.html", verbose_name=_("Period"), order_by=("starts", "ends"))
    reference = tables.Column(attrs={"td": {"class": "text-tabular"}}, verbose_name=_("Referens"))
    received_this_year = MoneyColumn(verbose_name=_("Från medarbetarna för årets månader"))

    class Meta:
        model = PayrollScheme
        fields = ("company", "status", "goals", "starts", "reference", "received_this_year")
        order_by = "company"

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def render_status(self, record):
        status = record.status_on(self.today)
        badge = format_html('<span class="badge scheme-{}">{}</span>', status, status.label)
        if not record.late_months:
            return badge
        late = ngettext("%(count)s månad försenad", "%(count)s månader försenade", record.late_months)
        return format_html('{} <span class="badge phase-late">{}</span>', badge, late % {"count": record.late_months})


class PayrollMonthTable(Table):
    """The months of one scheme; each row is a MonthLine."""

    name = tables.Column(
        verbose_name=_("Månad"),
        linkify=lambda record: record.month.get_absolute_url(),
        attrs={"td": {"class": "text-tabular"}},
    )
    phase = PhaseColumn(verbose_name=_("Läge"))
    expected = MoneyColumn(accessor="month__expected", verbose_name=_("Väntat"))
    declared = MoneyColumn(accessor="month__declared", verbose_name=_("Anmält"), default="")
    received = MoneyColumn(verbose_name=_("Mottaget"), default="")
    difference = DifferenceColumn(verbose_name=_("Skillnad"), default="")
    match_due = MoneyColumn(verbose_name=_("Matchning"))
    match_received = MoneyColumn(verbose_name=_("Mottagen matchning"))
    step = MarkupColumn(template_name="payroll/next.html", verbose_name=_("Nästa steg"), empty_values=())

    class Meta:
        orderable = False
        fields = (
            "name",
            "phase",
            "expected",
            "declared",
            "received",
            "difference",
            "match_due",
            "match_received",
            "step",
        )


class PayrollOverdueTable(Table):
    scheme = tables.Column(
        accessor="scheme__company",
        verbose_name=_("Arbetsgivare"),
        linkify=lambda record: record.get_absolute_url(),
        order_by=("scheme__company__sort_key", "month"),
    )
    month = tables.Column(verbose_name=_("Månad"), attrs={"td": {"class": "text-tabular"}})
    due_on = MarkupColumn(template_name="payroll/due.html", verbose_name=_("Skulle ha kommit"))
    gifts_left = MoneyColumn(verbose_name=_("Gåvor som fattas"), default="", orderable=False)
    match_left = MoneyColumn(verbose_name=_("Matchning som fattas"), default="", orderable=False)
    coordinator = tables.Column(
        accessor="scheme__coordinator", linkify=True, verbose_name=_("Samordnare"), orderable=False
    )
    reference = tables.Column(
        accessor="scheme__reference", attrs={"td": {"class": "text-tabular"}}, verbose_name=_("Referens")
    )

    class Meta:
        model = PayrollMonth
        fields = ("scheme", "month", "due_on", "gifts_left", "match_left", "coordinator", "reference")
        order_by = "due_on"

    def render_month(self, record):
        return record.name


class PayrollReceiptTable(Table):
    received_on = DateColumn()
    amount = MoneyColumn()
    match_part = MoneyColumn(verbose_name=_("Varav matchning"))
    external_id = tables.Column(attrs={"td": {"class": "text-tabular"}})
    entered_by = tables.Column()
    state = MarkupColumn(template_name="payroll/receipt_state.html", verbose_name=_("Rättelse"), empty_values=())

    class Meta:
        model = PayrollReceipt
        orderable = False
        fields = ("received_on", "amount", "match_part", "external_id", "entered_by", "state")


class PayrollBandTable(Table):
    """Groups from queries.shown_bands()."""

    label = tables.Column(verbose_name=_("Sätt att ge"))
    heads = MarkupColumn(template_name="payroll/heads.html", verbose_name=_("Personer"), attrs=RIGHT)
    amount = MoneyColumn(verbose_name=_("Per månad"))

    class Meta:
        orderable = False
        fields = ("label", "heads", "amount")


class PayrollSplitTable(Table):
    """Rows of (goal, per cent, kronor)."""

    goal = MarkupColumn(template_name="crm/goals/_goal.html", verbose_name=_("Mål"))
    percent = tables.Column(verbose_name=_("Andel"), attrs=RIGHT)
    amount = MoneyColumn(verbose_name=_("Mottaget"))

    class Meta:
        orderable = False
        fields = ("goal", "percent", "amount")

    def render_percent(self, value):
        return f"{value} %"

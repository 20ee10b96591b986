import datetime as dt

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from core.markup import markup
from core.tables import DateColumn, MadeColumn, MoneyColumn, SmallTable, Table, WholeColumn
from core.text import period_words
from finance.models import Instalment
from finance.rules.instalments import Age, InstalmentState


def state_badge(row: Instalment):
    """The state with its label; a credit says so."""
    label = _("Kreditering") if row.is_credit and row.state == InstalmentState.PLANNED else row.state_label
    return markup('<span class="badge instalment-{}">{}</span>', row.state, label)


def company_link(row: Instalment):
    company = row.sponsorship.company
    return markup('<a href="{}">{}</a>', company.get_absolute_url(), row.company_label)


def reference_link(row: Instalment):
    return markup('<a class="text-tabular" href="{}">{}</a>', row.get_absolute_url(), row.reference)


def number_link(row: Instalment):
    return markup('<a class="text-tabular" href="{}">{}</a>', row.get_absolute_url(), row.number)


def invoice_address(row: Instalment):
    email = row.sponsorship.company.invoice_email
    return markup('<a href="mailto:{0}">{0}</a>', email) if email else ""


def goal_chip(row: Instalment):
    goal = row.sponsorship.goal
    return markup('<span class="goal-chip goal-{}">{}</span>', goal.number, goal)


def invoice_words(row: Instalment):
    if not row.is_invoiced:
        return ""
    return markup(
        '<span class="text-tabular">{}</span> <span class="text-body-secondary text-tabular">{}</span>',
        row.invoice_no,
        row.invoiced_on.isoformat(),
    )


def covered(row: Instalment):
    """The days that it covers; a line breaks between them, never in one."""
    first, *last = period_words(row.covers_from, row.covers_to).split(" – ")
    if not last:
        return markup('<span class="text-tabular">{}</span>', first)
    return markup('<span class="text-tabular">{} –</span> <span class="text-tabular">{}</span>', first, *last)


class InstalmentTable(Table):
    reference = MadeColumn(reference_link, verbose_name=_("Referens"), order_by=("sponsorship__agreement_no", "number"))
    company = MadeColumn(
        company_link,
        verbose_name=pgettext_lazy("ett", "Företag"),
        order_by=("sponsorship__company__sort_key", "due_on"),
    )
    goal = MadeColumn(
        goal_chip, verbose_name=pgettext_lazy("ett", "Mål"), order_by=("sponsorship__goal__number", "due_on")
    )
    covers = MadeColumn(covered, verbose_name=_("Avser"), order_by=("covers_from", "covers_to"))
    planned_on = DateColumn(verbose_name=_("Faktureras"))
    due_on = DateColumn(verbose_name=_("Förfaller"))
    state = MadeColumn(state_badge, verbose_name=_("Läge"), order_by=("state", "due_on"))
    invoice = MadeColumn(invoice_words, verbose_name=_("Faktura"), order_by=("invoiced_on", "invoice_no"))
    gross = MoneyColumn(verbose_name=_("Att betala"))
    received = MoneyColumn(verbose_name=_("Betalt"))
    left = MoneyColumn(verbose_name=_("Kvar"))

    class Meta:
        model = Instalment
        fields = (
            "reference",
            "company",
            "goal",
            "covers",
            "planned_on",
            "due_on",
            "state",
            "invoice",
            "gross",
            "received",
            "left",
        )
        order_by = "due_on"


class ReminderTable(Table):
    company = MadeColumn(
        company_link,
        verbose_name=pgettext_lazy("ett", "Företag"),
        order_by=("sponsorship__company__sort_key", "due_on"),
    )
    reference = MadeColumn(reference_link, verbose_name=_("Referens"), order_by=("sponsorship__agreement_no", "number"))
    invoice = MadeColumn(invoice_words, verbose_name=_("Faktura"), order_by=("invoiced_on", "invoice_no"))
    due_on = DateColumn(verbose_name=_("Förföll"))
    days = tables.Column(
        empty_values=(),
        verbose_name=_("Försenad"),
        order_by=("-due_on",),
        attrs={"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}},
    )
    gross = MoneyColumn(verbose_name=_("Att betala"))
    left = MoneyColumn(verbose_name=_("Kvar"))
    contact = MadeColumn(invoice_address, verbose_name=_("E-post för faktura"), orderable=False)
    owner = tables.Column(accessor="sponsorship__owner", verbose_name=_("Ansvarig"), orderable=False)

    class Meta:
        model = Instalment
        fields = ("company", "reference", "invoice", "due_on", "days", "gross", "left", "contact", "owner")
        order_by = "due_on"

    def __init__(self, *args, day: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day

    def render_days(self, record):
        days = record.days_late(self.day)
        return ngettext("%(count)s dag", "%(count)s dagar", days) % {"count": days}


class PlanTable(SmallTable):
    """The instalments of one sponsorship."""

    reference = MadeColumn(number_link, verbose_name=_("Nr"))
    covers = MadeColumn(lambda row: period_words(row.covers_from, row.covers_to), verbose_name=_("Avser"))
    planned_on = DateColumn(verbose_name=_("Faktureras"))
    due_on = DateColumn(verbose_name=_("Förfaller"))
    net = MoneyColumn(verbose_name=_("Utan moms"))
    vat = MoneyColumn(verbose_name=_("Moms"))
    gross = MoneyColumn(verbose_name=_("Att betala"))
    received = MoneyColumn(verbose_name=_("Betalt"))
    state = MadeColumn(state_badge, verbose_name=_("Läge"))

    class Meta:
        fields = ("reference", "covers", "planned_on", "due_on", "net", "vat", "gross", "received", "state")


class AllocationTable(SmallTable):
    """Money for one instalment and for its credits."""

    booked_on = DateColumn(accessor="payment__booked_on", verbose_name=_("Bokförd"))
    payer = tables.Column(accessor="payment__payer", verbose_name=_("Betalare"))
    account = tables.Column(accessor="payment__get_account_display", verbose_name=_("Konto"))
    amount = MoneyColumn(verbose_name=_("Belopp"))
    reason = tables.Column(verbose_name=_("Rättelse"))

    class Meta:
        fields = ("booked_on", "payer", "account", "amount", "reason")


class AgeingTable(SmallTable):
    """Kronor that are overdue, by company and age: lines of finance.queries.ageing, the last of all."""

    company = MadeColumn(
        lambda line: markup('<a href="{}">{}</a>', line.url, line.company) if line.url else line.company,
        verbose_name=pgettext_lazy("ett", "Företag"),
    )
    count = WholeColumn(verbose_name=_("Fakturor"))
    to_30 = MoneyColumn(verbose_name=Age.TO_30.label)
    to_60 = MoneyColumn(verbose_name=Age.TO_60.label)
    to_90 = MoneyColumn(verbose_name=Age.TO_90.label)
    over_90 = MoneyColumn(verbose_name=Age.OVER_90.label)
    total = MoneyColumn(verbose_name=_("Summa"))

    class Meta:
        fields = ("company", "count", "to_30", "to_60", "to_90", "over_90", "total")

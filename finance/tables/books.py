"""Months of the books, SIE files and their vouchers."""

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.markup import markup
from core.tables import DateColumn, MadeColumn, MarkupColumn, MoneyColumn, SmallTable, Table, WholeColumn
from finance.models import ExportFetch, LedgerExport, PeriodEvent, Voucher
from finance.queries.periods import Month


def month_url(month: dt.date) -> str:
    return reverse("finance:period_detail", args=[month.year, month.month])


def _month(row: Month) -> str:
    name = date_format(row.first, "F Y").capitalize()
    return markup('<a href="{}">{}</a>', month_url(row.first), name)


def _state(row: Month) -> str:
    if row.lock:
        return markup('<span class="badge badge-success">{}</span>', gettext("Låst"))
    return gettext("Öppen") if row.is_over else gettext("Pågår")


class MonthTable(SmallTable):
    caption = _("Månader")
    month = MadeColumn(_month, verbose_name=_("Månad"))
    state = MadeColumn(_state, verbose_name=_("Läge"))
    received = MoneyColumn(verbose_name=_("Inbetalt"))
    allocated = MoneyColumn(verbose_name=_("Fördelat"))
    not_booked = WholeColumn(verbose_name=_("Kvar att exportera"))

    class Meta:
        fields = ("month", "state", "received", "allocated", "not_booked")


class PeriodEventTable(SmallTable):
    caption = _("Vad som hänt med månaden")
    at = MarkupColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})

    class Meta:
        model = PeriodEvent
        fields = ("at", "act", "by", "reason")


class LedgerExportTable(Table):
    period = DateColumn()
    vouchers = tables.Column(accessor="pk", verbose_name=_("Verifikat"), linkify=True, orderable=False)
    debit = MoneyColumn(orderable=False)
    made_at = MarkupColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})
    made_by = tables.Column(orderable=False)
    times = WholeColumn(verbose_name=_("Hämtad, gånger"), orderable=False)

    class Meta:
        model = LedgerExport
        fields = ("period", "vouchers", "debit", "made_at", "made_by", "times")
        order_by = "-made_at"

    def render_period(self, value):
        return f"{value:%Y-%m}"

    def render_vouchers(self, record):
        return str(record)


class MonthExportTable(SmallTable):
    caption = _("SIE-filer")
    vouchers = MadeColumn(str, verbose_name=_("Verifikat"), linkify=lambda record: record.get_absolute_url())
    debit = MoneyColumn()
    made_at = MarkupColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})

    class Meta:
        model = LedgerExport
        fields = ("vouchers", "debit", "made_at", "made_by")


class VoucherTable(SmallTable):
    caption = _("Verifikat")
    number = MadeColumn(str, verbose_name=_("Nummer"))
    day = DateColumn()
    debit = MoneyColumn()

    class Meta:
        model = Voucher
        fields = ("number", "day", "text", "debit", "corrects")
        default = ""


class ExportFetchTable(SmallTable):
    caption = _("Hämtningar")
    fetched_at = MarkupColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})

    class Meta:
        model = ExportFetch
        fields = ("fetched_at", "fetched_by", "reason")

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.markup import markup
from core.money import format_amount
from core.tables import DateColumn, MadeColumn, MarkupColumn, MoneyColumn, SmallTable, Table, WholeColumn
from finance.models import BankFile, BankStatement, Payment, RefusedRow
from finance.services.bank_previews import PreviewRow, RowState


def _days(file: BankFile) -> str:
    if not file.from_on:
        return ""
    return str(file.from_on) if file.from_on == file.to_on else f"{file.from_on} – {file.to_on}"


class BankFileTable(Table):
    name = tables.Column(linkify=True)
    days = MadeColumn(_days, verbose_name=_("Dagar"), order_by=("from_on", "to_on"))
    entries = WholeColumn()
    taken = MoneyColumn()
    refused = MoneyColumn()
    read_at = MarkupColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})

    class Meta:
        model = BankFile
        fields = ("name", "format", "days", "entries", "taken", "refused", "read_at", "read_by")
        order_by = "-read_at"


class FilePaymentTable(SmallTable):
    """The payments of a file, in its order."""

    caption = _("Inlästa rader")
    position = WholeColumn(verbose_name=_("Rad"))
    booked_on = DateColumn()
    amount = MoneyColumn()
    left = MadeColumn(
        lambda payment: format_amount(payment.unallocated) if payment.unallocated else "",
        verbose_name=_("Ej fördelat"),
        attrs=MoneyColumn.attrs,
    )

    class Meta:
        model = Payment
        fields = ("position", "booked_on", "payer", "text", "reference", "amount", "left")


class RefusedRowTable(SmallTable):
    caption = _("Rader som inte togs")
    position = WholeColumn(verbose_name=_("Rad"))
    booked_on = DateColumn()
    amount = MoneyColumn()

    class Meta:
        model = RefusedRow
        fields = ("position", "booked_on", "payer", "text", "amount", "why")


class StatementTable(SmallTable):
    caption = _("Kontoutdrag i filen")
    opening = MoneyColumn()
    closing = MoneyColumn()
    booked = MoneyColumn()
    from_on = DateColumn()
    to_on = DateColumn()

    class Meta:
        model = BankStatement
        fields = ("account_no", "from_on", "to_on", "opening", "booked", "closing")


def _tick(name: str, each: PreviewRow, label):
    return markup(
        '<label class="form-check mb-0"><input class="form-check-input" type="checkbox" name="{}" value="{}">'
        '<span class="form-check-label">{}</span></label>',
        name,
        each.position,
        label,
    )


def _note(each: PreviewRow):
    """What is to be said or asked of the row."""
    if each.state == RowState.LIKELY:
        return markup(
            "{}{}", each.why if each.same else _("Samma rad två gånger."), _tick("anyway", each, _("Ta in den"))
        )
    if each.state == RowState.UNDONE:
        return markup("{}{}", each.why, _tick("anyway", each, _("Ta in den: det är pengar tillbaka till oss")))
    if each.state == RowState.OUT:
        return markup("{}{}", each.why, _tick("anyway", each, _("Ta in den: det är en återbetalning")))
    if each.by_hand:
        words = _("Ersätter det som är inlagt för hand: %(what)s") % {"what": each.by_hand.parts[0].target.label}
        return markup("{}{}", words, _tick("keep", each, _("Nej, det är andra pengar")))
    return "" if each.state == RowState.NEW else each.why


class PreviewTable(SmallTable):
    """What the rows of a state would come to."""

    position = WholeColumn(verbose_name=_("Rad"))
    day = DateColumn(verbose_name=_("Bokförd"), accessor="row__booked_on")
    payer = tables.Column(verbose_name=_("Betalare"), accessor="row__payer")
    text = tables.Column(verbose_name=_("Text"), accessor="row__text")
    reference = tables.Column(verbose_name=_("Referens"), accessor="row__reference")
    amount = MoneyColumn(verbose_name=_("Belopp"), accessor="row__amount")
    note = MadeColumn(_note, verbose_name=_("Att veta"))

    class Meta:
        fields = ("position", "day", "payer", "text", "reference", "amount", "note")

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.markup import SafeString, escaped, markup
from core.tables import DateColumn, MadeColumn, MoneyColumn, Table
from finance.models import Allocation
from finance.queries.received import company_name, what_for


def _company(allocation: Allocation) -> SafeString | str:
    company = allocation.company
    return markup('<a href="{}">{}</a>', company.get_absolute_url(), company_name(allocation)) if company else ""


def _what(allocation: Allocation) -> SafeString:
    words = markup("{}", what_for(allocation))
    return markup('{}<br><span class="small">{}</span>', words, allocation.reason) if allocation.reason else words


def _account(allocation: Allocation) -> SafeString:
    return escaped(allocation.payment.get_account_display())


class ReceivedTable(Table):
    booked_on = DateColumn(accessor="payment__booked_on", verbose_name=_("Bokförd"))
    flow = tables.Column()
    company = MadeColumn(_company, verbose_name=pgettext_lazy("ett", "Företag"), orderable=False)
    about = MadeColumn(_what, verbose_name=_("Gäller"), orderable=False)
    goal = MadeColumn(lambda row: row.goal and escaped(row.goal), verbose_name=_("Mål"), order_by="goal__number")
    account = MadeColumn(_account, verbose_name=_("Konto"), order_by="payment__account")
    reference = tables.Column(accessor="payment__reference", orderable=False)
    amount = MoneyColumn()

    class Meta:
        model = Allocation
        fields = ("booked_on", "flow", "company", "about", "goal", "account", "reference", "amount")
        order_by = "-booked_on"

import django_tables2 as tables
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.errors import passes
from core.markup import markup
from core.tables import DateColumn, MadeColumn, MarkupColumn, MoneyColumn, SmallTable, Table
from finance.models import Allocation, Payment
from finance.services.allocations import require_reversible

MOST_WORDS = 60


def _words(payment: Payment):
    text = payment.text if len(payment.text) <= MOST_WORDS else f"{payment.text[: MOST_WORDS - 1]}…"
    return markup('{}<span class="cell-more">{}</span>', payment.payer, text) if text else payment.payer


class PaymentTable(Table):
    booked_on = DateColumn(linkify=True, order_by=("booked_on", "pk"))
    payer = MadeColumn(_words, orderable=False)
    account = tables.Column(order_by=("account", "-booked_on", "-pk"))
    kind = tables.Column(orderable=False)
    reference = tables.Column(attrs={"td": {"class": "text-tabular"}}, orderable=False)
    amount = MoneyColumn(order_by=("amount", "pk"))
    unallocated = MoneyColumn(verbose_name=_("Kvar att fördela"), orderable=False)

    class Meta:
        model = Payment
        fields = ("booked_on", "payer", "account", "kind", "reference", "amount", "unallocated")
        order_by = "-booked_on"
        default = ""

    def render_unallocated(self, record, column):
        if not record.unallocated:
            return ""
        days = (timezone.localdate() - record.booked_on).days
        age = ngettext("%(count)s dag", "%(count)s dagar", days) % {"count": days} if days > 0 else gettext("i dag")
        return markup('{}<span class="cell-more">{}</span>', column.render(record.unallocated), age)


class CorrectionColumn(MarkupColumn):
    """What corrected the allocation, or the way to correct it where that can be done."""

    def get_context_data(self, *, record, **kwargs):
        may_reverse = passes(require_reversible, record)
        return super().get_context_data(record=record, **kwargs) | {"may_reverse": may_reverse}


class AllocationTable(SmallTable):
    caption = _("Vad pengarna är till")

    target = MarkupColumn(template_name="finance/target.html", verbose_name=_("Till"), empty_values=(), accessor="pk")
    flow = tables.Column()
    goal = MarkupColumn(template_name="crm/goals/_goal.html", empty_values=(None,), default="")
    period = DateColumn()
    amount = MoneyColumn()
    state = CorrectionColumn(
        template_name="finance/allocation_state.html", verbose_name=_("Rättelse"), empty_values=(), accessor="pk"
    )

    class Meta:
        model = Allocation
        fields = ("target", "flow", "goal", "period", "amount", "state")

    def render_period(self, value):
        return f"{value:%Y-%m}"

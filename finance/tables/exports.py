import django_tables2 as tables
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.markup import SafeString, joined, markup
from core.money import format_amount
from core.tables import MadeColumn, MoneyColumn, SmallTable, Table, WholeColumn
from finance.models import ExportRecord
from finance.tables.known_agreements import change_of

SHOWN_OF_DIGEST = 12


def made(record: ExportRecord) -> SafeString:
    words = f"{timezone.localtime(record.made_at):%Y-%m-%d %H:%M}"
    return markup('<a class="text-tabular" href="{}">{}</a>', record.get_absolute_url(), words)


def told(record: ExportRecord) -> SafeString:
    return joined((markup("{}: {}", label, words) for label, words in record.filters[:3]), "<br>")


def control(record: ExportRecord) -> SafeString:
    sums = (markup("{}: {}", header, format_amount(amount)) for header, amount in record.control_sums[:2])
    return joined(sums, "<br>")


class ExportTable(Table):
    made_at = MadeColumn(made, verbose_name=_("När"), order_by="made_at")
    title = tables.Column()
    chosen = MadeColumn(told, verbose_name=_("Urval"), orderable=False)
    rows = WholeColumn()
    control = MadeColumn(control, verbose_name=_("Kontrollsummor"), orderable=False)
    sha256 = MadeColumn(
        lambda record: markup("<code>{}</code>", record.sha256[:SHOWN_OF_DIGEST]),
        verbose_name="SHA-256",
        orderable=False,
    )
    made_by = tables.Column(order_by=("made_by__first_name", "made_by__last_name"))

    class Meta:
        model = ExportRecord
        fields = ("made_at", "title", "chosen", "rows", "control", "sha256", "made_by")
        order_by = "-made_at"


class ChangedRowTable(SmallTable):
    """Rows are finance.queries.exports.ChangedRow."""

    name = tables.Column(verbose_name=_("Rad"))
    kind = MadeColumn(change_of, verbose_name=_("Ändring"))
    before = MoneyColumn(verbose_name=_("Före"))
    after = MoneyColumn(verbose_name=_("Efter"))
    difference = MoneyColumn(verbose_name=_("Skillnad"))
    caption = _("Rader som skiljer sig")

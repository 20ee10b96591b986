import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, DateColumn, MarkupColumn, MoneyColumn, Table, TemplateColumn, WholeColumn
from imports.models import Import, ImportRow

RIGHT = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


class ImportRowTable(Table):
    title = TemplateColumn(
        template_name="imports/import_row_title.html", verbose_name=_("Vad raden gäller"), empty_values=(), default="–"
    )
    number = WholeColumn()
    status = BadgeColumn(attrs={"td": {"class": "import-status"}})
    what = TemplateColumn(
        template_name="imports/import_row_what.html",
        verbose_name=_("Detaljer"),
        empty_values=(),
        orderable=False,
        default="",
    )

    class Meta:
        model = ImportRow
        fields = ("title", "number", "status", "what")
        order_by = "number"


class ImportTable(Table):
    source = tables.Column(linkify=True)
    state = BadgeColumn()
    made_at = MarkupColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})
    new = WholeColumn(verbose_name=_("Nya"), orderable=False)
    changed = WholeColumn(verbose_name=_("Ändrade"), orderable=False)
    same = WholeColumn(verbose_name=_("Oförändrade"), orderable=False)
    wrong = WholeColumn(verbose_name=_("Fel"), orderable=False)

    class Meta:
        model = Import
        fields = ("source", "kind", "state", "made_at", "made_by", "new", "changed", "same", "wrong")


class GiftRowTable(Table):
    """The preview of a list of gifts. Doubtful rows can be ticked."""

    number = tables.Column(verbose_name=_("Rad"), attrs=RIGHT)
    received_on = DateColumn(verbose_name=_("Dag"))
    team = MarkupColumn(
        '{{ record.team|default:"" }}{% if record.note %}<span class="cell-more">{{ record.note }}</span>{% endif %}',
        verbose_name=_("Lag"),
        empty_values=(),
    )
    amount = MoneyColumn(verbose_name=_("Belopp"))
    channel = tables.Column(verbose_name=_("Kanal"), accessor="channel_label")
    giver = tables.Column(verbose_name=_("Givare"))
    message = tables.Column(verbose_name=_("Meddelande"))
    reference = tables.Column(verbose_name=_("Referens"), attrs={"td": {"class": "text-tabular"}})

    class Meta:
        orderable = False
        default = ""


class DoubtfulRowTable(GiftRowTable):
    tick = MarkupColumn(template_name="imports/gift_tick.html", verbose_name=_("Lägg in"))

    class Meta:
        orderable = False
        default = ""
        exclude = ("reference",)
        sequence = ("tick", "...")


class MistakeTable(Table):
    number = tables.Column(verbose_name=_("Rad"), attrs=RIGHT)
    column = tables.Column(verbose_name=_("Kolumn"))
    value = MarkupColumn(
        "{% if value %}{{ value|truncatechars:60 }}{% else %}<em>{% translate 'tomt' %}</em>{% endif %}",
        verbose_name=_("Står det"),
        empty_values=(),
    )
    why = tables.Column(verbose_name=_("Vad som är fel"))

    class Meta:
        orderable = False

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, TemplateColumn, WholeColumn
from crm.models import Import, ImportRow


class ImportRowTable(tables.Table):
    title = TemplateColumn(
        template_name="crm/import_row_title.html", verbose_name=_("Vad raden gäller"), empty_values=(), default="–"
    )
    number = WholeColumn()
    status = BadgeColumn(attrs={"td": {"class": "import-status"}})
    what = TemplateColumn(
        template_name="crm/import_row_what.html",
        verbose_name=_("Detaljer"),
        empty_values=(),
        orderable=False,
        default="",
    )

    class Meta:
        model = ImportRow
        fields = ("title", "number", "status", "what")
        order_by = "number"


class ImportTable(tables.Table):
    source = tables.Column(linkify=True)
    state = BadgeColumn()
    made_at = tables.TemplateColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})
    new = WholeColumn(verbose_name=_("Nya"), orderable=False)
    changed = WholeColumn(verbose_name=_("Ändrade"), orderable=False)
    same = WholeColumn(verbose_name=_("Oförändrade"), orderable=False)
    wrong = WholeColumn(verbose_name=_("Fel"), orderable=False)

    class Meta:
        model = Import
        fields = ("source", "kind", "state", "made_at", "made_by", "new", "changed", "same", "wrong")

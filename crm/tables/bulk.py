import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.tables import MarkupColumn, TemplateColumn
from crm.models import BulkChange, BulkKind
from crm.services.bulk import may_undo


class BulkTable(tables.Table):
    """Link to a change only for users who may undo it: others may not see its rows either."""

    title = tables.Column(verbose_name=_("Ändring"), empty_values=(), orderable=False)
    what = tables.Column(verbose_name=_("Vad som ändrades"), orderable=False)
    kind = tables.Column(verbose_name=_("Lista"))
    made_at = MarkupColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})
    undone_at = TemplateColumn(template_name="crm/bulk/_state.html", empty_values=())
    actions = tables.Column(verbose_name=_("Ångra"), orderable=False, empty_values=())

    class Meta:
        model = BulkChange
        fields = ("title", "what", "kind", "made_by", "made_at", "undone_at", "actions")
        order_by = "-made_at"

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def render_title(self, record):
        if may_undo(record, by=self.user):
            return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)
        return str(record)

    def render_kind(self, value):
        return BulkKind(value).label

    def render_what(self, value):
        return ", ".join(value)

    def render_actions(self, record):
        if record.undone_at or not may_undo(record, by=self.user):
            return ""
        url, label = reverse("crm:bulk_undo", args=[record.pk]), gettext("Ångra")
        return format_html('<a href="{}">{}<span class="visually-hidden"> {}</span></a>', url, label, record)

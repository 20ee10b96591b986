import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity
from core.tables import MarkupColumn, Table

RIGHT = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


class ActivityTable(Table):
    name = MarkupColumn(template_name="campaigns/entries/activity_name.html", order_by="sort_key")
    description = tables.Column(orderable=False)
    points = tables.Column(attrs=RIGHT)
    cap = tables.Column(attrs=RIGHT, verbose_name=_("Räknas högst"))
    is_active = tables.Column(verbose_name=_("Går att välja"))

    class Meta:
        model = Activity
        fields = ("name", "description", "points", "cap", "is_active")
        order_by = "name"

    def render_is_active(self, value):
        if value:
            return gettext("Ja")
        return format_html('<span class="badge">{}</span>', gettext("Avstängd"))

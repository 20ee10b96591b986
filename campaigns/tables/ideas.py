import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Idea
from core.markup import markup
from core.tables import MadeColumn, Table


class IdeaTable(Table):
    name = MadeColumn(
        lambda idea: markup('<a href="{}">{}</a>', idea.get_absolute_url(), idea.name),
        order_by="sort_key",
        verbose_name=_("Idé"),
    )
    summary = tables.Column(orderable=False)
    time = tables.Column(accessor="get_time_display", verbose_name=_("Tid"), order_by="time")
    cost = tables.Column(accessor="get_cost_display", verbose_name=_("Kostnad"), order_by="cost")
    size = tables.Column(accessor="get_size_display", verbose_name=_("Hur många det krävs"), order_by="size")
    activity = tables.Column(accessor="activity__name", order_by="activity__sort_key", verbose_name=_("Aktivitet"))
    is_public = tables.Column()

    class Meta:
        model = Idea
        fields = ("name", "summary", "time", "cost", "size", "activity", "is_public")
        order_by = "name"

    def render_is_public(self, value):
        return gettext("Ja") if value else format_html('<span class="badge">{}</span>', gettext("Bara för oss"))

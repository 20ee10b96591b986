import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from campaigns.models import Entry
from core.tables import BadgeColumn, DateColumn, MarkupColumn, Table

RIGHT = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


class EntryTable(Table):
    title = MarkupColumn(template_name="campaigns/entries/title.html", order_by="title")
    team = MarkupColumn(template_name="campaigns/entries/team.html", order_by=("team__sort_key", "team"))
    activity = tables.Column(order_by="activity__sort_key")
    happened_on = DateColumn()
    took_part = tables.Column(attrs=RIGHT, verbose_name=_("Var med"))
    picture_count = tables.Column(attrs=RIGHT, verbose_name=_("Bilder"))
    state = BadgeColumn(order_by=("turn", "state", "-happened_on", "-pk"))
    decide = MarkupColumn(
        template_name="campaigns/entries/decide.html",
        verbose_name=_("Bedöm"),
        orderable=False,
        attrs={"td": {"class": "entry-decide"}},
    )

    class Meta:
        model = Entry
        fields = ("title", "team", "activity", "happened_on", "took_part", "picture_count", "state", "decide")

    def __init__(self, *args, may_decide: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_decide:
            self.columns.hide("decide")

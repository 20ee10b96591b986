import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Competition
from core.tables import BadgeColumn, DateColumn, MarkupColumn, MoneyColumn, Table

RIGHT = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


class CompetitionTable(Table):
    name = tables.Column(linkify=True, order_by=("sort_key", "pk"))
    state = BadgeColumn()
    kind = tables.Column(verbose_name=_("Typ"))
    goals = MarkupColumn(template_name="campaigns/competitions/goals.html", verbose_name=_("Mål"), orderable=False)
    opens_on = MarkupColumn(
        template_name="campaigns/competitions/period.html", verbose_name=_("Period"), order_by=("opens_on", "closes_on")
    )
    team_count = tables.Column(verbose_name=pgettext_lazy("flera", "Lag"), attrs=RIGHT)
    raised = MoneyColumn(verbose_name=_("Medarbetarnas pengar till i dag"))
    contact = tables.Column(order_by=("contact__first_name", "contact__last_name"), verbose_name=_("Kontaktperson"))

    class Meta:
        model = Competition
        fields = ("name", "state", "kind", "goals", "opens_on", "team_count", "raised", "contact")
        order_by = "-opens_on"


class StandingsTable(Table):
    """A board's rows, each followed by a collapsed row with its explanation."""

    place = MarkupColumn(template_name="campaigns/board/standing_place.html", verbose_name=_("Plats"))
    team = MarkupColumn(template_name="campaigns/board/standing_team.html", verbose_name=_("Lag"))
    score = tables.Column(accessor="score__text", verbose_name=_("Resultat"), attrs=RIGHT)
    employees = MoneyColumn(verbose_name=_("Medarbetarna"))
    company_money = MoneyColumn(verbose_name=_("Företaget"))

    class Meta:
        orderable = False
        template_name = "campaigns/board/standings_table.html"


class TeamTable(Table):
    name = MarkupColumn(template_name="campaigns/teams/name.html", verbose_name=_("Lag"))
    company = tables.Column(linkify=True, verbose_name=_("Företag"))
    heads = MarkupColumn(template_name="campaigns/teams/heads.html", verbose_name=_("Antal personer"))
    participants = MarkupColumn(template_name="campaigns/teams/participants.html", verbose_name=_("Deltagit"))
    coordinator = tables.Column(linkify=True, verbose_name=_("Samordnare"))

    class Meta:
        orderable = False

    def __init__(self, *args, competition: Competition, may_change: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("heads", "participants"):
            self.columns[name].column.extra_context = {"competition": competition, "may_change": may_change}


class CourseTable(Table):
    on = DateColumn(verbose_name=_("Dag"))
    employees = MoneyColumn(verbose_name=_("Medarbetarna"))
    gifts = tables.Column(verbose_name=_("Gåvor"), attrs=RIGHT)
    so_far = MoneyColumn(verbose_name=_("Sammanlagt"))

    class Meta:
        orderable = False


class PreviousTable(Table):
    place = tables.Column(verbose_name=_("Plats"), attrs={"td": {"class": "text-tabular"}})
    team = tables.Column(accessor="score__team__name", verbose_name=_("Lag"))
    score = tables.Column(accessor="score__text", verbose_name=_("Resultat"), attrs=RIGHT)

    class Meta:
        orderable = False


class AmendmentTable(Table):
    made_at = DateColumn(verbose_name=_("När"))
    what = tables.Column(verbose_name=_("Vad"))
    reason = tables.Column(verbose_name=_("Skäl"))
    made_by = tables.Column(verbose_name=_("Av"))

    class Meta:
        orderable = False

    def render_what(self, value):
        return format_html("<strong>{}</strong>", value)

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import EditColumn, Table, WholeColumn
from crm.models import StageRule


class StageRuleTable(Table):
    stage = tables.Column(accessor="get_stage_display", verbose_name=_("Steg"))
    expected_days = WholeColumn(verbose_name=_("Väntade dagar"))
    warning_days = WholeColumn(verbose_name=_("Varning efter dagar"))
    probability = WholeColumn(verbose_name=_("Sannolikhet"))
    edit = EditColumn(template_name="crm/pipeline/_stage_edit.html")

    class Meta:
        model = StageRule
        fields = ("stage", "expected_days", "warning_days", "probability", "edit")
        orderable = False

    def __init__(self, *args, may_change: bool, **kwargs):
        super().__init__(*args, exclude=() if may_change else ("edit",), **kwargs)

    def render_probability(self, value):
        return f"{value}\N{NO-BREAK SPACE}%"

import django_tables2 as tables
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy as _

from core.tables import DateColumn, EditColumn, MoneyColumn, SmallTable, Table, TemplateColumn, WholeColumn
from goals.models import KeyFigureValue, Tier, YearlyAim


class ValueTable(SmallTable):
    """The values of one key figure."""

    measured_on = DateColumn(verbose_name=_("Datum"))
    value = WholeColumn(verbose_name=_("Värde"))
    source = TemplateColumn(template_name="goals/_source.html", verbose_name=_("Källa"))
    edit = EditColumn(template_name="goals/_value_edit.html")

    class Meta:
        model = KeyFigureValue
        fields = ("measured_on", "value", "source", "edit")

    def __init__(self, *args, may_change: bool, **kwargs):
        super().__init__(*args, exclude=() if may_change else ("edit",), **kwargs)

    def render_value(self, value):
        return floatformat(value, "-1g")


class AimTable(SmallTable):
    """The yearly aims of one goal, newest first."""

    applies_from = DateColumn(verbose_name=_("Gäller från"))
    amount = MoneyColumn(verbose_name=_("Per år"), default=_("Ingen"))
    edit = EditColumn(template_name="goals/_aim_edit.html")

    class Meta:
        model = YearlyAim
        fields = ("applies_from", "amount", "edit")

    def __init__(self, *args, may_change: bool, **kwargs):
        super().__init__(*args, exclude=() if may_change else ("edit",), **kwargs)


class TierTable(Table):
    name = TemplateColumn(template_name="goals/_tier_name.html", verbose_name=_("Namn"))
    plural = tables.Column(verbose_name=_("Plural"))
    name_en = tables.Column(verbose_name=_("Engelska"), attrs={"td": {"lang": "en"}})
    plural_en = tables.Column(verbose_name=_("Engelska, plural"), attrs={"td": {"lang": "en"}})
    silent_after_days = WholeColumn(verbose_name=_("Tyst efter dagar"), default=_("Aldrig"))
    notice_days = WholeColumn(verbose_name=_("Besked före slutet, dagar"))
    rank = WholeColumn(verbose_name=_("Rang"))

    class Meta:
        model = Tier
        fields = ("name", "plural", "name_en", "plural_en", "silent_after_days", "notice_days", "rank")
        orderable = False

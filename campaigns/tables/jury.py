"""Tables of a competition's jury: members, criteria, means by team, and strictness by juror."""

from collections.abc import Iterable

import django_tables2 as tables
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Juror
from campaigns.scoring import decimals
from core.tables import MarkupColumn, Table

RIGHT = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


class MeanColumn(tables.Column):
    """A mean of marks, 0-10, with one decimal."""

    attrs = RIGHT

    def render(self, value):
        return decimals(value, 1)


class JurorTable(Table):
    juror = MarkupColumn(template_name="campaigns/jury/juror.html", verbose_name=_("Jurymedlem"))
    progress = MarkupColumn(template_name="campaigns/jury/progress.html", verbose_name=_("Betyg"), empty_values=())
    link = MarkupColumn(template_name="campaigns/jury/link.html", verbose_name=_("Sida att bedöma på"), empty_values=())
    actions = MarkupColumn(template_name="campaigns/jury/actions.html", verbose_name=_("Ändra"), empty_values=())

    def __init__(self, *args, runs: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("link", "actions"):
            # A personal link gives access as that juror, so show it only to those who send it out.
            (self.columns.show if runs else self.columns.hide)(name)


class CriterionTable(Table):
    name = tables.Column(verbose_name=_("Kriterium"))
    guide = tables.Column(verbose_name=_("Vägledning"))
    change = MarkupColumn(template_name="campaigns/jury/criterion.html", verbose_name=_("Ändra"), empty_values=())

    def __init__(self, *args, may_change: bool, **kwargs):
        super().__init__(*args, **kwargs)
        (self.columns.show if may_change else self.columns.hide)("change")


class JurorMeanColumn(MeanColumn):
    """A juror's mean mark for a team."""

    def __init__(self, juror: Juror, **kwargs):
        self.juror = juror
        super().__init__(verbose_name=str(juror), empty_values=(), **kwargs)

    def render(self, record):
        mean = {juror.pk: mean for juror, mean in record.by_juror}[self.juror.pk]
        return gettext("jävig") if mean is None else decimals(mean, 1)


class TeamMarksTable(Table):
    team = tables.Column(verbose_name=_("Lag"))
    judged = tables.Column(attrs=RIGHT, verbose_name=_("Bedömt av"))
    mean = MeanColumn(verbose_name=_("Juryns medel"), default=_("visas när tillräckligt många lämnat in"))

    def __init__(self, *args, jurors: Iterable[Juror], **kwargs):
        each = [(f"juror-{juror.pk}", JurorMeanColumn(juror)) for juror in jurors]
        super().__init__(*args, extra_columns=each, **kwargs)

    def render_judged(self, record):
        names = {"judged": record.judged, "judges": record.judges}
        return gettext("%(judged)s av %(judges)s") % names


class StrictnessTable(Table):
    juror = tables.Column(verbose_name=_("Jurymedlem"))
    teams = tables.Column(attrs=RIGHT, verbose_name=_("Lag"))
    own = MeanColumn(verbose_name=_("Eget medel"))
    all = MeanColumn(verbose_name=_("Juryns medel"))
    words = tables.Column(verbose_name=_("I ord"))

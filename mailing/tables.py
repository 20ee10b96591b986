import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.markup import markup
from core.tables import BadgeColumn, MadeColumn, Table, TemplateColumn
from mailing.models import Letter, Suppression

MOMENT = '{{ value|date:"Y-m-d H:i" }}'
TABULAR = {"td": {"class": "text-tabular text-nowrap"}}


def _receiver(letter: Letter) -> str:
    name = markup('<a href="{}">{}</a>', letter.get_absolute_url(), letter.receiver)
    return markup('{}<span class="cell-more">{}</span>', name, letter.to_email) if letter.to_name else name


class LetterTable(Table):
    to_email = MadeColumn(_receiver, verbose_name=_("Till"), order_by=("to_email",))
    subject = tables.Column(verbose_name=_("Ämne"))
    kind = MadeColumn(lambda letter: letter.kind_title, verbose_name=_("Sort"))
    state = BadgeColumn(verbose_name=_("Läge"))
    error = tables.Column(verbose_name=_("Hinder"))
    made_at = TemplateColumn(MOMENT, verbose_name=_("Skrivet"), attrs=TABULAR)
    ended_at = TemplateColumn(MOMENT, verbose_name=_("Klart"), attrs=TABULAR)

    class Meta:
        model = Letter
        fields = ("to_email", "subject", "kind", "state", "error", "made_at", "ended_at")
        order_by = "-made_at"


class SuppressionTable(Table):
    address = tables.Column(verbose_name=_("E-post"))
    reason = BadgeColumn(verbose_name=_("Skäl"))
    note = tables.Column(verbose_name=_("Anteckning"))
    made_at = TemplateColumn(MOMENT, verbose_name=_("När"), attrs=TABULAR)
    made_by = tables.Column(verbose_name=_("Av"), order_by=("made_by__first_name", "made_by__last_name"))
    lift = TemplateColumn(template_name="mailing/_lift.html", verbose_name="", orderable=False)

    class Meta:
        model = Suppression
        fields = ("address", "reason", "note", "made_at", "made_by", "lift")
        order_by = "-made_at"

"""The list of changesets: its filters, on the page and in the API, and its table."""

import django_filters
import django_tables2 as tables
from django.apps import apps
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.changesets import KINDS, may_undo, title_of
from core.filters import FilterSet
from core.models import Changeset, User
from core.tables import MarkupColumn, Table, TemplateColumn, WholeColumn


def _kinds() -> list[tuple]:
    return [(kind.name, kind.label) for kind in KINDS.values()]


def _subjects() -> list[tuple]:
    labels = Changeset.objects.order_by("subject").values_list("subject", flat=True).distinct()
    return [(label, subject_words(label)) for label in labels if label]


def _people(_request=None):
    return User.objects.filter(pk__in=Changeset.objects.values("made_by")).order_by("pk")


def subject_words(label: str) -> str:
    return capfirst(str(apps.get_model(label)._meta.verbose_name_plural)) if label else ""


class ChangesetFilterSet(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Slag"), choices=_kinds)
    subject = django_filters.ChoiceFilter(label=_("Slags rader"), choices=_subjects)
    made_by = django_filters.ModelChoiceFilter(label=_("Av"), queryset=_people)
    made_from = django_filters.DateFilter(label=_("Från och med"), field_name="made_at", lookup_expr="date__gte")
    made_to = django_filters.DateFilter(label=_("Till och med"), field_name="made_at", lookup_expr="date__lte")
    state = django_filters.ChoiceFilter(
        label=_("Läge"), choices=[("standing", _("Gäller")), ("undone", _("Ångrad"))], method="filter_state"
    )

    class Meta:
        model = Changeset
        fields = []

    def filter_state(self, queryset, name, value):
        return queryset.filter(undone_at__isnull=value == "standing")


class ChangesetTable(Table):
    """Links only to changesets that the user may undo: only then may the user see the rows."""

    title = tables.Column(verbose_name=_("Ändring"), empty_values=(), orderable=False)
    subject = tables.Column(verbose_name=_("Slags rader"))
    fields_changed = tables.Column(
        verbose_name=_("Vad som ändrades"), accessor="fields", orderable=False, empty_values=([],)
    )
    number = WholeColumn(verbose_name=_("Rader"))
    made_at = MarkupColumn('{{ value|date:"Y-m-d H:i" }}', attrs={"td": {"class": "text-tabular"}})
    undone_at = TemplateColumn(template_name="core/changesets/state.html", empty_values=())

    class Meta:
        model = Changeset
        fields = ("title", "subject", "fields_changed", "number", "made_by", "made_at", "undone_at")
        order_by = "-made_at"

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def render_title(self, record):
        title = title_of(record, record.number)
        if may_undo(record, user=self.user):
            return format_html('<a href="{}">{}</a>', record.get_absolute_url(), title)
        return title

    def render_subject(self, value):
        return subject_words(value)

    def render_fields_changed(self, record, value):
        meta = apps.get_model(record.subject)._meta
        return ", ".join(gettext(capfirst(str(meta.get_field(name).verbose_name))) for name in value)

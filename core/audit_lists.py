"""The audit log's list: filters, for page and API, table and workbook."""

from collections import defaultdict

import django_filters
import django_tables2 as tables
from django.apps import apps
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet
from core.markup import joined, markup
from core.models import AuditEntry, AuditKind, User
from core.row_changes import SPAN
from core.spreadsheets import Column, Export, Kind
from core.tables import MadeColumn


def _subjects() -> list[tuple[str, str]]:
    subjects, persons = (
        AuditEntry.objects.exclude(**{name: ""}).order_by().values_list(name, flat=True)
        for name in ("subject", "person")
    )
    return [(label, kind_of_row(label)) for label in sorted(subjects.union(persons))]


def about(entry: AuditEntry) -> tuple[str, int | None]:
    """The row that the entry is about, or whom it concerns."""
    return (entry.subject, entry.subject_id) if entry.subject else (entry.person, entry.person_id)


def kind_of_row(label: str) -> str:
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except LookupError:  # a model that the program no longer has
        return label


def subject_words(entry: AuditEntry) -> str:
    """What the entry is about, or whom it concerns, by kind and number."""
    label, key = about(entry)
    if not label:
        return ""
    return f"{kind_of_row(label)} {key}" if key else kind_of_row(label)


def fact_words(entry: AuditEntry) -> str:
    if "rows" in entry.facts:
        return gettext("%(number)s rader") % {"number": entry.facts["rows"]}
    if entry.facts.get("locked"):
        return gettext("Utelåst")
    if entry.facts.get("fields") == ["password_link"]:
        return gettext("Gjorde en länk för nytt lösenord")
    told = entry.facts.get("roles") or entry.facts.get("role") or ""
    return ", ".join(told) if isinstance(told, list) else str(told)


def said(entry: AuditEntry, name: str) -> str:
    """Words or address of the entry; empty where it has none or they are erased."""
    words = getattr(entry, "said", None)
    return getattr(words, name) if words else ""


class AuditFilterSet(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Vad"), choices=AuditKind.choices)
    user = django_filters.ModelChoiceFilter(label=_("Av"), queryset=User.objects.all())
    at_from = django_filters.DateFilter(label=_("Från och med"), field_name="at", lookup_expr="date__gte")
    at_to = django_filters.DateFilter(label=_("Till och med"), field_name="at", lookup_expr="date__lte")
    subject = django_filters.ChoiceFilter(label=_("Gäller slag"), choices=_subjects, method="filter_about")
    subject_id = django_filters.NumberFilter(
        label=_("Nr i Medspel"), method="filter_about", min_value=1, max_value=SPAN
    )

    class Meta:
        model = AuditEntry
        fields = []

    def filter_about(self, queryset, name, value):
        """Entries about the row, and those that concern it as a person."""
        return queryset.filter(Q(**{name: value}) | Q(**{name.replace("subject", "person"): value}))


class AuditTable(tables.Table):
    at = MadeColumn(lambda entry: f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}", order_by="number")
    kind = tables.Column(orderable=False)
    user = tables.Column(orderable=False)
    about = tables.Column(verbose_name=_("Gäller"), empty_values=(), orderable=False)
    told = tables.Column(verbose_name=_("Detaljer"), empty_values=(), orderable=False)

    class Meta:
        model = AuditEntry
        fields = ("at", "kind", "user", "about", "told")
        order_by = "-at"

    def render_about(self, record):
        name, url = self.subjects().get(about(record), ("", ""))
        words = markup('<span class="text-body-secondary">{}</span> {}', subject_words(record), name)
        return markup('<a href="{}">{}</a>', url, words) if url else words

    def render_told(self, record):
        words = [said(record, "words"), fact_words(record), said(record, "address")]
        if record.words_digest and not getattr(record, "said", None):
            words.append(gettext("Orden är raderade"))
        return joined((markup("{}", word) for word in words if word), " · ")

    def subjects(self) -> dict[tuple[str, int], tuple[str, str]]:
        """Name and address of what the page's entries are about. A query for each kind of row."""
        if not hasattr(self, "_subjects"):
            keys = defaultdict(set)
            for entry in self.page.object_list.data:
                label, key = about(entry)
                if key:
                    keys[label].add(key)
            self._subjects = {
                (label, row.pk): (str(row), row.get_absolute_url() if hasattr(row, "get_absolute_url") else "")
                for label, its in keys.items()
                if label != AuditEntry._meta.label and _is_known(label)
                for row in apps.get_model(label)._base_manager.select_related().in_bulk(its).values()
            }
        return self._subjects


def _is_known(label: str) -> bool:
    try:
        return bool(apps.get_model(label))
    except LookupError:
        return False


class AuditExport(Export):
    title = _("Granskningslogg")
    filename = "granskningslogg"

    def columns(self):
        return [
            Column(_("Nummer"), "pk", Kind.WHOLE, width=10),
            Column(_("När"), "at", Kind.DATETIME),
            Column(_("Vad"), "get_kind_display", width=28, of="kind"),
            Column(_("Av"), "user", width=24),
            Column(_("Gäller"), subject_words, width=24, of="about"),
            Column(_("Detaljer"), lambda entry: said(entry, "words"), width=60, of="told"),
            Column(pgettext_lazy("om det som hände", "Uppgifter"), fact_words, width=24, of="told"),
            Column(_("Adress"), lambda entry: said(entry, "address"), width=18, of="told"),
            Column(_("Anrop"), "request_id", width=20),
        ]

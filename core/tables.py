"""Tables and columns as every page uses them."""

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core.money import format_amount


class SmallTable(tables.Table):
    """A few rows inside a page: a caption above, no sorting, and the first cell says what each row is about."""

    caption = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, template_name="generic/small_table.html", orderable=False, **kwargs)


class MoneyColumn(tables.Column):
    attrs = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}

    def render(self, value):
        return format_amount(value)


class WholeColumn(tables.Column):
    """A count."""

    attrs = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


class DateColumn(tables.Column):
    """A day as 2026-11-24; of a moment, the Swedish day it fell on."""

    attrs = {"td": {"class": "text-tabular"}}

    def render(self, value):
        day = timezone.localdate(value) if hasattr(value, "hour") else value
        return day.isoformat()


class BadgeColumn(tables.Column):
    """A choice, as its label in a badge that carries the value as a class."""

    def render(self, value, record, bound_column):
        return format_html(
            '<span class="badge {}-{}">{}</span>', bound_column.name, getattr(record, bound_column.accessor), value
        )


class TemplateColumn(tables.TemplateColumn):
    """A template's output, or the usual dash where that is nothing but space."""

    def render(self, bound_column, **kwargs):
        cell = super().render(bound_column=bound_column, **kwargs).strip()
        return mark_safe(cell) if cell else bound_column.default  # noqa: S308  a template has escaped it


class EditColumn(TemplateColumn):
    """A link to change the row; its heading is for those who hear the page."""

    attrs = {"td": {"class": "text-end"}}

    @property
    def header(self):
        return format_html('<span class="visually-hidden">{}</span>', _("Ändra"))

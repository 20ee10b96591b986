"""Base tables and columns."""

from collections.abc import Callable
from copy import copy
from functools import cache

import django_tables2 as tables
from django.db.models import Model
from django.template import Template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_tables2.utils import Accessor

from core.markup import markup
from core.money import format_amount


class Columns(dict):
    """The columns of a class. Every table copies them deeply, though it changes no more than their names."""

    def __deepcopy__(self, memo):
        return {name: copy(column) for name, column in self.items()}


class Table(tables.Table):
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.base_columns = Columns(cls.base_columns)
        cls._name_columns(getattr(cls._meta, "model", None))

    @classmethod
    def _name_columns(cls, model: type[Model] | None):
        """Name columns by the model's fields, also where rows come as a list: else they are named by the code."""
        for name, column in cls.base_columns.items():
            if model and column.verbose_name is None:
                field = Accessor(column.accessor or name).get_field(model)
                column.verbose_name = capfirst(getattr(field, "verbose_name", None)) if field else None


class SmallTable(Table):
    """A few rows within a page: a caption, no sorting, and the first cell as row header."""

    caption = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, template_name="generic/small_table.html", orderable=False, **kwargs)


class MoneyColumn(tables.Column):
    attrs = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}

    def render(self, value):
        return format_amount(value)


class WholeColumn(tables.Column):
    attrs = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}


class DateColumn(tables.Column):
    """A date as 2026-11-24; for a moment, its Swedish date."""

    attrs = {"td": {"class": "text-tabular"}}

    def render(self, value):
        day = timezone.localdate(value) if hasattr(value, "hour") else value
        return day.isoformat()


class BadgeColumn(tables.Column):
    """A choice's label as a badge with the value as CSS class."""

    def render(self, value, record, bound_column):
        kind = getattr(record, bound_column.accessor)
        return markup('<span class="badge {}-{}">{}</span>', bound_column.name, kind, value)


@cache
def _compiled(code: str) -> Template:
    return Template(code)


class MarkupColumn(tables.TemplateColumn):
    """A template column whose template is compiled once, and rendered in the context that the table stands in."""

    def render(self, record, table, value, bound_column, **kwargs):
        context = self.get_context_data(record=record, table=table, value=value, bound_column=bound_column, **kwargs)
        with table.context.update(context):
            if self.template_code:
                return _compiled(self.template_code).render(table.context)
            return get_template(self.template_name).template.render(table.context)


class TemplateColumn(MarkupColumn):
    """A markup column that shows the usual dash when the output is blank."""

    def render(self, bound_column, **kwargs):
        cell = super().render(bound_column=bound_column, **kwargs).strip()
        return mark_safe(cell) if cell else bound_column.default  # noqa: S308  a template has escaped it


class MadeColumn(tables.Column):
    """A column whose cells a function makes from the row; the usual dash where it makes nothing."""

    empty_values = ()

    def __init__(self, make: Callable, **kwargs):
        self.make = make
        super().__init__(**kwargs)

    def render(self, record, bound_column):
        return self.make(record) or bound_column.default


class EditColumn(TemplateColumn):
    """A link to edit the row; the heading is for screen readers only."""

    attrs = {"td": {"class": "text-end"}}

    @property
    def header(self):
        return format_html('<span class="visually-hidden">{}</span>', _("Ändra"))

"""Table columns as every list uses them."""

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html

from core.money import format_amount


class MoneyColumn(tables.Column):
    attrs = {"th": {"class": "text-end"}, "td": {"class": "text-end text-tabular"}}

    def render(self, value):
        return format_amount(value)


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

"""A table in Python. What a column knows is found once per table: per cell it decides what a list page costs."""

from collections.abc import Callable, Iterator
from functools import cache
from operator import methodcaller

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.http import QueryDict
from django.template import Context
from django.template.base import render_value_in_context
from django.template.defaultfilters import striptags
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django_tables2 import Column, Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import Accessor, signature

from core.active_language import steady
from core.markup import escaped, joined, markup
from core.tables import MadeColumn
from core.templatetags.ui import icon

register = template.Library()

_signature_of = cache(signature)
_ESCAPED = (str, Model)
_OF_THE_ROW = frozenset({"value", "record", "bound_row"})


class Cells:
    """The cells of one column, equal to those of `BoundRow.items`.

    The `attrs` of a column may not depend on the row.
    """

    def __init__(self, bound: BoundColumn, table: Table):
        self.bound, self.context = bound, table.context
        self.default = bound.default
        self.attrs = bound.attrs
        self.start = f'<td {self.attrs["td"].as_html()} data-label="{escaped(striptags(bound.header))}">'
        self.renders = bound.render != bound.column.render or type(bound.column).render is not Column.render
        # Of the function: each request binds the method anew.
        names, takes_all = _signature_of(getattr(bound.render, "__func__", bound.render))
        of_the_table = {"column": bound.column, "bound_column": bound, "table": table}
        self.of_the_table = (
            of_the_table if takes_all else {name: of_the_table[name] for name in names if name in of_the_table}
        )
        self.of_the_row = _OF_THE_ROW if takes_all else _OF_THE_ROW.intersection(names)
        self.reads = bool(bound.column.empty_values) or "value" in self.of_the_row
        self.link = link = bound.link
        self.links_simply = link and self.reads and not (link.url or link.reverse_args or link.attrs)
        self.readers = {}  # by class of a record
        is_made = isinstance(bound.column, MadeColumn) and bound.render == bound.column.render
        self.make = bound.column.make if is_made and not link else None

    def head(self, path: str, query: QueryDict) -> SafeString:
        """The heading, which sorts the list at the path where the column can; it writes how in the query."""
        attrs, header, order = self.attrs["th"].as_html(), self.bound.header, self.bound.order_by_alias
        if not self.bound.orderable:
            return markup('<th {} scope="col">{}</th>', attrs, header)
        now = ("ascending" if order.is_ascending else "descending") if self.bound.is_ordered else ""
        query["sort"] = order.next
        sorts = query.urlencode()
        return markup(
            '<th {} scope="col"{}><a id="sort-{}" href="?{}" hx-get="{}?{}" hx-target="#results" hx-swap="outerHTML" '
            'hx-push-url="true">{}{}</a></th>',
            attrs,
            SafeString(f' aria-sort="{now}"' if now else ""),
            self.bound.name,
            sorts,
            path,
            sorts,
            header,
            icon(f"chevron-{'up' if order.is_ascending else 'down'}", 14) if now else "",
        )

    def html(self, row: BoundRow, record) -> str:
        """The content of the cell as a template shows it."""
        cell = self.make(record) or self.default if self.make else self._cell(row, record)
        return cell if type(cell) is SafeString else _shown(cell, self.context)

    def _cell(self, row: BoundRow, record):
        column, kind = self.bound.column, type(record)
        if kind not in self.readers:
            self.readers[kind] = _reader(kind, self.bound.accessor)
        read = self.readers[kind]
        if read is None:
            return row.get_cell(self.bound.name)
        value = read(record) if self.reads else None
        if callable(value):
            return row.get_cell(self.bound.name)
        if value in column.empty_values:
            return self.default
        given = {"value": value, "record": record, "bound_row": row}
        if self.renders:
            content = self.bound.render(**self.of_the_table, **{name: given[name] for name in self.of_the_row})
        else:
            content = value
        if not self.link:
            return content
        if self.links_simply:
            target = value if hasattr(value, "get_absolute_url") else record
            return markup('<a href="{}">{}</a>', target.get_absolute_url(), content)
        return self.link(content, column=column, bound_column=self.bound, table=row.table, **given)


def _reader(kind: type, accessor: Accessor) -> Callable | None:
    """How to read a record of this class: a choice by its label. None where `BoundRow` has to work it out."""
    name, *path = accessor.bits
    if path or not issubclass(kind, Model):
        return None
    try:
        has_labels = bool(getattr(kind._meta.get_field(name), "choices", None))
    except FieldDoesNotExist:
        has_labels = False
    return methodcaller(f"get_{name}_display") if has_labels else lambda record: getattr(record, name, None)


def _shown(value, context: Context) -> str:
    """As a template shows it."""
    return escaped(value) if isinstance(value, _ESCAPED) else render_value_in_context(value, context)


def _rows(table: Table, columns: list[Cells]) -> Iterator[str]:
    """As markup: every part is escaped where it is put in."""
    has_picks = table.context.get("bulk_url") or table.context.get("many_actions")
    pick_label = gettext("Välj %(name)s")
    first, *others = columns
    for row in table.paginated_rows:
        record, pick = row.record, ""
        if has_picks:
            label = pick_label % {"name": _shown(record, table.context)}
            pick = (
                '<input class="form-check-input pick" type="checkbox" form="bulk" name="rows" '
                f'value="{record.pk}" aria-label="{label}">'
            )
        cells = "".join([f"{each.start}{each.html(row, record)}</td>" for each in others])
        attrs = row.attrs.as_html() if table.row_attrs else f'class="{row.get_even_odd_css_class()}"'
        yield f"<tr {attrs}>{first.start}{pick}{first.html(row, record)}</td>{cells}</tr>\n"


@register.simple_tag(takes_context=True)
def list_table(context, table: Table) -> SafeString:
    """As `render_table`, which lets every context processor work again, for the table of a list page."""
    table.context = context
    with context.push(table=table):
        return get_template(table.template_name).template.render(context)


@register.simple_tag
def table_cells(table: Table) -> list[Cells]:
    """What the two tags below make head and rows of."""
    return [Cells(bound, table) for bound in table.columns]


@register.simple_tag(takes_context=True)
def table_heads(context, columns: list[Cells]) -> SafeString:
    request = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    return joined((each.head(request.path, query) for each in columns), "\n")


@register.simple_tag
def table_rows(table: Table, columns: list[Cells]) -> SafeString:
    """The rows of the table's page; where the list has bulk actions, with the box that chooses the row."""
    with steady():
        return joined(_rows(table, columns))

"""The cells of the coverage table: some hundreds, which a template would take longer to write than the rest of it."""

from django import template
from django.urls import reverse
from django.utils.formats import date_format, localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from crm.queries.coverage import CoverageCell, Month, TierRow
from goals.models import Goal

register = template.Library()


@register.simple_tag
def coverage_months(months: list[Month]) -> SafeString:
    """The heading of each month."""
    names = ((date_format(month.first, "F Y"), date_format(month.first, "M")) for month in months)
    return format_html_join("", '<th scope="col"><abbr title="{}">{}</abbr></th>', names)


@register.simple_tag
def coverage_cells(row: TierRow, goal: Goal) -> SafeString:
    """A tier's seats in each month; a gap leads to the companies that hold seats or may take one."""
    return format_html_join("", '<td class="{}">{}</td>', ((_look(cell), _cell(cell, row, goal)) for cell in row.cells))


def _look(cell: CoverageCell) -> str:
    if cell.lapsing:
        return "coverage-lapse"
    return "coverage-gap" if cell.free else "coverage-full" if cell.seats else ""


def _cell(cell: CoverageCell, row: TierRow, goal: Goal) -> SafeString:
    words = _words(cell)
    if not cell.is_gap:
        return words
    first = cell.month.first
    url = reverse("crm:coverage_gap", args=[goal.number, row.tier.pk, first.year, first.month])
    return format_html('<a href="{}">{}</a>', url, words)


def _words(cell: CoverageCell) -> SafeString:
    words = localize(cell.taken) if cell.seats is None else f"{localize(cell.taken)}/{localize(cell.seats)}"
    if number := cell.lapsing:
        ends = ngettext("%(counter)s löper ut", "%(counter)s löper ut", number) % {"counter": localize(number)}
        heard = format_html('<span class="visually-hidden">, {}</span>', ends)
        words = format_html('{} <b aria-hidden="true">↓{}</b>{}', words, localize(number), heard)
    if number := cell.free:
        free = ngettext("%(counter)s ledig", "%(counter)s lediga", number) % {"counter": localize(number)}
        words = format_html('{}<span class="visually-hidden">, {}</span>', words, free)
    return words

"""The cells of the coverage table: some hundreds, which a template would take longer to write than the rest of it."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.formats import date_format, localize
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from core.active_language import language_now, prefix_now, steady
from core.markup import joined, markup
from crm.queries.coverage import CoverageCell, Month, TierRow
from goals.models import Goal

register = template.Library()


@register.simple_tag
def coverage_months(months: list[Month]) -> SafeString:
    """The heading of each month."""
    names = ((date_format(month.first, "F Y"), date_format(month.first, "M")) for month in months)
    return joined(markup('<th scope="col"><abbr title="{}">{}</abbr></th>', *each) for each in names)


@register.simple_tag
def coverage_cells(row: TierRow, goal: Goal) -> SafeString:
    """A tier's seats in each month; a gap leads to the companies that hold seats or may take one."""
    with steady():
        return joined(markup('<td class="{}">{}</td>', _look(cell), _cell(cell, row, goal)) for cell in row.cells)


def _look(cell: CoverageCell) -> str:
    if cell.lapsing:
        return "coverage-lapse"
    return "coverage-gap" if cell.free else "coverage-full" if cell.seats else ""


def _cell(cell: CoverageCell, row: TierRow, goal: Goal) -> SafeString:
    words = _words((cell.taken, cell.seats, cell.lapsing, cell.free), language_now())
    if not cell.is_gap:
        return words
    first = cell.month.first
    url = _gap((goal.number, row.tier.pk, first.year, first.month), prefix_now())
    return markup('<a href="{}">{}</a>', url, words)


@lru_cache(maxsize=4096)
def _gap(where: tuple[int, ...], prefix: str) -> str:
    return reverse("crm:coverage_gap", args=where)


@lru_cache(maxsize=4096)  # months and tiers repeat one another
def _words(numbers: tuple[int | None, ...], language: str | None) -> SafeString:
    taken, seats, lapsing, free = numbers
    words = localize(taken) if seats is None else f"{localize(taken)}/{localize(seats)}"
    if lapsing:
        ends = ngettext("%(counter)s löper ut", "%(counter)s löper ut", lapsing) % {"counter": localize(lapsing)}
        heard = markup('<span class="visually-hidden">, {}</span>', ends)
        words = markup('{} <b aria-hidden="true">↓{}</b>{}', words, localize(lapsing), heard)
    if free:
        left = ngettext("%(counter)s ledig", "%(counter)s lediga", free) % {"counter": localize(free)}
        words = markup('{}<span class="visually-hidden">, {}</span>', words, left)
    return words

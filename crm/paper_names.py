"""What a company is called on papers about money: one rule for pages, lists, workbooks, files and the API.

- What is about an invoice has the name, number, address and tier of the invoice.
- Else what is about a month or a year has what the company was called when that, or the last of it, was locked.
- Else it is called what it is called today. So it is on what is yet to be done and goes by the register: what is to
  be invoiced, customers, ages of debts, letters, and pages about the company itself.

Agreements as they were known have the names of their events, and a list that was downloaded keeps its rows.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import NamedTuple

from core.identity_numbers import format_orgnr
from crm.models import Company, Merge, MergeKind


class PaperName(NamedTuple):
    name: str
    orgnr: str  # for lists: a sole trader's is hidden
    address: str


class Kept(NamedTuple):
    """What a company was called when a month was locked; of a sole trader without the number."""

    month: dt.date
    company: int  # its key then
    name: str
    orgnr: str
    address: str


Keeper = Callable[[dt.date, dt.date], Iterable[Kept]]
_keepers: list[Keeper] = []


def keeps_names(keeper: Keeper):
    """Register what knows the names that locked months keep: the books, in an app above."""
    if keeper not in _keepers:
        _keepers.append(keeper)


class PaperNames:
    """The names that the locked months from `first` through `last` keep. Two queries, and none for each company.

    One that was merged with another leads to it, unless the month has a name of that one too.
    """

    def __init__(self, first: dt.date, last: dt.date):
        kept = [each for keeper in _keepers for each in keeper(first.replace(day=1), last)]
        moved = Merge.objects.filter(kind=MergeKind.COMPANY, lost__in={each.company for each in kept})
        leads_to = dict(moved.values_list("lost", "leads_to"))
        self._kept = {(leads_to[each.company], each.month): each for each in kept if each.company in leads_to}
        self._kept |= {(each.company, each.month): each for each in kept if each.company not in leads_to}
        self._latest = {company: each for (company, _month), each in sorted(self._kept.items(), key=_by_month)}

    def of(self, company: Company) -> PaperName:
        """On a paper about all the months."""
        return _name(company, self._latest.get(company.pk))

    def in_month(self, company: Company, day: dt.date) -> PaperName:
        """On a paper, or a row of one, about the month of the day."""
        return _name(company, self._kept.get((company.pk, day.replace(day=1))))


def _by_month(item: tuple[tuple[int, dt.date], Kept]) -> dt.date:
    return item[1].month


def _name(company: Company, kept: Kept | None) -> PaperName:
    if kept is None:
        return PaperName(company.name, company.orgnr_masked, company.address)
    return PaperName(kept.name or company.name, orgnr_on_paper(company, kept.orgnr), kept.address)


def orgnr_on_paper(company: Company, kept: str) -> str:
    """A number that was kept, for lists. None is kept of a sole trader, who is said to be one."""
    return format_orgnr(kept) if kept or not company.is_sole_trader else company.orgnr_masked

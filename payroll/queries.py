"""Payroll giving for pages, workbooks and competitions."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch
from django.utils.translation import gettext

from campaigns.models import Competition
from crm.models import Company
from payroll.models import PayrollMonth, PayrollScheme
from payroll.rules import NOTHING, BandGroup, MonthPhase, month_of, shown_groups

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class MonthLine:
    """A month with its sums in kronor. Employees' money and the company's match are separate."""

    month: PayrollMonth
    phase: MonthPhase

    @property
    def scheme(self) -> PayrollScheme:
        return self.month.scheme

    @property
    def name(self) -> str:
        return self.month.name

    @property
    def received(self) -> Decimal | None:
        return self.month.received if self.month.has_money or self.month.is_closed else None

    @property
    def match_due(self) -> Decimal:
        return self.month.match_due

    @property
    def match_received(self) -> Decimal:
        return self.month.match_received

    @property
    def match_covered(self) -> Decimal:
        """Kronor received of the match due, without any surplus: a surplus in one month never covers another."""
        return min(self.match_received, self.match_due)

    @property
    def match_over(self) -> Decimal:
        return self.match_received - self.match_covered

    @property
    def match_difference(self) -> Decimal | None:
        return None if self.received is None else self.month.match_difference

    @property
    def difference(self) -> Decimal | None:
        """Kronor; None while nothing is received."""
        return None if self.received is None else self.month.difference

    @property
    def split(self) -> dict[int, Decimal]:
        """Kronor received, by the goal's primary key."""
        return self.month.split_of(self.month.received)


def month_lines(scheme: PayrollScheme, *, today: dt.date) -> list[MonthLine]:
    """All months of a scheme, oldest first. One query, or none after with_month_rows()."""
    kept = getattr(scheme, "month_rows", None)
    months = list(scheme.months.with_money().order_by("month")) if kept is None else kept
    for month in months:
        month.scheme = scheme
    return [MonthLine(month, month.phase_on(today)) for month in months]


def with_month_rows(schemes):
    """Prefetch the schemes' months with sums: three queries for any number of schemes."""
    months = PayrollMonth.objects.with_money().order_by("month")
    return schemes.prefetch_related(Prefetch("months", queryset=months, to_attr="month_rows"))


def month_line(month: PayrollMonth, *, today: dt.date) -> MonthLine:
    """The month with its sums. One query."""
    found = PayrollMonth.objects.with_money().get(pk=month.pk)
    found.scheme = month.scheme
    return MonthLine(found, found.phase_on(today))


def shown_bands(scheme: PayrollScheme, *, on: dt.date) -> list[BandGroup]:
    """The bands of a day, grouped so that no fewer than five people can be identified, not even by subtraction."""
    groups = shown_groups(band.group for band in scheme.bands.active_on(on))
    words = gettext("Alla tillsammans") if len(groups) == 1 else gettext("Övriga")
    return [group if group.label else BandGroup(words, group.heads, group.amount) for group in groups]


def months_missing(scheme: PayrollScheme, *, today: dt.date) -> bool:
    """Whether open_months would create or freeze any month."""
    frozen = dict(scheme.months.values_list("month", "frozen_at"))
    return any(
        month_of(payday) not in frozen or (payday <= today and frozen[month_of(payday)] is None)
        for payday in scheme.paydays_until(today)
    )


@dataclass(frozen=True)
class Giving:
    """Kronor of employees' payroll money: received, and promised but not received."""

    company: Company
    received: Decimal
    promised: Decimal
    has_scheme: bool
    scale: Decimal = NOTHING  # kronor of the longest bar in the same chart

    @property
    def total(self) -> Decimal:
        return self.received + self.promised

    @property
    def received_width(self) -> str:
        return _width(self.received, self.scale)

    @property
    def promised_width(self) -> str:
        return _width(self.promised, self.scale)


def _width(part: Decimal, whole: Decimal) -> str:
    """A width in per cent for SVG, with a decimal point whatever the language."""
    return f"{part * HUNDRED / whole:.2f}%" if whole > 0 else "0%"


def giving_by_company(companies: Iterable[Company], first: dt.date, last: dt.date) -> list[Giving]:
    """Kronor that each company's employees give by payroll on the paydays of a period, both ends included. Two queries.

    Received is net of reversals. Promised is the declared sum, else the expected one, less what was received; nothing
    for a closed month. All bars have the same scale.
    """
    companies = list(companies)
    schemes = set(PayrollScheme.objects.filter(company__in=companies).values_list("company", flat=True))
    received, promised = defaultdict(Decimal), defaultdict(Decimal)
    months = PayrollMonth.objects.filter(scheme__company__in=companies).payday_between(first, last)
    for month in months.with_money().select_related("scheme"):
        company = month.scheme.company_id
        received[company] += max(month.received, NOTHING)
        if not month.is_closed:
            promised[company] += max(month.basis - month.received, NOTHING)
    scale = max((received[company.pk] + promised[company.pk] for company in companies), default=NOTHING)
    return [
        Giving(
            company=company,
            received=received[company.pk] + NOTHING,
            promised=promised[company.pk] + NOTHING,
            has_scheme=company.pk in schemes,
            scale=scale,
        )
        for company in companies
    ]


def giving_in(competition: Competition) -> list[Giving]:
    """The companies of a competition that have payroll giving, by name."""
    companies = Company.objects.filter(teams__competition=competition).distinct().order_by("sort_key", "pk")
    giving = giving_by_company(companies, competition.opens_on, competition.closes_on)
    return [each for each in giving if each.has_scheme]

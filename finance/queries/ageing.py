"""What is overdue, by company and by age."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from crm.models import Company
from finance.models import Instalment
from finance.rules.instalments import Age, age_of

NOTHING = Decimal("0.00")


@dataclass
class AgeingLine:
    """Kronor left to pay of overdue invoices; of one company, or of all."""

    company: str
    url: str = ""
    count: int = 0
    by_age: dict[Age, Decimal] = field(default_factory=lambda: dict.fromkeys(Age, NOTHING))

    def add(self, age: Age, left: Decimal):
        self.count += 1
        self.by_age[age] += left

    @property
    def to_30(self) -> Decimal:
        return self.by_age[Age.TO_30]

    @property
    def to_60(self) -> Decimal:
        return self.by_age[Age.TO_60]

    @property
    def to_90(self) -> Decimal:
        return self.by_age[Age.TO_90]

    @property
    def over_90(self) -> Decimal:
        return self.by_age[Age.OVER_90]

    @property
    def total(self) -> Decimal:
        return sum(self.by_age.values(), NOTHING)


def ageing(day: dt.date) -> list[AgeingLine]:
    """A line of each company with something overdue on the day, in Swedish order. Two queries."""
    overdue = Instalment.objects.overdue(day).order_by()
    rows = list(overdue.values_list("sponsorship__company", "due_on", "left"))
    companies = Company.objects.filter(pk__in={company for company, _due_on, _left in rows}).order_by("sort_key", "pk")
    lines = {company.pk: AgeingLine(company.name, company.get_absolute_url()) for company in companies}
    for company, due_on, left in rows:
        lines[company].add(age_of((day - due_on).days), left)
    return list(lines.values())


def sum_of_lines(lines: Iterable[AgeingLine], *, label: str) -> AgeingLine:
    whole = AgeingLine(label)
    for line in lines:
        whole.count += line.count
        for age, amount in line.by_age.items():
            whole.by_age[age] += amount
    return whole

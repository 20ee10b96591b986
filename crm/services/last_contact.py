"""When each company was last reached: counted from the contact log and kept on the company, to sort and filter by.

Whatever changes which contacts a company has, or when they were, ends with `refresh_last_contact`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from crm.models import Company

BATCH = 1_000  # a query takes only so many keys


@transaction.atomic
def refresh_last_contact(companies: Iterable[int]):
    """Count anew for the companies with these keys. Two queries for each thousand of them.

    The companies are locked first, in order: of two who log at the same time, the second then counts what the first
    has logged. The lock is the weak one, which others may still point a row at.
    """
    keys = sorted(set(companies))
    for start in range(0, len(keys), BATCH):
        some = Company.objects.filter(pk__in=keys[start : start + BATCH])
        list(some.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        some.with_counted_last_contact().update(last_contact_at=F("counted_last_contact_at"))


@dataclass(frozen=True)
class Difference:
    company: Company
    kept: object
    counted: object

    def __str__(self):
        return f"{self.company.pk} ({self.company}): {self.kept}, not {self.counted}"


def recount_last_contact(*, fix: bool = False) -> Iterator[Difference]:
    """Every company whose kept day is not what the log says; with `fix` it is put right. One query to compare."""
    differs = (
        Q(last_contact_at__isnull=True, counted_last_contact_at__isnull=False)
        | Q(last_contact_at__isnull=False, counted_last_contact_at__isnull=True)
        | Q(last_contact_at__lt=F("counted_last_contact_at"))
        | Q(last_contact_at__gt=F("counted_last_contact_at"))
    )
    found = list(Company.objects.with_counted_last_contact().filter(differs).order_by("pk"))
    if fix and found:
        refresh_last_contact(company.pk for company in found)
    for company in found:
        yield Difference(company, company.last_contact_at, company.counted_last_contact_at)

"""The time of each company's last contact: computed from the log and stored on the company, for sorting and filters.

Everything that changes a company's interactions or their times must call `refresh_last_contact` at the end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from crm.models import Company

BATCH = 1_000  # keys per query: databases limit the number of parameters


@transaction.atomic
def refresh_last_contact(companies: Iterable[int]):
    """Recompute it for the companies with these primary keys. Two queries per thousand.

    Companies are locked first, in key order, so that of two concurrent calls the second counts what the first logged.
    FOR NO KEY UPDATE lets other transactions insert rows that refer to the company.
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
    """Yield companies whose stored time differs from the log; `fix` corrects them. One query to compare."""
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

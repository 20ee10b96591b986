"""Lists of Idag that are cut after ten read the first in the order of an index, however many there are."""

import pytest
from django.db import connection
from django.utils import timezone

from reports.queries.today import silent, unplanned

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def plan_of(rows) -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for way in ("seqscan", "bitmapscan", "sort"):  # which it would choose for few rows
                cursor.execute(f"SET LOCAL enable_{way} = off")
    return rows.explain()


def is_sorted_afterwards(plan: str) -> bool:
    if connection.vendor == "postgresql":
        return "Sort Key: crm_" in plan
    # Which step, the step it is a part of, and what it does.
    return any(line.split()[1] == "0" and line.endswith("ORDER BY") for line in plan.splitlines())


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda day: silent._silent.build(1, day=day), "crm_company_owners_contact"),
        (lambda day: silent._silent.build(None, day=day), "crm_company_last_contact"),
        (lambda day: unplanned._companies.build(1, day=day), "crm_company_owners_contact"),
        (lambda day: unplanned._companies.build(None, day=day), "crm_company_last_contact"),
        (lambda day: unplanned._dialogues.build(1, day=day), "crm_sponsorship_owners_oldest"),
    ],
)
def test_first_rows_are_found_in_the_order_shown(rows, index):
    plan = plan_of(rows(timezone.localdate()))
    assert (index in plan, is_sorted_afterwards(plan)) == (True, False)

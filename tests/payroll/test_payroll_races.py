"""Two halves of a month's money registered concurrently."""

import threading
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection

from payroll.models import PayrollMonth
from payroll.services.months import register_receipt
from tests.factories import UserFactory
from tests.payroll.factories import JUNE, fresh, make_month
from tests.racing import PATIENCE, ROUNDS, at_once, without_row_locks, wrapped

pytestmark = pytest.mark.database


def both_at_once(month: PayrollMonth, *wrappers) -> PayrollMonth:
    """Two users register half of the money each, concurrently."""
    users = [UserFactory(), UserFactory()]
    register = partial(register_receipt, month, amount=Decimal(500), received_on=JUNE)
    outcomes = at_once(*[wrapped(partial(register, by=user), *wrappers) for user in users])
    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == []  # names of errors
    return fresh(month)


@pytest.mark.django_db(transaction=True)
def test_month_closes_when_its_halves_are_registered_concurrently():
    for _round in range(ROUNDS):
        month = both_at_once(make_month())
        assert (month.received, month.is_closed) == (Decimal("1000.00"), True)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_neither_half_sees_the_other():
    summed = threading.Barrier(2)

    def both_sum_first(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if "SUM(" in sql:
            summed.wait(PATIENCE)
        return result

    month = both_at_once(make_month(), without_row_locks, both_sum_first)
    assert (month.received, month.is_closed) == (Decimal("1000.00"), False)

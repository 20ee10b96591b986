"""A month is exported while an instalment of it is invoiced: its money is booked as income or against the invoice."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection

from finance.models import Flow, Instalment, LedgerExport
from finance.services.allocations import allocate_to_instalment
from finance.services.instalments import register_invoice
from finance.services.ledger_exports import export_month
from tests import clock
from tests.factories import UserFactory
from tests.finance.books import set_up
from tests.finance.factories import pay, planned_sponsorship
from tests.finance.sie_reader import read_sie
from tests.racing import ROUNDS, all_come_to, at_once, without_row_locks, wrapped

pytestmark = [
    pytest.mark.database("finance.services.ledger_exports", "finance.services.instalments"),
    pytest.mark.django_db(transaction=True),
    clock.pinned,
]

OCTOBER, DAY = dt.date(2026, 10, 1), dt.date(2026, 10, 14)
GIFTS, RECEIVABLES = "3993", "1510"


@pytest.fixture(autouse=True)
def books(db):
    set_up(ours=(Flow.SPONSORSHIP,))


def race(*wrappers) -> tuple[bool, str]:
    """Whether the instalment was invoiced, and the account that its money was booked on."""
    owed, by = planned_sponsorship().instalments.get(planned_on=OCTOBER), UserFactory()
    allocate_to_instalment(pay(4000, booked_on=DAY), amount=Decimal(4000), instalment=owed, by=by)
    export = partial(export_month, OCTOBER, by=by)
    invoice = partial(register_invoice, owed, number="1001", on=DAY)
    at_once(wrapped(export, *wrappers), wrapped(invoice, *wrappers))
    [voucher] = read_sie(bytes(LedgerExport.objects.latest("pk").content)).vouchers
    [account] = {row[0] for row in voucher.rows} & {GIFTS, RECEIVABLES}
    return Instalment.objects.get(pk=owed.pk).is_invoiced, account


def test_what_is_invoiced_while_its_month_is_exported_is_booked_once():
    for _round in range(ROUNDS):
        assert race() in {(True, RECEIVABLES), (False, GIFTS)}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on the other database the transaction is the lock")
def test_without_the_plans_lock_it_is_booked_as_income_and_invoiced():
    """Both have asked before either writes."""
    writes = all_come_to('INSERT INTO "finance_ledgerexport"', 'UPDATE "finance_instalment"', number=2)
    assert race(without_row_locks, writes) == (True, GIFTS)

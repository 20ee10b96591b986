"""Every table whose rows the database itself keeps as they are: what it refuses, and that none is forgotten here."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from config.roles import FINANCE
from core.append_only import AppendOnly
from core.audit import record
from core.models import AuditKind
from finance.models import Payment
from finance.services.ledger_exports import export_month, fetch_export
from finance.services.payments import replace_payment, restore_payment
from finance.services.periods import lock_months
from tests import clock
from tests.campaigns.factories import give, running_duel
from tests.factories import signed_sponsorship
from tests.finance.books import set_up
from tests.finance.factories import from_bank
from tests.workbooks import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.database("core.append_only"), clock.pinned]

# By model: a column that may never change, and another value of it.
FINAL = {
    "campaigns.Contribution": ("amount", "amount + 1"),
    "core.AuditEntry": ("number", "number + 1000"),
    "core.AuditWords": ("words", "'Annat'"),
    "crm.SponsorshipEvent": ("amount", "amount + 1"),
    "finance.Allocation": ("amount", "amount + 1"),
    "finance.Booking": ("voucher_id", "voucher_id + 1"),
    "finance.ExportFetch": ("number", "number + 1"),
    "finance.ExportRecord": ("rows", "rows + 1"),
    "finance.LedgerExport": ("first_number", "first_number + 1"),
    "finance.Payment": ("amount", "amount + 1"),
    "finance.PeriodEvent": ("act", "'reopened'"),
    "finance.Replacement": ("bank_id", "hand_id"),
    "finance.Restoration": ("entered_by_id", "entered_by_id + 1"),
    "finance.Voucher": ("number", "number + 1"),
}
LOGS = ("core.AuditEntry", "core.AuditWords")
OCTOBER = dt.date(2026, 10, 1)


@pytest.fixture
def written(client_for):
    """A row at least of each."""
    finance = client_for(FINANCE)
    by = finance.user
    signed_sponsorship(starts=OCTOBER, signed_on=OCTOBER)
    rows_of(finance.get(reverse("finance:known_list"), {"export": "xlsx", "year": 2026}))
    set_up()
    _duel, team, _other = running_duel(opens_on=OCTOBER, closes_on=dt.date(2026, 10, 31))
    give(team, 250, received_on=dt.date(2026, 10, 14))
    replace_payment(Payment.objects.get(), bank=from_bank(250, booked_on=dt.date(2026, 10, 15)), by=by)
    restore_payment(Payment.objects.order_by("pk").first(), by=by, reason="Fel rad")
    fetch_export(export_month(OCTOBER, by=by), by=by)
    lock_months(OCTOBER, by=by, anyway=True)
    record(AuditKind.CHANGED, by=by, subject=team, words="Storm")


def refused(statement: str, table: str):
    with pytest.raises(IntegrityError, match=f"{table}_final"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("written")
def test_no_row_is_changed():
    for label, (column, value) in FINAL.items():
        table = apps.get_model(label)._meta.db_table
        refused(f"UPDATE {table} SET {column} = {value}", table)  # noqa: S608  the literals above


@pytest.mark.usefixtures("written")
def test_no_row_is_removed():
    for label in FINAL:
        model = apps.get_model(label)
        # The migrations that came before core.append_only leave the other tables of SQLite to the models.
        if connection.vendor == "postgresql" or issubclass(model, AppendOnly) or label in LOGS:
            refused(f"DELETE FROM {model._meta.db_table}", model._meta.db_table)  # noqa: S608


def test_all_that_are_refused_are_in_the_list():
    said = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE sql LIKE '%TRIGGER%BEFORE UPDATE%ABORT%final%'",
        "postgresql": """
            SELECT t.tgrelid::regclass::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND p.prosrc LIKE '%final%'
        """,
    }
    with connection.cursor() as cursor:
        cursor.execute(said[connection.vendor])
        found = {table for (table,) in cursor.fetchall()}
    assert found == {apps.get_model(label)._meta.db_table for label in FINAL}


def test_all_models_that_say_so_are_in_the_list():
    said = {each._meta.label for each in apps.get_models() if issubclass(each, AppendOnly)}
    assert said - FINAL.keys() == set()

"""Rules that no caller can get round: what was exported and locked is only added to, and locked months take nothing.

- SIE files, vouchers, what is in them, and what was done with months never change. PostgreSQL does not remove them
  either; SQLite empties tables with DELETE, as demo data and tests do, and cannot tell the two apart.
- Nothing is entered that is dated in a locked month: payments, allocations, contributions, payroll receipts. Who is
  locking while others write, core.locked_months sees to.

On SQLite these are triggers, and most changes of a table there rebuild it and take its triggers away. So a later
migration that changes one of the tables puts `ON` last among its operations (tests/finance/test_locked_dates.py tells):

    final = importlib.import_module("finance.migrations.0004_locked_months_are_final")
    operations = [..., final.ON]
"""

from django.db import migrations

FINAL = ("finance_ledgerexport", "finance_exportfetch", "finance_voucher", "finance_booking", "finance_periodevent")
# Of these all but the reason, which may name somebody who is to be forgotten.
BUT_REASON = {
    "finance_exportfetch": "export_id, number, fetched_by_id, fetched_at",
    "finance_periodevent": "month, act, unfinished, by_id, at",
}


def change_of(table: str) -> str:
    return f"UPDATE OF {BUT_REASON[table]}" if table in BUT_REASON else "UPDATE"


DATED = {
    "finance_payment": "booked_on",
    "finance_allocation": "period",
    "campaigns_contribution": "received_on",
    "payroll_payrollreceipt": "received_on",
}


def sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, '{name}'); END"
    final = [
        f"CREATE TRIGGER {table}_final_update BEFORE {change_of(table)} ON {table} {refuse.format(name=f'{table}_final')}"
        for table in FINAL
    ]
    locked = [
        f"""
        CREATE TRIGGER {table}_locked BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM core_lockedmonth m WHERE m.month = date(NEW.{column}, 'start of month'))
        {refuse.format(name=f"{table}_locked")}
        """
        for table, column in DATED.items()
    ]
    return final + locked


def postgresql() -> list[str]:
    statements = [
        """
        CREATE FUNCTION finance_books_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '%%_final', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END $$
        """
    ]
    statements += [
        f"""
        CREATE TRIGGER {table}_final_{name} BEFORE {event} ON {table}
        FOR EACH ROW EXECUTE FUNCTION finance_books_final()
        """
        for table in FINAL
        for name, event in (("update", change_of(table)), ("delete", "DELETE"))
    ]
    for table, column in DATED.items():
        statements += [
            f"""
            CREATE FUNCTION {table}_locked() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM core_lockedmonth m WHERE m.month = date_trunc('month', NEW.{column})::date) THEN
                    RAISE EXCEPTION '{table}_locked' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$
            """,
            f"""
            CREATE TRIGGER {table}_locked BEFORE INSERT ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_locked()
            """,
        ]
    return statements


def install(apps, schema_editor):
    remove(apps, schema_editor)
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    names = [(table, f"{table}_final_{event}") for table in FINAL for event in ("update", "delete")]
    for table, name in [*names, *((table, f"{table}_locked") for table in DATED)]:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if is_postgresql else ''}")
    if is_postgresql:
        for name in ("finance_books_final", *(f"{table}_locked" for table in DATED)):
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


ON = migrations.RunPython(install, remove)


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0003_what_was_entered_before"),
        ("campaigns", "0004_counted_on_another_day"),
        ("payroll", "0001_initial"),
        ("core", "0004_locked_months"),
    ]

    operations = [ON]

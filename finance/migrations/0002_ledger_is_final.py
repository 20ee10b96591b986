"""Rules that no caller can get round: the ledger is only added to, and never says more than came.

- A payment's money, days, account, reference and place never change and it is never removed. Who paid and what was
  written may be emptied: people are to be forgotten, the books are kept.
- Allocations, replacements and what undoes those never change and are never removed; the reason of one may be emptied.
- Lists that were taken out are kept as they were.
- The allocations of a payment sum to at most the payment, with its sign. PostgreSQL locks the payment to count.

On SQLite these are triggers, and most changes of a table there rebuild it and take its triggers away. So a later
migration that changes one of the tables puts `ON` last among its operations (tests/finance/test_ledger.py tells):

    final = importlib.import_module("finance.migrations.0002_ledger_is_final")
    operations = [..., final.ON]
"""

from django.db import migrations

from core import append_only

TABLES = {
    "finance_payment": (
        "account",
        "kind",
        "booked_on",
        "value_on",
        "transaction_on",
        "amount",
        "reference",
        "bank_id",
        "file_id",
        "position",
        "reverses_id",
        "is_mirrored",
        "entered_by_id",
        "entered_at",
    ),
    "finance_allocation": (
        "payment_id",
        "amount",
        "period",
        "flow",
        "goal_id",
        "instalment_id",
        "contribution_id",
        "receipt_id",
        "account_no",
        "reverses_id",
        "entered_by_id",
        "entered_at",
    ),
    "finance_replacement": ("hand_id", "bank_id", "entered_by_id", "entered_at"),
    "finance_restoration": ("replacement_id", "payment_id", "entered_by_id", "entered_at"),
}
TOO_MUCH = "(SELECT SUM(a.amount) FROM finance_allocation a WHERE a.payment_id = NEW.payment_id)"


def sqlite() -> list[str]:
    statements = []
    for table, columns in TABLES.items():
        differs = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table}_final'); END"
        statements.append(f"CREATE TRIGGER {table}_final BEFORE UPDATE ON {table} WHEN {differs} {refuse}")
    return [
        *statements,
        f"""
        CREATE TRIGGER finance_allocation_within AFTER INSERT ON finance_allocation
        WHEN EXISTS (
            SELECT 1 FROM finance_payment p WHERE p.id = NEW.payment_id
            AND ({TOO_MUCH} > MAX(p.amount, 0) OR {TOO_MUCH} < MIN(p.amount, 0))
        )
        BEGIN SELECT RAISE(ABORT, 'finance_allocation_within'); END
        """,
    ]


def postgresql() -> list[str]:
    statements = [
        """
        CREATE FUNCTION finance_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '%%_final', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END $$
        """,
        f"""
        CREATE FUNCTION finance_allocation_within() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE whole bigint; said bigint;
        BEGIN
            SELECT p.amount INTO whole FROM finance_payment p WHERE p.id = NEW.payment_id FOR UPDATE;
            said := {TOO_MUCH};
            IF said > GREATEST(whole, 0) OR said < LEAST(whole, 0) THEN
                RAISE EXCEPTION 'finance_allocation_within' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $$
        """,
        """
        CREATE TRIGGER finance_allocation_within AFTER INSERT ON finance_allocation
        FOR EACH ROW EXECUTE FUNCTION finance_allocation_within()
        """,
    ]
    for table, columns in TABLES.items():
        differs = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
        statements += [
            f"""
            CREATE TRIGGER {table}_final BEFORE UPDATE ON {table}
            FOR EACH ROW WHEN ({differs}) EXECUTE FUNCTION finance_final()
            """,
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION finance_final()",
        ]
    return statements


def install(apps, schema_editor):
    remove(apps, schema_editor)
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement)
    append_only.install(schema_editor.connection, apps.get_model("finance", "ExportRecord"))


def remove(apps, schema_editor):
    on = {"sqlite": "", "postgresql": " ON {table}"}[schema_editor.connection.vendor]
    for name in (*(f"{table}_{rule}" for table in TABLES for rule in ("final", "kept")), "finance_allocation_within"):
        table = name.rpartition("_")[0]
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on.format(table=table)}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS finance_final()")
        schema_editor.execute("DROP FUNCTION IF EXISTS finance_allocation_within()")
    append_only.remove(schema_editor.connection, apps.get_model("finance", "ExportRecord"))


ON = migrations.RunPython(install, remove)


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]

    operations = [ON]

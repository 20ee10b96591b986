"""A rule that no caller can get round: entries of the audit log are never changed, and removed only from its beginning.

Old entries go when a later one of kind `cut` names the last of them; the words of an entry go then too, or when one of
kind `words_erased` names it. So the log itself tells what is gone, and the digests tell if somebody forged that
(core/audit_check.py).

On SQLite these are triggers, and most changes of a table there rebuild it and take its triggers away. So a later
migration that changes one of the tables puts `ON` last among its operations (tests/core/test_audit.py tells):

    final = importlib.import_module("core.migrations.0002_audit_is_final")
    operations = [..., final.ON]
"""

from django.db import migrations

# Comparisons of OLD with what the log says of it.
IS_CUT = "EXISTS (SELECT 1 FROM core_auditentry c WHERE c.kind = 'cut' AND c.subject_id >= OLD.{key})"
IS_ERASED = """EXISTS (
    SELECT 1 FROM core_auditentry c
    WHERE c.subject = 'core.AuditEntry' AND c.subject_id = OLD.entry_id AND c.kind = 'words_erased'
)"""
ENTRY_MAY_GO = IS_CUT.format(key="number")
WORDS_MAY_GO = f"{IS_CUT.format(key='entry_id')} OR {IS_ERASED}"
TABLES = {"core_auditentry": ("number", ENTRY_MAY_GO), "core_auditwords": ("entry_id", WORDS_MAY_GO)}


def sqlite(table: str, key: str, may_go: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}_final'); END"
    return [
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} WHEN NOT ({may_go}) {refuse}",
        # INSERT OR REPLACE deletes without asking the trigger on that.
        f"""
        CREATE TRIGGER {table}_insert BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} o WHERE o.{key} = NEW.{key}) {refuse}
        """,
    ]


def postgresql(table: str, key: str, may_go: str) -> list[str]:
    return [
        f"""
        CREATE FUNCTION {table}_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table}_final' USING ERRCODE = 'check_violation';
        END $$
        """,
        f"""
        CREATE FUNCTION {table}_delete() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT ({may_go}) THEN
                RAISE EXCEPTION '{table}_final' USING ERRCODE = 'check_violation';
            END IF;
            RETURN OLD;
        END $$
        """,
        f"""
        CREATE FUNCTION {table}_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM {table}) THEN
                RAISE EXCEPTION '{table}_final' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $$
        """,
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_final()",
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_delete()",
        f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {table}_truncate()",
    ]


def install(apps, schema_editor):
    remove(apps, schema_editor)
    make = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for table, (key, may_go) in TABLES.items():
        for statement in make(table, key, may_go):
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for event in ("update", "delete", "truncate" if is_postgresql else "insert"):
            on = f" ON {table}" if is_postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}{on}")
        if is_postgresql:
            for name in ("final", "delete", "truncate"):
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_{name}()")


def make_head(apps, schema_editor):
    """The end of an empty chain, so that the first entry costs no more than the next."""
    apps.get_model("core", "AuditHead").objects.get_or_create(pk=1)


ON = migrations.RunPython(install, remove)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(make_head, migrations.RunPython.noop), ON]

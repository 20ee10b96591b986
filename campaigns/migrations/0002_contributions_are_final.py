"""A rule that no caller can get round: money that has been entered is never edited and never removed.

Amount, day, channel, reference, competition and what a row reverses never change; a team or a match is given once,
to what was left over; what has been reversed stays reversed. Names and messages may change: people are to be forgotten.

On PostgreSQL rows are not deleted either; emptying a whole table (TRUNCATE, as the demo data and the tests do) is
another thing. SQLite empties tables with DELETE and cannot tell the two apart, so there the models refuse alone.

On SQLite the rule is a trigger, and most changes of a table there rebuild it and take its triggers away. So a later
migration that changes `campaigns_contribution` puts `ON` last among its operations
(tests/campaigns/test_contributions.py tells):

    final = importlib.import_module("campaigns.migrations.0002_contributions_are_final")
    operations = [..., final.ON]
"""

from django.db import migrations

NEVER_CHANGED = ("amount", "received_on", "channel", "external_id", "competition_id", "reverses_id", "moved_from_id")


def changed(differs: str) -> str:
    fixed = [f"NEW.{column} {differs} OLD.{column}" for column in NEVER_CHANGED]
    team = f"(OLD.team_id IS NOT NULL AND NEW.team_id {differs} OLD.team_id)"
    match = f"(OLD.match_id IS NOT NULL AND NEW.match_id {differs} OLD.match_id)"
    return " OR ".join([*fixed, team, match, "(OLD.is_reversed AND NOT NEW.is_reversed)"])


SQLITE = [
    f"""
    CREATE TRIGGER campaigns_contribution_final BEFORE UPDATE ON campaigns_contribution
    WHEN {changed("IS NOT")}
    BEGIN
        SELECT RAISE(ABORT, 'campaigns_contribution_final');
    END
    """
]
POSTGRESQL = [
    """
    CREATE FUNCTION campaigns_contribution_final() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'campaigns_contribution_final' USING ERRCODE = 'check_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER campaigns_contribution_final BEFORE UPDATE ON campaigns_contribution
    FOR EACH ROW WHEN ({changed("IS DISTINCT FROM")}) EXECUTE FUNCTION campaigns_contribution_final()
    """,
    """
    CREATE TRIGGER campaigns_contribution_kept BEFORE DELETE ON campaigns_contribution
    FOR EACH ROW EXECUTE FUNCTION campaigns_contribution_final()
    """,
]
SQLITE_BACK = ["DROP TRIGGER IF EXISTS campaigns_contribution_final"]
POSTGRESQL_BACK = [
    "DROP TRIGGER IF EXISTS campaigns_contribution_final ON campaigns_contribution",
    "DROP TRIGGER IF EXISTS campaigns_contribution_kept ON campaigns_contribution",
    "DROP FUNCTION IF EXISTS campaigns_contribution_final()",
]


def install(apps, schema_editor):
    remove(apps, schema_editor)
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


ON = migrations.RunPython(install, remove)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]

    operations = [ON]

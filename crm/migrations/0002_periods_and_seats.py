"""Two rules that no caller can get round: signed periods do not overlap, and seats are not oversold.

SQLite and PostgreSQL spell them differently. On SQLite they are triggers that read both `crm_sponsorship` and
`goals_tieroffer`, and most changes of a table there rebuild it: that fails while the triggers stand, and takes
those on the table away. So a later migration that changes either table puts `OFF` first and `ON` last among
its operations (tests/crm/test_database_rules.py tells):

    rules = importlib.import_module("crm.migrations.0002_periods_and_seats")
    operations = [rules.OFF, ..., rules.ON]
"""

from django.db import migrations

HOLDS = "{0}.stage IN ('signed', 'ended_early') AND COALESCE({0}.ended_on, {0}.ends) >= {0}.starts"
COVERS = "{0}.starts <= {1} AND COALESCE({0}.ended_on, {0}.ends) >= {1}"

# The plus keeps SQLite from reading all of a goal's rows by an index on the goal, rather than the company's few.
SQLITE_OVERLAP = f"""
CREATE TRIGGER crm_sponsorship_overlap_{{event}} AFTER {{event}} ON crm_sponsorship
WHEN {HOLDS.format("NEW")}
BEGIN
    SELECT RAISE(ABORT, 'crm_sponsorship_overlap') WHERE EXISTS (
        SELECT 1 FROM crm_sponsorship o
        WHERE o.company_id = NEW.company_id AND +o.goal_id = NEW.goal_id AND o.id <> NEW.id
          AND {HOLDS.format("o")}
          AND o.starts <= COALESCE(NEW.ended_on, NEW.ends) AND COALESCE(o.ended_on, o.ends) >= NEW.starts
    );
END
"""

# The number of holders can only rise on a day when one of them begins, so only those days are counted.
OVERSOLD = f"""
SELECT 1
FROM (
    SELECT NEW.starts AS day
    UNION
    SELECT s.starts FROM crm_sponsorship s
    WHERE s.goal_id = NEW.goal_id AND s.tier_id = NEW.tier_id AND {HOLDS.format("s")}
      AND s.starts BETWEEN NEW.starts AND COALESCE(NEW.ended_on, NEW.ends)
) days
WHERE (
    SELECT COUNT(*) FROM crm_sponsorship h
    WHERE h.goal_id = NEW.goal_id AND h.tier_id = NEW.tier_id AND {HOLDS.format("h")}
      AND {COVERS.format("h", "days.day")}
) > {{seats}}
"""

# What was sold before the seats became fewer may stand, and its other columns may still change.
TAKES_MORE = f"""{HOLDS.format("NEW")} AND NOT (
    {HOLDS.format("OLD")}
    AND NEW.goal_id = OLD.goal_id AND NEW.tier_id = OLD.tier_id AND NEW.starts >= OLD.starts
    AND COALESCE(NEW.ended_on, NEW.ends) <= COALESCE(OLD.ended_on, OLD.ends)
)"""

SQLITE_OFFERED = "(SELECT t.seats FROM goals_tieroffer t WHERE t.goal_id = NEW.goal_id AND t.tier_id = NEW.tier_id)"

SQLITE_SEATS = f"""
CREATE TRIGGER crm_sponsorship_seats_{{event}} AFTER {{event}} ON crm_sponsorship
WHEN {{takes}}
BEGIN
    SELECT RAISE(ABORT, 'crm_sponsorship_seats')
    WHERE {SQLITE_OFFERED} IS NOT NULL AND EXISTS ({OVERSOLD.format(seats=SQLITE_OFFERED)});
END
"""

# An offer looks only ahead, from today in Sweden: what was sold in years gone by is no reason against fewer seats.
FEWER_SEATS = f"""
SELECT 1
FROM (
    SELECT {{today}} AS day
    UNION
    SELECT s.starts FROM crm_sponsorship s
    WHERE s.goal_id = NEW.goal_id AND s.tier_id = NEW.tier_id AND {HOLDS.format("s")} AND s.starts > {{today}}
) days
WHERE (
    SELECT COUNT(*) FROM crm_sponsorship h
    WHERE h.goal_id = NEW.goal_id AND h.tier_id = NEW.tier_id AND {HOLDS.format("h")}
      AND {COVERS.format("h", "days.day")}
) > NEW.seats
"""

SQLITE_FEWER_SEATS = f"""
CREATE TRIGGER crm_tieroffer_seats_{{event}} AFTER {{event}} {{columns}} ON goals_tieroffer
BEGIN
    SELECT RAISE(ABORT, 'crm_sponsorship_seats') WHERE EXISTS ({FEWER_SEATS.format(today="date('now', 'localtime')")});
END
"""

SQLITE = [
    SQLITE_OVERLAP.format(event="INSERT"),
    SQLITE_OVERLAP.format(event="UPDATE"),
    SQLITE_SEATS.format(event="INSERT", takes=HOLDS.format("NEW")),
    SQLITE_SEATS.format(event="UPDATE", takes=TAKES_MORE),
    SQLITE_FEWER_SEATS.format(event="INSERT", columns=""),
    SQLITE_FEWER_SEATS.format(event="UPDATE", columns="OF seats, goal_id, tier_id"),
]

POSTGRESQL = [
    # Not Django's BtreeGistExtension: undoing it on SQLite fails.
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"""
    ALTER TABLE crm_sponsorship ADD CONSTRAINT crm_sponsorship_overlap EXCLUDE USING gist (
        company_id WITH =, goal_id WITH =, daterange(starts, COALESCE(ended_on, ends), '[]') WITH &&
    ) WHERE ({HOLDS.format("crm_sponsorship").replace("crm_sponsorship.", "")})
    """,
    f"""
    CREATE FUNCTION crm_sponsorship_seats() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        offered integer;
    BEGIN
        -- The lock makes rivals wait, so that each counts what the one before it wrote.
        SELECT t.seats INTO offered FROM goals_tieroffer t
        WHERE t.goal_id = NEW.goal_id AND t.tier_id = NEW.tier_id FOR UPDATE;
        IF offered IS NOT NULL AND EXISTS ({OVERSOLD.format(seats="offered")}) THEN
            RAISE EXCEPTION 'crm_sponsorship_seats' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    f"""
    CREATE TRIGGER crm_sponsorship_seats_insert AFTER INSERT ON crm_sponsorship
    FOR EACH ROW WHEN ({HOLDS.format("NEW")}) EXECUTE FUNCTION crm_sponsorship_seats()
    """,
    f"""
    CREATE TRIGGER crm_sponsorship_seats_update AFTER UPDATE ON crm_sponsorship
    FOR EACH ROW WHEN ({TAKES_MORE}) EXECUTE FUNCTION crm_sponsorship_seats()
    """,
    f"""
    CREATE FUNCTION crm_tieroffer_seats() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS ({FEWER_SEATS.format(today="(now() AT TIME ZONE 'Europe/Stockholm')::date")}) THEN
            RAISE EXCEPTION 'crm_sponsorship_seats' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER crm_tieroffer_seats AFTER INSERT OR UPDATE OF seats, goal_id, tier_id ON goals_tieroffer
    FOR EACH ROW EXECUTE FUNCTION crm_tieroffer_seats()
    """,
]

SQLITE_BACK = [
    f"DROP TRIGGER IF EXISTS {name}"
    for name in (
        "crm_sponsorship_overlap_INSERT",
        "crm_sponsorship_overlap_UPDATE",
        "crm_sponsorship_seats_INSERT",
        "crm_sponsorship_seats_UPDATE",
        "crm_tieroffer_seats_INSERT",
        "crm_tieroffer_seats_UPDATE",
    )
]
POSTGRESQL_BACK = [
    "ALTER TABLE crm_sponsorship DROP CONSTRAINT IF EXISTS crm_sponsorship_overlap",
    "DROP TRIGGER IF EXISTS crm_sponsorship_seats_insert ON crm_sponsorship",
    "DROP TRIGGER IF EXISTS crm_sponsorship_seats_update ON crm_sponsorship",
    "DROP TRIGGER IF EXISTS crm_tieroffer_seats ON goals_tieroffer",
    "DROP FUNCTION IF EXISTS crm_sponsorship_seats()",
    "DROP FUNCTION IF EXISTS crm_tieroffer_seats()",
]


def install(apps, schema_editor):
    remove(apps, schema_editor)
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


OFF = migrations.RunPython(remove, install)
ON = migrations.RunPython(install, remove)


class Migration(migrations.Migration):
    dependencies = [("crm", "0001_initial"), ("goals", "0001_initial")]

    operations = [ON]

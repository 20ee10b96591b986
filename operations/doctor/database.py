"""Settings, migrations, the database itself, its clock, and room on the disk."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks import WARNING as CHECK_WARNING
from django.core.checks import run_checks as run_django_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.models import AuditEntry
from core.readiness import DAMAGED, database_file, said_of
from operations.doctor.registry import ERROR, WARNING, Finding, health_check

GIGABYTE = 1024**3
LITTLE_ROOM, NO_ROOM = GIGABYTE, GIGABYTE // 10
# Each tells of one more thing that MEDSPEL_HTTPS=0 turns off.
SAID_BY_HTTPS = frozenset({"security.W004", "security.W008", "security.W012", "security.W016", "security.W010"})
CLOCKS_APART = dt.timedelta(seconds=5)
# Indexes that PostgreSQL has given up, and blocks that did not have the checksum that they were written with.
PROBLEMS_OF_POSTGRESQL = """
    SELECT 'index ' || c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid
    UNION ALL
    SELECT 'checksum ' || checksum_failures FROM pg_stat_database
    WHERE datname = current_database() AND checksum_failures > 0
"""


@health_check("settings", _("Inställningar"))
def check_settings() -> Iterator[Finding]:
    """What `check --deploy` says. A machine for development is open on purpose, and says so once."""
    if settings.DEVELOPMENT:
        yield Finding(WARNING, _("MEDSPEL_DEVELOPMENT är på: bara för att prova, aldrig i drift."))
    elif not settings.HTTPS:
        yield Finding(
            WARNING, _("Trafiken är inte krypterad: MEDSPEL_HTTPS är 0. Lösenord och kakor går att läsa på vägen.")
        )
    for message in run_django_checks(include_deployment_checks=not settings.DEVELOPMENT):
        if message.level >= CHECK_WARNING and (settings.HTTPS or message.id not in SAID_BY_HTTPS):
            level = ERROR if message.is_serious() else WARNING
            yield Finding(level, "%(what)s", {"what": f"{message.id}: {message.msg}"})


@health_check("migrations", _("Migreringar"))
def check_migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding(ERROR, _("Migreringen %(name)s är inte körd. Kör migrate."), {"name": str(migration)})


@health_check("database", _("Databasen är hel"))
def check_database() -> Iterator[Finding]:
    try:
        found = _problems()
    except DatabaseError as error:  # damaged so badly that it cannot even be looked through
        if said_of(error) != DAMAGED:
            raise
        found = [str(error)]
    for what in found:
        yield Finding(ERROR, _("Databasen är skadad: %(what)s. Återställ en säkerhetskopia."), {"what": what})


def _problems() -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check(20)")
            found = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            return found + [f"{table} {row} -> {target}" for table, row, target, _key in cursor.fetchall()]
        cursor.execute(PROBLEMS_OF_POSTGRESQL)
        return [row[0] for row in cursor.fetchall()]


@health_check("clock", _("Klockan"))
def check_clock() -> Iterator[Finding]:
    """The database's clock against this machine's, and whether the clock has been ahead."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (theirs,) = cursor.fetchone()
        if abs(theirs - timezone.now()) > CLOCKS_APART:
            seconds = round((theirs - timezone.now()).total_seconds())
            text = _("Databasens klocka går %(seconds)s sekunder före den här maskinens.")
            yield Finding(ERROR, text, {"seconds": seconds})
    newest = AuditEntry.objects.values_list("at", flat=True).first()
    if newest and newest > timezone.now() + CLOCKS_APART:
        text = _("Loggen har en post från %(when)s. Klockan går efter, eller gick före då.")
        yield Finding(WARNING, text, {"when": f"{timezone.localtime(newest):%Y-%m-%d %H:%M}"})


def places() -> set[Path]:
    file = database_file()
    return {Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT), *([file.parent] if file else [])}


@health_check("space", _("Plats på disken"))
def check_space() -> Iterator[Finding]:
    for place in sorted(place for place in places() if place.exists()):
        free = shutil.disk_usage(place).free
        if free < LITTLE_ROOM:
            values = {"place": str(place), "free": free // 1024**2}
            yield Finding(ERROR if free < NO_ROOM else WARNING, _("%(free)s MB kvar på disken för %(place)s."), values)

"""A database of each released version upgrades to this one and loses nothing."""

import importlib.util
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from operations.services.row_counts import Ask, count

FOLDER = Path(__file__).parent
DUMPS = sorted(FOLDER.glob(f"*.{connection.vendor}.sql"))
# Tables that migrations themselves fill, and the rows in them that are remade.
OURS_TO_CHANGE = {"django_content_type", "auth_permission", "auth_group_permissions"}


def test_version_stands_in_the_settings_and_in_the_project_alike():
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == settings.VERSION


def freezing():
    spec = importlib.util.spec_from_file_location("freezing", settings.BASE_DIR / "tools" / "freeze_migrations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_migration_that_was_released_is_edited_or_removed():
    assert freezing().edited() == []


def test_edited_migration_is_found_out(tmp_path, monkeypatch):
    tool = freezing()
    (tmp_path / "crm" / "migrations").mkdir(parents=True)
    migration = tmp_path / "crm" / "migrations" / "0001_initial.py"
    migration.write_text("operations = []\n")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "DIGESTS", tmp_path / "migrations.sha256")
    tool.freeze()
    assert tool.edited() == []
    migration.write_text("operations = [1]\n")
    assert tool.edited() == ["crm/migrations/0001_initial.py"]
    with pytest.raises(SystemExit):
        tool.freeze()


@contextmanager
def loaded(dump: Path, folder: Path) -> Iterator[tuple[str, Ask]]:
    """The dump in a database of its own: its address, and somebody to ask."""
    if connection.vendor == "sqlite":
        file = folder / "old.sqlite3"
        with closing(sqlite3.connect(file)) as database:
            database.executescript(dump.read_text(encoding="utf-8"))
        with closing(sqlite3.connect(file)) as database:
            yield f"sqlite:///{file}", lambda sql: database.execute(sql).fetchall()
        return
    psql = shutil.which("psql")
    if not psql:
        pytest.skip("psql is not installed.")
    name, other = f"{connection.settings_dict['NAME']}_upgrade", connection.copy()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        command = [psql, "-qX", "-v", "ON_ERROR_STOP=1", "-d", name, "-f", dump]
        subprocess.run(command, check=True, capture_output=True)
        other.settings_dict["NAME"] = name

        def ask(sql: str) -> list[tuple]:
            with other.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()

        yield f"postgres:///{name}", ask
    finally:
        other.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.django_db
@pytest.mark.database("operations.services.row_counts")
@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_database_of_a_released_version_upgrades_and_loses_nothing(dump, tmp_path):
    said = json.loads(dump.with_suffix(".json").read_text(encoding="utf-8"))
    tables = said["counts"].keys() - OURS_TO_CHANGE
    with loaded(dump, tmp_path) as (url, ask):
        env = os.environ | {"DATABASE_URL": url, "MEDSPEL_DEVELOPMENT": "1", "MEDSPEL_ENV_FILE": os.devnull}
        command = [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--verbosity=0", "--no-input"]
        subprocess.run(command, env=env, check=True, capture_output=True)
        found = count(ask, tables, said["sums"])
        assert found.sums == said["sums"]
        # A migration may add rows of its own, and takes none away.
        assert [table for table in sorted(tables) if found.counts.get(table, 0) < said["counts"][table]] == []
        assert ask("SELECT count(*) FROM crm_company")[0][0] > 5
        targets = {"campaigns_contribution": "contribution_id", "payroll_payrollreceipt": "receipt_id"}
        for entered, target in targets.items():
            # What was entered before there was a ledger is in it, to the öre.
            booked = ask(f"SELECT sum(amount) FROM finance_allocation WHERE {target} IS NOT NULL")  # noqa: S608
            assert booked == [(said["sums"][f"{entered}.amount"],)]

"""The file of SQLite can be checked, compacted, dumped and restored by programs that know nothing of Django."""

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import CompanyFactory, InteractionFactory, contact_at
from tests.payroll.factories import make_month

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's own tools read its databases"),
]

CALLED = re.compile(r"\b([a-z_]\w*)\s*\(", re.IGNORECASE)
# What stands before a bracket without being a function.
WORDS = set("and cast check exists from in key not or raise references unique values varchar where with".split())


@pytest.fixture
def bare(tmp_path):
    """A copy of a database with rows, opened as the sqlite3 program opens it."""
    make_month()
    InteractionFactory(contacts=[contact_at(CompanyFactory(name="Åkeri Ärlig AB"))])
    file = tmp_path / "copy.sqlite3"
    file.write_bytes(connection.connection.serialize())  # also what the test has not committed
    with closing(sqlite3.connect(file)) as copy:
        yield copy


def test_no_check_index_or_trigger_calls_a_function_that_only_django_has(bare):
    known = {name.lower() for (name,) in bare.execute("SELECT name FROM pragma_function_list")}
    written = bare.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    tables = {name for name, _sql in written} | {"sqlite_sequence"}
    foreign = {
        (name, called)
        for name, sql in written
        for called in {*map(str.lower, CALLED.findall(sql)), *re.findall(r"\bREGEXP\b", sql)} - known - tables - WORDS
    }
    assert (foreign, len(written) > 300) == (set(), True)


def test_sqlites_own_program_checks_compacts_dumps_and_restores_it(bare, tmp_path):
    program = shutil.which("sqlite3")
    if not program:
        pytest.skip("The sqlite3 program is not installed.")
    copy, compact, restored = (tmp_path / f"{name}.sqlite3" for name in ("copy", "compact", "restored"))

    def run(file: Path, command: str, given: bytes = b"") -> bytes:
        answer = subprocess.run(
            [program, "-bail", file, *filter(None, [command])], input=given, capture_output=True, check=True
        )
        assert answer.stderr == b""
        return answer.stdout

    assert run(copy, "PRAGMA integrity_check; PRAGMA foreign_key_check;") == b"ok\n"
    run(copy, f"VACUUM INTO '{compact}'")
    run(restored, "", run(copy, ".dump"))
    for file in (compact, restored):
        assert run(file, "SELECT count(*), min(month) FROM payroll_payrollmonth") == b"1|2026-06-01\n"
        found = run(file, "SELECT count(*) FROM crm_company_words WHERE crm_company_words MATCH 'ärlig'")
        assert found == b"1\n"

"""What asks the database something special is tested on both: by a module that is marked `database`.

A marked module stands for what it imports, and for what its mark names: `pytest.mark.database("crm.queries.timeline")`
where it asks by an address. `make test-postgres` runs what is marked.
"""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Model

from tests.databases import own_files

SPECIAL = {
    "SQL of its own": r"\.execute\(|\bas_(sqlite|postgresql)\(|\bconnection\.vendor\b",
    "locks": r"\bselect_for_update\(",
    "days, texts and windows": r"\b(Window|Days|DaysBefore|Letters|Cast|Trunc\w*|Extract\w*)\(",
    "order": r"\bin_order\(",
    "search": r"\bsearch_key__|\.matching\(",
    "sums": r"\b(Sum|Avg|Min|Max)\(",
    "many rows at once": r"\bbulk_(create|update)\(|\bignore_conflicts\b",
}


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(settings.BASE_DIR).with_suffix("").parts).removesuffix(".__init__")


def special() -> dict[str, list[str]]:
    """What each module of the product asks for. Migrations run on both databases, before any test."""
    files = [file for file in own_files() if "migrations" not in file.parts]
    texts = {module_name(file): file.read_text() for file in files}
    found = {name: [what for what, how in SPECIAL.items() if re.search(how, text)] for name, text in texts.items()}
    return {name: whats for name, whats in found.items() if whats}


def named(file: Path) -> set[str] | None:
    """What the mark names; None without a mark."""
    nodes = list(ast.walk(ast.parse(file.read_text())))
    if not any(isinstance(node, ast.Attribute) and ast.unparse(node) == "pytest.mark.database" for node in nodes):
        return None
    calls = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.database"]
    return {ast.literal_eval(name) for call in calls for name in call.args}


def imports(file: Path) -> set[str]:
    """The modules in which what it imports is written; of a model, its queryset too."""
    homes = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if not isinstance(node, ast.ImportFrom):
            continue
        homes.add(node.module)
        if node.module.startswith("tests"):
            continue
        source = import_module(node.module)
        for thing in (getattr(source, each.name, None) for each in node.names):
            homes |= {getattr(thing, "__module__", None), getattr(thing, "__name__", None)}
            if isinstance(thing, type) and issubclass(thing, Model) and not thing._meta.abstract:
                homes |= {each.__module__ for each in type(thing._default_manager.all()).__mro__}
    return homes


# Chromium is driven on one database: what it meets there is asked for by modules below. Faults are tried on both, by
# `make soak`.
TEST_FILES = [
    file for file in sorted(Path(__file__).parent.rglob("test_*.py")) if file.parent.name not in {"browser", "faults"}
]


def test_what_is_special_to_a_database_is_tested_on_both():
    covered = set()
    for file in TEST_FILES:
        if (names := named(file)) is not None:
            covered |= imports(file) | names
    asked = special()
    assert sorted(f"{name}: {whats}" for name, whats in asked.items() if name not in covered) == []
    assert len(asked) > 50


@pytest.mark.parametrize("sign", ['vendor != "postgresql"', "django_db(transaction=True)"])
def test_what_only_one_database_can_do_and_what_commits_is_run_on_both(sign):
    files = [file for file in TEST_FILES if sign in file.read_text() and file != Path(__file__)]
    assert [str(file) for file in files if named(file) is None] == []
    assert len(files) > 5

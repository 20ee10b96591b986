"""The documents say what the code is: a page that nobody compares with the code is soon about another code."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation

from core.models import Record
from core.schedule import recurring_jobs
from core.views.schedule import when_in_words
from demo.cast import USERS

ROOT = Path(settings.BASE_DIR)
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / ".github").rglob("*.md"))]
APP_ROW = re.compile(r"^\| (\(?)`(\w+)/?`\)? +\|", re.MULTILINE)
IN_CODE = re.compile(r"`([^`\n]+)`")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """What stands below a heading of a page, up to the next of the same kind."""
    return read(name).split(f"\n## {heading}\n")[1].split("\n## ")[0]


def contracts() -> dict[str, dict]:
    linter = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]
    return {contract["name"].split(":")[0]: contract for contract in linter["contracts"]} | {"linter": linter}


def layers_of(contract: str) -> list[list[str]]:
    """The modules of each layer, highest first, without the marks for what need not exist."""
    return [re.findall(r"\w+", layer) for layer in contracts()[contract]["layers"]]


def test_architecture_has_the_apps_and_their_floors_as_they_are_enforced():
    rows = APP_ROW.findall(section("docs/architecture.md", "Apps"))
    written = [f"({app})" if planned else app for planned, app in rows]
    assert written == contracts()["Between apps"]["layers"]
    assert [app for planned, app in rows if not planned] == settings.OUR_APPS == contracts()["linter"]["root_packages"]


def test_architecture_has_the_floors_inside_an_app_as_they_are_enforced():
    lines = re.findall(r"^\d+\. (.+)$", section("docs/architecture.md", "Inside an app"), re.MULTILINE)
    assert [IN_CODE.findall(line) for line in lines] == layers_of("Inside an app")


def test_readme_has_a_row_for_each_app():
    assert [app for _planned, app in APP_ROW.findall(section("README.md", "Change it"))] == settings.OUR_APPS


def test_readme_names_every_demo_login_with_its_role():
    rows = re.findall(r"^\| ([a-z, ]+) \| (\w+) \|", section("README.md", "Try it"), re.MULTILINE)
    written = [(name, role) for names, role in rows for name in names.split(", ")]
    assert written == [(user.username, user.role) for user in USERS]


def test_operations_explains_every_command():
    explained = re.findall(r"^\| `(\w+)` \|", read("docs/operations.md"), re.MULTILINE)
    found = [file.stem for app in settings.OUR_APPS for file in (ROOT / app).glob("management/commands/[!_]*.py")]
    assert sorted(set(explained) & set(found)) == sorted(found)


def test_glossary_has_every_record():
    """A row that people change has a word on screen, one in English and one in the code."""
    named = set(re.findall(r"`(\w+)`", read("docs/glossary.md")))
    records = {
        model.__name__
        for app in settings.OUR_APPS
        for model in apps.get_app_config(app).get_models()
        if issubclass(model, Record)
    }
    assert sorted(records - named) == []


def test_operations_has_every_recurring_job_with_its_time():
    written = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section("docs/operations.md", "Recurring jobs"), re.MULTILINE)
    with translation.override("en"):
        assert written == [(job.name, when_in_words(job)) for job in recurring_jobs()]


def test_recurring_job_runs_all_that_says_so():
    """A command whose help says that a recurring job runs it has one of its name."""
    say_so = {
        file.stem
        for app in settings.OUR_APPS
        for file in (ROOT / app).glob("management/commands/[!_]*.py")
        if "A recurring job does so every" in file.read_text(encoding="utf-8")
    }
    assert sorted(say_so - {job.name for job in recurring_jobs()}) == []


def test_operations_explains_every_setting_and_no_other():
    variables = r"\benv(?:\.\w+)?\(\s*\"(\w+)\""
    explained = re.findall(r"^\| `([A-Z_]+)` \|", section("docs/operations.md", "Settings"), re.MULTILINE)
    assert sorted(explained) == sorted({*re.findall(variables, read("config/settings.py")), "MEDSPEL_DEMO_PASSWORD"})
    assert explained == re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.MULTILINE)


def named_paths(page: Path) -> set[str]:
    """Links to files, and what in code looks like a path or module of this project."""
    text = page.read_text(encoding="utf-8")
    linked = {f"{(page.parent / link).resolve().relative_to(ROOT)}" for link in re.findall(r"\]\(([\w./-]+)\)", text)}
    words = {word for code in IN_CODE.findall(text) for word in re.findall(r"[\w./-]+", code)}
    tops = {*settings.OUR_APPS, "tests", "templates", "static", "tools", "docs", "locale"}
    return linked | {
        word.rstrip("/.") for word in words if re.split(r"[./]", word)[0] in tops and re.search(r"[./]", word)
    }


def exists(name: str) -> bool:
    """Whether it is a file, a folder, or a module, with what stands last in it as a name that it has."""
    if (ROOT / name).exists() or (ROOT / f"{name}.py").exists():
        return True
    folder, _dot, last = name.replace(".", "/").rpartition("/")
    if (ROOT / folder / last).exists() or (ROOT / folder / f"{last}.py").exists():
        return True
    files = [ROOT / f"{folder}.py", *(ROOT / folder).glob("*.py")]
    return any(re.search(rf"\b{last}\b", file.read_text(encoding="utf-8")) for file in files if file.is_file())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_name_only_what_is_there(page):
    assert sorted(name for name in named_paths(page) if not exists(name)) == []


def test_no_text_holds_the_marks_of_a_merge_conflict():
    """Python and translations would not compile with them; these would."""
    texts = [*PAGES, *(file for folder in ("templates", "static") for file in (ROOT / folder).rglob("*.*[lst]"))]
    assert len(texts) > 200
    marks = re.compile(rb"^(<{7} |>{7} |={7}$)", re.MULTILINE)
    assert [file.name for file in texts if file.is_file() and marks.search(file.read_bytes())] == []

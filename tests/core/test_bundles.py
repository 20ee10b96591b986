from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from core.bundles import BundleFinder, parts_of


@pytest.mark.parametrize("bundle", ["css/app/all.css", "js/app/all.js"])
def test_a_bundle_holds_every_file_of_its_folder_once(bundle):
    parts = parts_of(bundle)
    assert sorted(parts) == sorted(parts[0].parent.iterdir())


def test_visitors_get_a_part_in_the_same_order():
    every, some = (settings.STATIC_BUNDLES[f"css/app/{name}.css"] for name in ("all", "visitors"))
    assert [name for name in every if name in some] == some


@pytest.mark.parametrize("bundle", settings.STATIC_BUNDLES)
def test_a_bundle_is_found_and_reads_in_order(bundle):
    text = Path(finders.find(bundle)).read_text(encoding="utf-8")
    assert text == "\n".join(part.read_text(encoding="utf-8") for part in parts_of(bundle))


def test_a_bundle_follows_its_parts(settings, tmp_path):
    settings.BASE_DIR = settings.VAR_DIR = tmp_path
    settings.STATIC_BUNDLES = {"css/both.css": ["one", "other"]}
    folder = tmp_path / "static" / "css"
    folder.mkdir(parents=True)
    finder = BundleFinder()
    (folder / "one.css").write_text("a {}\n")
    (folder / "other.css").write_text("b {}\n")
    first = Path(finder.find("css/both.css")).read_text()
    (folder / "other.css").write_text("c {}\n")
    assert (first, Path(finder.find("css/both.css")).read_text()) == ("a {}\n\nb {}\n", "a {}\n\nc {}\n")


@pytest.mark.parametrize(
    "file", sorted((settings.BASE_DIR / "static" / "js").rglob("*.js")), ids=lambda file: file.name
)
def test_a_script_says_first_what_starts_it(file):
    """The first line begins with an attribute, element, class or id, before a colon."""
    started_by, colon, _words = file.read_text(encoding="utf-8").partition("\n")[0].partition(":")
    assert started_by.startswith("// ")
    assert colon

"""What is installed is what is asked for: the locks have every package that requirements name, with its hashes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;]+)", re.MULTILINE)


def pins(name: str) -> set[tuple[str, str]]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {(re.sub(r"[-_.]+", "-", package).lower(), version) for package, version in PIN.findall(text)}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_lock_has_what_is_asked_for(name):
    asked, lock = pins(f"{name}.txt"), (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    assert sorted(asked - pins(f"{name}.lock")) == [], "Run: make lock"
    entries = re.split(r"\n(?=[a-z])", lock)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.search(r"https?:|--(extra-)?index|--find-links", lock) is None


def test_tools_are_locked_beside_what_they_test():
    assert sorted(pins("requirements.lock") - pins("requirements-dev.lock")) == []

#!/usr/bin/env python
"""Report modules of the apps and the tests that pass 400 lines: split them by subject. Run from the project's root."""

import sys
from pathlib import Path

MOST = 400

folders = [file.parent for file in Path().glob("*/__init__.py")]
files = [file for folder in folders for file in folder.rglob("*.py") if "migrations" not in file.parts]
lines = {file.as_posix(): file.read_text().count("\n") for file in files}
found = [f"{name}: {number} lines" for name, number in lines.items() if number > MOST]
sys.exit("\n".join(found) or 0)

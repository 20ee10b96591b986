#!/usr/bin/env python
"""Report modules of the apps and the tests that pass 400 lines: split them by subject. Run from the project's root."""

import sys
from pathlib import Path

MOST = 400
# Still to be split; none may grow.
LONGER = {
    "reports/palette.py": 403,
}

folders = [file.parent for file in Path().glob("*/__init__.py")]
files = [file for folder in folders for file in folder.rglob("*.py") if "migrations" not in file.parts]
lines = {file.as_posix(): file.read_text().count("\n") for file in files}
found = [f"{name}: {number} lines" for name, number in lines.items() if number > LONGER.get(name, MOST)]
found += [f"{name}: take it out of LONGER" for name in LONGER if lines.get(name, 0) <= MOST]
sys.exit("\n".join(found) or 0)

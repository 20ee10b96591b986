#!/usr/bin/env python
"""Write docs/licences.md: the licence of every package that Medspel runs on. Fails on one that is not allowed.

Run from the project's root, in the virtual environment (`make licences`). `--check` only compares.
"""

import re
import sys
from importlib import metadata
from pathlib import Path

PAGE = Path("docs/licences.md")
HEAD = """\
# Licences

What Medspel runs on, from `requirements.lock`. Written by `make licences`; a licence that is not in `tools/licences.py`
stops it, so that somebody reads it first.

The LGPL packages are used as they are, as libraries of their own that can be replaced, which is all that it asks of a
service. `django-include-bootstrap`, `django-htmx`, `heroicons` and `drf-spectacular-sidecar` bring Bootstrap, htmx, the
icons and Swagger UI, under the same licences. The typeface Inter, in `static/fonts`, is under OFL-1.1.

| Package | Licence |
|---|---|
"""
# How packages write a licence, and its name at SPDX.
ALLOWED = {
    "0BSD": "0BSD",
    "Apache Software License": "Apache-2.0",
    "Apache-2.0": "Apache-2.0",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD License": "BSD",
    "BSD-2-Clause": "BSD-2-Clause",
    "BSD-3-Clause": "BSD-3-Clause",
    "CC0-1.0": "CC0-1.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC": "ISC",
    "LGPL-3.0-only": "LGPL-3.0-only",
    "MIT": "MIT",
    "MIT License": "MIT",
    "MIT-0": "MIT-0",
    "MIT-CMU": "MIT-CMU",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "MPL-2.0": "MPL-2.0",
    "PSF-2.0": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Zlib": "Zlib",
}
# Of packages that state none in their metadata, as read in the licence that they bring.
READ = {"imapclient": "BSD-3-Clause", "pyrage": "MIT"}


def packages() -> list[str]:
    """Those that are installed on this Python: the lock has a few for others."""
    lock = Path("requirements.lock").read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)==[^ ]+ \\$", lock, re.MULTILINE)


def licence_of(package: str) -> str:
    """Raises KeyError for one that is not allowed."""
    about = metadata.metadata(package)
    kinds = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier", []) if each.startswith("License")]
    written = about.get("License-Expression") or " OR ".join(kinds) or about.get("License", "") or READ.get(package, "")
    parts = re.split(r" (AND|OR) ", written)
    return " ".join(part if part in {"AND", "OR"} else ALLOWED[part] for part in parts)


def main() -> int:
    try:
        rows = [f"| {package} | {licence_of(package)} |\n" for package in packages()]
    except KeyError as missing:
        sys.stderr.write(f"Read this licence, and add it to tools/licences.py if it is allowed: {missing}\n")
        return 1
    page = HEAD + "".join(rows)
    if "--check" not in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
    elif page != PAGE.read_text(encoding="utf-8"):
        sys.stderr.write("docs/licences.md is not current. Run: make licences\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python
"""Freeze the migrations of a version that is released: write down the digest of each, so that a test refuses edits.

With --dump also write a small database of this version as SQL to tests/upgrade/, from the empty one that DATABASE_URL
names, for later versions to upgrade in their tests. Once on each database:

    tools/freeze_migrations.py
    DATABASE_URL=sqlite:////tmp/frozen.sqlite3 tools/freeze_migrations.py --dump
    DATABASE_URL=postgres:///postgres pg_virtualenv -t tools/freeze_migrations.py --dump

It takes the programs sqlite3 and pg_dump. Run it from the project's root, with its Python.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "upgrade"
DIGESTS = FOLDER / "migrations.sha256"
# Of the session that writes it, or newer than the oldest PostgreSQL that reads it.
_NOT_KEPT = re.compile(r"^(SET transaction_timeout.*|\\(un)?restrict .*|-- Dumped .*)\n", re.MULTILINE)


def found() -> dict[str, str]:
    files = sorted(ROOT.glob("*/migrations/[0-9]*.py"))
    return {f"{file.relative_to(ROOT)}": hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def frozen() -> dict[str, str]:
    """As `sha256sum -c` reads it."""
    lines = DIGESTS.read_text(encoding="utf-8").splitlines() if DIGESTS.exists() else []
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def edited() -> list[str]:
    """Frozen migrations that are no longer what they were."""
    now = found()
    return sorted(name for name, digest in frozen().items() if now.get(name) != digest)


def freeze() -> None:
    if edited():
        sys.exit(f"Edited since they were released: {', '.join(edited())}. Write a new migration instead.")
    DIGESTS.write_text("".join(f"{digest}  {name}\n" for name, digest in found().items()), encoding="utf-8")


def dump() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415  the settings come first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from tests.access_samples import make_samples  # noqa: PLC0415
    from tests.factories import UserFactory  # noqa: PLC0415
    from tests.upgrade.reading import known_contents  # noqa: PLC0415

    if connection.introspection.table_names():
        sys.exit("This takes an empty database.")
    call_command("migrate", verbosity=0)
    make_samples(UserFactory())
    FOLDER.joinpath(f"{settings.VERSION}.{connection.vendor}.json").write_text(
        json.dumps(known_contents(), indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    name = connection.settings_dict["NAME"]
    connection.close()
    programs = {
        "sqlite": ["sqlite3", name, ".dump"],
        "postgresql": ["pg_dump", "--inserts", "--rows-per-insert=100", "--no-owner", "--no-acl", name],
    }
    text = subprocess.run(programs[connection.vendor], check=True, capture_output=True, text=True).stdout  # noqa: S603
    FOLDER.joinpath(f"{settings.VERSION}.{connection.vendor}.sql").write_text(_NOT_KEPT.sub("", text), encoding="utf-8")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--dump", action="store_true", help="write a small database of this version")
    dump() if asked.parse_args().dump else freeze()

#!/usr/bin/env python
"""Ask the package index whether anything in requirements.lock has a known hole; fail if so.

Where the index does not answer that, say so and do not fail: a mirror often has the files alone.
Run from the project's root.
"""

import json
import subprocess
import sys
import venv
from pathlib import Path

PIP_AUDIT = "pip-audit==2.10.1"
PLACE = Path(sys.prefix) / "audit"  # its own packages must not meet ours


def main() -> int:
    python = PLACE / "bin" / "python"
    if not (PLACE / "bin" / "pip-audit").exists():
        venv.create(PLACE, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", PIP_AUDIT], check=True)  # noqa: S603
    command = [python, "-m", "pip_audit", "-r", "requirements.lock", "--no-deps", "--disable-pip", "--format", "json"]
    answer = subprocess.run(  # noqa: S603
        [*command, "--progress-spinner", "off"], capture_output=True, text=True, check=False
    )
    try:
        asked = json.loads(answer.stdout)["dependencies"]
    except ValueError:
        print(f"NOT CHECKED for known holes: pip-audit got no answer. {answer.stderr.strip().splitlines()[-1:]}")  # noqa: T201
        return 0
    known = [each for each in asked if "vulns" in each]
    for each in known:
        for hole in each["vulns"]:
            print(f"{each['name']} {each['version']}: {hole['id']}, mended in {hole['fix_versions']}")  # noqa: T201
    silent = len(asked) - len(known)
    if silent:
        print(f"NOT CHECKED for known holes: {silent} of {len(asked)} packages, of which the index here knows nothing.")  # noqa: T201
    return any(each["vulns"] for each in known)


if __name__ == "__main__":
    sys.exit(main())

"""Memory measurement for benchmarks, from Linux's /proc."""

import subprocess
import sys
from pathlib import Path

KILOBYTES = 1024  # in a megabyte


def run_apart(*arguments: str) -> str:
    """The output of a management command run in a new process, so that its memory is measured separately."""
    command = [sys.executable, sys.argv[0], *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603  this same program


def peak() -> float:
    """Peak memory so far, in megabytes. getrusage would include the parent's at the fork."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / KILOBYTES

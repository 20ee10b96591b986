"""What the benchmarks measure memory with. Linux tells it in /proc."""

import subprocess
import sys
from pathlib import Path

KILOBYTES = 1024  # in a megabyte


def run_apart(*arguments: str) -> str:
    """What another command of ours prints, run in a process whose memory is its own."""
    command = [sys.executable, sys.argv[0], *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603  this same program


def peak() -> float:
    """Megabytes at the most so far. Not from getrusage, which counts what the parent had when this process was made."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / KILOBYTES

import json
import os
import subprocess
import sys
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from demo.management.commands.bench_pages import client_of_bench, pages

MOST_GROWTH = 1.3


class Command(BaseCommand):
    help = (
        "What each page costs with few companies and with many: the least of several tries in either of two databases "
        "that bench_data has filled, and how many times as much. Fails where that is over 1.3."
    )

    def add_arguments(self, parser):
        parser.add_argument("--few", help="DATABASE_URL of the database with fewer rows")
        parser.add_argument("--many", help="DATABASE_URL of the one with more")
        parser.add_argument("--named", default="", help="only pages with this in their name")
        parser.add_argument("--repeat", type=int, default=9)
        parser.add_argument("--within", action="store_true", help="used by the command itself")

    def handle(self, *, few, many, named, repeat, within, **options):
        if within:
            with override_settings(DEBUG=False):
                self._answer(client_of_bench())
            return
        if not (few and many):
            raise CommandError("Give the addresses of both databases.")
        sides = [_Side(address) for address in (few, many)]
        try:
            over = self._compare(sides, named, repeat)
        finally:
            for side in sides:
                side.end()
        if over:
            sys.exit(1)

    def _compare(self, sides: list["_Side"], named: str, repeat: int) -> list[str]:
        over = []
        self.stdout.write("| Page | Few, ms | Many, ms | Ratio |\n|---|---:|---:|---:|")
        for name in [name for name in sides[0].names if named in name and name in sides[1].names]:
            tries = [[], []]
            # By turns, so that what else this machine does falls on both alike. The first warms up.
            for _turn in range(repeat + 1):
                for side, times in zip(sides, tries, strict=True):
                    times.append(side.time(name))
            least = [min(times[1:]) for times in tries]
            ratio = least[1] / least[0]
            self.stdout.write(f"| {name} | {least[0] * 1000:.1f} | {least[1] * 1000:.1f} | {ratio:.2f} |")
            if ratio > MOST_GROWTH:
                over.append(name)
        self.stdout.write(f"\n{len(over)} over {MOST_GROWTH}{': ' if over else ''}{', '.join(over)}")
        return over

    def _answer(self, client: Client):
        """Tell the names of the pages, and then for each name that is read the seconds that the page took."""
        addresses = dict(pages())
        print(json.dumps(list(addresses)), flush=True)  # noqa: T201  read by the other process
        # SQLite works within this process; a server does not.
        clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
        for line in sys.stdin:
            began = clock()
            response = client.get(addresses[line.strip()], secure=True)
            took = clock() - began
            if response.status_code != 200:
                raise CommandError(f"{line.strip()}: {response.status_code}")
            print(took, flush=True)  # noqa: T201


class _Side:
    """A process of our own with one of the databases."""

    def __init__(self, address: str):
        command = [sys.executable, sys.argv[0], "bench_growth", "--within"]
        own = os.environ | {"DATABASE_URL": address}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, env=own, **pipes)  # noqa: S603  this same program
        self.names = json.loads(self._read())

    def time(self, name: str) -> float:
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return float(self._read())

    def _read(self) -> str:
        if line := self.process.stdout.readline():
            return line
        raise CommandError("The process with the other database ended.")

    def end(self):
        self.process.stdin.close()
        self.process.wait()

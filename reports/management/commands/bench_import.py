import io
import json
import subprocess
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction
from django.test.utils import override_settings
from stdnum import luhn

from core.models import User
from core.sheets import A_REGISTER, read_table
from crm.exports.companies import CompanyExport
from crm.models import Company, ImportKind
from crm.queries.imports import counts
from crm.services.imports import commit_import, map_columns, start_import, undo_import

KILOBYTES = 1024  # in a megabyte
SIZES = (5_000, 10_000)
HEADINGS = ["Namn", "Org.nr", "Status", "Ort", "Postnummer", "E-post för faktura", "Etiketter", "Anteckningar"]


class Command(BaseCommand):
    help = "Import new companies, export them and bring them back; say rows a second and memory. Nothing is kept."

    def add_arguments(self, parser):
        parser.add_argument("--one", type=int, help="used by the command itself")

    def handle(self, *, one, **options):
        if one:
            with override_settings(DEBUG=False), transaction.atomic():
                self._measure(one)
                transaction.set_rollback(True)
            return
        for size in SIZES:
            # In a process whose memory is its own.
            command = [sys.executable, sys.argv[0], "bench_import", "--one", str(size)]
            answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603  this same command
            self.stdout.write(answer.stdout.rstrip())

    def _measure(self, size: int):
        by = User.objects.create_user("bench-import", is_superuser=True)
        before = self._peak()
        batch = self._time("keep as draft", size, lambda: start_import(**self._list(size, by)))
        batch = self._time("preview", size, lambda: map_columns(batch, columns=batch.columns, by=by))
        batch = self._time("read in", size, lambda: commit_import(batch, by=by))
        file = io.BytesIO()
        self._time("export", size, lambda: CompanyExport(queryset=Company.objects.for_table(), user=by).write(file))
        table = self._time("read the workbook", size, lambda: read_table(file.getvalue(), A_REGISTER))
        again = start_import(kind=ImportKind.COMPANY, source="again", table=table, by=by)
        again = self._time("preview of what is there", size, lambda: map_columns(again, columns=again.columns, by=by))
        self.stdout.write(f"          of it: {json.dumps(counts(again))}")
        self._time("take back", size, lambda: undo_import(batch, by=by))
        self.stdout.write(f"{self._peak() - before:8.0f} MB  more than the {before:.0f} MB before, at the most")

    def _orgnr(self, number: int) -> str:
        digits = f"5899{number:05}"
        return digits + luhn.calc_check_digit(digits)

    def _list(self, size: int, by: User) -> dict:
        rows = [
            [
                f"=Företag {n} i Åmål",
                self._orgnr(n),
                "Aktiv",
                "Åmål",
                f"{n:05}",
                f"faktura{n}@example.org",
                "Nät",
                "+46\nå",
            ]
            for n in range(size)
        ]
        return {"kind": ImportKind.COMPANY, "source": "bench", "table": [HEADINGS, *rows], "by": by}

    def _time(self, what: str, size: int, work):
        began = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - began
        self.stdout.write(f"{seconds:8.1f} s   {what}, {size} rows: {size / seconds:.0f} rows a second")
        return result

    def _peak(self) -> float:
        """Megabytes. Not from getrusage, which counts what the parent had when this process was made."""
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / KILOBYTES

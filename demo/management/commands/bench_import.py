import io
import json
import time
from collections.abc import Callable

from django.core.management.base import BaseCommand
from django.db import transaction
from django.test.utils import override_settings
from stdnum import luhn

from core.models import User
from core.spreadsheets.reader import A_REGISTER, read_table
from crm.exports.companies import CompanyExport
from crm.models import Company
from demo.benchmarks.measuring import peak, run_apart
from imports.models import Import, ImportKind
from imports.queries import counts
from imports.services.commit import commit_import
from imports.services.drafts import map_columns, start_import
from imports.services.undo import undo_import

SIZES = {
    ImportKind.COMPANY: (5_000, 10_000),
    ImportKind.CONTACT: (5_000, 10_000),
    ImportKind.INTERACTION: (5_000, 10_000),
    ImportKind.SPONSORSHIP: (1_000,),
}
Table = list[list[str]]


def company_name(n: int) -> str:
    return f"=Företag {n} i Åmål"


def orgnr(number: int) -> str:
    digits = f"5899{number:05}"
    return digits + luhn.calc_check_digit(digits)


def companies(size: int) -> Table:
    headings = ["Namn", "Org.nr", "Status", "Ort", "Postnummer", "E-post för faktura", "Etiketter", "Anteckningar"]
    rows = [
        [company_name(n), orgnr(n), "Aktiv", "Åmål", f"{n:05}", f"faktura{n}@example.org", "Nät", "+46\nå"]
        for n in range(size)
    ]
    return [headings, *rows]


def people(size: int) -> Table:
    headings = ["Förnamn", "Efternamn", "Företag", "Roll", "E-post", "Telefon"]
    rows = [
        ["Kim", f"Ek {n}", company_name(n), "Inköpschef", f"kim{n}@example.org", f"070{1_740_000 + n}"]
        for n in range(size)
    ]
    return [headings, *rows]


def contacts(size: int) -> Table:
    headings = ["När", "Typ", "Företag", "Personer", "Mål", "Vad som sades", "Utfall"]
    rows = [
        [
            f"2025-{1 + n % 12:02}-{1 + n % 28:02} {8 + n % 9:02}:{n % 60:02}",
            "Möte",
            company_name(n),
            f"Kim Ek {n}",
            str(1 + n % 5),
            f"Vi pratade om nästa år, och om bidrag nummer {n}.",
            "Positivt",
        ]
        for n in range(size)
    ]
    return [headings, *rows]


def sponsorships(size: int) -> Table:
    headings = ["Företag", "Mål", "Nivå", "Från", "Till och med", "Belopp per år", "Läge", "Tecknat den"]
    rows = [
        [company_name(n), str(1 + n % 5), "Sponsor", "2027-01-01", "2027-12-31", "40 000"]
        + (["Tecknat", "2026-11-01"] if n % 2 else ["Möte", ""])
        for n in range(size)
    ]
    return [headings, *rows]


TABLES: dict[ImportKind, Callable[[int], Table]] = {
    ImportKind.COMPANY: companies,
    ImportKind.CONTACT: people,
    ImportKind.INTERACTION: contacts,
    ImportKind.SPONSORSHIP: sponsorships,
}
# The kinds to import first.
NEEDS = {
    ImportKind.CONTACT: (ImportKind.COMPANY,),
    ImportKind.INTERACTION: (ImportKind.COMPANY, ImportKind.CONTACT),
    ImportKind.SPONSORSHIP: (ImportKind.COMPANY,),
}


class Command(BaseCommand):
    help = "Import new rows of each kind and take them back; say rows a second and memory. Nothing is kept."

    def add_arguments(self, parser):
        parser.add_argument("--kind", choices=ImportKind.values, help="only this one")
        parser.add_argument("--rows", type=int, help="so many, instead of those usual for the kind")
        parser.add_argument("--within", action="store_true", help="used by the command itself")

    def handle(self, *, kind, rows, within, **options):
        if within:
            with override_settings(DEBUG=False), transaction.atomic():
                self._measure(ImportKind(kind), rows)
                transaction.set_rollback(True)
            return
        for each in [ImportKind(kind)] if kind else ImportKind:
            for size in (rows,) if rows else SIZES[each]:
                output = run_apart("bench_import", "--within", "--kind", each, "--rows", str(size))
                self.stdout.write(output.rstrip())

    def _measure(self, kind: ImportKind, size: int):
        self.stdout.write(f"{kind.label}, {size} rows")
        by = User.objects.create_user("bench-import", is_superuser=True)
        for needed in NEEDS.get(kind, ()):
            batch = self._draft(needed, size, by)
            commit_import(map_columns(batch, columns=batch.columns, by=by), by=by)
        before = peak()
        batch = self._time("keep as draft", size, lambda: self._draft(kind, size, by))
        batch = self._time("preview", size, lambda: map_columns(batch, columns=batch.columns, by=by))
        batch = self._time("read in", size, lambda: commit_import(batch, by=by))
        self.stdout.write(f"          of it: {json.dumps(counts(batch))}")
        self.stdout.write(f"{peak() - before:8.0f} MB  more than the {before:.0f} MB before, at the most")
        if kind == ImportKind.COMPANY:
            self._bring_back(size, by)
        self._time("take back", size, lambda: undo_import(batch, by=by))

    def _bring_back(self, size: int, by: User):
        file = io.BytesIO()
        self._time("export", size, lambda: CompanyExport(queryset=Company.objects.for_table(), user=by).write(file))
        table = self._time("read the workbook", size, lambda: read_table(file.getvalue(), A_REGISTER))
        again = start_import(kind=ImportKind.COMPANY, source="again", table=table, by=by)
        again = self._time("preview of what is there", size, lambda: map_columns(again, columns=again.columns, by=by))
        self.stdout.write(f"          of it: {json.dumps(counts(again))}")

    def _draft(self, kind: ImportKind, size: int, by: User) -> Import:
        return start_import(kind=kind, source="bench", table=TABLES[kind](size), by=by)

    def _time(self, what: str, size: int, work):
        began = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - began
        self.stdout.write(f"{seconds:8.1f} s   {what}: {size / seconds:.0f} rows a second")
        return result

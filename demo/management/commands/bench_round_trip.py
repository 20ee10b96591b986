import csv
import datetime as dt
import io
import time
from decimal import Decimal
from http import HTTPStatus
from itertools import zip_longest
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import translation

from core.models import User
from core.spreadsheets import Kind
from core.spreadsheets.reader import A_REGISTER, read_table
from crm.exports.companies import CompanyExport
from crm.exports.contacts import ContactExport
from crm.exports.interactions import InteractionExport
from crm.exports.sponsorships import SponsorshipExport
from demo.benchmarks.measuring import KILOBYTES, peak, run_apart
from demo.benchmarks.round_trip import (
    COMPOSED,
    DECOMPOSED,
    make_companies,
    make_contacts,
    make_interactions,
    make_sponsorships,
)
from imports.models import Import, ImportKind
from imports.queries import counts

SIZE = 10_000
LISTS = {
    ImportKind.COMPANY: "crm:company_list",
    ImportKind.CONTACT: "crm:contact_list",
    ImportKind.INTERACTION: "crm:interaction_list",
    ImportKind.SPONSORSHIP: "crm:sponsorship_list",
}
# Role, language and format of each round trip. The cp1252 file has only characters of that encoding.
TRIPS = (
    ("Partneransvarig", "sv", "xlsx"),
    ("Administratör", "en", "xlsx"),
    ("Administratör", "sv", "utf-8-sig"),
    ("Partneransvarig", "en", "cp1252"),
)


class Command(BaseCommand):
    help = "Export rows of each kind as a user does and bring the file back: every one is to be unchanged."

    def add_arguments(self, parser):
        parser.add_argument("--size", type=int, default=SIZE)
        parser.add_argument("--one", nargs=2, help="used by the command itself")

    def handle(self, *, size, one, **options):
        if one:
            with override_settings(DEBUG=False), transaction.atomic():
                self._measure(ImportKind(one[0]), size, only_composed=one[1] == "composed")
                transaction.set_rollback(True)
            return
        for kind in LISTS:
            for letters in ("all", "composed"):
                output = run_apart("bench_round_trip", f"--size={size}", "--one", kind, letters)
                self.stdout.write(output.rstrip())

    def _measure(self, kind: ImportKind, size: int, *, only_composed: bool):
        users = [self._user(f"trip{number}", "Partneransvarig", "sv") for number in range(3)]
        letters = COMPOSED if only_composed else COMPOSED + DECOMPOSED
        companies = make_companies(size, users, letters)
        if kind in {ImportKind.CONTACT, ImportKind.INTERACTION}:
            people = make_contacts(size, companies, letters)
            if kind == ImportKind.INTERACTION:
                make_interactions(size, companies, people, users)
        if kind == ImportKind.SPONSORSHIP:
            make_sponsorships(size, companies, users)
        for role, language, form in TRIPS:
            if (form == "cp1252") == only_composed:
                self._trip(kind, self._user(f"{role} {language} {form}", role, language), form)

    def _user(self, name: str, role: str, language: str) -> User:
        user = User.objects.create_user(name.replace(" ", "-"), first_name="=Åsa", last_name=name, language=language)
        user.groups.add(Group.objects.get(name=role))
        return user

    def _trip(self, kind: ImportKind, user: User, form: str):
        client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self._forget_peak()
        exported, content = self._time(lambda: self._exported(client, kind))
        with translation.override(user.language):
            file = content if form == "xlsx" else as_excel_saves_it(kind, content, form)
        name = "export.xlsx" if form == "xlsx" else "export.csv"
        read, batch = self._time(lambda: self._uploaded(client, kind, SimpleUploadedFile(name, file)))
        seen, _answer = self._time(lambda: self._previewed(client, batch))
        numbers = {status: number for status, number in counts(batch).items() if number}
        self.stdout.write(
            f"{kind.value:12} {user.username:32} {numbers}: export {exported:.1f} s, upload {read:.1f} s, "
            f"preview {seen:.1f} s, {len(file) // KILOBYTES} kB, peak {peak():.0f} MB of which {self._base:.0f} before"
        )
        for row in batch.rows.exclude(status="same").exclude(status="")[:3]:
            self.stdout.write(f"    {row.number} {row.status} {row.changes} {row.mistakes}"[:300])

    def _exported(self, client: Client, kind: ImportKind) -> bytes:
        scope = {"scope": "all"} if kind == ImportKind.SPONSORSHIP else {}
        answer = client.get(reverse(LISTS[kind]), {"export": "xlsx", **scope}, secure=True)
        return b"".join(answer.streaming_content)

    def _uploaded(self, client: Client, kind: ImportKind, file: SimpleUploadedFile) -> Import:
        answer = client.post(reverse("imports:import_create", args=[kind.value]), {"file": file}, secure=True)
        if answer.status_code != HTTPStatus.FOUND:
            raise CommandError(str(answer.context["form"].errors))
        return Import.objects.latest("pk")

    def _previewed(self, client: Client, batch: Import):
        chosen = {f"column_{place}": name for name, place in batch.columns.items()}
        answer = client.post(reverse("imports:import_columns", args=[batch.pk]), chosen, secure=True)
        if answer.status_code != HTTPStatus.FOUND:
            raise CommandError(f"{batch.headings} were read as {batch.columns}")
        return answer

    def _time(self, work):
        began = time.perf_counter()
        result = work()
        return time.perf_counter() - began, result

    def _forget_peak(self):
        Path("/proc/self/clear_refs").write_text("5")
        self._base = peak()


def as_excel_saves_it(kind: ImportKind, workbook: bytes, encoding: str) -> bytes:
    """The first sheet as a Swedish Excel saves it as CSV: formatted cell values separated by semicolons."""
    day = dt.date(2026, 1, 1)
    export = {
        ImportKind.COMPANY: CompanyExport,
        ImportKind.CONTACT: ContactExport,
        ImportKind.INTERACTION: InteractionExport,
        ImportKind.SPONSORSHIP: lambda: SponsorshipExport(period=(day, day), day=day),
    }[kind]()
    kinds = {str(column.header): column.kind for column in export.columns()}
    headings, *rows = read_table(workbook, A_REGISTER)
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow(
            [_shown(kinds.get(heading, Kind.TEXT), cell) for heading, cell in zip_longest(headings, row, fillvalue="")]
        )
    return file.getvalue().encode(encoding)


def _shown(kind: Kind, cell: str) -> str:
    if not cell:
        return ""
    if kind is Kind.WHOLE:
        return f"{int(cell):,}".replace(",", "\N{NO-BREAK SPACE}")
    if kind is Kind.MONEY:
        return f"{Decimal(cell):,.2f} kr".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    if kind is Kind.DATETIME:
        return f"{cell[:10]} {cell[11:16] or '00:00'}"
    return cell

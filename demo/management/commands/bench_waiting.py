import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone
from lxml import html

from campaigns.models import Batch, Contribution
from core.bulk_save import Unsaved, chunks, save_records
from core.models import ApiToken, Change, Changeset, User
from core.spreadsheets.reader import write_text
from crm.models import Company
from crm.services.bulk import BULK
from crm.services.companies import save_company
from demo.benchmarks.data import make_crowd
from demo.benchmarks.hostile import HEAVY, HOSTILE
from demo.benchmarks.hostile_texts import MAILS, TEXTS
from demo.benchmarks.serving import Visitor, fetch, served
from demo.management.commands.bench_import import Table, companies, sponsorships
from imports.models import Import, ImportKind

MOST_SECONDS = 1
PAUSE_SECONDS = 0.05
MOST_ROWS = 1000
WARMING = 12


class Colleague(threading.Thread):
    """Logs interactions in sequence, and records the seconds that each took."""

    def __init__(self, port: int, token: str, company: int):
        super().__init__(daemon=True)
        self.port, self.company = port, company
        self.headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        self.seconds: list[float] = []
        self.failed = 0
        self.going = True

    def run(self):
        fields = {"kind": "call", "companies": [self.company], "text": "Vi pratade.", "happened_at": "2026-03-01T10:00"}
        contact = json.dumps(fields).encode()
        while self.going:
            began = time.perf_counter()
            status, _answer = fetch(self.port, reverse("api:interaction-list"), contact, self.headers)
            self.seconds.append(time.perf_counter() - began)
            self.failed += status != HTTPStatus.CREATED
            time.sleep(PAUSE_SECONDS)


class Command(BaseCommand):
    help = (
        "How long a colleague who logs contacts waits while hostile files and large lists are brought: two workers on "
        "a database of their own. Nobody is to wait over a second."
    )

    def add_arguments(self, parser):
        parser.add_argument("--named", default="", help="only what has this in its name")
        parser.add_argument("--within", action="store_true", help="used by the command itself")

    def handle(self, *, named, within, **options):
        if within:
            with override_settings(DEBUG=False):
                self._measure(named)
            return
        with tempfile.TemporaryDirectory() as folder:
            own = {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "MEDIA_ROOT": f"{folder}/media"}
            command = [sys.executable, sys.argv[0], "bench_waiting", "--within", "--named", named]
            result = subprocess.run(command, check=False, env=os.environ | own)  # noqa: S603  this same program
        sys.exit(result.returncode)

    def _measure(self, named: str):
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        user = User.objects.create_user("bench-bringer", is_superuser=True, password=None)
        colleague = User.objects.create_user("bench-colleague", is_superuser=True)
        _token, secret = ApiToken.objects.create(user=colleague, name="bench")
        company = save_company(Company(), name="Kollegans")
        with served() as port:
            visitor = Visitor(port, user)
            for _time in range(WARMING):  # exclude what a worker loads on its first request
                fetch(port, reverse("imports:import_list"), headers=visitor.headers)
            over = 0
            for name, act in self._acts(visitor, user):
                if named not in name:
                    continue
                waiting = Colleague(port, secret, company.pk)
                waiting.start()
                began = time.perf_counter()
                text = act()
                took = time.perf_counter() - began
                waiting.going = False
                waiting.join()
                longest, middle = max(waiting.seconds), statistics.median(waiting.seconds)
                fits = longest < MOST_SECONDS and not waiting.failed
                over += not fits
                self.stdout.write(
                    f"{'' if fits else 'OVER: '}{name}: {took:.1f} s, {text}; {len(waiting.seconds)} contacts waited "
                    f"{longest:.2f} s at the most, {middle:.2f} in the middle, and {waiting.failed} failed"
                )
        if over:
            sys.exit(1)

    def _acts(self, visitor: Visitor, user: User) -> Iterator[tuple[str, Callable[[], str]]]:
        yield "nothing", self._nothing
        yield (
            "hostile lists",
            lambda: self._post_all(visitor, "imports:import_create", HOSTILE | HEAVY, args=["company"]),
        )
        yield "hostile mails", lambda: self._post_all(visitor, "inbox:mail_create", MAILS)
        yield "hostile texts", lambda: self._paste_all(visitor, TEXTS)
        for kind, table in ((ImportKind.COMPANY, companies(5_000)), (ImportKind.SPONSORSHIP, self._signed(2_500))):
            for what, act in (
                ("upload", self._upload),
                ("preview", self._preview),
                ("import", self._read_in),
                ("undo", self._undo),
            ):
                yield f"{what} of {len(table) - 1} rows, {kind}", partial(act, visitor, kind, table)
        yield "import of a list of 1,000 gifts", lambda: self._gifts(visitor, user)
        yield "undo of the list of 1,000 gifts", lambda: self._undo_gifts(visitor)
        yield "bulk change of 1,000 companies", lambda: self._change_many(visitor)
        yield "undo of the bulk change of 1,000 companies", lambda: self._undo_many(visitor)

    def _signed(self, size: int) -> Table:
        head, *rows = sponsorships(2 * size)
        signed = [row for row in rows if row[-1]]
        self._needed = [row[0] for row in signed]
        return [head, *signed]

    def _nothing(self) -> str:
        time.sleep(PAUSE_SECONDS * MOST_ROWS / 10)
        return "to compare with"

    def _post_all(self, visitor: Visitor, name: str, inputs: dict, args=()) -> str:
        for make in inputs.values():
            visitor.post(reverse(name, args=args), file=make())
        return f"{len(inputs)} inputs"

    def _paste_all(self, visitor: Visitor, inputs: dict) -> str:
        for make in inputs.values():
            visitor.post(reverse("inbox:mail_create"), {"text": make()})
        return f"{len(inputs)} inputs"

    def _upload(self, visitor: Visitor, kind: ImportKind, table: Table) -> str:
        if kind == ImportKind.SPONSORSHIP:
            make_companies(self._needed)
        visitor.post(reverse("imports:import_create", args=[kind]), file=write_text(table).encode())
        return f"{Import.objects.latest('pk').rows.count()} rows"

    def _preview(self, visitor: Visitor, kind: ImportKind, table: Table) -> str:
        batch = Import.objects.latest("pk")
        chosen = {f"column_{place}": name for name, place in batch.columns.items()}
        visitor.post(reverse("imports:import_columns", args=[batch.pk]), chosen)
        return f"{batch.rows.filter(status='new').count()} new"

    def _read_in(self, visitor: Visitor, kind: ImportKind, table: Table) -> str:
        batch = Import.objects.latest("pk")
        visitor.post(reverse("imports:import_commit", args=[batch.pk]))
        return Import.objects.get(pk=batch.pk).state

    def _undo(self, visitor: Visitor, kind: ImportKind, table: Table) -> str:
        batch = Import.objects.latest("pk")
        visitor.post(reverse("imports:import_undo", args=[batch.pk]))
        return Import.objects.get(pk=batch.pk).state

    def _gifts(self, visitor: Visitor, user: User) -> str:
        competition = make_crowd(1_000, by=user, today=timezone.localdate())
        before = Contribution.objects.count()
        team = competition.teams.first()
        table = [["Datum", "Belopp", "Meddelande", "Avsändare", "Referens"]]
        day = competition.contributions.latest("received_on").received_on.isoformat()
        table += [[day, f"{n % 300 + 1}", team.code, f"Kim {n}", f"B{n:06}"] for n in range(MOST_ROWS - 1)]
        fields = {"text": write_text(table)}
        _status, page = visitor.post(reverse("imports:gift_list_create", args=[competition.pk]), fields)
        visitor.post(reverse("imports:gift_list_commit", args=[competition.pk]), hidden_fields(page))
        return f"{Contribution.objects.count() - before} gifts"

    def _undo_gifts(self, visitor: Visitor) -> str:
        batch = Batch.objects.latest("pk")
        visitor.post(reverse("campaigns:batch_undo", args=[batch.pk]), {"reason": "Fel fil", "version": batch.version})
        return f"{batch.contributions.effective().count()} gifts left"

    def _change_many(self, visitor: Visitor) -> str:
        make_companies([f"Flera {n}" for n in range(MOST_ROWS)])
        path = f"{reverse('crm:company_bulk')}?{urlencode({'all': 1, 'q': 'Flera'})}"
        _status, page = visitor.post(path, {"status": "active"})
        visitor.post(path, {"status": "active"} | hidden_fields(page))
        return f"{Change.objects.filter(changeset__kind=BULK).count()} rows"

    def _undo_many(self, visitor: Visitor) -> str:
        visitor.post(Changeset.objects.filter(kind=BULK).latest("pk").get_absolute_url())
        return f"{Changeset.objects.exclude(undone_at=None).count()} change undone"


def make_companies(names: list[str]):
    for some in chunks(names):
        save_records([Unsaved(Company(), {"name": name}) for name in some])


def hidden_fields(page: bytes) -> dict[str, str]:
    """The hidden fields of the form that confirms the preview, as a browser submits them."""
    digests = html.parse(io.BytesIO(page)).getroot().xpath("//form//*[@name='digest']")  # an input or the button
    if not digests:
        return {}
    return dict(next(digests[0].iterancestors("form")).form_values()) | {"digest": digests[0].get("value")}

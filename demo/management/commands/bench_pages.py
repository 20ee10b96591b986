import json
import tempfile
import time
from statistics import median

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from campaigns.models import Competition
from core.jobs import make_workbook
from core.models import Job, User
from core.view_loading import load_views
from core.views.lists import PAGE_SIZES
from crm.models import Company, Interaction
from demo.benchmarks.bare_workbook import rows_of, seconds_to_write
from demo.benchmarks.data import BENCH_USER
from demo.benchmarks.measuring import peak, run_apart

WORKBOOKS = {"sponsorships": "crm:sponsorship_list", "contacts": "crm:interaction_list"}
QUERY = "scope=all&export=xlsx"
WORDS = (
    "{ours:8.1f} s   Workbook of all {name}: {rows} rows of {columns} columns, peak {peak} MB, of which {before} MB "
    "before it began; a bare loop of openpyxl {loop:.1f} s, ratio {ratio:.2f}"
)


def pages() -> list[tuple[str, str]]:
    busiest = Company.objects.order_by("pk").first()
    small, *_others, large = Competition.objects.order_by("pk")
    last_page = -(-Interaction.objects.count() // PAGE_SIZES[1])
    return [
        ("Today", reverse("reports:today")),
        ("Palette, before anything is typed", reverse("reports:search")),
        ("Palette, two letters", reverse("reports:search") + "?q=kv"),
        ("Palette and search, everything", reverse("reports:search") + "?q=kvistgren"),
        ("Company list", reverse("crm:company_list")),
        ("Company list, last contact first", reverse("crm:company_list") + "?sort=-last_contact_at"),
        ("Company search", reverse("crm:company_list") + "?q=kvistgren+bygg"),
        ("People", reverse("crm:contact_list")),
        ("Interaction list", reverse("crm:interaction_list")),
        ("Interaction list, last page", reverse("crm:interaction_list") + f"?page={last_page}"),
        ("Interaction search", reverse("crm:interaction_list") + "?q=bokslut"),
        ("Interaction search, no hit", reverse("crm:interaction_list") + "?q=finnsinte"),
        ("Company page, the busiest", busiest.get_absolute_url()),
        ("Sponsorship list, today", reverse("crm:sponsorship_list")),
        ("Sponsorship list, all", reverse("crm:sponsorship_list") + "?scope=all"),
        ("Sponsorship list, all, with its sums", reverse("crm:sponsorship_list") + "?scope=all&totals=1"),
        ("Board of dialogues", reverse("crm:pipeline")),
        ("Coverage of the goals", reverse("crm:coverage")),
        ("Renewals to come", reverse("crm:renewal_list")),
        ("Not renewed, with figures", reverse("crm:lapse_list")),
        ("Goal page, partners", reverse("crm:goal_partners", args=[1])),
        ("Competition list", reverse("campaigns:competition_list")),
        *_competition_pages(small),
        *_competition_pages(large),
        ("API companies", reverse("api:company-list")),
        ("API interactions", reverse("api:interaction-list")),
        ("API sponsorships", reverse("api:sponsorship-list")),
        ("API contributions", reverse("api:contribution-list")),
    ]


def _competition_pages(competition: Competition) -> list[tuple[str, str]]:
    size = competition.contributions.count()
    return [
        (f"Competition of {size} contributions", competition.get_absolute_url()),
        (f"Its contributions, {size}", reverse("campaigns:contribution_list", args=[competition.pk])),
        (f"Its board, {size}", reverse("campaigns:board_preview", args=[competition.pk])),
        (f"API standings, {size}", reverse("api:competition-standings", args=[competition.pk])),
        (f"Result workbook, {size}", reverse("campaigns:result_export", args=[competition.pk])),
    ]


def client_of_bench() -> Client:
    """Somebody who is logged in and may see it all."""
    user = User.objects.filter(username=BENCH_USER).first()
    if not user or not Competition.objects.exists():
        raise CommandError("There is nothing to measure. Run bench_data first.")
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


class Command(BaseCommand):
    help = (
        "Time the pages on what bench_data made: median of several tries, and the workbooks of all sponsorships and of "
        "all contacts beside a bare loop of openpyxl that writes the same cells."
    )

    def add_arguments(self, parser):
        parser.add_argument("--repeat", type=int, default=5)
        parser.add_argument("--no-workbooks", action="store_true")
        parser.add_argument("--workbook-only", choices=WORKBOOKS, help="used by the command itself")

    def handle(self, *, repeat, no_workbooks, workbook_only, **options):
        client = client_of_bench()
        # In debug mode Django keeps every query in memory, which would distort the measurement.
        with override_settings(DEBUG=False):
            if workbook_only:
                self.stdout.write(json.dumps(_workbook(workbook_only)))
                return
            for name in () if no_workbooks else WORKBOOKS:
                facts = json.loads(run_apart("bench_pages", f"--workbook-only={name}"))
                self.stdout.write(WORDS.format(name=name, **facts))
            for name, address in pages():
                self._time(client, name, address, repeat)

    def _time(self, client: Client, name: str, address: str, repeat: int):
        with CaptureQueriesContext(connection) as captured:
            status = client.get(address, secure=True).status_code
        queries = len(captured)
        walls, processors = [], []
        for _ in range(repeat):
            wall, processor = time.perf_counter(), time.process_time()
            client.get(address, secure=True)
            walls.append(time.perf_counter() - wall)
            processors.append(time.process_time() - processor)
        self.stdout.write(
            f"{median(walls) * 1000:8.0f} ms  {name} (of it {median(processors) * 1000:.0f} ms of this process; "
            f"{queries} queries, status {status})"
        )


def _workbook(name: str) -> dict[str, float]:
    """Seconds of the processor, for the workbook as the job makes it, and for openpyxl alone; megabytes."""
    load_views()  # as a worker has
    before = round(peak())
    owner = User.objects.get(username=BENCH_USER)
    began = time.process_time()
    made = make_workbook(Job(owner=owner, arguments={"path": reverse(WORKBOOKS[name]), "query": QUERY}), _nobody)
    ours, most = time.process_time() - began, round(peak())
    with made.file as file, tempfile.TemporaryFile() as kept:
        kept.writelines(file)
        rows = rows_of(kept)
    loop = seconds_to_write(rows)
    return {
        "ours": ours,
        "loop": loop,
        "ratio": ours / loop,
        "rows": len(rows) - 1,
        "columns": len(rows[0]),
        "before": before,
        "peak": most,
    }


def _nobody(_done: int, _total: int):
    """No one follows the progress."""

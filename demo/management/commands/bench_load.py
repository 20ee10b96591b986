import itertools
import random
import statistics
import threading
import time
from collections import defaultdict
from http import HTTPStatus

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from core.form_tokens import ONCE_FIELD, new_token
from core.models import User
from crm.models import Company
from demo.benchmarks.data import BENCH_USER
from demo.benchmarks.serving import Visitor, served

LETTERS = ("k", "kv", "kvi", "kvist", "bygg", "and")


class Worker(threading.Thread):
    """One who works: looks at Idag, finds a company, reads it, and logs a call, over and over."""

    def __init__(self, visitor: Visitor, companies: list[int], *, pause: float, seed: int):
        super().__init__(daemon=True)
        self.visitor, self.companies, self.pause = visitor, companies, pause
        self.random = random.Random(seed)
        self.took: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.going = True

    def run(self):
        time.sleep(self.random.uniform(0, self.pause))
        day = self._day()
        for number, (name, act) in enumerate(itertools.cycle(day)):
            if not self.going:
                return
            began = time.perf_counter()
            status, _body = act()
            if number >= len(day):  # the first round is that of a server that has just begun
                self.took[name].append(time.perf_counter() - began)
            if status != (HTTPStatus.FOUND if act == self._log else HTTPStatus.OK):
                self.errors.append(f"{name}: {status}")
            time.sleep(self.random.uniform(0.5, 1.5) * self.pause)

    def _day(self):
        return [
            ("Idag", lambda: self.visitor.get(reverse("reports:today"))),
            ("Palette", lambda: self.visitor.get(f"{reverse('reports:search')}?q={self.random.choice(LETTERS)}")),
            ("Company list", lambda: self.visitor.get(f"{reverse('crm:company_list')}?page={self._number(50)}")),
            ("Company", lambda: self.visitor.get(reverse("crm:company_detail", args=[self._company()]))),
            ("Interaction list", lambda: self.visitor.get(reverse("crm:interaction_list"))),
            ("Sponsorship list", lambda: self.visitor.get(reverse("crm:sponsorship_list"))),
            ("Log a call", self._log),
        ]

    def _number(self, most: int) -> int:
        return self.random.randint(1, most)

    def _company(self) -> int:
        return self.random.choice(self.companies)

    def _log(self):
        return self.visitor.post(reverse("crm:interaction_create"), call_with(self._company()))


def call_with(company: int) -> dict[str, str | int]:
    """What the form of a contact sends; the text is new each time, or Medspel asks whether it is the same call."""
    token = new_token()
    return {
        "kind": "call",
        "direction": "out",
        "outcome": "reached",
        "company_0": company,
        "happened_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
        "text": f"Vi pratade om hösten. {token}",
        ONCE_FIELD: token,
    }


class Command(BaseCommand):
    help = (
        "Let people work at once on what bench_data made: two workers, and each person looks, finds, reads and logs "
        "with a pause between. Prints requests a second, the middle and the slow twentieth of each page, and errors."
    )

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=20)
        parser.add_argument("--seconds", type=int, default=60)
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between two pages, on average")

    def handle(self, *, people, seconds, pause, **options):
        if not settings.DEVELOPMENT:
            raise CommandError("This logs made-up contacts: it is for measuring only.")
        user = User.objects.filter(username=BENCH_USER).first()
        companies = list(Company.objects.order_by("pk").values_list("pk", flat=True)[:2000])
        if not user or not companies:
            raise CommandError("There is nobody to visit. Run bench_data first.")
        call_command("collectstatic", interactive=False, verbosity=0)
        with served() as port:
            workers = [Worker(Visitor(port, user), companies, pause=pause, seed=seed) for seed in range(people)]
            for worker in workers:
                worker.start()
            time.sleep(seconds)
            for worker in workers:
                worker.going = False
            for worker in workers:
                worker.join()
        self._report(workers, seconds)

    def _report(self, workers: list[Worker], seconds: int):
        took: dict[str, list[float]] = defaultdict(list)
        for worker in workers:
            for name, times in worker.took.items():
                took[name] += times
                took["All"] += times
        self.stdout.write(f"{'':20}{'requests':>9}{'p50 ms':>8}{'p95 ms':>8}{'most ms':>9}")
        for name, times in took.items():
            middle, slow, most = statistics.median(times), statistics.quantiles(times, n=20)[-1], max(times)
            self.stdout.write(f"{name:20}{len(times):9}{middle * 1000:8.0f}{slow * 1000:8.0f}{most * 1000:9.0f}")
        errors = [error for worker in workers for error in worker.errors]
        self.stdout.write(f"{len(took['All']) / seconds:.1f} requests a second, {len(errors)} errors")
        for error in sorted(set(errors)):
            self.stdout.write(f"{errors.count(error)} times {error}")

import asyncio
import contextlib
import socket
import subprocess
import sys
import time
from decimal import Decimal
from statistics import median

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Competition
from campaigns.services.contributions import add_contribution
from core.models import User, our_organisation
from core.services import save_organisation
from demo.benchmarks.board import ask, make_crowd, watch

HOST = "127.0.0.1"
FEW = 1_000
NAME = "Bänk med %d bidrag"


class Command(BaseCommand):
    help = (
        "Measure the board in a database that is for measuring: what a look costs with few contributions and with "
        "many, and with --viewers how the service bears a crowd that all look at once, on this machine only."
    )

    def add_arguments(self, parser):
        parser.add_argument("--contributions", type=int, default=1_000_000, help="how many is many")
        parser.add_argument("--repeat", type=int, default=60)
        parser.add_argument("--viewers", type=int, default=0, help="0: only compare few with many")
        parser.add_argument("--seconds", type=int, default=40, help="how long the viewers look")
        parser.add_argument("--every", type=float, default=settings.BOARD_ASKED_SECONDS, help="seconds between looks")
        parser.add_argument("--port", type=int, default=8099)

    def handle(self, *, contributions, repeat, viewers, seconds, every, port, **options):
        if not settings.DEVELOPMENT:
            raise CommandError("This fills the database with made-up competitions: it is for measuring only.")
        if contributions <= FEW:
            raise CommandError(f"Many is more than {FEW}.")
        if Competition.objects.exclude(name__startswith="Bänk med ").exists():
            raise CommandError("The database has competitions. Give DATABASE_URL of an empty one.")
        self.user = self._user()
        self._open_to_visitors()
        crowds = {count: self._crowd(count) for count in (FEW, contributions)}
        with override_settings(DEBUG=False):
            self._compare(crowds, repeat)
        if viewers:
            self._load(crowds[contributions], viewers=viewers, seconds=seconds, every=every, port=port)

    def _user(self) -> User:
        user, _created = User.objects.get_or_create(username="bench-board", defaults={"first_name": "Bänk"})
        user.user_permissions.add(Permission.objects.get(codename="view_competition"))
        return user

    def _open_to_visitors(self):
        """A board is shown to nobody before it says whose it is."""
        ours = our_organisation()
        if not ours.may_be_public:
            ours.name, ours.privacy_email = ours.name or "Bänk", ours.privacy_email or "bank@medspel.example"
            save_organisation(ours)

    def _crowd(self, count: int) -> Competition:
        found = Competition.objects.filter(name=NAME % count).first()
        if found is None:
            began = time.monotonic()
            found = make_crowd(count, by=self.user, today=timezone.localdate())
            self.stdout.write(f"{time.monotonic() - began:8.1f} s   made {count} contributions")
        return found

    def _compare(self, crowds: dict[int, Competition], repeat: int):
        visitor, colleague = (Client(headers={"host": HOST}) for _each in range(2))
        colleague.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")
        pages = {
            "Board": (visitor, lambda each: reverse("board:board_data", args=[each.board_token])),
            "Leaderboard": (colleague, lambda each: reverse("campaigns:board_preview", args=[each.pk])),
        }
        for name, (client, address) in pages.items():
            times = {count: [] for count in crowds}
            # Alternate, so that other load on the machine affects both equally.
            for turn in range(repeat + 1):
                for count, competition in crowds.items():
                    cache.clear()
                    began = time.perf_counter()
                    status = client.get(address(competition)).status_code
                    if status != 200:
                        raise CommandError(f"{name}: {status}")
                    if turn:  # the first warms up
                        times[count].append(time.perf_counter() - began)
            few, many = (median(each) for each in times.values())
            figures = ", ".join(f"{median(each) * 1000:.1f} ms with {count}" for count, each in times.items())
            self.stdout.write(f"{name}: {figures} contributions; ratio {many / few:.2f}")

    def _load(self, competition: Competition, *, viewers: int, seconds: int, every: float, port: int):
        path = reverse("board:board_data", args=[competition.board_token])
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                raise CommandError(f"Port {port} is taken by another program. Give another with --port.")
        connections.close_all()
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--threads", "8"]
        command += ["--log-level", "warning", "--no-control-socket"]
        server = subprocess.Popen(command)  # noqa: S603  our own server, as `manage.py serve` starts it
        try:
            self._await(server, port, path)
            found = asyncio.run(
                watch(
                    host=HOST,
                    port=port,
                    path=path,
                    viewers=viewers,
                    seconds=seconds,
                    every=every,
                    change=lambda: asyncio.to_thread(self._give, competition),
                )
            )
        finally:
            server.terminate()
            server.wait()
        asked = len(found.latencies)
        self.stdout.write(
            f"{viewers} viewers every {every:g} s, {seconds} s, {asked} answers ({asked / seconds:.0f} a second, "
            f"{', '.join(f'{count} x {status}' for status, count in sorted(found.statuses.items()))}): "
            f"median {found.percentile(50) * 1000:.1f} ms, p95 {found.percentile(95) * 1000:.1f} ms, "
            f"p99 {found.percentile(99) * 1000:.1f} ms, {len(found.errors)} errors"
        )
        for error in sorted(set(found.errors)):
            self.stdout.write(f"  {found.errors.count(error)} x {error}")
        late = f"last after {max(found.seen):.1f} s" if found.seen else "by nobody"
        self.stdout.write(f"A contribution written meanwhile: seen by {len(found.seen)} of {viewers}, {late}")

    def _give(self, competition: Competition):
        try:
            team = competition.teams.first()
            add_contribution(
                competition=competition,
                team=team,
                amount=Decimal(100),
                received_on=timezone.localdate(),
                by=self.user,
            )
        finally:
            connections.close_all()

    def _await(self, server: subprocess.Popen, port: int, path: str):
        """Wait for the first response, so that startup is not measured."""
        for _attempt in range(100):
            if server.poll() is not None:
                raise CommandError(f"The server did not start on port {port}.")
            with contextlib.suppress(OSError):
                asyncio.run(ask(HOST, port, path))
                return
            time.sleep(0.1)
        raise CommandError("The server does not answer.")

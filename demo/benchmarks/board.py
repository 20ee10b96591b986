"""A competition with any number of contributions, and clients that poll its board, for benchmarks."""

import asyncio
import datetime as dt
import itertools
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Sum
from stdnum import luhn

from campaigns.models import Competition, CompetitionKind, Contribution, Tally, Team
from campaigns.services.competitions import create_competition
from campaigns.services.lifecycle import open_competition
from campaigns.services.teams import add_team, confirm_participants
from core.models import User
from crm.models import Company
from crm.services.companies import save_company
from goals.models import Goal

TEAMS = 10
BATCH = 5_000
NAMED_EVERY = 500  # every 500th giver is shown by name
JITTER = 1.0  # seconds, as in static/js/board.js
PATIENCE = 10.0


@transaction.atomic
def make_crowd(contributions: int, *, by: User, today: dt.date) -> Competition:
    """An open contest with this many contributions, deterministic for a given number.

    Written in bulk, without history; the teams' tallies are then recounted.
    """
    competition = create_competition(
        name=f"Bänk med {contributions} bidrag",
        kind=CompetitionKind.OPEN,
        goals=Goal.objects.all()[:1],
        opens_on=today - dt.timedelta(days=30),
        closes_on=today + dt.timedelta(days=30),
        target=Decimal(contributions * 100),
        swish="1231234567",
        contact=by,
    )
    teams = [_team(competition, number, today) for number in range(1, TEAMS + 1)]
    open_competition(competition)
    rows = _contributions(teams, contributions, by=by, today=today)
    while batch := list(itertools.islice(rows, BATCH)):
        Contribution.objects.bulk_create(batch)
    for team in teams:
        sums = team.contributions.aggregate(amount=Sum("amount"), gifts=Count("pk"))
        Tally.objects.filter(team=team).update(employees=sums["amount"] or 0, gifts=sums["gifts"])
    return competition


def _team(competition: Competition, number: int, today: dt.date) -> Team:
    stem = f"5598{Company.objects.count():05}"  # demo.benchmarks.data has the series 5599
    name = f"Bänklaget {number}"
    company = save_company(Company(), name=f"{name} AB", orgnr=stem + luhn.calc_check_digit(stem))
    team = add_team(competition=competition, company=company, name=name, heads=20 * number)
    return confirm_participants(team, participants=3 * number, by="Bänk", on=today)


def _contributions(teams: list[Team], count: int, *, by: User, today: dt.date) -> Iterator[Contribution]:
    for number in range(count):
        named = number % NAMED_EVERY == 0
        team = teams[number % TEAMS]
        yield Contribution(
            competition_id=team.competition_id,
            team=team,
            amount=Decimal(20 + number * 7 % 480),
            received_on=today - dt.timedelta(days=number % 30),
            giver=f"Givare {number}" if named else "",
            show_giver=named,
            giver_approved_by=by if named else None,
            external_id=f"bench-{team.competition_id}-{number}",
            entered_by=by,
        )


@dataclass
class Watch:
    """The clients' measurements in seconds; `seen` is the delay until each client had the change."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    changed_at: float | None = None
    seen: list[float] = field(default_factory=list)

    def percentile(self, per_cent: int) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) * per_cent // 100, len(ordered) - 1)]


async def watch(
    *,
    host: str,
    port: int,
    path: str,
    viewers: int,
    seconds: float,
    every: float,
    change: Callable[[], Awaitable[None]],
) -> Watch:
    """Poll `path` as board.js does, `every` so many seconds, for `seconds`, and call `change` after a third of them."""
    found = Watch()
    ends = time.monotonic() + seconds

    async def view():
        etag, before = "", True
        await asyncio.sleep(random.uniform(0, every))
        while time.monotonic() < ends:
            asked = time.monotonic()
            try:
                status, tag = await asyncio.wait_for(ask(host, port, path, etag), PATIENCE)
            except (OSError, TimeoutError, ValueError) as error:
                found.errors.append(repr(error))
            else:
                found.latencies.append(time.monotonic() - asked)
                found.statuses[status] = found.statuses.get(status, 0) + 1
                if status not in {200, 304}:
                    found.errors.append(str(status))
                if before and found.changed_at is not None and etag and tag != etag:
                    before = False
                    found.seen.append(time.monotonic() - found.changed_at)
                etag = tag
            await asyncio.sleep(every + random.uniform(-JITTER, JITTER))

    async def make_change():
        await asyncio.sleep(seconds / 3)
        await change()
        found.changed_at = time.monotonic()

    await asyncio.gather(make_change(), *(view() for _viewer in range(viewers)))
    return found


async def ask(host: str, port: int, path: str, etag: str = "") -> tuple[int, str]:
    """Status and ETag of one response, on a new connection."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
        lines += [f"If-None-Match: {etag}"] if etag else []
        writer.write("\r\n".join([*lines, "", ""]).encode())
        head, _gap, _body = (await reader.read(-1)).partition(b"\r\n\r\n")
    finally:
        writer.close()
    first, *headers = head.decode("latin-1").split("\r\n")
    fields = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in headers)}
    return int(first.split()[1]), fields.get("etag", "")

"""Recompute totals from contributions and compare them with the stored ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from campaigns.models import Channel, Competition, Contribution, Match, Tally
from campaigns.services.counting import ZERO, accrued_under


@dataclass(frozen=True)
class Difference:
    what: models.Model
    field: str
    kept: object
    counted: object

    def __str__(self):
        return (
            f"{self.what._meta.model_name} {self.what.pk} ({self.what}) {self.field}: {self.kept}, not {self.counted}"
        )


def recount(*, fix: bool = False) -> Iterator[Difference]:
    """Yield tallies and matches that differ from the sum of their contributions; `fix` corrects them.

    One transaction per competition, with its row locked so that no money is entered during the comparison.
    """
    for pk in Competition.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            competition = Competition.objects.select_for_update().get(pk=pk)
            differences = [*_tallies(competition, fix=fix), *_matches(competition, fix=fix)]
        yield from differences


def _tallies(competition: Competition, *, fix: bool) -> list[Difference]:
    employees = ~Q(channel=Channel.MATCH)
    sums = {
        row["team"]: {
            "employees": row["employees"] or ZERO,
            "company": row["company"] or ZERO,
            "gifts": row["given"] - row["taken_back"],
        }
        for row in Contribution.objects.filter(competition=competition, team__isnull=False)
        .order_by()
        .values("team")
        .annotate(
            employees=Sum("amount", filter=employees),
            company=Sum("amount", filter=~employees),
            given=Count("pk", filter=employees & Q(reverses__isnull=True)),
            taken_back=Count("pk", filter=employees & Q(reverses__isnull=False)),
        )
    }
    nothing = {"employees": ZERO, "company": ZERO, "gifts": 0}
    found = []
    for tally in Tally.objects.filter(team__competition=competition).select_related("team"):
        counted = sums.get(tally.pk, nothing)
        wrong = [
            Difference(tally, name, getattr(tally, name), value)
            for name, value in counted.items()
            if getattr(tally, name) != value
        ]
        if wrong and fix:
            Tally.objects.filter(pk=tally.pk).update(**counted, changed_at=timezone.now())
        found += wrong
    return found


def _matches(competition: Competition, *, fix: bool) -> list[Difference]:
    found = []
    for match in competition.matches.select_related("company"):
        accrued = accrued_under(match)
        if accrued != match.accrued:
            found.append(Difference(match, "accrued", match.accrued, accrued))
            if fix:
                Match.objects.filter(pk=match.pk).update(accrued=accrued)
    return found

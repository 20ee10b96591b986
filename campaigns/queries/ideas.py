"""What ideas have brought: the public sums of finished competitions in which teams did them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from campaigns.models import Competition, Entry
from campaigns.models.snapshots import board_of

MOST_COMPETITIONS = 50  # the latest: what an idea brought long ago says little, and each is a result to read


@dataclass(frozen=True)
class Brought:
    """`together` is the kronor of whole competitions in which the idea was one activity among others."""

    competitions: int
    together: Decimal


def brought_by(activities: Collection[int]) -> dict[int, Brought]:
    """By activity, what is public of the competitions that had it; an activity without any is missing.

    At most two queries. Only the results that are revealed, on the board and shown on the web: the same sums as their
    boards say.
    """
    if not activities:
        return {}
    told = Competition.objects.told_in_public().order_by("-revealed_at", "-pk").values_list("pk", "snapshot")
    sums = {pk: board_of(snapshot).totals.together for pk, snapshot in told[:MOST_COMPETITIONS]}
    done = Entry.objects.approved().filter(activity__in=activities, team__competition__in=sums)
    competitions = defaultdict(set)
    for activity, competition in done.order_by().values_list("activity", "team__competition").distinct():
        competitions[activity].add(competition)
    return {
        activity: Brought(len(found), sum((sums[pk] for pk in found), Decimal(0)))
        for activity, found in competitions.items()
    }

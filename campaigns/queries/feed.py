"""What has happened lately in a competition, for visitors: gifts without amount or giver, approved activities.

A single gift's amount could tell who gave it, so the feed has the team and the day alone.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from campaigns.models import Channel, Competition, Entry, EntryPicture
from campaigns.querysets import DAY

GIFTS_READ = 60  # the newest, so that the cost is the same whatever the number of gifts
SHOWN = 8


@dataclass(frozen=True)
class Event:
    """A gift to a team on a day, or an activity with its first picture."""

    day: dt.date
    team: str
    title: str = ""  # of an activity; empty for gifts
    picture: EntryPicture | None = None


def feed_of(competition: Competition) -> Sequence[Event]:
    """The latest events, the newest first; of several gifts to a team on a day, one. Three queries.

    A correction of a locked month is booked today, and is shown on the day that it counts on.
    """
    gifts = competition.contributions.effective().filter(team__isnull=False).exclude(channel=Channel.MATCH)
    newest = gifts.order_by("-received_on", "-pk").values_list(DAY, "team__name")[:GIFTS_READ]
    done = Entry.objects.approved().filter(team__competition=competition, team__withdrawn_on__isnull=True)
    pictures = Prefetch("pictures", EntryPicture.objects.order_by("pk"))
    entries = done.select_related("team").prefetch_related(pictures).order_by("-happened_on", "-pk")[:SHOWN]
    events = [Event(day, team) for day, team in dict.fromkeys(newest)]
    events += [
        Event(entry.happened_on, entry.team.name, entry.title, next(iter(entry.pictures.all()), None))
        for entry in entries
    ]
    return sorted(events, key=lambda event: event.day, reverse=True)[:SHOWN]

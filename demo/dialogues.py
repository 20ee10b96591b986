"""Dialogues that go from stage to stage in the story's time."""

import datetime as dt

from django.utils import timezone

from crm.models import OPEN, Sponsorship, Stage
from crm.services.sponsorships import move_sponsorship
from demo.clock import Clock

PACE = 14  # days from one stage to the next


def days_to_reach(stage: Stage) -> int:
    return PACE * OPEN.index(stage)


def advance(clock: Clock, sponsorship: Sponsorship, *, to: Stage):
    """Take a lead to `to`, one stage after the other, as whoever is at the keyboard."""
    begun = timezone.localdate(clock.now)
    for steps, stage in enumerate(OPEN[1 : OPEN.index(to) + 1], start=1):
        clock.go_to(clock.workday(begun + dt.timedelta(days=steps * PACE)), clock.by)
        move_sponsorship(sponsorship, to=stage)
        note_day(clock, sponsorship)


def note_day(clock: Clock, sponsorship: Sponsorship):
    """It came to its stage on the story's day, not on the one when the command ran."""
    sponsorship.stage_since = timezone.localdate(clock.now)
    Sponsorship.objects.filter(pk=sponsorship.pk).update(stage_since=sponsorship.stage_since)

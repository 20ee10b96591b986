"""Advance dialogues from stage to stage in the story's time."""

import datetime as dt

from django.utils import timezone

from crm.models import OPEN, Sponsorship, Stage
from crm.services.sponsorships import move_sponsorship
from demo.clock import Clock

PACE = 14  # days between stages


def days_to_reach(stage: Stage) -> int:
    return PACE * OPEN.index(stage)


def advance(clock: Clock, sponsorship: Sponsorship, *, to: Stage):
    """Advance a lead to the stage `to`, one stage at a time, as the clock's user."""
    begun = timezone.localdate(clock.now)
    for steps, stage in enumerate(OPEN[1 : OPEN.index(to) + 1], start=1):
        clock.go_to(clock.workday(begun + dt.timedelta(days=steps * PACE)), clock.by)
        move_sponsorship(sponsorship, to=stage)
        note_day(clock, sponsorship)


def note_day(clock: Clock, sponsorship: Sponsorship):
    """Date the change of stage by the story's time instead of the run's."""
    sponsorship.stage_since = timezone.localdate(clock.now)
    Sponsorship.objects.filter(pk=sponsorship.pk).update(stage_since=sponsorship.stage_since)

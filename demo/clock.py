"""The story's current time and user."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from simple_history.signals import pre_create_historical_record

from core.models import User


class Clock:
    """`today` is the last day of the story; times of day are random."""

    def __init__(self, *, today: dt.date, by: User, chance: random.Random):
        self.today, self.random = today, chance
        self.now, self.by = timezone.now(), by

    @contextmanager
    def dated_history(self) -> Iterator[None]:
        """Date history rows by the story's time and user instead of the run's."""

        def date(history_instance, **kwargs):
            history_instance.history_date, history_instance.history_user = self.now, self.by

        pre_create_historical_record.connect(date)
        try:
            yield
        finally:
            pre_create_historical_record.disconnect(date)

    def moment(self, day: dt.date) -> dt.datetime:
        """A random time in the day's office hours, not later than now."""
        time = dt.time(self.random.randint(8, 15), self.random.choice(range(0, 60, 5)))
        return min(timezone.make_aware(dt.datetime.combine(day, time)), timezone.now())

    def workday(self, day: dt.date) -> dt.date:
        """The day, or the Friday before if it is in a weekend."""
        return day - dt.timedelta(days=max(0, day.weekday() - 4))

    def go_to(self, day: dt.date, by: User):
        self.now, self.by = self.moment(day), by

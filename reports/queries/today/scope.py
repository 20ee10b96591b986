"""The input and output types of every section of Idag."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model

from core.models import User

# Row limit of a section that links to the full list.
MOST = 10

Found = TypeVar("Found")


@dataclass(frozen=True)
class Scope:
    """The user and day to show Idag for; with `everyone`, all users' rows instead of the user's own."""

    today: dt.date
    user: User
    everyone: bool = False
    _known: dict[Callable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def owner(self) -> User | None:
        """The user to filter by; None for all."""
        return None if self.everyone else self.user

    @property
    def owner_key(self) -> int | None:
        """The same for a kept query."""
        return None if self.everyone else self.user.pk

    @property
    def soon(self) -> dt.date:
        return last_soon_day(self.today)

    def once(self, query: Callable[["Scope"], Found]) -> Found:
        """Cache the result of `query`, so that sections that share it run it once."""
        if query not in self._known:
            self._known[query] = query(self)
        return self._known[query]


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class TodayRow:
    """One task, rendered by the section's row template, with actions on `record`.

    The e-mail digest shows only `subject`, `what` and the first reason, so the first reason must not name a person.
    """

    record: Model
    subject: str  # what the task concerns, mostly a company
    url: str
    what: str = ""
    reasons: list[str] = field(default_factory=list)  # why it is listed, as whole sentences
    links: list[Link] = field(default_factory=list)  # pages where the task is done


def last_soon_day(day: dt.date) -> dt.date:
    """Six days ahead: weekday names stay unambiguous, and at a weekend the coming week is included."""
    return day + dt.timedelta(days=6)

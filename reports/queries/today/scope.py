"""What every section of Idag is asked with, and what it answers with."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model

from core.models import User

# A section that may have any number of rows shows so many, and links to the list that has them all.
MOST = 20

Found = TypeVar("Found")


@dataclass(frozen=True)
class Scope:
    """`user` looks at the day `today`: at what is theirs, or with `everyone` at what is anybody's."""

    today: dt.date
    user: User
    everyone: bool = False
    _known: dict[Callable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def owner(self) -> User | None:
        """Whose rows to show; None for everybody's."""
        return None if self.everyone else self.user

    @property
    def soon(self) -> dt.date:
        return last_soon_day(self.today)

    def once(self, query: Callable[["Scope"], Found]) -> Found:
        """What `query` answers, asked only once however many sections share it."""
        if query not in self._known:
            self._known[query] = query(self)
        return self._known[query]


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class TodayRow:
    """One thing to do. The section's row template shows it, with actions on `record`.

    The digest by e-mail has only `subject`, `what` and the first reason, which therefore names no person.
    """

    record: Model
    subject: str  # whose it is, mostly a company
    url: str
    what: str = ""
    reasons: list[str] = field(default_factory=list)  # why it stands here, as whole sentences
    links: list[Link] = field(default_factory=list)  # to the pages where it is done


def last_soon_day(day: dt.date) -> dt.date:
    """Six days on: a weekday's name then means one day only, and at a weekend the coming week is in sight."""
    return day + dt.timedelta(days=6)

"""Progress of a long write, visible to other requests while its transaction is not.

Kept in a cache that all processes share, those of other machines too with CACHE_URL. Entries expire, so a crashed job
leaves nothing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import caches

KEPT_SECONDS = 60
PAUSE_SECONDS = 0.4
Report = Callable[[int, int], None]  # rows done, and rows in all


@dataclass(frozen=True)
class Progress:
    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)


class ProgressReporter:
    """`with ProgressReporter("import-7", total=500) as report: ... report(1)`. Writes at most every PAUSE_SECONDS."""

    def __init__(self, key: str, *, total: int):
        self.key, self.total = key, total
        self._told = float("-inf")

    def __enter__(self):
        self(0)
        return self

    def __call__(self, done: int):
        now = time.monotonic()
        if now - self._told >= PAUSE_SECONDS:
            self._told = now
            caches["progress"].set(self.key, (done, self.total), KEPT_SECONDS)

    def __exit__(self, *exc):
        caches["progress"].delete(self.key)


def progress(key: str) -> Progress | None:
    """The current progress; None if no job runs under the key."""
    told = caches["progress"].get(key)
    return Progress(*told) if told else None

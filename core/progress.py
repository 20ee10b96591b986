"""How far a long write has come, for other requests to see while its one transaction shows nothing to anybody.

It is kept outside the database, in files that all of this machine's processes see, and forgotten by itself when
nothing has been told for a while: then whoever told has ended, and what was not committed is undone.
"""

import time
from dataclasses import dataclass

from django.core.cache import caches

KEPT_SECONDS = 60
PAUSE_SECONDS = 0.4


@dataclass(frozen=True)
class Progress:
    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)


class ProgressReporter:
    """`with ProgressReporter("import-7", total=500) as report: ... report(1)`. Written at most twice a second."""

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
    """None when nothing is going on."""
    told = caches["progress"].get(key)
    return Progress(*told) if told else None

"""Write in batches, each in its own transaction, so that other writes run in between.

SQLite allows one writer at a time, and on any database written rows stay locked until the commit. If the job fails
halfway, earlier batches stay committed: a caller that needs all or nothing must undo them.
"""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import connection, transaction

HELD_SECONDS = 0.25
PAUSE_SECONDS = 0.12  # SQLite's busy handler retries at least every 0.1 s
FIRST = 20
T = TypeVar("T")


def in_turns(
    items: Sequence[T],
    write: Callable[[list[T]], None],
    *,
    most: int = 250,
    tell: Callable[[int], None] = lambda done: None,
):
    """Write all items in batches of at most `most`, sized to take about 0.25 s each.

    `tell` is called with the number done after each batch. Within an outer transaction, other writes still wait. An
    error from `write` stops the job; earlier batches stay.
    """
    done, number = 0, min(FIRST, most)
    while done < len(items):
        some = list(items[done : done + number])
        with transaction.atomic():
            began = time.monotonic()
            write(some)
        took = time.monotonic() - began
        done += len(some)
        tell(done)
        number = max(1, min(most, 2 * number, int(number * HELD_SECONDS / max(took, 0.001))))
        if done < len(items):
            _give_way()


def _give_way():
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(PAUSE_SECONDS)

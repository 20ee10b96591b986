"""Long writes in turns, each a transaction of its own, so that others write in between.

SQLite lets one write at a time, and elsewhere too the rows that were written are locked until the transaction ends.
What is to be whole although it is written in turns has to be put together again by whoever writes it, if it stops
halfway.
"""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import connection, transaction

HELD_SECONDS = 0.25
PAUSE_SECONDS = 0.12  # SQLite's waiters ask again after a tenth of a second at most
FIRST = 20
T = TypeVar("T")


def in_turns(
    items: Sequence[T],
    write: Callable[[list[T]], None],
    *,
    most: int = 250,
    tell: Callable[[int], None] = lambda done: None,
):
    """Write all of the items, in turns of at most `most` that take about a quarter of a second each.

    `tell` is told after each turn how many are done. Within a transaction nothing is let in between. What `write`
    raises ends it; the turns before stand.
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

"""Run functions concurrently in sixteen threads, each with its own database connection."""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

from django.db import connection

from tests import racing
from tests.racing import PATIENCE

CROWD = 16


def all_at_once(rounds: list[list[Callable[[], str]]], *wrappers, deferred: bool = False) -> list[Counter]:
    """Call each round's functions concurrently, each in a thread, and count their results by round.

    `wrappers` are called with the round's number and return execute wrappers. With `deferred`, SQLite takes its lock at
    a transaction's first write, which is its default.
    """
    start = threading.Barrier(CROWD)
    outcomes: list[list[str]] = [[] for _ in rounds]

    def act(place: int):
        try:
            connection.ensure_connection()
            if deferred:
                connection.transaction_mode = None
            for number, calls in enumerate(rounds):
                start.wait(PATIENCE)
                with ExitStack() as stack:
                    for wrapper in wrappers:
                        stack.enter_context(connection.execute_wrapper(wrapper(number)))
                    outcomes[number].append(calls[place]())
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[place]) for place in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [Counter(outcome) for outcome in outcomes]


def without_row_locks(_round: int):
    return racing.without_row_locks


def all_count_before(statement: str, rounds: int):
    """Make all threads wait for each other at their first SQL with this beginning. Only possible without a lock."""
    return [racing.all_come_to(statement, number=CROWD) for _ in range(rounds)].__getitem__

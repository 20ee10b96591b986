"""Sixteen people who do something at the same moment, each with a connection of their own."""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

from django.db import connection

from tests import racing
from tests.racing import PATIENCE

CROWD = 16


def all_at_once(rounds: list[list[Callable[[], str]]], *wrappers, deferred: bool = False) -> list[Counter]:
    """For every round, call each of its functions in a thread of its own, and count what came of it.

    `wrappers` are called with the round's number and wrap its SQL. With `deferred`, SQLite takes its lock as it does
    by default: when a transaction first writes.
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
    """Hold each at the first SQL that begins so until all have come there. Only possible without a lock."""
    return [racing.all_come_to(statement, number=CROWD) for _ in range(rounds)].__getitem__

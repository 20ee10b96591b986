"""What several people do at the same moment, each in a thread with a database connection of its own."""

import re
import threading
from collections.abc import Callable
from contextlib import ExitStack

from django.db import Error, connection

from core.errors import Refusal
from tests import SOAKING

# Enough to notice a lock that is missing: every race has a control without it. `make soak` has more.
ROUNDS = 20 if SOAKING else 5
PATIENCE = 60  # seconds until a barrier gives up on a thread that has died
WRITES = ("INSERT", "UPDATE", "DELETE")


def at_once(*jobs: Callable[[], object], deferred: bool = False) -> list:
    """Call the jobs at the same moment, and give what each returned; of one that was refused, the name of the error.

    With `deferred`, SQLite takes its lock as it does by default: when a transaction first writes.
    """
    start, outcomes = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int):
        try:
            connection.ensure_connection()
            if deferred:
                connection.transaction_mode = None
            start.wait(PATIENCE)
            outcomes[place] = jobs[place]()
        except (Refusal, Error) as error:
            outcomes[place] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def wrapped(job: Callable[[], object], *wrappers) -> Callable[[], object]:
    """The job, with its SQL sent through the wrappers."""

    def run():
        with ExitStack() as stack:
            for wrapper in wrappers:
                stack.enter_context(connection.execute_wrapper(wrapper))
            return job()

    return run


# --- For negative controls ------------------------------------------------------------------------


def without_row_locks(execute, sql, params, many, context):
    return execute(re.sub(r' FOR (NO KEY )?UPDATE( OF "\w+")?', "", sql), params, many, context)


def all_come_to(*beginnings: str, number: int):
    """Hold each of so many at its first SQL that begins so, until all have come there. Only possible without a lock."""
    barrier, waited = threading.Barrier(number), threading.local()

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(beginnings) and not hasattr(waited, "done"):
            waited.done = True
            barrier.wait(PATIENCE)
        return execute(sql, params, many, context)

    return wrapper

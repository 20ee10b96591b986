"""Duties: what each worker (`manage.py work`) does again and again, some seconds apart, between the jobs of users.

An app registers its own in its `jobs.py`. Several workers may do one at once, and a worker may be killed in the midst
of it. Each turn is short, so that the worker gets on with the rest.
"""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)
Duty = Callable[[], object]
_duties: dict[Duty, float] = {}


def duty(*, every: float) -> Callable[[Duty], Duty]:
    """Register what is to be done so many seconds apart, outside any transaction."""

    def register(work: Duty) -> Duty:
        _duties[work] = every
        return work

    return register


def duties() -> dict[Duty, float]:
    return dict(_duties)


def do(work: Duty) -> None:
    """One turn. An error is logged: the worker goes on, and tries again at the next turn."""
    try:
        work()
    except Exception:
        logger.exception("The duty %s failed", work.__name__)

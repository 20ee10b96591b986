"""What an act does once at its end, however many rows it writes."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Ending = Callable[[dict[Hashable, list]], None]
_waiting: ContextVar[dict[Ending, dict[Hashable, list]] | None] = ContextVar("waiting", default=None)


@contextmanager
def one_act() -> Iterator[None]:
    """Let what `at_end` is told wait until the outermost act is over. Open it within the act's transaction."""
    if _waiting.get() is not None:
        yield
        return
    told: dict[Ending, dict[Hashable, list]] = {}
    token = _waiting.set(told)
    try:
        yield
        while told:
            ending = next(iter(told))
            ending(told.pop(ending))
    finally:
        _waiting.reset(token)


def at_end(ending: Ending, key: Hashable, fact):
    """Call `ending` with the facts by key when the act is over; at once if none is open."""
    told = _waiting.get()
    if told is None:
        ending({key: [fact]})
    else:
        told.setdefault(ending, {}).setdefault(key, []).append(fact)

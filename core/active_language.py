"""The language and the script's prefix, which Django asks of the context each time: a microsecond, twenty for a row.

While the rows of a page are written neither changes, so `steady` asks once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from django.urls import get_script_prefix
from django.utils.translation import get_language

_known = local()


@contextmanager
def steady() -> Iterator[None]:
    """Within, the language may not be changed. It must be left in the thread that entered it: no async code within."""
    before = _known.__dict__.copy()
    _known.language, _known.prefix = get_language(), get_script_prefix()
    try:
        yield
    finally:
        _known.__dict__.clear()
        _known.__dict__.update(before)


def language_now() -> str | None:
    try:
        return _known.language
    except AttributeError:
        return get_language()


def prefix_now() -> str:
    try:
        return _known.prefix
    except AttributeError:
        return get_script_prefix()

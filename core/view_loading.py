import gc

from django.urls import get_resolver


def load_views():
    """Load every view now, rather than during the first request or workbook.

    What is loaded lives as long as the process. Unfrozen, a full collection reads it all again, amid some work.
    """
    get_resolver().url_patterns  # noqa: B018  loads them
    gc.freeze()
